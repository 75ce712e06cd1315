//go:build clients

package clients

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/art"
)

// drawn is an animation and which share of it is not clear: at its beginning, in
// its middle and at its end, in percent.
type drawn struct {
	name               string
	what               *art.Document
	first, middle, end float64
	frames             int
}

// TestPicturesAreDrawn: the renderer of Telegram Desktop draws every animation:
// what one chooses stands where it stood, what appears was not there, and what
// flies off is gone. A sheet of all is left under artifacts.
func TestPicturesAreDrawn(t *testing.T) {
	t.Parallel()
	var all []*drawn
	add := func(name string, d *art.Document) { all = append(all, &drawn{name: name, what: d}) }
	for _, r := range art.Reactions() {
		add("appear", r.Appear)
		add("choose", r.Select)
		add("choose", r.Activate)
		add("choose", r.Center)
		add("burst", r.Effect)
		add("burst", r.Around)
	}
	for _, emoji := range []string{"🎲", "🎯", "🏀", "⚽", "🎳", "🎰"} {
		for _, d := range art.Dice(emoji).Documents {
			add("dice", d)
		}
	}
	render(t, all)
	for _, d := range all {
		visible := func(share float64) bool { return share > .8 && share < 95 }
		ok := d.frames > 1 && d.frames <= 181
		switch d.name {
		case "appear":
			ok = ok && d.first == 0 && visible(d.end)
		case "choose":
			ok = ok && visible(d.first) && visible(d.middle) && d.end > d.first*.93 && d.end < d.first*1.07
		case "burst":
			ok = ok && visible(d.middle) && d.end < .8
		case "dice":
			ok = ok && visible(d.first) && visible(d.middle) && visible(d.end)
		}
		if !ok {
			t.Errorf("%s of %s: %d frames, %v, %v, %v", d.name, d.what.Emoji, d.frames, d.first, d.middle, d.end)
		}
	}
}

// render has rlottie.py draw them all.
func render(t *testing.T, all []*drawn) {
	t.Helper()
	dir := t.TempDir()
	sheet, err := filepath.Abs("../../artifacts/pictures.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(sheet), 0o755); err != nil {
		t.Fatal(err)
	}
	args := []string{"rlottie.py", sheet}
	for i, d := range all {
		name := filepath.Join(dir, fmt.Sprint(i, ".tgs"))
		if err := os.WriteFile(name, d.what.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	out, err := exec.CommandContext(t.Context(), "/usr/bin/python3", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(all) {
		t.Fatalf("%d lines of %d", len(lines), len(all))
	}
	for i, line := range lines {
		var name string
		d := all[i]
		if _, err := fmt.Sscan(line, &name, &d.frames, &d.first, &d.middle, &d.end); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
	}
}
