// Package control lets the commands of the operator reach a running server.
//
// Owns the socket control.sock of the data directory, which only the user of
// the server can open, and what is said over it: HTTP with JSON. Must not know
// how a command is done: node passes the functions in.
package control
