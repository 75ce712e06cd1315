package text_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"heliograph/internal/text"
)

func TestNesting(t *testing.T) {
	t.Parallel()
	italic := func(o, n int) text.Entity { return ent(text.Italic, o, n) }
	code := func(o, n int) text.Entity { return ent(text.Code, o, n) }
	quote := func(o, n int) text.Entity { return ent(text.Blockquote, o, n) }
	to := func(o, n int) text.Entity { return link(o, n, "http://t.me/") }
	type list []text.Entity
	for _, c := range []struct {
		name     string
		in, want list
	}{
		{"touching", list{italic(1, 1), italic(0, 1)}, list{italic(0, 2)}},
		{"overlapping", list{italic(0, 2), italic(1, 3)}, list{italic(0, 4)}},
		{"twice", list{bold(1, 2), bold(1, 2)}, list{bold(1, 2)}},
		{"apart", list{bold(0, 1), bold(2, 1)}, list{bold(0, 1), bold(2, 1)}},
		{"crossing", list{italic(0, 3), bold(2, 3)}, list{italic(0, 2), bold(2, 3), italic(2, 1)}},
		{"inner style", list{bold(0, 6), italic(2, 2)}, list{bold(0, 2), bold(2, 4), italic(2, 2)}},
		{"shared beginning", list{italic(0, 2), bold(0, 4)}, list{bold(0, 4), italic(0, 2)}},
		{"in a link", list{to(0, 6), bold(2, 2)}, list{to(0, 6), bold(2, 2)}},
		{"around a link", list{bold(0, 6), to(2, 2)}, list{bold(0, 2), to(2, 2), bold(2, 2), bold(4, 2)}},
		{"across a link", list{bold(0, 4), to(2, 4)}, list{bold(0, 2), to(2, 4), bold(2, 2)}},
		{"in code", list{code(0, 4), bold(1, 2)}, list{code(0, 4)}},
		{"around code", list{bold(0, 6), code(2, 2)}, list{bold(0, 2), code(2, 2), bold(4, 2)}},
		{"over code", list{code(0, 4), bold(0, 4)}, list{code(0, 4)}},
		{"links do not nest", list{to(0, 6), link(2, 2, "b.com")}, list{to(0, 6)}},
		{"the first of two that cross", list{code(0, 4), to(2, 4)}, list{code(0, 4)}},
		{"code in a link", list{to(0, 6), code(2, 2)}, list{to(0, 6)}},
		{"quotes do not nest", list{quote(0, 6), quote(2, 2)}, list{quote(0, 6)}},
		{"quotes touch", list{quote(0, 3), quote(3, 3)}, list{quote(0, 3), quote(3, 3)}},
		{"code in a quote", list{code(2, 2), quote(0, 6)}, list{quote(0, 6), code(2, 2)}},
		{"a link as long as its quote", list{to(0, 6), quote(0, 6)}, list{quote(0, 6), to(0, 6)}},
		{"a quote in code", list{code(0, 6), quote(2, 2)}, list{quote(2, 2)}},
		{"code across a quote", list{code(0, 3), quote(2, 4)}, list{quote(2, 4)}},
		{"code over two quotes", list{quote(0, 2), code(1, 4), quote(4, 2)}, list{quote(0, 2), quote(4, 2)}},
		{"style over a quote", list{bold(0, 6), quote(2, 4)}, list{bold(0, 2), quote(2, 4), bold(2, 4)}},
	} {
		got, err := text.Normal(of("abcdef", c.in...), 10)
		if err != nil || !reflect.DeepEqual(list(got.Entities), c.want) {
			t.Errorf("%s: %+v, %v\nwant %+v", c.name, got.Entities, err, c.want)
		}
	}
}

