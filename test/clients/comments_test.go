//go:build clients

package clients

import (
	"strings"
	"testing"
)

// TestComments: three people on TDLib have a group discuss a channel.
func TestComments(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	script := node(t, s, "comments.mjs", "TDJSON="+s.patched(tdlib))
	for line := range script.lines {
		t.Log(line)
		if strings.HasPrefix(line, "FAIL") {
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("comments.mjs: %v", err)
	}
}
