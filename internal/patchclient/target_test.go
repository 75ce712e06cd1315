package patchclient

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/serverkey"
)

func TestParseAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"127.0.0.1:8080", ""},
		{"192.168.100.100:65535", ""},
		{"8.8.8.8:1", ""},
		{"", "it is not HOST:PORT"},
		{":8080", "it is not HOST:PORT"},
		{"chat.example.org", "it is not HOST:PORT"},
		{"192.168.1.5", "it names no port; write 192.168.1.5:8080"},
		{"192.168.1.5:", `"" is not a port from 1 to 65535`},
		{"192.168.1.5:0", `"0" is not a port from 1 to 65535`},
		{"192.168.1.5:65536", `"65536" is not a port`},
		{"192.168.1.5:-1", `"-1" is not a port`},
		{"192.168.1.5:http", `"http" is not a port`},
		{"192.168.1.5:80:90", "it is not HOST:PORT"},
		{"192.168.1.500:80", "192.168.1.500 is not an IPv4 address"},
		{"192.168.001.005:80", "192.168.001.005 is not an IPv4 address"},
		{"192.168.1:80", "192.168.1 is not an IPv4 address"},
		{"chat.example.org:8080", "chat.example.org is a host name, and clients look none up; what fits is any IPv4 address"},
		{"localhost:8080", "`getent ahostsv4 localhost`"},
		{"::1", "it is IPv6 and names no port"},
		{"[2001:db8::1]", "it is IPv6 and names no port"},
		{"[2001:db8::1]:8080", "2001:db8::1 is IPv6, and what is built in is dialled as IPv4; what fits is any IPv4"},
		{"[::ffff:192.168.1.5]:80", "is IPv6"},
		{"0.0.0.0:8080", "nobody can be dialled at 0.0.0.0"},
		{"224.0.0.1:8080", "nobody can be dialled at 224.0.0.1"},
		{"255.255.255.255:8080", "nobody can be dialled"},
	} {
		addr, err := ParseAddress(c.text)
		switch {
		case c.want == "" && (err != nil || addr.String() != c.text):
			t.Errorf("%q: %v, %v", c.text, addr, err)
		case c.want != "" && (!errors.Is(err, ErrAddress) || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

func TestParseKey(t *testing.T) {
	t.Parallel()
	spki, err := x509.MarshalPKIXPublicKey(aKey())
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string][]byte{
		"PKCS#1":               serverkey.PublicPEM(aKey()),
		"with lines before":    append([]byte("the key of chat.example.org\n"), serverkey.PublicPEM(aKey())...),
		"SubjectPublicKeyInfo": block("PUBLIC KEY", spki),
	} {
		if key, err := ParseKey(text); err != nil || !key.Equal(aKey()) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := len(builtIn(aKey())); n != keyLength {
		t.Errorf("%d bytes", n)
	}
}

func block(kind string, b []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}) }

func TestKeysThatAreRefused(t *testing.T) {
	t.Parallel()
	long := &rsa.PublicKey{N: new(big.Int).SetBit(aKey().N, 3071, 1), E: keyExponent}
	odd := &rsa.PublicKey{N: aKey().N, E: 3}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := x509.MarshalPKIXPublicKey(&curve.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text []byte
		want string
	}{
		{nil, "it holds no PEM; `heliograph key > FILE` writes one"},
		{[]byte("ssh-rsa AAAA"), "it holds no PEM"},
		{serverkey.PublicPEM(long), "it has 3072 bits and exponent 65537, and only 2048 bits with exponent 65537 take exactly the room"},
		{serverkey.PublicPEM(odd), "it has 2048 bits and exponent 3"},
		{block("RSA PRIVATE KEY", []byte("x")), "it is a private one, which must not leave the server"},
		{block("PRIVATE KEY", []byte("x")), "it is a private one"},
		{block("CERTIFICATE", []byte("x")), `it is a PEM "CERTIFICATE"`},
		{block("RSA PUBLIC KEY", []byte("x")), ErrKey.Error() + ": "},
		{block("PUBLIC KEY", other), "it is not RSA"},
	} {
		if _, err := ParseKey(c.text); !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
	target := here()
	target.Key = long
	dir := t.TempDir()
	if _, err := File(filepath.Join(dir, "in"), filepath.Join(dir, "out"), target); !errors.Is(err, ErrKey) {
		t.Errorf("File: %v", err)
	}
}
