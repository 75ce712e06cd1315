package exchange

import (
	"fmt"
	"io"
	"math/big"
)

// generator is g. It generates the subgroup of prime order (p-1)/2, for p mod 3
// is 2.
const generator = 3

// prime is the safe prime that every client knows, so that none needs minutes
// to check it. https://core.telegram.org/mtproto/auth_key
var prime = func() *big.Int {
	p, ok := new(big.Int).SetString(""+
		"c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f"+
		"48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37"+
		"20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"+
		"2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4"+
		"a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754"+
		"fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"+
		"e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f"+
		"0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b", 16)
	if !ok {
		panic("exchange: prime")
	}
	return p
}()

// A power of g, ours or theirs, keeps away from both ends of the group by 2^1984
// (https://core.telegram.org/mtproto/security_guidelines).
var (
	lowest  = new(big.Int).Lsh(big.NewInt(1), 2048-64)
	highest = new(big.Int).Sub(prime, lowest)
)

func inRange(power *big.Int) bool { return power.Cmp(lowest) >= 0 && power.Cmp(highest) <= 0 }

// exponentSize is the length of a in bytes. In the group of a safe prime an
// exponent of 512 bits is more than twice as long as the strength of a 2048-bit
// group asks for (RFC 7919, section 5.2, and appendix A.1: 225 bits), and it
// costs a quarter of the 2048 bits that the protocol's page speaks of. Nobody
// can tell from outside.
const exponentSize = 64

// exponent is a secret a with g^a.
type exponent struct {
	secret *big.Int
	power  [256]byte
}

// newExponent takes about as long as the rest of an exchange.
func newExponent(random io.Reader) (exponent, error) {
	var b [exponentSize]byte
	for {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return exponent{}, fmt.Errorf("exchange: exponent: %w", err)
		}
		b[0] |= 0x80
		e := exponent{secret: new(big.Int).SetBytes(b[:])}
		if power := new(big.Int).Exp(big.NewInt(generator), e.secret, prime); inRange(power) {
			power.FillBytes(e.power[:])
			return e, nil
		}
	}
}
