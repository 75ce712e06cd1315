// Package pgtest runs a real PostgreSQL server for tests.
//
// Owns one cluster for each test process, in a directory of its own, reachable
// only through a socket in it, and removed at the end; and clusters that a test
// may kill. A test on a machine without the server fails and says so. Must not
// know the engine.
package pgtest
