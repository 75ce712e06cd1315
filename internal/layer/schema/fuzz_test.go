package schema_test

import (
	"encoding/binary"
	"testing"

	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

// FuzzCheck: whatever the bytes are, they are walked to an error or to the end,
// only a value with an id of the layer is one, and none goes on behind its end.
func FuzzCheck(f *testing.F) {
	s := schema.Load()
	for i, l := range s.Layers() {
		src := random.New(s, l, 1)
		for _, name := range []string{"user", "message", "updates", "messageMediaPoll"} {
			c := l.Ctor(name)
			f.Add(uint8(l.Number), "", src.Append(nil, c, float64(i%3)/2, 3))
			f.Add(uint8(l.Number), c.Result.Name, src.Append(nil, c, float64(i%3)/2, 3))
		}
		f.Add(uint8(l.Number), "", src.Append(nil, l.Method("invokeWithLayer"), 0.5, 2))
		f.Add(uint8(l.Number), "Vector<long>", []byte("\x15\xc4\xb5\x1c\x01\x00\x00\x0012345678"))
	}
	f.Fuzz(func(t *testing.T, layer uint8, name string, body []byte) {
		l, typ := s.At(int(layer)), s.Type(name)
		if s.Check(l, body, typ) != nil {
			return
		}
		if typ == nil && l.ByID(binary.LittleEndian.Uint32(body)) == nil {
			t.Errorf("an id that layer %d does not have", l.Number)
		}
		if s.Check(l, append(body, 0, 0, 0, 0), typ) == nil {
			t.Error("four bytes more are a value too")
		}
	})
}
