//go:build clients

package clients

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLang: TDLib finds emoji by words of two languages and one of the
// operator's, and speaks a language that the operator wrote, and changes.
func TestLang(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	s.write("tdesktop/de", `"lng_menu" = "Menü"; "lng_days#one" = "{count} Tag"; "lng_days#other" = "{count} Tage"; "lng_old" = "Alt";`)
	s.write("emoji/de", `"servus" = "👋";`)
	s.kill()
	s.start()
	script := node(t, s, "lang.mjs", "TDJSON="+s.patched(tdlib))
	for line := range script.lines {
		t.Log(line)
		switch {
		case line == "CHANGE":
			s.write("tdesktop/de", `"lng_menu" = "Hauptmenü"; "lng_days#one" = "{count} Tag"; "lng_days#other" = "{count} Tage"; "lng_new" = "Neu";`)
			script.say("changed")
		case strings.HasPrefix(line, "FAIL"):
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("lang.mjs: %v", err)
	}
	(&quiet{server: s}).complaints()
}

// write writes a file of a language.
func (s *server) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.languages(), filepath.FromSlash(name)+".strings")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}
