package mtproto

import (
	"bytes"
	"context"
	"testing"

	"heliograph/internal/layer"
	"heliograph/internal/layer/schema"
	"heliograph/internal/mtproto/wire"
)

// smallest is a value of a type of a layer, of the constructor of that name or
// else the one with the fewest fields.
func smallest(t *testing.T, l *schema.Layer, typ *schema.Type, name string) []byte {
	t.Helper()
	switch typ.Kind {
	case schema.Vector:
		return wire.AppendID(wire.AppendID(nil, 0x1cb5c415), 0)
	case schema.Bool:
		return wire.AppendID(nil, 0xbc799737)
	case schema.String:
		return make([]byte, 4)
	case schema.Object:
	default:
		return make([]byte, typ.Fixed())
	}
	c := l.Ctor(name)
	for _, x := range l.Ctors(typ.Name) {
		if name == "" && (c == nil || len(x.Fields) < len(c.Fields)) {
			c = x
		}
	}
	b := wire.AppendID(nil, c.ID)
	for i := range c.Fields {
		if f := &c.Fields[i]; !f.Optional() {
			b = append(b, smallest(t, l, f.Type, "")...)
		}
	}
	return b
}

// layered is a server that speaks the native layer and answers help.getConfig.
func layered(t *testing.T) (f *fixture, config []byte) {
	t.Helper()
	set := schema.Load()
	native := set.At(layer.Native)
	config = smallest(t, native, set.Type("Config"), "config")
	f = start(t, func(o *Options, _ *fixture) { o.Layers = layer.New() })
	f.handler.onServe = func(_ context.Context, _ *Session, r *Request) []byte {
		if wire.ID(r.Body) != native.Method("help.getConfig").ID {
			return wire.Error(400, "METHOD_INVALID")
		}
		return config
	}
	return f, config
}

func (c *client) inLayer(l int32, method string) []byte {
	call := wire.AppendID(nil, schema.Load().At(int(l)).Method(method).ID)
	m := c.message(initConnection(l, "Model", call))
	c.send(m)
	return c.result(m.ID)
}

func TestAnswersAreOfTheClientsLayer(t *testing.T) {
	t.Parallel()
	f, config := layered(t)
	set := schema.Load()
	for _, l := range []int32{144, 152, 229, 250} {
		got := f.dial().inLayer(l, "help.getConfig")
		at := set.At(int(l))
		if want := at.Ctor("config").ID; wire.ID(got) != want {
			t.Errorf("layer %d: config is %08x, want %08x", l, wire.ID(got), want)
		}
		if err := set.Check(at, got, set.Type("Config")); err != nil {
			t.Errorf("layer %d: %v", l, err)
		}
		if l >= layer.Native && !bytes.Equal(got, config) {
			t.Errorf("layer %d: the native answer was changed", l)
		}
	}
}

func TestLayersThatAreNotServed(t *testing.T) {
	t.Parallel()
	f, _ := layered(t)
	for _, l := range []int32{1, 100, 143} {
		got := f.dial().inLayer(l, "help.getConfig")
		if want := wire.Error(406, "UPDATE_APP_TO_LOGIN"); !bytes.Equal(got, want) {
			t.Errorf("layer %d: %x", l, got)
		}
	}
	if n := f.handler.count(); n != 0 {
		t.Errorf("%d calls were served", n)
	}
}

func TestCallsOfAnotherLayerThatAreWrong(t *testing.T) {
	t.Parallel()
	f, _ := layered(t)
	c := f.dial()
	c.inLayer(158, "help.getConfig")
	m := c.message(wire.AppendID(nil, 0x12345678))
	c.send(m)
	if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "METHOD_INVALID")) {
		t.Errorf("an unknown method: %x", got)
	}
	m = c.message(wire.AppendID(nil, schema.Load().At(158).Method("messages.sendMessage").ID))
	c.send(m)
	if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "INPUT_FETCH_ERROR")) {
		t.Errorf("a truncated call: %x", got)
	}
}

func TestUpdatesAreOfTheClientsLayer(t *testing.T) {
	t.Parallel()
	f, _ := layered(t)
	set := schema.Load()
	native := set.At(layer.Native)
	short := native.Ctor("updateShort")
	body := wire.AppendID(nil, short.ID)
	body = append(body, smallest(t, native, set.Type("Update"), "updateNewMessage")...)
	u := NewUpdate(append(body, 0, 0, 0, 0))
	// Something that layer 144 has not: there is nothing to send.
	none := wire.AppendID(nil, short.ID)
	none = append(none, smallest(t, native, set.Type("Update"), "updateAutoSaveSettings")...)
	nothing := NewUpdate(append(none, 0, 0, 0, 0))
	for _, l := range []int32{144, 144, 152, 229} {
		c := f.dial()
		c.inLayer(l, "help.getConfig")
		_, s := f.handler.last()
		s.Push(nothing)
		s.Push(u)
		at := set.At(int(l))
		got := c.expect(at.Ctor("updateShort").ID)
		if l == 229 {
			if !bytes.Equal(got.body, nothing.Body()) {
				t.Errorf("layer %d: %x", l, got.body)
			}
			got = c.expect(at.Ctor("updateShort").ID)
		}
		if err := set.Check(at, got.body, set.Type("Updates")); err != nil {
			t.Errorf("layer %d: %v", l, err)
		}
	}
	if n := len(u.others); n != 2 {
		t.Errorf("converted for %d layers", n)
	}
}
