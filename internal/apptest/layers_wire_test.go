package apptest_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/layer/schema"
)

// older is somebody's device that speaks an older layer from here on. gotd can
// decode no answer of it: they are read by the layer's schema.
type older struct {
	t     *testing.T
	d     *apptest.Device
	layer *schema.Layer
}

func atLayer(t *testing.T, d *apptest.Device, number int) *older {
	t.Helper()
	l := schema.Load().At(number)
	if l.Number != number {
		t.Fatalf("layer %d was not collected", number)
	}
	return &older{t, d, l}
}

// wire is what goes over a connection, encoded already or not to be decoded.
type wire []byte

func (w *wire) Encode(b *bin.Buffer) error {
	b.Put(*w)
	return nil
}

func (w *wire) Decode(b *bin.Buffer) error {
	*w = append((*w)[:0], b.Buf...)
	b.Skip(len(b.Buf))
	return nil
}

// call is the answer to a method of the layer, as text: its constructors with their
// fields. typ is the answer's when it is no object.
func (o *older) call(method *wire) string {
	o.t.Helper()
	ctx, cancel := o.d.Context()
	defer cancel()
	var answer wire
	if err := o.d.API.Invoker().Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: o.layer.Number, Query: &tg.InitConnectionRequest{
		APIID: 1, DeviceModel: "old", SystemVersion: "1", AppVersion: "1", SystemLangCode: "en", LangCode: "en", Query: method,
	}}, &answer); err != nil {
		o.t.Fatalf("layer %d: %v", o.layer.Number, err)
	}
	r := wireReader{l: o.layer, b: answer}
	r.comb()
	if r.err == "" && len(r.b) > 0 {
		r.err = "bytes left"
	}
	if r.err != "" {
		o.t.Fatalf("layer %d cannot decode: %s: %s", o.layer.Number, r.err, r.out.String())
	}
	return r.out.String()
}

// ask is call for a method that has not changed since.
func (o *older) ask(method bin.Encoder) string {
	o.t.Helper()
	var b bin.Buffer
	if err := method.Encode(&b); err != nil {
		o.t.Fatal(err)
	}
	w := wire(b.Buf)
	return o.call(&w)
}

// method begins a request of the layer, whose fields follow.
func (o *older) method(name string) *bin.Buffer {
	o.t.Helper()
	m := o.layer.Method(name)
	if m == nil {
		o.t.Fatalf("layer %d has no %s", o.layer.Number, name)
	}
	var b bin.Buffer
	b.PutID(m.ID)
	return &b
}

// wireReader writes a value of a layer as text.
type wireReader struct {
	l   *schema.Layer
	b   []byte
	out strings.Builder
	err string
}

func (r *wireReader) next(n int) []byte {
	if r.err != "" || len(r.b) < n {
		r.err = "too short"
		return make([]byte, n)
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *wireReader) int() uint32 { return binary.LittleEndian.Uint32(r.next(4)) }

func (r *wireReader) comb() {
	c := r.l.ByID(r.int())
	if r.err != "" || c == nil {
		r.err = "not of this layer"
		return
	}
	r.out.WriteString(c.Name + "{")
	flags := map[uint8]uint32{}
	for _, f := range r.l.Fields(c) {
		switch {
		case f.Type.Kind == schema.Flags:
			flags[f.Word] = r.int()
		case !f.Optional() || flags[f.Word]>>f.Bit&1 != 0:
			r.out.WriteString(f.Name + ":")
			r.value(f.Type)
			r.out.WriteByte(' ')
		}
		if r.err != "" {
			return
		}
	}
	r.out.WriteByte('}')
}

func (r *wireReader) value(typ *schema.Type) {
	switch typ.Kind {
	case schema.Object:
		r.comb()
	case schema.Vector, schema.BareVector:
		if typ.Kind == schema.Vector && r.int() != bin.TypeVector {
			r.err = "no vector"
		}
		r.out.WriteByte('[')
		for n := r.int(); n > 0 && r.err == ""; n-- {
			r.value(typ.Elem)
			r.out.WriteByte(' ')
		}
		r.out.WriteByte(']')
	case schema.String:
		r.bytes()
	case schema.Bool:
		fmt.Fprint(&r.out, r.int() == bin.TypeTrue)
	case schema.True:
		r.out.WriteString("true")
	case schema.Int:
		fmt.Fprint(&r.out, int32(r.int()))
	case schema.Long:
		fmt.Fprint(&r.out, int64(binary.LittleEndian.Uint64(r.next(8))))
	default:
		fmt.Fprintf(&r.out, "%x", r.next(typ.Fixed()))
	}
}

func (r *wireReader) bytes() {
	n, head := int(r.next(1)[0]), 1
	if n == 254 {
		b := r.next(3)
		n, head = int(b[0])|int(b[1])<<8|int(b[2])<<16, 4
	}
	fmt.Fprintf(&r.out, "%q", r.next(n))
	r.next(-(head + n) & 3)
}
