package exchange

// Group is the generator and the prime that clients trust without checking them,
// for whatever else is computed in such a group.
func Group() (g int, p []byte) { return generator, prime.Bytes() }
