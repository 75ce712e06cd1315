package serverkey

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gotd/td/crypto"
)

// File is the name of the key's file in the data directory.
const File = "server.key"

const (
	privateType = "RSA PRIVATE KEY"
	publicType  = "RSA PUBLIC KEY"
)

// ErrNone says that the data directory has no key yet.
var ErrNone = errors.New("there is no server key yet")

// Load reads the key of the data directory dir. It returns ErrNone when there
// is none.
func Load(dir string) (*rsa.PrivateKey, error) {
	file := filepath.Join(dir, File)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s", ErrNone, dir)
	}
	if err != nil {
		return nil, fmt.Errorf("read the server key: %w", err)
	}
	key, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("server key %s: %w", file, err)
	}
	return key, nil
}

func parse(text []byte) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != privateType {
		return nil, fmt.Errorf("not a PEM %q", privateType)
	}
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	if key.N.BitLen() != crypto.RSAKeyBits || key.E != 65537 {
		return nil, fmt.Errorf("want %d bits and exponent 65537, have %d and %d", crypto.RSAKeyBits, key.N.BitLen(), key.E)
	}
	return key, nil
}

// LoadOrCreate is Load, which at the first call makes the directory and the
// key. Safe to run in several processes at once: all get the same key.
func LoadOrCreate(dir string) (*rsa.PrivateKey, error) {
	key, err := Load(dir)
	if !errors.Is(err, ErrNone) {
		return key, err
	}
	if err := create(dir); err != nil {
		return nil, fmt.Errorf("create the server key: %w", err)
	}
	return Load(dir)
}

// create writes a new key under a name of its own and then links it to File,
// which fails harmlessly when another process was faster.
func create(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	key, err := findable(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, crypto.RSAKeyBits) })
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, File+".*.tmp") // readable by the owner alone
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	err = pem.Encode(temp, &pem.Block{Type: privateType, Bytes: x509.MarshalPKCS1PrivateKey(key)})
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), filepath.Join(dir, File)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

// findable makes keys until one has a fingerprint of 16 digits without padding:
// mtcute writes it without leading zeros and does not find one that has any.
func findable(generate func() (*rsa.PrivateKey, error)) (*rsa.PrivateKey, error) {
	for {
		key, err := generate()
		if err != nil || !strings.HasPrefix(Fingerprint(&key.PublicKey), "0") {
			return key, err
		}
	}
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// PublicPEM is the public half as clients take it, a PKCS#1 "RSA PUBLIC KEY".
func PublicPEM(key *rsa.PublicKey) []byte {
	var b bytes.Buffer
	_ = pem.Encode(&b, &pem.Block{Type: publicType, Bytes: x509.MarshalPKCS1PublicKey(key)}) // a Buffer never fails
	return b.Bytes()
}

// Fingerprint is the 64 bits by which the key exchange names the key, as
// clients print them: 16 hexadecimal digits.
func Fingerprint(key *rsa.PublicKey) string {
	return fmt.Sprintf("%016x", uint64(crypto.RSAFingerprint(key)))
}
