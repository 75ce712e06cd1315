package help_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/lang"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store/pebble"
)

// languages are those of the program and one file, "PACK/CODE.strings".
func languages(t *testing.T, file string) *lang.Service {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	dir := ""
	if file != "" {
		dir = t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(file)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(`"key" = "Text";`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := lang.New(t.Context(), lang.Deps{Store: st, Logger: logx.Discard(), Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// german is what every client says of itself, by its key: Telegram Desktop in
// German, another app, one without a pack.
type german struct{}

func (german) Client(_ context.Context, perm int64) (session.Client, error) {
	c := session.Client{LangCode: "de", SystemLangCode: "de-AT"}
	switch perm {
	case 1, 2:
		c.LangPack = "tdesktop"
	case 3:
		c.LangPack = "unheard"
	}
	return c, nil
}

// A client is told what its system speaks and how new its texts are, if they are
// here.
func TestLanguages(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		file      string
		perm      int64
		suggested string
		version   int
		none      bool
	}{
		{"", 1, "en", 0, false},
		{"tdesktop/de.strings", 1, "de", 1, false},
		{"android/de.strings", 1, "en", 0, false},
		{"tdesktop/de.strings", 3, "", 0, true},
		{"tdesktop/de.strings", 4, "", 0, true},
		{"tdesktop/de.strings", 0, "", 0, true},
	} {
		call := openWith(t, "192.0.2.1:8080", languages(t, x.file))
		var c tg.Config
		call(x.perm, &tg.HelpGetConfigRequest{}, &c)
		suggested, ok := c.GetSuggestedLangCode()
		version, _ := c.GetLangPackVersion()
		if _, base := c.GetBaseLangPackVersion(); suggested != x.suggested || version != x.version || ok == x.none || base == x.none {
			t.Errorf("%+v: %q %v, %d", x, suggested, ok, version)
		}
	}
}
