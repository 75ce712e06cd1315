package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

// The committed file is our map and our honest list of what is served.
func TestCommittedFileIsFresh(t *testing.T) {
	t.Parallel()
	want, err := render(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, target))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run make generate", target)
	}
}

func TestEveryHandlerIsFound(t *testing.T) {
	t.Parallel()
	text, err := render(root)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Split(line, "\t"); len(f) != 4 || strings.HasPrefix(f[2], ":") || strings.HasSuffix(f[2], ":") {
			t.Errorf("no handler: %q", line)
		}
	}
}

func TestSchemaNames(t *testing.T) {
	t.Parallel()
	names, err := readSchema(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 700 {
		t.Errorf("only %d methods", len(names))
	}
	for on, want := range map[string]string{
		"MessagesSendMessage": "messages.sendMessage",
		"HelpGetNearestDC":    "help.getNearestDc",
		"AuthBindTempAuthKey": "auth.bindTempAuthKey",
	} {
		if got := names[fold(on)]; got != want {
			t.Errorf("%s: %q, want %q", on, got, want)
		}
	}
}

// tree writes a made-up repository.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const edgeFile = `package updates

func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnUpdatesGetState(rpc.User0(h.getState))
	d.OnHelpGetConfig(rpc.Public0(config))
}

func config() {}
`

func TestScan(t *testing.T) {
	t.Parallel()
	names := schema{}
	for _, n := range []string{"updates.getState", "help.getConfig"} {
		if err := names.add(n); err != nil {
			t.Fatal(err)
		}
	}
	dir := tree(t, map[string]string{
		"e/updates/updates.go":    edgeFile,
		"e/updates/state.go":      "package updates\n\nfunc (h *Handlers) getState() {}\n",
		"e/updates/state_test.go": "package updates\n\nfunc (h *Handlers) getState() {}\n",
	})
	got, err := scan(dir, "e", names)
	if err != nil {
		t.Fatal(err)
	}
	want := []method{
		{"help.getConfig", "public", "e/updates/updates.go", "config"},
		{"updates.getState", "user", "e/updates/state.go", "getState"},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%v", got)
	}
	for text, want := range map[string]string{
		"d.OnNothing(rpc.User(h.x))": "no such method",
		"d.OnHelpGetConfig(h.x)":     "want rpc.Policy",
		"d.OnHelpGetConfig(rpc.User(h.x)); d.OnHelpGetConfig(rpc.User(h.x))": "registered twice",
	} {
		dir := tree(t, map[string]string{"e/a/a.go": "package a\n\nfunc (h *Handlers) Register(d int) { " + text + " }\n"})
		if _, err := scan(dir, "e", names); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestScenarios(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{
		"b.txt": "# messages.sendMessage\nalice send\n",
		"a.txt": "# messages.sendMessage messages.sendMessage users.getUsers\n",
	})
	got, err := scenarios(dir)
	if err != nil {
		t.Fatal(err)
	}
	if s := strings.Join(got["messages.sendMessage"], " "); s != "a b" || len(got) != 2 {
		t.Errorf("%v", got)
	}
	if none, err := scenarios(filepath.Join(dir, "none")); err != nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}
}
