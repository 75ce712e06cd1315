//go:build clients

package clients

import (
	"strings"
	"testing"
)

// TestGroups: three people on TDLib make a supergroup and a channel, write in them,
// moderate and leave them.
func TestGroups(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	script := node(t, s, "groups.mjs", "TDJSON="+s.patched(tdlib))
	for line := range script.lines {
		t.Log(line)
		if strings.HasPrefix(line, "FAIL") {
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("groups.mjs: %v", err)
	}
}
