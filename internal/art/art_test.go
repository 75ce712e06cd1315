package art

import (
	"bytes"
	"slices"
	"testing"
)

// all is every document, each once.
func all(t *testing.T) []*Document {
	t.Helper()
	var out []*Document
	for _, r := range Reactions() {
		out = append(out, r.Still, r.Appear, r.Select, r.Activate, r.Effect, r.Around, r.Center)
	}
	for _, s := range shared().setByID {
		out = append(out, s.Documents...)
	}
	if len(out) < 500 {
		t.Errorf("%d documents", len(out))
	}
	return out
}

// What clients have been told stays true: a document is found by its id, and is
// the same whenever the archive is read.
func TestDocuments(t *testing.T) {
	t.Parallel()
	again, err := read(packed)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int64]bool{}
	for _, d := range all(t) {
		if found, ok := Find(d.ID); !ok || found != d || seen[d.ID] || d.ID <= 0 || d.ID >= 1<<55 {
			t.Errorf("%d of %s", d.ID, d.Emoji)
		}
		seen[d.ID] = true
		if same := again.byID[d.ID]; same == nil || !bytes.Equal(same.Bytes, d.Bytes) || same.Emoji != d.Emoji || same.Set != d.Set {
			t.Errorf("%d of %s is not the same again", d.ID, d.Emoji)
		}
		if d.Animated == bytes.HasPrefix(d.Bytes, []byte("RIFF")) || d.Emoji == "" {
			t.Errorf("%d is of a wrong kind", d.ID)
		}
	}
	if _, ok := Find(0); ok || again.version != Version() || Version() <= 0 || Version() >= 1<<31 {
		t.Errorf("version %d", Version())
	}
	if len(packed) > 3<<20 {
		t.Errorf("%d bytes", len(packed))
	}
}

func TestSets(t *testing.T) {
	t.Parallel()
	for emoji, n := range map[string]int{"🎲": 7, "🎯": 7, "🏀": 6, "⚽": 6, "⚽\ufe0f": 6, "🎳": 7, "🎰": 21} {
		s := Dice(emoji)
		if s == nil || len(s.Documents) != n {
			t.Errorf("%s: %+v", emoji, s)
			continue
		}
		if FindSet(s.ID) != s || SetNamed(s.Name) != s || s.Hash <= 0 || s.Hash >= 1<<31 {
			t.Errorf("%s is not found", emoji)
		}
		if emoji == "🎰" {
			continue
		}
		for i, p := range s.Packs {
			if want := []int64{s.Documents[i].ID}; !slices.Equal(p.Documents, want) || p.Emoji != []string{"#️⃣", "1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣"}[i] {
				t.Errorf("%s: %+v", emoji, p)
			}
		}
	}
	for _, name := range []string{Emoji, Bursts, "animatedemojies"} {
		if s := SetNamed(name); s == nil || len(s.Documents) != len(Reactions()) {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if Dice("🐢") != nil || SetNamed("none") != nil || FindSet(1) != nil {
		t.Error("a set that there is not")
	}
}

// An archive that is cut or changed is told from a whole one.
func TestBroken(t *testing.T) {
	t.Parallel()
	if _, err := read(packed[:len(packed)/2]); err == nil {
		t.Error("half of it")
	}
	if _, err := read(bytes.Replace(packed, []byte("dice.json"), []byte("xxxx.json"), -1)); err == nil {
		t.Error("without dice")
	}
	if _, err := read(bytes.Replace(packed, []byte("1f3b2/03.tgs"), []byte("1f3b2/3x.tgs"), -1)); err == nil {
		t.Error("without a three")
	}
}
