// Package patchclienttest makes small files laid out like the clients that
// patchclient knows, for tests.
//
// Owns those files. Must not be imported by anything but tests, and must not
// share a table with patchclient: both say what real clients hold.
package patchclienttest
