// Package webclient serves what a browser gets at the root of the port.
//
// That is the web client, when this program was built with it (`make web`), and one
// plain page otherwise: what this server is and how to point a client at it. The page
// is at "/apps" in either case.
//
// Links to people, groups and channels end at a page that says what strangers may
// know of them, and hands over to a client.
//
// Owns the pages, the files of the web client, and the security headers of both.
// Must not know any subject.
package webclient
