// Package webclient serves what a browser gets at the root of the port.
//
// Without a built web client that is one plain page: what this server is and
// how to point a client at it.
//
// Links to people, groups and channels end at a page that says what strangers may
// know of them, and hands over to a client.
//
// Owns the pages and their security headers. Must not know any subject.
package webclient
