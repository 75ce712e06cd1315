//go:build clients

package clients

import (
	"strings"
	"testing"
)

// TestPictures: TDLib has every picture that the server draws, and uses it.
func TestPictures(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	script := node(t, s, "art.mjs", "TDJSON="+s.patched(tdlib))
	for line := range script.lines {
		t.Log(line)
		if strings.HasPrefix(line, "FAIL") {
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("art.mjs: %v", err)
	}
}
