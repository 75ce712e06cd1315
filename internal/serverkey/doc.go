// Package serverkey keeps the RSA key by which clients know the server.
//
// Owns the file server.key of the data directory: a PKCS#1 "RSA PRIVATE KEY"
// PEM of 2048 bits with exponent 65537, so that the public key is exactly as
// long as those built into clients. Must not know the key exchange.
package serverkey
