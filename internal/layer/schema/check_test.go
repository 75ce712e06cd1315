package schema

import (
	"encoding/binary"
	"strings"
	"testing"
)

// body makes bytes of words and strings.
func body(parts ...any) (b []byte) {
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			b = binary.LittleEndian.AppendUint32(b, uint32(p))
		case string:
			b = append(b, p...)
		}
	}
	return b
}

const checked = `layers 144 146
144-146 peerUser#1 user_id:long = Peer;
144-146 user#2 flags:# self:flags.0?true flags2:# name:flags2.3?string photo:flags.1?Photo = User;
144-146 photo#3 sizes:Vector<int> of:vector<Peer> = Photo;
146 later#4 = Peer;
144-146 deep#5 deeper:Peer = Peer;
144-146 nest#6 all:Vector<Peer> = Peer;
144-146 numbers#7 a:int b:long c:double d:int128 e:int256 f:Bool g:bytes = Numbers;
---functions---
144-146 ask#8 peer:Peer = Bool;
144-146 wrap#9 {X:Type} query:!X = X;
`

func TestCheck(t *testing.T) {
	t.Parallel()
	s := parse(t, checked)
	tests := []struct {
		name, typ, want string
		body            []byte
	}{
		{"a value", "Peer", "", body(1, 0, 0)},
		{"any value", "", "", body(1, 0, 0)},
		{"a call", "", "", body(8, 1, 0, 0)},
		{"a call in a call", "", "", body(9, 9, 8, 1, 0, 0)},
		{"no flags", "User", "", body(2, 0, 0)},
		{"a flag that takes no bytes", "User", "", body(2, 1, 0)},
		{"flags that nobody knows", "User", "", body(2, 1<<30, 1<<30)},
		{"a flag of the second word", "User", "", body(2, 0, 8, "\x03abc")},
		{"a long string", "User", "", body(2, 0, 8, "\xfe\x05\x00\x00abcde\x00\x00\x00")},
		{"vectors", "User", "", body(2, 2, 0, 3, vectorID, 2, 7, 8, 1, 1, 0, 0)},
		{"every simple type", "Numbers", "", body(7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, trueID, "\x00\x00\x00\x00")},
		{"a vector", "Vector<int>", "", body(vectorID, 1, 1)},
		{"an empty string", "string", "", body("\x00\x00\x00\x00")},

		{"nothing", "", "byte 0: ends too early", nil},
		{"half an id", "Peer", "byte 0: ends too early", body("\x01\x00")},
		{"too short", "Peer", "peerUser.user_id: ends too early", body(1, 0)},
		{"too long", "Peer", "byte 12: 4 bytes follow", body(1, 0, 0, 0)},
		{"an id of no layer", "Peer", "no id 00000063", body(99)},
		{"an id of another layer", "Peer", "layer 144: byte 4: no id 00000004", body(4)},
		{"an id of another layer, any type", "", "no id 00000004", body(4)},
		{"another type", "User", "peerUser#00000001 is no User", body(1, 0, 0)},
		{"a method", "Peer", "ask#00000008 is no Peer", body(8, 1, 0, 0)},
		{"a constructor for a call", "", "wrap.query: peerUser#00000001 is no method", body(9, 1, 0, 0)},
		{"no flags at all", "User", "user.flags: ends too early", body(2)},
		{"what a flag promises", "User", "user.name: ends too early", body(2, 0, 8)},
		{"a string cut off", "User", "user.name: ends too early", body(2, 0, 8, "\x04abc")},
		{"a string without end", "User", "user.name: a string of no length", body(2, 0, 8, "\xff\xff\xff\xff")},
		{"a long string cut off", "User", "user.name: ends too early", body(2, 0, 8, "\xfe\xff\xff\xff")},
		{"no vector", "User", "photo.sizes: 00000001 is no vector", body(2, 2, 0, 3, 1, 0)},
		{"more than there is", "User", "photo.sizes: ends too early", body(2, 2, 0, 3, vectorID, -1, 7, 8)},
		{"an element", "User", "user.photo: photo.of: [1]: user#00000002 is no Peer", body(2, 2, 0, 3, vectorID, 0, 2, 1, 0, 0, 2)},
		{"no Bool", "Bool", "00000001 is no Bool", body(1)},
		{"deeper than anybody goes", "Peer", "is nested too deeply", []byte(strings.Repeat("\x05\x00\x00\x00", 1<<20))},
		{"vectors in vectors", "Peer", "is nested too deeply", []byte(strings.Repeat("\x06\x00\x00\x00\x15\xc4\xb5\x1c\x01\x00\x00\x00", 1<<10))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := s.Check(s.At(144), test.body, s.Type(test.typ))
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error %v, not %q", err, test.want)
			}
		})
	}
	if err := s.Check(s.At(146), body(4), s.Type("Peer")); err != nil {
		t.Errorf("in the layer that has it: %v", err)
	}
}

// TestDepth: a value as deep as allowed is one, one level more is too much.
func TestDepth(t *testing.T) {
	t.Parallel()
	s := parse(t, checked)
	for levels, ok := range map[int]bool{maxDepth: true, maxDepth + 1: false} {
		value := []byte(strings.Repeat("\x05\x00\x00\x00", levels-1))
		err := s.Check(s.At(144), append(value, body(1, 0, 0)...), s.Type("Peer"))
		if (err == nil) != ok {
			t.Errorf("%d levels: %v", levels, err)
		}
	}
}

// TestEveryTypeIsMade: what a layer's combinators need, the layer can make.
func TestEveryTypeIsMade(t *testing.T) {
	t.Parallel()
	s := Load()
	for _, l := range s.Layers() {
		for _, c := range s.Combs {
			if !c.in(l.Number) {
				continue
			}
			for _, f := range l.Fields(c) {
				typ := f.Type
				for typ.Elem != nil {
					typ = typ.Elem
				}
				if typ.Kind == Object && len(l.Ctors(typ.Name)) == 0 {
					t.Errorf("layer %d has no %s for %s.%s", l.Number, typ.Name, c.Name, f.Name)
				}
			}
		}
	}
}
