// Package stories is the edge of the stories.* methods.
//
// Owns their answers: nobody has a story yet. Must not hold a rule.
package stories

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
)

var errPeer = fault.New(fault.Invalid, "PEER_ID_INVALID")

// Handlers answer the methods of the namespace.
type Handlers struct {
	in   *input.Resolver
	view *view.Renderer
}

// New makes the Handlers.
func New(in *input.Resolver, v *view.Renderer) *Handlers {
	if in == nil || v == nil {
		panic("stories: missing dependency")
	}
	return &Handlers{in, v}
}

// Register lists every stories.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnStoriesGetAllStories(rpc.User(h.getAllStories))
	d.OnStoriesGetPeerStories(rpc.User(h.getPeerStories))
	d.OnStoriesGetPinnedStories(rpc.User(h.getPinnedStories))
	d.OnStoriesGetStoriesArchive(rpc.User(h.getStoriesArchive))
}

// nothing is the state of a list in which there has never been a story.
const nothing = "0"

func (h *Handlers) getAllStories(_ context.Context, _ *rpc.Call, r *tg.StoriesGetAllStoriesRequest) (tg.StoriesAllStoriesClass, error) {
	if r.State == nothing && !r.Next {
		return &tg.StoriesAllStoriesNotModified{State: nothing}, nil
	}
	return &tg.StoriesAllStories{
		State: nothing, PeerStories: []tg.PeerStories{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{},
	}, nil
}

func (h *Handlers) getPeerStories(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (*tg.StoriesPeerStories, error) {
	p, err := h.in.Peer(c, in)
	if err != nil {
		return nil, err
	}
	chats, us, err := h.view.Named(ctx, c, p)
	return &tg.StoriesPeerStories{
		Stories: tg.PeerStories{Peer: view.Peer(p), Stories: []tg.StoryItemClass{}}, Chats: chats, Users: us,
	}, err
}

func none() *tg.StoriesStories {
	return &tg.StoriesStories{Stories: []tg.StoryItemClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{}}
}

func (h *Handlers) getPinnedStories(_ context.Context, c *rpc.Call, r *tg.StoriesGetPinnedStoriesRequest) (*tg.StoriesStories, error) {
	if _, err := h.in.Peer(c, r.Peer); err != nil {
		return nil, err
	}
	return none(), nil
}

// getStoriesArchive is one's own, and nobody else's.
func (h *Handlers) getStoriesArchive(_ context.Context, c *rpc.Call, r *tg.StoriesGetStoriesArchiveRequest) (*tg.StoriesStories, error) {
	p, err := h.in.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if p != c.User.Peer() {
		return nil, errPeer
	}
	return none(), nil
}
