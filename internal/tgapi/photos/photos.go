// Package photos is the edge of the photos.* methods.
//
// Owns their answers: nobody has a photo yet. Must not hold a rule.
package photos

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

// Handlers answer the methods of the namespace.
type Handlers struct{ in *input.Resolver }

// New makes the Handlers.
func New(in *input.Resolver) *Handlers {
	if in == nil {
		panic("photos: missing dependency")
	}
	return &Handlers{in}
}

// Register lists every photos.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnPhotosGetUserPhotos(rpc.Any(h.getUserPhotos))
}

func (h *Handlers) getUserPhotos(_ context.Context, c *rpc.Call, r *tg.PhotosGetUserPhotosRequest) (tg.PhotosPhotosClass, error) {
	if _, err := h.in.User(c, r.UserID); err != nil {
		return nil, err
	}
	return &tg.PhotosPhotos{Photos: []tg.PhotoClass{}, Users: []tg.UserClass{}}, nil
}
