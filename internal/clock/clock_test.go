package clock_test

import (
	"testing"
	"time"

	"heliograph/internal/clock"
)

func TestFakeFiresWhenReached(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(time.Unix(1000, 0))
	fired := make(chan struct{})
	c.AfterFunc(2*time.Second, func() { close(fired) })
	stopped := c.AfterFunc(time.Second, func() { t.Error("a stopped timer fired") })
	if !stopped.Stop() {
		t.Error("Stop of a waiting timer must report true")
	}
	c.Advance(time.Second)
	select {
	case <-fired:
		t.Fatal("fired a second early")
	default:
	}
	c.Advance(time.Second)
	<-fired
	if got := c.Now().Unix(); got != 1002 {
		t.Errorf("now = %d", got)
	}
}
