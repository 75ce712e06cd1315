package exchange

import (
	"crypto/rand"
	"testing"

	"golang.org/x/time/rate"
)

// BenchmarkExchange is all that the server does for one cold key, with g^a
// calculated and not prepared; the client's work is not counted.
func BenchmarkExchange(b *testing.B) {
	s := newServer(b, Options{PerAddress: rate.Inf})
	b.ReportAllocs()
	for range b.N {
		b.StopTimer()
		c := newClient(b, s)
		c.reqPQ()
		pq, dh := c.reqPQBody(), c.reqDHBody()
		fresh := *c.conn.run
		c.reqDH()
		set := c.setDHBody()
		run := *c.conn.run
		b.StartTimer()

		c.must(c.send(pq))
		*c.conn.run = fresh
		c.must(c.send(dh))
		*c.conn.run = run
		c.must(c.send(set))
	}
}

func BenchmarkDecrypt(b *testing.B) {
	k := newRSAKey(testKey())
	sealed := [256]byte{9: 7}
	for b.Loop() {
		if _, err := k.decrypt(sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExponent(b *testing.B) {
	for b.Loop() {
		if _, err := newExponent(rand.Reader); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPQ(b *testing.B) {
	for b.Loop() {
		if _, _, err := newPQ(rand.Reader); err != nil {
			b.Fatal(err)
		}
	}
}
