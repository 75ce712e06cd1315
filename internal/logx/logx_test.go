package logx_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"heliograph/internal/logx"
)

func TestSecretNeverShows(t *testing.T) {
	t.Parallel()
	s := logx.Secret("hunter2")
	var out bytes.Buffer
	for _, json := range []bool{false, true} {
		logx.New(&out, slog.LevelInfo, json).Info("login", "code", s, "in", struct{ S logx.Secret }{s})
	}
	fmt.Fprintf(&out, "%v %s %q %x %#v %+v", s, s, s, s, s, struct{ S logx.Secret }{s})
	if strings.Contains(out.String(), "hunter2") || strings.Contains(out.String(), "68756e74") {
		t.Errorf("the secret shows:\n%s", out.String())
	}
	if !strings.Contains(out.String(), "***") {
		t.Errorf("no mask:\n%s", out.String())
	}
	if s.Reveal() != "hunter2" {
		t.Error("Reveal must give the secret")
	}
}
