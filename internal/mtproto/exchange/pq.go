package exchange

import (
	"encoding/binary"
	"io"
	"math/bits"
)

// newPQ is two primes p < q of 31 bits, for the client to find in their product.
// Finding them costs the client milliseconds, making them costs microseconds,
// so there is no stock of them.
func newPQ(random io.Reader) (p, q uint64, err error) {
	for p == q {
		if p, err = newPrime(random); err != nil {
			return 0, 0, err
		}
		if q, err = newPrime(random); err != nil {
			return 0, 0, err
		}
	}
	return min(p, q), max(p, q), nil
}

func newPrime(random io.Reader) (uint64, error) {
	var b [4]byte
	for {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return 0, err
		}
		n := uint64(binary.LittleEndian.Uint32(b[:]))&(1<<30-1) | 1<<30 | 1
		// The odd numbers that follow, or a new start.
		for range 64 {
			if isPrime(n) && n < 1<<31 {
				return n, nil
			}
			n += 2
		}
	}
}

// isPrime is exact for odd n from 9 to 2^32: Miller and Rabin with the bases 2,
// 7 and 61.
func isPrime(n uint64) bool {
	for _, small := range []uint64{3, 5, 7, 11, 13, 17, 19, 23, 61} {
		if n%small == 0 {
			return n == small
		}
	}
	zeros := bits.TrailingZeros64(n - 1)
	for _, base := range []uint64{2, 7, 61} {
		if !passes(n, base, zeros) {
			return false
		}
	}
	return true
}

func passes(n, base uint64, zeros int) bool {
	x := uint64(1)
	for e := (n - 1) >> zeros; e > 0; e >>= 1 {
		if e&1 == 1 {
			x = x * base % n
		}
		base = base * base % n
	}
	if x == 1 || x == n-1 {
		return true
	}
	for range zeros - 1 {
		if x = x * x % n; x == n-1 {
			return true
		}
	}
	return false
}
