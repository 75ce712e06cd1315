package fault_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"heliograph/internal/fault"
)

func TestMessage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  *fault.Error
		want string
	}{
		{fault.New(fault.Invalid, "MESSAGE_EMPTY"), "MESSAGE_EMPTY"},
		{fault.Wait(1500 * time.Millisecond), "FLOOD_WAIT_2"},
		{fault.Wait(0), "FLOOD_WAIT_1"},
	} {
		if got := c.err.Message(); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestIsLooksThroughWrappingAndNumbers(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("send: %w", fault.Wait(7*time.Second))
	if !errors.Is(err, fault.Wait(time.Second)) {
		t.Error("two waits of different length must match")
	}
	if errors.Is(err, fault.New(fault.Flood, "PEER_FLOOD")) {
		t.Error("different codes must not match")
	}
	if f := fault.As(err); f == nil || f.N != 7 {
		t.Errorf("As = %v", f)
	}
	if fault.As(errors.New("disk on fire")) != nil {
		t.Error("a plain error is no fault")
	}
}
