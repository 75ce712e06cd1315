// Package random makes random values of an API layer for tests: well-formed by
// the schema, of every constructor and method, the same for the same seed.
//
// Owns nothing. Must not know what the values mean, nor reach the server.
package random
