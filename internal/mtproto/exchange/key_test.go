package exchange

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gotd/td/crypto"
)

func TestLoadOrCreateKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "server.key")
	var keys [3]*rsa.PrivateKey
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() {
			k, err := LoadOrCreateKey(path)
			if err != nil {
				t.Error(err)
			}
			keys[i] = k
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	for _, k := range keys {
		if !k.Equal(keys[0]) {
			t.Error("several keys were made")
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("%d files are left", len(files))
	}
	if got, want := Fingerprint(&keys[0].PublicKey), crypto.RSAFingerprint(&keys[0].PublicKey); got != want {
		t.Errorf("fingerprint %x, want %x", got, want)
	}
	block, _ := pem.Decode(PublicPEM(&keys[0].PublicKey))
	if block == nil || block.Type != "RSA PUBLIC KEY" {
		t.Fatal("not a PKCS#1 public key")
	}
	if k, err := x509.ParsePKCS1PublicKey(block.Bytes); err != nil || !k.Equal(&keys[0].PublicKey) {
		t.Error("another public key")
	}
}

func TestLoadKeyRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ecBytes, err := x509.MarshalPKCS8PrivateKey(ec)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"empty":  {"", "no PEM"},
		"text":   {"hello", "no PEM"},
		"public": {string(PublicPEM(&testKey().PublicKey)), "not an RSA private key"},
		"small":  {string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(small)})), "1024 bits"},
		"ec":     {string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: ecBytes})), "not an RSA private key"},
		"cut":    {string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: []byte{48, 3}})), "key in"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadOrCreateKey(path); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadOrCreateKey(filepath.Join(dir, "text", "key")); err == nil {
		t.Error("a key inside a file")
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(testKey())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "pkcs8")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), 0o600); err != nil {
		t.Fatal(err)
	}
	if k, err := LoadOrCreateKey(path); err != nil || !k.Equal(testKey()) {
		t.Errorf("PKCS#8: %v", err)
	}
}
