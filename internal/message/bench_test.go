package message_test

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// BenchmarkSend is a message of 200 bytes between 500 pairs, 64 at once, durable.
func BenchmarkSend(b *testing.B) {
	w := open(b)
	body := plain(strings.Repeat("x", 200))
	var n atomic.Int64
	send := func() {
		i := n.Add(1)
		from := user.ID(2*(i%500) + 1000)
		_, err := w.messages.Send(b.Context(), as(from), message.Draft{To: (from + 1).Peer(), Text: body, Random: i})
		if err != nil {
			b.Error(err)
		}
	}
	for range 500 {
		send()
	}
	b.ReportAllocs()
	b.SetParallelism(32) // of each of 2 cores
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			send()
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkHistory is a page of 50 somewhere in a chat of 100,000 messages.
func BenchmarkHistory(b *testing.B) {
	w := open(b)
	const size = 100_000
	body := strings.Repeat("x", 200)
	for i := 0; i < size; i += 100 {
		ids, randoms := make([]int, 100), make([]int64, 100)
		if i == 0 {
			for range 100 {
				w.send(b, ann, ann, body)
			}
			continue
		}
		for j := range ids {
			ids[j], randoms[j] = j+1, int64(i+j+1000)
		}
		_, err := w.messages.ForwardAll(b.Context(), as(ann), message.Copy{IDs: ids, Randoms: randoms, To: ann.Peer(), Anonym: true})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	took := make([]time.Duration, b.N)
	for i := range b.N {
		start := time.Now()
		s, err := w.messages.History(b.Context(), as(ann), ann.Peer(), message.Page{OffsetID: size - i*7919%(size-100), Limit: 50})
		if err != nil || len(s.Messages) != 50 {
			b.Fatal(len(s.Messages), err)
		}
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkSince reads 100 of 10,000 events.
func BenchmarkSince(b *testing.B) {
	w := open(b)
	for range 100 {
		err := w.log.Run(b.Context(), []store.Owner{ann.Owner()}, func(tx *update.Tx) error {
			box, err := tx.Box(ann.Owner())
			if err != nil {
				return err
			}
			for i := range 100 {
				box.Append(update.Event{Kind: update.NewMessage, Peer: bob.Peer(), ID: i, Random: int64(i), Origin: 5})
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		d, err := w.log.Since(b.Context(), ann.Owner(), update.Position{Pts: 1 + i*131%9900}, 100)
		if err != nil || len(d.Events) != 100 {
			b.Fatal(len(d.Events), err)
		}
	}
}
