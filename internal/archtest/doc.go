// Package archtest tests the rules of how this code is laid out: who may import
// whom, how long files and functions are, and what tests must not do.
//
// Owns the one list of levels, below. A package that is in no level fails the
// test: whoever adds it decides where it stands. Must not be imported by
// anything.
package archtest