// What is found keeps out of what was marked, and marks are cut around it.
func TestFoundBesideMarked(t *testing.T) {
	t.Parallel()
	url := ent(text.URL, 2, 5)
	for _, c := range []struct {
		name     string
		in, want []text.Entity
	}{
		{"alone", nil, []text.Entity{url}},
		{"in code", []text.Entity{ent(text.Code, 0, 9)}, []text.Entity{ent(text.Code, 0, 9)}},
		{"across code", []text.Entity{ent(text.Pre, 0, 3)}, []text.Entity{ent(text.Pre, 0, 3)}},
		{"under a link", []text.Entity{link(4, 1, "http://t.me/")}, []text.Entity{link(4, 1, "http://t.me/")}},
		{"beside a link", []text.Entity{link(0, 2, "http://t.me/")}, []text.Entity{link(0, 2, "http://t.me/"), url}},
		{"in a quote", []text.Entity{ent(text.Blockquote, 0, 9)}, []text.Entity{ent(text.Blockquote, 0, 9), url}},
		{"across a quote", []text.Entity{ent(text.Blockquote, 4, 5)}, []text.Entity{ent(text.Blockquote, 4, 5)}},
		{"bold", []text.Entity{bold(0, 9)}, []text.Entity{bold(0, 2), url, bold(2, 5), bold(7, 2)}},
		{"partly bold", []text.Entity{bold(4, 1)}, []text.Entity{url, bold(4, 1)}},
	} {
		got, err := text.Normal(of("a b.com c", c.in...), 10)
		if err != nil || !reflect.DeepEqual(got.Entities, c.want) {
			t.Errorf("%s: %+v, %v\nwant %+v", c.name, got.Entities, err, c.want)
		}
	}
}

func TestTooManyEntities(t *testing.T) {
	t.Parallel()
	marks := func(n int) (es []text.Entity) {
		for i := range n {
			es = append(es, bold(3*i, 1))
		}
		return es
	}
	for _, c := range []struct {
		name         string
		in           text.Text
		bold, others int
	}{
		{"marked", of(strings.Repeat("ab ", 300), marks(300)...), 100, 0},
		{"found", of(strings.Repeat("#a ", 300)), 0, 100},
		{"marked before found", of(strings.Repeat("ab ", 60)+strings.Repeat("#a ", 60), marks(60)...), 60, 40},
		{"found that splits what is marked", of(strings.Repeat("#a ", 300), bold(0, 900)), 66, 33},
	} {
		got, err := text.Normal(c.in, 1000)
		kinds := map[text.EntityKind]int{}
		for _, e := range got.Entities {
			kinds[e.Kind]++
		}
		if err != nil || kinds[text.Bold] != c.bold || kinds[text.Hashtag] != c.others {
			t.Errorf("%s: %v, %v", c.name, kinds, err)
		}
		checkNormal(t, c.in, got, 1000)
	}
}

// A text is marked at random; what is bold, italic … stays so, but in code.
func TestStylesStay(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 2))
	kinds := []text.EntityKind{text.Bold, text.Italic, text.Underline, text.Strike, text.Spoiler, text.Code, text.Pre, text.Blockquote, text.Date}
	s := "The quick 😀 brown\nfox: see b.com, #tag!"
	size := text.Units(s)
	for range 5000 {
		in := text.Text{String: s}
		for range r.IntN(12) {
			from := r.IntN(size)
			e := ent(kinds[r.IntN(len(kinds))], from, 1+r.IntN(min(size-from, 12)))
			e.ID = 1                                       // of a date
			if e.Offset != 11 && e.Offset+e.Length != 11 { // inside the emoji
				in.Entities = append(in.Entities, e)
			}
		}
		out, err := text.Normal(in, 100)
		if err != nil {
			t.Fatal(err)
		}
		checkNormal(t, in, out, 100)
		for _, k := range kinds[:5] {
			had, has, code := covered(in, k, size), covered(out, k, size), covered(out, text.Code, size)
			date := covered(out, text.Date, size)
			for i, pre := range covered(out, text.Pre, size) {
				if has[i] != (had[i] && !code[i] && !pre && !date[i]) {
					t.Fatalf("%+v\nbecame %+v: kind %d at %d", in, out, k, i)
				}
			}
		}
	}
}

// covered says of each code unit whether it lies in an entity of a kind.
func covered(t text.Text, k text.EntityKind, size int) []bool {
	out := make([]bool, size)
	for _, e := range t.Entities {
		for i := e.Offset; e.Kind == k && i < e.Offset+e.Length; i++ {
			out[i] = true
		}
	}
	return out
}
