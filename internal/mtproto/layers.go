package mtproto

import (
	"errors"
	"strings"
	"sync"

	"heliograph/internal/layer"
	"heliograph/internal/mtproto/wire"
)

// Update is an encoded updates object for any number of sessions. It is carried
// to the layer of each, once for all of a layer. Safe for concurrent use.
type Update struct {
	body []byte // of the native layer

	mu     sync.Mutex
	others map[int][]byte // by layer; nil bytes: that layer has nothing of the sort
}

// NewUpdate wraps an updates object, which must not be changed afterwards.
func NewUpdate(body []byte) *Update { return &Update{body: body} }

// Body is the object in the native layer. It must not be changed.
func (u *Update) Body() []byte { return u.body }

// in is the object in a client's layer, nil when nothing of it is for that.
func (u *Update) in(t *layer.Translator, l int) ([]byte, error) {
	if t == nil || l == 0 || layer.Same(l) {
		return u.body, nil
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if body, ok := u.others[l]; ok {
		return body, nil
	}
	body, err := t.Update(u.body, l)
	if err != nil {
		return nil, err
	}
	if u.others == nil {
		u.others = make(map[int][]byte, 1)
	}
	u.others[l] = body
	return body, nil
}

var (
	// Not CONNECTION_LAYER_INVALID: Telegram Desktop answers that by the same
	// call in a new initConnection, without end.
	errAbsent   = wire.Error(400, "METHOD_INVALID")
	errUpdate   = wire.Error(406, "UPDATE_APP_TO_LOGIN")
	errFetch    = wire.Error(400, "INPUT_FETCH_ERROR")
	errInternal = wire.Error(500, "INTERNAL")
)

// serve has a call answered in the layer of its client.
func (s *Server) serve(x *call) []byte {
	t, l := s.opt.Layers, x.req.Layer
	if t != nil && (l == 0 || layer.Same(l)) && t.Check(x.req.Body) != nil {
		s.metrics.translation("request")
		return errFetch
	}
	if t == nil || l == 0 || layer.Same(l) {
		return s.opt.Handler.Serve(x.ctx, x.session, &x.req)
	}
	if !layer.Served(l) {
		s.metrics.translation("layer")
		return errUpdate
	}
	r, err := t.Request(x.req.Body, l)
	switch {
	case errors.Is(err, layer.ErrMalformed):
		s.metrics.translation("request")
		return errFetch
	case err != nil: // of a method that nobody knows: the handler says so
		return s.opt.Handler.Serve(x.ctx, x.session, &x.req)
	case r.Done != nil:
		return r.Done
	}
	x.req.Body = r.Body
	result := s.opt.Handler.Serve(x.ctx, x.session, &x.req)
	if len(result) < 4 || wire.ID(result) == wire.RPCErrorID {
		return result
	}
	answer, err := t.Answer(&r, result, l)
	switch {
	case errors.Is(err, layer.ErrAbsent):
		s.metrics.translation("absent")
		if strings.HasPrefix(r.Method(), "auth.") {
			return errUpdate
		}
		return errAbsent
	case err != nil:
		s.metrics.translation("answer")
		s.log.Error("answer not carried to the client's layer", "method", r.Method(), "layer", l, "error", err)
		return errInternal
	}
	return answer
}
