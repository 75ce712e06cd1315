package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/store/postgres"
	"heliograph/internal/store/postgres/pgtest"
)

func box(i int) store.Owner { return store.Owner(store.K('u').Int(int64(i))) }

// BenchmarkPrivateMessage is the transaction of a private message: six reads,
// and eleven records written to the boxes of two people.
func BenchmarkPrivateMessage(b *testing.B) {
	for _, writers := range []int{1, 64, 256} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s := open(b, pgtest.Schema(b), postgres.Options{})
			const pairs = 500
			var next, seed atomic.Int64
			text := make([]byte, 200)
			b.ReportAllocs()
			b.SetParallelism((writers + 1) / 2) // on two cores
			b.RunParallel(func(pb *testing.PB) {
				r := rand.New(rand.NewPCG(1, uint64(seed.Add(1))))
				for pb.Next() {
					p := r.IntN(pairs)
					if err := send(b, s, box(2*p), box(2*p+1), next.Add(1), text); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tx/s")
		})
	}
}

func send(b *testing.B, s store.Store, from, to store.Owner, once int64, text []byte) error {
	return s.Update(b.Context(), []store.Owner{from, to}, func(tx store.Tx) error {
		top, state, dialog := store.K('t'), store.K('p'), store.K('d').Int(7)
		vs, err := tx.GetMany(
			store.Ref{Owner: from, Key: top}, store.Ref{Owner: from, Key: state}, store.Ref{Owner: from, Key: dialog},
			store.Ref{Owner: to, Key: top}, store.Ref{Owner: to, Key: state}, store.Ref{Owner: to, Key: dialog},
		)
		if err != nil {
			return err
		}
		for i, o := range []store.Owner{from, to} {
			n := int64(1)
			if v := vs[3*i]; v != nil {
				n += store.IntAt(v, 0)
			}
			num := []byte(store.Key(nil).Int(n))
			tx.Put(o, top, num)
			tx.Put(o, state, num)
			tx.Put(o, dialog, text[:60])
			tx.Put(o, store.K('m').Int(n), text)
			tx.Put(o, store.K('l').Int(n), text[:24])
		}
		tx.Put(from, store.K('o').Int(once), text[:8])
		return nil
	})
}

// filled is a box of n messages.
func filled(b *testing.B, n int) *postgres.Store {
	s := open(b, pgtest.Schema(b), postgres.Options{})
	text := make([]byte, 200)
	for i := 0; i < n; i += 1000 {
		err := s.Update(b.Context(), []store.Owner{box(1)}, func(tx store.Tx) error {
			for j := i; j < i+1000; j++ {
				tx.Put(box(1), store.K('m').Int(int64(j)), text)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkHistoryPage reads 50 messages in a row from a box of 100,000.
func BenchmarkHistoryPage(b *testing.B) {
	s := filled(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		at := rand.Int64N(100_000-50) + 50
		err := s.View(b.Context(), func(r store.Reader) error {
			rs, err := r.Scan(box(1), store.K('m'), store.K('m').Int(at), true, 50)
			if err == nil && len(rs) != 50 {
				return fmt.Errorf("%d records", len(rs))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGet reads one record in a View of its own.
func BenchmarkGet(b *testing.B) {
	s := filled(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		k := store.K('m').Int(rand.Int64N(100_000))
		err := s.View(b.Context(), func(r store.Reader) error {
			v, err := r.Get(box(1), k)
			if err == nil && v == nil {
				return fmt.Errorf("%x is missing", k)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
