package serverkey_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/gotd/td/crypto"

	"heliograph/internal/serverkey"
)

func TestMadeOnceAndKept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "data")
	if _, err := serverkey.Load(dir); !errors.Is(err, serverkey.ErrNone) {
		t.Fatalf("before the first start: %v", err)
	}
	keys := make([]*rsa.PrivateKey, 3)
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() {
			var err error
			if keys[i], err = serverkey.LoadOrCreate(dir); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, k := range keys {
		if k == nil || !k.Equal(keys[0]) {
			t.Fatal("racing starts made different keys")
		}
	}
	info, err := os.Stat(filepath.Join(dir, serverkey.File))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPublicPartsAreWhatClientsTake(t *testing.T) {
	t.Parallel()
	key, err := serverkey.LoadOrCreate(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	text := serverkey.PublicPEM(&key.PublicKey)
	if !strings.HasPrefix(string(text), "-----BEGIN RSA PUBLIC KEY-----\n") || len(strings.TrimSpace(string(text))) != 426-1 {
		t.Errorf("%d bytes:\n%s", len(text), text)
	}
	parsed, err := crypto.ParseRSAPublicKeys(text)
	if err != nil || len(parsed) != 1 || !parsed[0].Equal(&key.PublicKey) {
		t.Errorf("gotd reads %v, %v", parsed, err)
	}
	if f := serverkey.Fingerprint(&key.PublicKey); !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(f) {
		t.Errorf("fingerprint %q", f)
	}
}

func TestWrongFilesAreRefused(t *testing.T) {
	t.Parallel()
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	for want, content := range map[string][]byte{
		"not a PEM": []byte("hello"),
		"1024":      pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(short)}),
		"asn1":      pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: []byte("x")}),
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, serverkey.File), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := serverkey.LoadOrCreate(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
