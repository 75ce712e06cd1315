package sender_test

import (
	"bytes"
	"errors"
	"testing"

	"heliograph/internal/auth/sender"
	"heliograph/internal/logx"
)

const (
	phone = "4915112345678"
	code  = logx.Secret("12345")
)

func TestLog(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := sender.NewLog(&b).Send(t.Context(), phone, code); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != "Login code for +4915112345678: 12345\n" {
		t.Errorf("%q", got)
	}
	if err := sender.NewLog(full{}).Send(t.Context(), phone, code); !errors.Is(err, errFull) {
		t.Errorf("a line that was not written: %v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
