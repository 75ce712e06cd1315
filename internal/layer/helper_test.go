package layer

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"heliograph/internal/layer/schema"
)

// Values of a layer are written in tests as text: a number, "a string or bytes",
// true, false, [a vector of values], or a combinator with its fields:
//
//	messages.sendMessage{peer:inputPeerSelf message:"hi" silent:true}
//
// What is not named is not there when it is optional, and otherwise zero, false,
// empty, or the constructor of its type with the fewest fields.

// translation is one value and what has to become of it, both as text.
type translation struct {
	layer int    // the client's
	typ   string // of the native value of a result or vector; "": in names a combinator
	in    string
	want  string // "": nothing, ErrAbsent
}

// sent has calls, and constructors in them, carried up to the native layer.
func sent(t *testing.T, tr *Translator, cases []translation) {
	t.Helper()
	for _, c := range cases {
		t.Run(label(c), func(t *testing.T) {
			t.Parallel()
			checkSame(t, Native, c.want, c.typ, func() ([]byte, error) { return c.sent(t, tr) })
		})
	}
}

// received has native values carried down to a client's layer.
func received(t *testing.T, tr *Translator, cases []translation) {
	t.Helper()
	for _, c := range cases {
		t.Run(label(c), func(t *testing.T) {
			t.Parallel()
			checkSame(t, c.layer, c.want, c.typ, func() ([]byte, error) { return c.received(t, tr) })
		})
	}
}

// answered has the native results of a client's methods carried down: in is
// "method: result".
func answered(t *testing.T, tr *Translator, cases []translation) {
	t.Helper()
	for _, c := range cases {
		t.Run(label(c), func(t *testing.T) {
			t.Parallel()
			method, _, _ := strings.Cut(c.in, ": ")
			typ := clientMethod(t, c.layer, method).Result.Name
			checkSame(t, c.layer, c.want, typ, func() ([]byte, error) { return c.answered(t, tr) })
		})
	}
}

func (c *translation) sent(t *testing.T, tr *Translator) ([]byte, error) {
	t.Helper()
	in := encode(t, c.layer, c.typ, c.in)
	if comb := schema.Load().ByID(le.Uint32(in)); comb != nil && comb.Method {
		r, err := tr.Request(in, c.layer)
		return r.Body, err
	}
	return carry(tr, tr.tables().up, in, c.typ)
}

func (c *translation) received(t *testing.T, tr *Translator) ([]byte, error) {
	t.Helper()
	return carry(tr, tr.tables().down(c.layer), encode(t, Native, c.typ, c.in), c.typ)
}

func (c *translation) answered(t *testing.T, tr *Translator) ([]byte, error) {
	t.Helper()
	method, in, _ := strings.Cut(c.in, ": ")
	m := tr.tables().method(clientMethod(t, c.layer, method))
	if m.native == nil {
		t.Fatalf("no native %s", method)
	}
	return tr.Answer(&Request{method: m}, encode(t, Native, m.native.Result.Name, in), c.layer)
}

func clientMethod(t *testing.T, layer int, name string) *schema.Comb {
	t.Helper()
	c := schema.Load().At(layer).Method(name)
	if c == nil {
		t.Fatalf("layer %d has no %s", layer, name)
	}
	return c
}

// carry converts any value in a direction.
func carry(tr *Translator, d *direction, in []byte, typ string) ([]byte, error) {
	x := tr.tables().begin(d, in)
	defer x.end()
	var err error
	if typ == "" {
		err = x.object(nil)
	} else {
		err = x.value(schema.Load().Type(typ))
	}
	if err != nil {
		return nil, err
	}
	return x.result()
}

func label(c translation) string {
	head, _, _ := strings.Cut(c.in, "{")
	return fmt.Sprintf("%s of %d", head, c.layer)
}

// checkSame compares a conversion with what is wanted of a layer.
func checkSame(t *testing.T, layer int, want, typ string, convert func() ([]byte, error)) {
	t.Helper()
	got, err := convert()
	switch {
	case want == "" && errors.Is(err, ErrAbsent):
	case err != nil:
		t.Errorf("%v, want %s", err, want)
	case want == "":
		t.Errorf("got %s, want nothing", show(t, layer, typ, got))
	default:
		w := encode(t, layer, typ, want)
		if !bytes.Equal(got, w) {
			t.Errorf("\n got %s\nwant %s", show(t, layer, typ, got), show(t, layer, typ, w))
		}
	}
}

