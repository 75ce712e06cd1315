// Package aicompose is the edge of the aicompose.* methods: styles in which a
// machine would write. There are none here.
//
// Owns their answers. Must not hold a rule.
package aicompose

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

// Handlers answer the methods of the namespace. They need nothing.
type Handlers struct{}

// New makes the Handlers.
func New() *Handlers { return &Handlers{} }

// Register lists every aicompose.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnAicomposeGetTones(rpc.User(h.getTones))
}

func (h *Handlers) getTones(context.Context, *rpc.Call, int64) (tg.AicomposeTonesClass, error) {
	return &tg.AicomposeTones{Tones: []tg.AiComposeToneClass{}, Users: []tg.UserClass{}}, nil
}
