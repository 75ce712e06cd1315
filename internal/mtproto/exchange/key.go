package exchange

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"

	"github.com/gotd/td/bin"
)

// LoadOrCreateKey reads the server's RSA key from the PEM file at path and makes
// one of 2048 bits when there is no file. The file appears whole or not at all
// and only its owner can read it; of several processes that create it at once
// all get the same key.
func LoadOrCreateKey(path string) (*rsa.PrivateKey, error) {
	k, err := loadKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if k, err = rsa.GenerateKey(rand.Reader, 8*rsaSize); err != nil {
		return nil, fmt.Errorf("exchange: make key: %w", err)
	}
	if err := createKey(path, k); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("exchange: write key: %w", err)
	}
	return loadKey(path)
}

func loadKey(path string) (*rsa.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("exchange: read key: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("exchange: %s holds no PEM block", path)
	}
	k, err := parseKey(block)
	if err != nil {
		return nil, fmt.Errorf("exchange: key in %s: %w", path, err)
	}
	if k.N.BitLen() != 8*rsaSize || len(k.Primes) != 2 {
		return nil, fmt.Errorf("exchange: key in %s has %d bits and %d primes, not %d and 2", path, k.N.BitLen(), len(k.Primes), 8*rsaSize)
	}
	return k, nil
}

func parseKey(block *pem.Block) (*rsa.PrivateKey, error) {
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case "PRIVATE KEY":
		k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			return nil, err
		}
		if k, ok := k.(*rsa.PrivateKey); ok {
			return k, nil
		}
	}
	return nil, fmt.Errorf("not an RSA private key but %q", block.Type)
}

// createKey writes a file beside path and links it to path, which fails with
// fs.ErrExist when another process was faster.
func createKey(path string, k *rsa.PrivateKey) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	err = pem.Encode(f, &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(k)})
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil { // a file system without links
		if err := os.Rename(f.Name(), path); err != nil {
			return err
		}
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// PublicPEM is the public key as clients take it: PKCS#1, "RSA PUBLIC KEY".
func PublicPEM(k *rsa.PublicKey) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(k)})
}

// Fingerprint names the key in resPQ: the low 64 bits of the SHA-1 of its
// modulus and exponent, each as a TL string.
func Fingerprint(k *rsa.PublicKey) int64 {
	var b bin.Buffer
	b.PutBytes(k.N.Bytes())
	b.PutBytes(big.NewInt(int64(k.E)).Bytes())
	sum := sha1.Sum(b.Buf)
	return int64(binary.LittleEndian.Uint64(sum[12:]))
}