// encode makes a value of a layer. With a type, text is a value of it; without,
// it names a combinator.
func encode(t testing.TB, layer int, typ, text string) []byte {
	t.Helper()
	e := encoder{t: t, l: schema.Load().At(layer), text: text}
	var want *schema.Type
	if typ != "" {
		if want = schema.Load().Type(typ); want == nil {
			t.Fatalf("no type %s", typ)
		}
	}
	out := e.value(want)
	e.space()
	if e.text != "" {
		t.Fatalf("%s: unread: %s", text, e.text)
	}
	return out
}

type encoder struct {
	t    testing.TB
	l    *schema.Layer
	text string
}

func (e *encoder) space() { e.text = strings.TrimLeft(e.text, " \n\t") }

// take passes over a character, if it is the next.
func (e *encoder) take(c byte) bool {
	e.space()
	if e.text == "" || e.text[0] != c {
		return false
	}
	e.text = e.text[1:]
	return true
}

func (e *encoder) word() string {
	e.space()
	n := 0
	for n < len(e.text) && !strings.ContainsRune(" \n\t{}[]:\"", rune(e.text[n])) {
		n++
	}
	w := e.text[:n]
	e.text = e.text[n:]
	return w
}

func (e *encoder) value(typ *schema.Type) []byte {
	e.t.Helper()
	if typ == nil {
		return e.comb(nil)
	}
	switch typ.Kind {
	case schema.Object:
		return e.comb(typ)
	case schema.Vector, schema.BareVector:
		return e.vector(typ)
	case schema.String:
		e.space()
		quoted, err := strconv.QuotedPrefix(e.text)
		if err != nil {
			e.t.Fatalf("no string: %s", e.text)
		}
		e.text = e.text[len(quoted):]
		s, _ := strconv.Unquote(quoted)
		return literal(s)
	case schema.Bool, schema.True:
		w := e.word()
		if w != "true" && (w != "false" || typ.Kind == schema.True) {
			e.t.Fatalf("%q is no %s", w, typ.Name)
		}
		switch {
		case typ.Kind == schema.True:
			return []byte{}
		case w == "true":
			return trueBytes
		}
		return falseBytes
	}
	return e.number(typ)
}

func (e *encoder) number(typ *schema.Type) []byte {
	e.t.Helper()
	w := e.word()
	if typ.Kind == schema.Double {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil {
			e.t.Fatal(err)
		}
		return le.AppendUint64(nil, math.Float64bits(f))
	}
	n, err := strconv.ParseInt(w, 0, 64)
	if err != nil {
		e.t.Fatal(err)
	}
	out := make([]byte, max(8, typ.Fixed()))
	le.PutUint64(out, uint64(n))
	return out[:typ.Fixed()]
}

func (e *encoder) vector(typ *schema.Type) []byte {
	e.t.Helper()
	if !e.take('[') {
		e.t.Fatalf("no vector: %s", e.text)
	}
	var all [][]byte
	for !e.take(']') {
		all = append(all, e.value(typ.Elem))
	}
	out := vectorOf(all...)
	if typ.Kind == schema.BareVector {
		return out[4:]
	}
	return out
}

func (e *encoder) comb(typ *schema.Type) []byte {
	e.t.Helper()
	name := e.word()
	c := e.l.Ctor(name)
	if c == nil && typ == nil {
		c = e.l.Method(name)
	}
	if c == nil || typ != nil && c.Result != typ {
		e.t.Fatalf("layer %d has no %q here", e.l.Number, name)
	}
	parts := make([][]byte, len(c.Fields))
	if e.take('{') {
		for !e.take('}') {
			field := e.word()
			i := fieldIndex(c, field)
			if i < 0 || !e.take(':') {
				e.t.Fatalf("%s of layer %d has no %q, at %s", name, e.l.Number, field, e.text)
			}
			parts[i] = e.value(c.Fields[i].Type)
		}
	}
	return e.put(c, parts)
}

func fieldIndex(c *schema.Comb, name string) int {
	for i := range c.Fields {
		if c.Fields[i].Name == name && c.Fields[i].Type.Kind != schema.Flags {
			return i
		}
	}
	return -1
}

// put encodes a combinator, with defaults for what is missing.
func (e *encoder) put(c *schema.Comb, parts [][]byte) []byte {
	e.t.Helper()
	var set [maxWords]uint32
	for i := range c.Fields {
		if f := &c.Fields[i]; f.Optional() && parts[i] != nil {
			set[f.Word] |= 1 << f.Bit
		}
	}
	out := le.AppendUint32(nil, c.ID)
	for i := range c.Fields {
		f := &c.Fields[i]
		switch {
		case f.Type.Kind == schema.Flags:
			out = le.AppendUint32(out, set[f.Word])
		case f.Optional() && set[f.Word]>>f.Bit&1 == 0:
		case parts[i] != nil:
			out = append(out, parts[i]...)
		default:
			out = append(out, e.zero(f.Type, 0)...)
		}
	}
	return out
}

