package exchange

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
)

// TestTmpAES has the numbers of https://core.telegram.org/mtproto/samples-auth_key.
func TestTmpAES(t *testing.T) {
	t.Parallel()
	unhex := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	key, iv := tmpAES(
		bin.Int256(unhex("311c85db234aa2640afc4a76a735cf5b1f0fd68bd17fa181e1229ad867cc024d")),
		bin.Int128(unhex("a5cf4d33f4a11ea877ba4aa573907330")),
	)
	if want := unhex("f011280887c7bb01df0fc4e17830e0b91fbb8be4b2267cb985ae25f33b527253"); !bytes.Equal(key[:], want) {
		t.Errorf("key %x", key)
	}
	if want := unhex("3212d579ee35452ed23e0d0c92841aa7d31b2e9bdef2151e80d15860311c85db"); !bytes.Equal(iv[:], want) {
		t.Errorf("start %x", iv)
	}
}

func TestOpenClientDH(t *testing.T) {
	t.Parallel()
	key, iv := [32]byte(random(32)), [32]byte(random(32))
	inner, err := encode(&mt.ClientDHInnerData{RetryID: 7, GB: random(256)})
	if err != nil {
		t.Fatal(err)
	}
	good, err := seal(rand.Reader, inner, key, iv)
	if err != nil {
		t.Fatal(err)
	}
	if in, err := openClientDH(good, key, iv); err != nil || in.RetryID != 7 {
		t.Errorf("our own: %v", err)
	}
	theirs, err := crypto.EncryptExchangeAnswer(rand.Reader, append(inner, make([]byte, 40)...), key[:], iv[:])
	if err != nil {
		t.Fatal(err)
	}
	for name, sealed := range map[string][]byte{
		"nothing":          nil,
		"a hash":           good[:16],
		"half a block":     good[:len(good)-8],
		"cut":              good[:len(good)-16],
		"long":             make([]byte, maxClientDH+16),
		"too much padding": theirs,
	} {
		if _, err := openClientDH(sealed, key, iv); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if in, err := openClientDH(bad, key, iv); err == nil && i < len(good)-16 {
			t.Fatalf("byte %d changed: %+v", i, in)
		}
	}
}
