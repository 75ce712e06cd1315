// Package bench is the load generator behind `heliograph bench`: it measures a
// server against the budgets of docs/performance.md and checks, while it does,
// that nothing is lost, doubled or out of order.
//
// It starts the server as a child process of the same program on a private
// data directory and a loopback port, so that the server's CPU time and memory
// are told apart from its own. Accounts, auth keys and logins are written into
// the store beforehand: the big-integer maths of thousands of clients is not
// what is measured. Everything else goes over real sockets, through a lean
// client of its own.
//
// Invariants:
//
//	B1  only loopback addresses are dialled
//	B2  a number is printed only of a run whose answers were all checked
//	B3  times are taken from when a message was due, not from when it was sent
//
// Owns the jobs, the client and the report. Must not be imported by anything
// but commands, nor measure what a user would not notice.
package bench
