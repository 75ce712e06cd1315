package schema

import (
	"slices"
	"strings"
	"testing"
)

const small = `// a small schema
layers 144 146 149
144-149 null#56730bcc = Null;
144-149 peerUser#59511722 user_id:long = Peer;
144-146 user#1 flags:# self:flags.0?true bot:flags.3?true flags2:# id:long about:flags2.3?string = User;
149 user#1 flags:# self:flags.1?true flags2:# close:flags2.1?true id:long about:flags2.3?string = User;
144 149 item#2 peer:Peer = Item;
146 item#3 peer:Peer of:vector<Item> = Item;

---functions---
144-149 invoke#4 {X:Type} layer:int query:!X = X;
146-149 users.get#5 id:Vector<long> = Vector<User>;
`

func parse(t *testing.T, text string) *Set {
	t.Helper()
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestParse(t *testing.T) {
	t.Parallel()
	s := parse(t, small)
	if len(s.Combs) != 7 {
		t.Fatalf("%d combinators", len(s.Combs))
	}
	for i, c := range s.Combs {
		if c.Num != i || s.ByID(c.ID) != c {
			t.Errorf("%s is number %d", c, c.Num)
		}
	}
	for i, typ := range s.Types {
		if typ.Num != i || typ.Kind != Object || s.Type(typ.Name) != typ {
			t.Errorf("type %s is number %d", typ.Name, typ.Num)
		}
	}
	user := s.ByID(1)
	want := []Field{
		{"flags", s.Type("#"), 0, 0},
		{"self", s.Type("true"), 0, 1}, // as the newest layer has it
		{"bot", s.Type("true"), 0, 3},
		{"flags2", s.Type("#"), 1, 0},
		{"close", s.Type("true"), 1, 1},
		{"id", s.Type("long"), Required, 0},
		{"about", s.Type("string"), 1, 3},
	}
	if user.Name != "user" || user.Method || user.Result != s.Type("User") || !slices.Equal(user.Fields, want) {
		t.Errorf("user is %+v", user)
	}
	get := s.ByID(5)
	if typ := get.Result; !get.Method || typ.Kind != Vector || typ.Elem != s.Type("User") || typ != s.Type("Vector<User>") {
		t.Errorf("users.get is %+v", get)
	}
	if of := s.ByID(3).Fields[1].Type; of.Kind != BareVector || of.Elem != s.Type("Item") {
		t.Errorf("a bare vector is %+v", of)
	}
	invoke := s.ByID(4)
	if last := invoke.Fields[1]; last.Type.Kind != Query || last.Optional() || invoke.Result.Name != "X" || invoke.Result.Kind != Query {
		t.Errorf("invoke is %+v", invoke)
	}
}

func TestLayers(t *testing.T) {
	t.Parallel()
	s := parse(t, small)
	for _, test := range []struct {
		at, number int
		item       uint32
		items      int
		method     bool
	}{
		{0, 144, 2, 1, false},
		{144, 144, 2, 1, false},
		{145, 144, 2, 1, false},
		{146, 146, 3, 1, true},
		{148, 146, 3, 1, true},
		{149, 149, 2, 1, true},
		{500, 149, 2, 1, true},
	} {
		l := s.At(test.at)
		if l.Number != test.number {
			t.Errorf("at %d: layer %d", test.at, l.Number)
		}
		if item := l.Ctor("item"); item == nil || item.ID != test.item || l.ByID(item.ID) != item {
			t.Errorf("layer %d: item is %v", l.Number, item)
		}
		if other := 5 - test.item; l.ByID(other) != nil {
			t.Errorf("layer %d has the id %d", l.Number, other)
		}
		if items := l.Ctors("Item"); len(items) != test.items || items[0] != l.Ctor("item") {
			t.Errorf("layer %d: items are %v", l.Number, items)
		}
		if got := l.Method("users.get") != nil; got != test.method {
			t.Errorf("layer %d: users.get is there: %v", l.Number, got)
		}
		if l.Ctor("users.get") != nil || l.Method("item") != nil || l.Ctor("nobody") != nil || l.Ctors("Nothing") != nil {
			t.Errorf("layer %d mixes up methods and constructors", l.Number)
		}
		if own := l.Fields(s.ByID(1)); len(own) != 6 || own[1].Bit != map[bool]uint8{true: 1}[test.number == 149] {
			t.Errorf("layer %d: user has %v", l.Number, own)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, lines, want string }{
		{"two wire forms", "144 a#9 x:int = A;\n149 a#9 x:long = A;", "id 00000009 of a has two wire forms"},
		{"a value more", "144 a#9 x:int = A;\n149 a#9 x:int y:int = A;", "id 00000009 of a has two wire forms"},
		{"a value less", "144 a#9 x:int y:int = A;\n149 a#9 x:int = A;", "id 00000009 of a has two wire forms"},
		{"a value at another bit", "144 a#9 flags:# x:flags.1?int = A;\n149 a#9 flags:# x:flags.2?int = A;", "id 00000009 of a has two wire forms"},
		{"another order", "144 a#9 x:int y:long = A;\n149 a#9 y:long x:int = A;", "id 00000009 of a has two wire forms"},
		{"two names", "144 a#9 = A;\n149 b#9 = A;", "id 00000009 is a and b"},
		{"two results", "144 a#9 = A;\n149 a#9 = B;", "id 00000009 of a has two results, A and B"},
		{"a constructor and a method", "144 a#9 = A;\n---functions---\n149 a#9 = A;", "id 00000009 is a and a"},
		{"two ids in a layer", "144-149 a#9 = A;\n146 a#8 = A;", "a has the ids 00000009 and 00000008 in one layer"},
		{"no layers before it", "a#9 = A;", `no layers before "a#9 = A;"`},
		{"layers that descend", "149 144 a#9 = A;", `layers "144" after 149`},
		{"an empty stretch", "149-144 a#9 = A;", `layers "149-144" after 0`},
		{"no id", "144 a = A;", `no name and id: "a"`},
		{"an id too long", "144 a#123456789 = A;", `no name and id: "a#123456789"`},
		{"nothing", "144 ", `no combinator: ""`},
		{"no result", "144 a#9 x:int;", "a has no result"},
		{"an empty result", "144 a#9 = ;", `a has the result ""`},
		{"two results at once", "144 a#9 = A B;", `a has the result "A B"`},
		{"no type", "144 a#9 x: = A;", `a: no field: "x:"`},
		{"a flag of no word", "144 a#9 x:flags.1?int flags:# = A;", `a: no flag "flags.1" of x`},
		{"a flag beyond the word", "144 a#9 flags:# x:flags.32?int = A;", `a: no flag "flags.32" of x`},
		{"too many words", "144 a#9 a:# b:# c:# d:# e:# = A;", "a: too many flag words"},
		{"layers twice the same", "layers 150 150", `layer "150" after 150`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse("layers 144 146 149\n" + test.lines + "\n")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, not %s", err, test.want)
			}
		})
	}
	if _, err := Parse(""); err == nil {
		t.Error("no error for no layers")
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	for name, damaged := range map[string][]byte{
		"nothing":    nil,
		"the half":   packed[:len(packed)/2],
		"no gzip":    []byte(small),
		"one letter": append([]byte{packed[0] + 1}, packed[1:]...),
	} {
		func() {
			defer func() {
				text, _ := recover().(string)
				if !strings.Contains(text, "schema.tl.gz cannot be read") {
					t.Errorf("%s: panic %q", name, text)
				}
			}()
			must(damaged)
		}()
	}
}
