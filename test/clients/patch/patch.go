package patch

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"regexp"
)

// maxHost is the longest address, in characters, that fits in the room of every
// built-in one.
const maxHost = 13

// Report says what was changed.
type Report struct {
	Keys      int // public keys replaced
	Addresses int // addresses replaced; 0 for TDLib, which has them in code
	Ports     int
}

// ErrUnknownBuild says that a binary is not laid out like any known one.
var ErrUnknownBuild = errors.New("not a build that is known")

// File writes to out a copy of the client in that dials addr and trusts key, a
// PKCS#1 "RSA PUBLIC KEY" PEM of 2048 bits with exponent 65537. addr must be
// IPv4 and at most 13 characters long.
func File(in, out string, key []byte, addr netip.AddrPort) (Report, error) {
	data, err := os.ReadFile(in)
	if err != nil {
		return Report{}, err
	}
	report, err := edit64(data, bytes.TrimSpace(key), addr)
	if err != nil {
		return report, fmt.Errorf("patch %s: %w", in, err)
	}
	return report, os.WriteFile(out, data, 0o755)
}

// edit64 edits data in place; after an error data is of no use.
func edit64(data, key []byte, addr netip.AddrPort) (Report, error) {
	if host := addr.Addr().String(); !addr.Addr().Is4() || len(host) > maxHost {
		return Report{}, fmt.Errorf("address %s: want IPv4 of at most %d characters", host, maxHost)
	}
	image, err := elf.NewFile(bytes.NewReader(data))
	if err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrUnknownBuild, err)
	}
	var r Report
	if r.Keys, err = replaceKeys(data, key); err != nil {
		return r, err
	}
	if begin, end, ok := dcFunction(image); ok {
		r.Ports, err = patchCode(data[begin:end], addr)
		return r, err
	}
	r.Addresses, r.Ports, err = patchTables(data, image, addr)
	return r, err
}

var publicKey = regexp.MustCompile(`-----BEGIN RSA PUBLIC KEY-----\n((?:[A-Za-z0-9+/=]+\n)+)-----END RSA PUBLIC KEY-----`)

// exchangeKeys is how the keys of the key exchange begin, production and test.
// Other keys in a client check configurations and files: they stay.
var exchangeKeys = []string{"MIIBCgKCAQEA6LszBcC1LGzy", "MIIBCgKCAQEAyMEdY1aR+sCR"}

func replaceKeys(data, key []byte) (int, error) {
	if m := publicKey.FindIndex(key); m == nil || m[0] != 0 || m[1] != len(key) {
		return 0, errors.New(`the key is not a PEM "RSA PUBLIC KEY"`)
	}
	n := 0
	for _, m := range publicKey.FindAllSubmatchIndex(data, -1) {
		if !beginsWithAny(data[m[2]:m[3]], exchangeKeys) {
			continue
		}
		if m[1]-m[0] != len(key) {
			return n, fmt.Errorf("the key has %d bytes, the built-in one %d: want 2048 bits and exponent 65537", len(key), m[1]-m[0])
		}
		copy(data[m[0]:m[1]], key)
		n++
	}
	if n == 0 {
		return 0, fmt.Errorf("%w: it holds no key of the key exchange", ErrUnknownBuild)
	}
	return n, nil
}

func beginsWithAny(b []byte, prefixes []string) bool {
	for _, p := range prefixes {
		if bytes.HasPrefix(b, []byte(p)) {
			return true
		}
	}
	return false
}
