package layer

import (
	"errors"

	"heliograph/internal/layer/schema"
)

// method is how the calls of a client's method are carried on and answered.
type method struct {
	client *schema.Comb // as the client knows it
	native *schema.Comb // as the server does; nil with a stand without a request
	same   bool         // the call stays as it is
	stand  *stand
	adapt  adapter // makes the client's result of the native one; nil: the types are the same
}

func (t *tables) method(c *schema.Comb) *method {
	if m := t.methods[c.Num].Load(); m != nil {
		return m
	}
	m := t.newMethod(c)
	t.methods[c.Num].Store(m)
	return m
}

func (t *tables) newMethod(c *schema.Comb) *method {
	m := &method{client: c, native: t.up.counterpart(c)}
	if s, ok := t.rules.gone[c.Name]; ok && m.native == nil {
		m.stand = &s
		m.native = t.native.Method(s.native)
	}
	if m.native == nil {
		return m
	}
	m.same = c == m.native
	for i := range c.Fields {
		m.same = m.same && t.up.stays(c.Fields[i].Type)
	}
	if m.adapt = t.rules.results[c.Name]; m.adapt == nil {
		m.adapt = t.rules.results[m.native.Result.Name+">"+c.Result.Name]
	}
	return m
}

func (t *tables) request(body []byte, layer int) (Request, error) {
	if len(body) < 4 {
		return Request{}, ErrMalformed
	}
	c := t.ids.find(le.Uint32(body))
	if c == nil || !c.Method {
		return Request{}, ErrUnknown
	}
	m := t.method(c)
	switch {
	case m.same:
		if len(body) > unchecked {
			return Request{Body: body, method: m}, t.check(body)
		}
		return Request{Body: body, method: m}, nil
	case m.stand != nil && m.stand.answer != nil:
		x := t.begin(t.down(layer), nil)
		defer x.end()
		done, err := m.stand.answer(x)
		return Request{Done: done}, err
	case m.native == nil:
		return Request{}, ErrUnknown
	}
	x := t.begin(t.up, body)
	defer x.end()
	native, err := x.call(m)
	if errors.Is(err, ErrAbsent) {
		err = ErrMalformed // an argument that nobody understands any more
	}
	return Request{Body: native, method: m}, err
}

// call converts the call at the cursor.
func (x *conv) call(m *method) ([]byte, error) {
	if m.stand != nil {
		if _, err := x.u32(); err != nil {
			return nil, err
		}
		o, err := x.apart(m.client)
		if err != nil {
			return nil, err
		}
		if x.p != len(x.b) {
			return nil, ErrMalformed
		}
		return m.stand.request(x, o)
	}
	if err := x.object(nil); err != nil {
		return nil, err
	}
	return x.result()
}

// answer converts the native result of a call.
func (t *tables) answer(m *method, answer []byte, layer int) ([]byte, error) {
	x := t.begin(t.down(layer), answer)
	defer x.end()
	native, client := m.native.Result, m.client.Result
	if m.adapt != nil {
		if err := x.skip(native); err != nil || x.p != len(x.b) {
			return nil, ErrMalformed
		}
		return m.adapt(x, answer)
	}
	if native != client {
		return nil, ErrAbsent
	}
	if x.d.stays(native) {
		return answer, nil
	}
	if err := x.value(native); err != nil {
		return nil, err
	}
	return x.result()
}