func (e *encoder) zero(typ *schema.Type, depth int) []byte {
	e.t.Helper()
	if depth > 8 {
		e.t.Fatalf("no small value of %s", typ.Name)
	}
	switch typ.Kind {
	case schema.Object:
	case schema.True:
		return nil
	case schema.Vector:
		return emptyVector
	case schema.Bool:
		return falseBytes
	case schema.String, schema.BareVector:
		return make([]byte, 4)
	default:
		return make([]byte, typ.Fixed())
	}
	var least *schema.Comb
	for _, c := range e.l.Ctors(typ.Name) {
		if least == nil || len(c.Fields) < len(least.Fields) {
			least = c
		}
	}
	if least == nil {
		e.t.Fatalf("layer %d has no %s", e.l.Number, typ.Name)
	}
	parts := make([][]byte, len(least.Fields))
	for i := range least.Fields {
		if f := &least.Fields[i]; !f.Optional() && f.Type.Kind == schema.Object {
			parts[i] = e.zero(f.Type, depth+1)
		}
	}
	return e.put(least, parts)
}

// show is an encoded value of a layer as text.
func show(t *testing.T, layer int, typ string, b []byte) string {
	t.Helper()
	s := shower{l: schema.Load().At(layer), b: b}
	var of *schema.Type
	if typ != "" {
		of = schema.Load().Type(typ)
	}
	s.value(of)
	if s.err == "" && len(s.b) > 0 {
		s.err = "bytes left"
	}
	if s.err != "" {
		return fmt.Sprintf("%s <%s: %x>", s.out.String(), s.err, s.b)
	}
	return s.out.String()
}

type shower struct {
	l   *schema.Layer
	b   []byte
	out strings.Builder
	err string
}

// next takes n bytes.
func (s *shower) next(n int) []byte {
	if s.err != "" || len(s.b) < n {
		s.err = "too short"
		return make([]byte, n)
	}
	b := s.b[:n]
	s.b = s.b[n:]
	return b
}

func (s *shower) value(typ *schema.Type) {
	if typ == nil {
		s.comb(nil)
		return
	}
	switch typ.Kind {
	case schema.Object:
		s.comb(typ)
	case schema.Vector:
		if le.Uint32(s.next(4)) != vectorID {
			s.err = "no vector"
		}
		s.elements(typ.Elem)
	case schema.BareVector:
		s.elements(typ.Elem)
	case schema.String:
		head := s.next(1)
		n := int(head[0])
		long := n == 254
		if long {
			head = s.next(3)
			n = int(head[0]) | int(head[1])<<8 | int(head[2])<<16
		}
		fmt.Fprintf(&s.out, "%q", s.next(min(n, len(s.b))))
		if !long {
			n++
		}
		s.next(-n & 3)
	case schema.Bool:
		fmt.Fprint(&s.out, le.Uint32(s.next(4)) == trueID)
	case schema.True:
		s.out.WriteString("true")
	case schema.Int:
		fmt.Fprint(&s.out, int32(le.Uint32(s.next(4))))
	case schema.Long:
		fmt.Fprint(&s.out, int64(le.Uint64(s.next(8))))
	case schema.Double:
		fmt.Fprint(&s.out, math.Float64frombits(le.Uint64(s.next(8))))
	default:
		fmt.Fprintf(&s.out, "%x", s.next(typ.Fixed()))
	}
}

func (s *shower) elements(elem *schema.Type) {
	s.out.WriteByte('[')
	for n := le.Uint32(s.next(4)); n > 0 && s.err == ""; n-- {
		s.value(elem)
		if n > 1 {
			s.out.WriteByte(' ')
		}
	}
	s.out.WriteByte(']')
}

func (s *shower) comb(typ *schema.Type) {
	c := s.l.ByID(le.Uint32(s.next(4)))
	if s.err != "" || c == nil || typ != nil && c.Result != typ {
		s.err = "not of this layer"
		return
	}
	s.out.WriteString(c.Name)
	s.out.WriteByte('{')
	var words [maxWords]uint32
	gap := ""
	for i := range c.Fields {
		f := &c.Fields[i]
		switch {
		case s.err != "":
			return
		case f.Type.Kind == schema.Flags:
			words[f.Word] = le.Uint32(s.next(4))
		case !f.Optional() || words[f.Word]>>f.Bit&1 != 0:
			fmt.Fprintf(&s.out, "%s%s:", gap, f.Name)
			s.value(f.Type)
			gap = " "
		}
	}
	s.out.WriteByte('}')
}
