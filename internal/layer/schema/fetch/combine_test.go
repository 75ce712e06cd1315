package main

import (
	"reflect"
	"strings"
	"testing"
)

// of makes a layer of lines.
func of(number int, ctors, fns string) known {
	k := known{number: number}
	k.lines[constructors] = strings.Split(ctors, "|")
	k.lines[methods] = strings.Split(fns, "|")
	return k
}

func TestCombine(t *testing.T) {
	t.Parallel()
	layers := []known{
		of(144, "a#1 = A|b#2 = B|gone#3 = B", "do#8 = A"),
		of(146, "a#1 = A|b#22 = B", "do#8 = A|undo#9 = A"),
		of(149, "new#4 = A|a#1 = A|b#2 = B", "do#8 x:A = A"),
	}
	const want = `layers 144 146 149
149 new#4 = A;
144-149 a#1 = A;
146 b#22 = B;
144 149 b#2 = B;
144 gone#3 = B;
---functions---
144-146 do#8 = A;
146 undo#9 = A;
149 do#8 x:A = A;
`
	got := combine(layers)
	if got != want {
		t.Fatalf("combined:\n%s", got)
	}
	back, err := expand(got)
	if err != nil {
		t.Fatal(err)
	}
	if again := combine(back); again != want {
		t.Errorf("combined again:\n%s", again)
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	const text = `// a comment

boolTrue#997275b5 = Bool;
int#a8509bda ? = Int;
a#1  x:int   y:Vector<int> = A;

---functions---
do#8 {X:Type} query:!X = X;
doPrefix#8 = X;
---types---
b#2 = B;
// LAYER 144
`
	got, err := split(144, text)
	if err != nil {
		t.Fatal(err)
	}
	if want := of(144, "a#1 x:int y:Vector<int> = A|b#2 = B", "do#8 {X:Type} query:!X = X"); !reflect.DeepEqual(got, want) {
		t.Errorf("split into %+v", got)
	}
	for _, bad := range []string{
		strings.Replace(text, "LAYER 144", "LAYER 145", 1),
		strings.Replace(text, "// a comment", "a comment", 1),
	} {
		if _, err := split(144, bad); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}

func TestAmend(t *testing.T) {
	t.Parallel()
	layers := []known{
		of(144, "a#1 = A|b#2 = B", "do#8 = A"),
		of(147, "a#11 x:int = A|b#2 = B|c#3 = C", "do#8 = A"),
	}
	tests := []struct {
		name, text string
		want       []known // nil: an error
	}{
		{"nothing", "// nothing\n", layers},
		{"a line of the layer above", "145 a#11\n", []known{layers[0], of(145, "a#11 x:int = A|b#2 = B", "do#8 = A"), layers[1]}},
		{"a line of a layer below", "149 a#1\n", []known{layers[0], layers[1], of(149, "a#1 = A|b#2 = B|c#3 = C", "do#8 = A")}},
		{"layers on layers", "145 -b#2\n146 c#3\n", []known{
			layers[0], of(145, "a#1 = A", "do#8 = A"), of(146, "a#1 = A|c#3 = C", "do#8 = A"), layers[1],
		}},
		{"whole lines", "144-147 b#4 = B;\n---functions---\n144 b#5 = B;\n", []known{
			of(144, "a#1 = A|b#4 = B", "do#8 = A|b#5 = B"),
			of(145, "a#1 = A|b#4 = B", "do#8 = A|b#5 = B"),
			of(146, "a#1 = A|b#4 = B", "do#8 = A|b#5 = B"),
			of(147, "a#11 x:int = A|b#4 = B|c#3 = C", "do#8 = A"),
		}},
		{"nobody has it", "145 d#5\n", nil},
		{"there already", "145 a#1\n", nil},
		{"not there", "145 -c#3\n", nil},
		{"no layers", "a#1\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			changes, err := changes(test.text)
			var got []known
			if err == nil {
				got, err = amend(layers, changes)
			}
			if (err == nil) != (test.want != nil) || test.want != nil && !reflect.DeepEqual(got, test.want) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}
