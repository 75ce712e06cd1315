package message_test

import (
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/user"
)

// BenchmarkGroupOf200 is a message to a basic group of 200 people: until it is
// acknowledged, and until the last of them has a copy.
func BenchmarkGroupOf200(b *testing.B) {
	members := make([]user.ID, 199)
	for i := range members {
		members[i] = user.ID(100 + i)
	}
	c := newCircle(b, members...)
	var acknowledged time.Duration
	for b.Loop() {
		c.random++
		began := time.Now()
		if _, err := c.messages.Send(b.Context(), as(ann), message.Draft{To: c.chat(), Text: plain("hello"), Random: c.random}); err != nil {
			b.Fatal(err)
		}
		acknowledged += time.Since(began)
		c.settle()
	}
	b.ReportMetric(float64(acknowledged.Microseconds())/1000/float64(b.N), "ack-ms/op")
	b.ReportMetric(float64(200*b.N)/b.Elapsed().Seconds(), "copies/s")
}
