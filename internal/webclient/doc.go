// Package webclient serves what a browser gets at the root of the port.
//
// Without a built web client that is one plain page: what this server is and
// how to point a client at it.
//
// Owns the page and its security headers. Must not know any subject.
package webclient
