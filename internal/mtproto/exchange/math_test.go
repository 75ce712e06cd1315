package exchange

import (
	"bytes"
	"crypto/rand"
	"math/big"
	"testing"
)

func TestPrimeIsSafe(t *testing.T) {
	t.Parallel()
	half := new(big.Int).Rsh(prime, 1)
	if prime.BitLen() != 2048 || !prime.ProbablyPrime(10) || !half.ProbablyPrime(10) {
		t.Error("not a safe prime of 2048 bits")
	}
	if new(big.Int).Mod(prime, big.NewInt(3)).Int64() != 2 {
		t.Error("3 does not generate the subgroup")
	}
}

func TestPQ(t *testing.T) {
	t.Parallel()
	for range 2000 {
		p, q, err := newPQ(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if p >= q || p < 1<<30 || q >= 1<<31 || !isBigPrime(p) || !isBigPrime(q) {
			t.Fatalf("%d and %d", p, q)
		}
	}
	for n := uint64(9); n < 20000; n += 2 {
		if isPrime(n) != isBigPrime(n) {
			t.Errorf("isPrime(%d) is %v", n, isPrime(n))
		}
	}
	// Strong pseudoprimes to some of the bases.
	for _, n := range []uint64{2047, 3215031751, 314821, 4759123141 - 2} {
		if isPrime(n) != isBigPrime(n) {
			t.Errorf("isPrime(%d) is %v", n, isPrime(n))
		}
	}
	if _, _, err := newPQ(bytes.NewReader(nil)); err == nil {
		t.Error("no randomness, no error")
	}
}

func isBigPrime(n uint64) bool { return new(big.Int).SetUint64(n).ProbablyPrime(5) }

func TestDecryptIsRSA(t *testing.T) {
	t.Parallel()
	k := newRSAKey(testKey())
	for range 130 { // past two changes of the blinding
		c, err := rand.Int(rand.Reader, k.N)
		if err != nil {
			t.Fatal(err)
		}
		var sealed [256]byte
		c.FillBytes(sealed[:])
		got, err := k.decrypt(sealed)
		if err != nil {
			t.Fatal(err)
		}
		back := new(big.Int).SetBytes(got[:])
		if back.Exp(back, big.NewInt(int64(k.E)), k.N); back.Cmp(c) != 0 {
			t.Fatal("not the RSA operation")
		}
	}
}

func TestIsNumber(t *testing.T) {
	t.Parallel()
	for b, want := range map[string]bool{
		"\x01\x02": true, "\x00\x00\x01\x02": true, "\x00\x00\x00\x00\x00\x00\x01\x02": true,
		"": false, "\x02": false, "\x01\x02\x00": false, "\x00\x00\x00\x00\x00\x00\x00\x01\x02": false,
	} {
		if isNumber([]byte(b), 258) != want {
			t.Errorf("%x: %v", b, !want)
		}
	}
}
