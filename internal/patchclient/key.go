package patchclient

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"heliograph/internal/serverkey"
)

// ErrKey says that a key cannot take the place of a built-in one.
var ErrKey = errors.New("not a key for clients")

// The public keys built into clients: PKCS#1 PEM of 2048 bits and exponent
// 65537, which always has the same length.
const (
	keyBits     = 2048
	keyExponent = 65537
	keyLength   = 425
	keyHead     = "-----BEGIN RSA PUBLIC KEY-----\n"
	keyTail     = "\n-----END RSA PUBLIC KEY-----"
)

// exchangeKeys are the keys of the key exchange, known by how they begin. Others
// in a client check configurations and files: they stay.
var exchangeKeys = []struct{ what, begin string }{
	{"production key of the key exchange", "MIIBCgKCAQEA6LszBcC1LGzy"},
	{"test key of the key exchange", "MIIBCgKCAQEAyMEdY1aR+sCR"},
}

// ParseKey reads the public key of a server, a PEM "RSA PUBLIC KEY" or "PUBLIC
// KEY". Its errors wrap ErrKey.
func ParseKey(text []byte) (*rsa.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%w: it holds no PEM; `heliograph key > FILE` writes one", ErrKey)
	}
	var key any
	var err error
	switch block.Type {
	case "RSA PUBLIC KEY":
		key, err = x509.ParsePKCS1PublicKey(block.Bytes)
	case "PUBLIC KEY":
		key, err = x509.ParsePKIXPublicKey(block.Bytes)
	case "RSA PRIVATE KEY", "PRIVATE KEY":
		return nil, fmt.Errorf("%w: it is a private one, which must not leave the server; `heliograph key > FILE` writes the public one", ErrKey)
	default:
		return nil, fmt.Errorf("%w: it is a PEM %q, want \"RSA PUBLIC KEY\"", ErrKey, block.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	public, ok := key.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("%w: it is not RSA", ErrKey)
	}
	return public, checkKey(public)
}

// checkKey says whether the key has the size of the built-in ones, whose room
// it takes.
func checkKey(key *rsa.PublicKey) error {
	if key.N.BitLen() != keyBits || key.E != keyExponent {
		return fmt.Errorf("%w: it has %d bits and exponent %d, and only %d bits with exponent %d take exactly the room of the built-in one",
			ErrKey, key.N.BitLen(), key.E, keyBits, keyExponent)
	}
	return nil
}

// builtIn is the key as it stands in a client, without a last line feed.
func builtIn(key *rsa.PublicKey) []byte { return bytes.TrimSpace(serverkey.PublicPEM(key)) }

// keyPieces are the built-in keys that the server's takes the place of.
func keyPieces() []piece {
	var pieces []piece
	for _, k := range exchangeKeys {
		pieces = append(pieces, piece{what: k.what, want: 1, find: func(m *image) []int {
			var found []int
			for _, at := range m.text(keyHead + k.begin) {
				if end := at + keyLength; end <= len(m.data) && bytes.HasSuffix(m.data[at:end], []byte(keyTail)) {
					found = append(found, at)
				}
			}
			return found
		}})
	}
	return pieces
}
