package exchange

import (
	"crypto/rand"
	"crypto/rsa"
	"testing"

	"github.com/gotd/td/crypto"
)

func TestFingerprint(t *testing.T) {
	t.Parallel()
	k := &testKey().PublicKey
	if got, want := Fingerprint(k), crypto.RSAFingerprint(k); got != want {
		t.Errorf("fingerprint %x, want %x", got, want)
	}
}

func TestNewWantsAKey(t *testing.T) {
	t.Parallel()
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string][]*rsa.PrivateKey{"none": nil, "a small one": {small}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was taken", name)
				}
			}()
			New(Options{Keys: keys})
		}()
	}
}
