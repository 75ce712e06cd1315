package layer

import (
	"bytes"
	"errors"
	"sync"

	"heliograph/internal/layer/schema"
)

// Native is the layer that the server speaks itself, and Oldest the oldest that
// it serves.
const (
	Native = 229
	Oldest = 144
)

// The errors of a translation.
var (
	ErrMalformed = errors.New("layer: malformed value")
	ErrUnknown   = errors.New("layer: no such method")
	ErrAbsent    = errors.New("layer: nothing of the sort in the client's layer")
)

// Request is a call as the native layer has it.
type Request struct {
	Body []byte // the call; the client's own bytes where nothing had to change
	Done []byte // not nil: the answer, in the client's layer; there is nothing to serve

	method *method // nil: of the native layer
}

// Method is the name of the call's method in the native layer.
func (r *Request) Method() string {
	if r.method == nil {
		return ""
	}
	return r.method.native.Name
}

// Translator translates between the native layer and all others. It compiles
// what it needs when it first needs it. Safe for concurrent use.
type Translator struct {
	once  sync.Once
	parts []rules
	t     *tables
}

// New makes a Translator; it costs nothing until the first client of another
// layer comes.
func New() *Translator { return &Translator{parts: allRules()} }

func (t *Translator) tables() *tables {
	t.once.Do(func() { t.t = newTables(schema.Load(), t.parts) })
	return t.t
}

// Served says whether clients of a layer can be served. Clients newer than the
// native layer are given the native one.
func Served(layer int) bool { return layer >= Oldest }

// Same says whether a client of the layer needs no translation.
func Same(layer int) bool { return layer >= Native }

// Request carries a call of a client's layer to the native layer. Body is not
// changed, and may be the result. The errors are ErrMalformed and ErrUnknown.
func (t *Translator) Request(body []byte, layer int) (Request, error) {
	if Same(layer) {
		return Request{Body: body}, nil
	}
	return t.tables().request(body, layer)
}

// Answer carries the answer of a call back to the layer of its client. The error
// is ErrAbsent when that layer has nothing that could stand for it.
func (t *Translator) Answer(r *Request, answer []byte, layer int) ([]byte, error) {
	if r.method == nil || Same(layer) {
		return answer, nil
	}
	return t.tables().answer(r.method, answer, layer)
}

// Update carries an Updates object to a client's layer; nil when nothing is
// left of it.
func (t *Translator) Update(body []byte, layer int) ([]byte, error) {
	if Same(layer) {
		return body, nil
	}
	out, err := t.tables().update(body, layer)
	if errors.Is(err, ErrAbsent) {
		return nil, nil
	}
	return out, err
}

func (t *tables) update(body []byte, layer int) ([]byte, error) {
	x := t.begin(t.down(layer), body)
	defer x.end()
	if err := x.object(t.updates); err != nil {
		return nil, err
	}
	return x.result()
}

// result is a copy of what was written, once all of the source was read.
func (x *conv) result() ([]byte, error) {
	if x.p != len(x.b) {
		return nil, ErrMalformed
	}
	if x.from == 0 { // nothing was changed
		return x.b, nil
	}
	x.flush()
	return bytes.Clone(x.out), nil
}
