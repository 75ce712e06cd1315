package lang_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/keyword"
	"heliograph/internal/lang"
	"heliograph/internal/logx"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

func open(t *testing.T) store.Store {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	// At once: a file that is being written reads as an empty one.
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, st store.Store, dir string) *lang.Service {
	t.Helper()
	s, err := lang.New(t.Context(), lang.Deps{Store: st, Logger: logx.Discard(), Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A version grows when the texts do, also while the server is down, and not
// otherwise; what went is known.
func TestVersions(t *testing.T) {
	t.Parallel()
	st, dir := open(t), t.TempDir()
	for i, x := range []struct {
		text       string
		version    int
		from       int
		came, gone string
	}{
		{`"a" = "A"; "b" = "B";`, 1, 0, "a b", ""},
		{`"b" = "B"; /* moved */ "a" = "A";`, 1, 1, "", ""},
		{`"a" = "A"; "c#other" = "C";`, 2, 1, "c", "b"},
		{`"a" = "A"; "c" = "C";`, 3, 2, "c", ""},
		{`"a" = "A"; "c" = "C"; "b" = "B";`, 4, 1, "b c", ""},
		{``, 5, 1, "", "a b c"},
		{``, 5, 0, "", ""},
	} {
		write(t, dir, "tdesktop/de.strings", x.text)
		l, err := start(t, st, dir).Language("tdesktop", "DE")
		if err != nil {
			t.Fatal(err)
		}
		came, gone := l.Since(x.from)
		if l.Version != x.version || strings.Join(came, " ") != x.came || strings.Join(gone, " ") != x.gone {
			t.Errorf("%d: version %d, %v came, %v went", i, l.Version, came, gone)
		}
	}
}

// lines collects a log.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
	at chan struct{}
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.at <- struct{}{}:
	default:
	}
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// Files are read again when they change; one with a mistake is named in the log,
// once, and changes nothing.
func TestReload(t *testing.T) {
	t.Parallel()
	dir, log := t.TempDir(), &lines{at: make(chan struct{}, 1)}
	write(t, dir, "ios/de.strings", `"a" = "A";`)
	s, err := lang.New(t.Context(), lang.Deps{Store: open(t), Logger: slog.New(slog.NewTextHandler(log, nil)), Dir: dir, Every: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	write(t, dir, "ios/de.strings", `"a" = "A"`)
	<-log.at
	if got := log.String(); !strings.Contains(got, "de.strings:1: ; is missing") {
		t.Error(got)
	}
	if l, err := s.Language("ios", "de"); err != nil || l.Version != 1 || l.Texts["a"].Text != "A" {
		t.Errorf("%+v, %v", l, err)
	}
	write(t, dir, "ios/de.strings", `"a" = "Better";`)
	for end := time.Now().Add(20 * time.Second); ; {
		if l, err := s.Language("ios", "de"); err == nil && l.Texts["a"].Text == "Better" && l.Version == 2 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("was not read again")
		}
		<-time.After(time.Millisecond)
	}
	stop()
	<-done
	if n := strings.Count(log.String(), "\n"); n > 2 {
		t.Errorf("%d lines for one mistake: %s", n, log)
	}
}

func TestBadDirectories(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"ios/German.strings":       "is not PACK/CODE.strings",
		"i os/de.strings":          "is not PACK/CODE.strings",
		"ios/de.strings":           `"x y" is no code of a language`,
		"heliograph/de.strings":    `"invite" must hold {server} {url}, each once`,
		"heliograph/pt-br.strings": `"invite" must hold {server} {url}, each once`,
	} {
		dir := t.TempDir()
		write(t, dir, name, `"@base" = "x y"; "invite" = "{server}!";`)
		if strings.HasPrefix(name, "heliograph") {
			write(t, dir, name, `"invite" = "{server}!";`)
		}
		if n, err := lang.Check(dir); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), filepath.FromSlash(name)) {
			t.Errorf("%s: %d, %v", name, n, err)
		}
		if _, err := lang.New(t.Context(), lang.Deps{Store: open(t), Logger: logx.Discard(), Dir: dir}); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
	if _, err := lang.Check(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a directory that is not there")
	}
	if n, err := lang.Check(""); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "weba/ar.strings", ``)
	write(t, dir, "weba/pt-br.strings", `"a" = "";`)
	write(t, dir, "weba/de-simple.strings", `"@native" = "Einfaches Deutsch"; "@base" = "de"; "@beta" = "yes"; "@url" = "http://x/";`)
	s := start(t, open(t), dir)
	list, err := s.Languages("weba")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range list {
		got = append(got, l.Code+"|"+l.Native+"|"+l.Plural+"|"+l.Base)
		if l.RTL != (l.Code == "ar") || l.Beta != (l.Code == "de-simple") || l.Official != (l.Code == "en") || l.Total != 1 {
			t.Errorf("%+v", l)
		}
	}
	want := []string{"en|English|en|", "ar|العربية|ar|", "pt-br|português|pt|"}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%q lacks %q", got, w)
		}
	}
	if !slices.Contains(got, "de-simple|Einfaches Deutsch|de|de") || got[0] != want[0] {
		t.Errorf("%q", got)
	}
	for system, want := range map[string]string{"ar-EG": "ar", "pt_BR": "pt-br", "fr": "en", "": "en"} {
		if l, err := s.Suggest("weba", system); err != nil || l.Code != want {
			t.Errorf("%s: %v, %v", system, l, err)
		}
	}
	if l, err := s.Language("web", "en"); err != nil || len(l.Texts) != 0 { // it brings its texts along
		t.Errorf("%+v, %v", l, err)
	}
	for _, x := range []struct{ pack, code, fault string }{
		{"none", "en", "LANG_PACK_INVALID"},
		{"emoji", "en", "LANG_PACK_INVALID"},
		{"weba", "", "LANGUAGE_INVALID"},
		{"weba", strings.Repeat("a-", 40) + "a", "LANGUAGE_INVALID"},
		{"weba", "fr", "LANG_CODE_NOT_SUPPORTED"},
	} {
		if _, err := s.Language(x.pack, x.code); fault.As(err) == nil || fault.As(err).Code != x.fault {
			t.Errorf("%+v: %v", x, err)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	w := lang.Builtin()
	for _, x := range []struct{ code, want string }{
		{"de", "Schreib mir auf {url}: $1"},
		{"de_AT", "Schreib mir auf {url}: $1"},
		{"tlh", "Let's talk on {url}: $1"},
		{"", "Let's talk on {url}: $1"},
	} {
		if got := w.Say(x.code, "invite", "server", "{url}", "url", "$1"); got != x.want { // what is filled in is not read
			t.Errorf("%s: %q", x.code, got)
		}
	}
	parts := w.Parts("en", "code_message", "code", "12345", "server", "**Home**")
	if len(parts) != 5 || parts[1] != "Login code:" || parts[2] != " 12345. " || !strings.Contains(parts[4], "from **Home**!") {
		t.Errorf("%q", parts)
	}
}

// What the operator takes back is told to be gone, unless the program has it too;
// also when the file goes while the server is down.
func TestKeywords(t *testing.T) {
	t.Parallel()
	st, dir := open(t), t.TempDir()
	since := func(version int) (came, gone []keyword.Row, now int) {
		t.Helper()
		came, gone, now, err := start(t, st, dir).Keywords().Since(t.Context(), "de", version)
		if err != nil {
			t.Fatal(err)
		}
		return came, gone, now
	}
	_, _, first := since(0)
	write(t, dir, "emoji/de.strings", `"liebe" = "💌 🐘";`)
	came, gone, second := since(first)
	if len(came) != 1 || came[0].Word != "liebe" || !slices.Equal(came[0].Emoji, []string{"🐘"}) || gone != nil || second != first+1 {
		t.Errorf("%v, %v, %d after %d", came, gone, second, first)
	}
	if err := os.Remove(filepath.Join(dir, "emoji", "de.strings")); err != nil {
		t.Fatal(err)
	}
	came, gone, third := since(second)
	if len(gone) != 1 || !slices.Equal(gone[0].Emoji, []string{"🐘"}) || len(came) != 0 || third != second+1 {
		t.Errorf("%v, %v, %d after %d", came, gone, third, second)
	}
	if came, gone, now := since(third); len(came)+len(gone) != 0 || now != third {
		t.Errorf("%v, %v, %d", came, gone, now)
	}
}
