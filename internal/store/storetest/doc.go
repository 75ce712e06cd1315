// Package storetest is the contract of package store as a test suite, which
// every engine runs.
//
// Owns the suite and the load that crash tests of the engines put on a store.
// Must not know any engine.
package storetest
