package schema

import "testing"

func TestLoad(t *testing.T) {
	t.Parallel()
	set := Load()
	if set != Load() {
		t.Error("two loads are two sets")
	}
	if n := len(set.Layers()); n < 58 || set.Layers()[n-1].Number < 229 {
		t.Errorf("%d layers", n)
	}
	for _, l := range set.Layers() {
		if c := l.Ctor("user"); c == nil || c.Result.Name != "User" || c != l.ByID(c.ID) {
			t.Errorf("layer %d: user is %v", l.Number, c)
		}
		if c := l.Method("messages.sendMessage"); c == nil || !c.Method || c.Result.Name != "Updates" {
			t.Errorf("layer %d: messages.sendMessage is %v", l.Number, c)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(packed); err != nil {
			b.Fatal(err)
		}
	}
}
