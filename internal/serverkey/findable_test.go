package serverkey

import (
	"crypto/rsa"
	"errors"
	"io"
	"math/big"
	"testing"
)

func TestFindable(t *testing.T) {
	t.Parallel()
	padded := 0
	n := new(big.Int).Lsh(big.NewInt(1), 2047)
	for range 100 { // these are no keys, but they have fingerprints
		key, err := findable(func() (*rsa.PrivateKey, error) {
			n = new(big.Int).Add(n, big.NewInt(1))
			key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: 65537}}
			if Fingerprint(&key.PublicKey)[0] == '0' {
				padded++
			}
			return key, nil
		})
		if err != nil || Fingerprint(&key.PublicKey)[0] == '0' {
			t.Fatal(key, err)
		}
	}
	if padded == 0 {
		t.Error("none was passed over")
	}
	if _, err := findable(func() (*rsa.PrivateKey, error) { return nil, io.ErrUnexpectedEOF }); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
}
