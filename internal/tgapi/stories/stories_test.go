package stories_test

import (
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/tgapi/stories"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/user"
)

func open(t *testing.T) (w *tgapitest.World, a, b user.ID) {
	t.Helper()
	w = tgapitest.Open(t)
	stories.New(w.In, w.View).Register(w.D)
	return w, w.Person(1, "Ann"), w.Person(2, "Bob")
}

func as(w *tgapitest.World, viewer, other user.ID) *tg.InputPeerUser {
	u := w.As(viewer, other)
	return &tg.InputPeerUser{UserID: u.UserID, AccessHash: u.AccessHash}
}

// The state is never empty, and brings "not modified" until more is asked for.
func TestAllStories(t *testing.T) {
	t.Parallel()
	w, a, _ := open(t)
	for _, hidden := range []bool{false, true} {
		var box tg.StoriesAllStoriesBox
		w.OK(a, &tg.StoriesGetAllStoriesRequest{Hidden: hidden}, &box)
		all, ok := box.AllStories.(*tg.StoriesAllStories)
		if !ok || all.State == "" || all.HasMore || all.Count != 0 || len(all.PeerStories) != 0 {
			t.Fatalf("%+v", box)
		}
		again := &tg.StoriesGetAllStoriesRequest{Hidden: hidden}
		again.SetState(all.State)
		w.OK(a, again, &box)
		if n, ok := box.AllStories.(*tg.StoriesAllStoriesNotModified); !ok || n.State != all.State {
			t.Errorf("%+v", box)
		}
		again.SetNext(true)
		w.OK(a, again, &box)
		if m, ok := box.AllStories.(*tg.StoriesAllStories); !ok || m.State != all.State {
			t.Errorf("%+v", box)
		}
	}
}

func TestStoriesOfSomebody(t *testing.T) {
	t.Parallel()
	w, a, b := open(t)
	var p tg.StoriesPeerStories
	w.OK(a, &tg.StoriesGetPeerStoriesRequest{Peer: as(w, a, b)}, &p)
	if of, ok := p.Stories.Peer.(*tg.PeerUser); !ok || of.UserID != int64(b) || len(p.Stories.Stories) != 0 || len(p.Users) != 1 {
		t.Errorf("%+v", p)
	}
	for _, req := range []bin.Encoder{
		&tg.StoriesGetPinnedStoriesRequest{Peer: as(w, a, b), Limit: 10},
		&tg.StoriesGetStoriesArchiveRequest{Peer: &tg.InputPeerSelf{}, Limit: 30},
	} {
		var s tg.StoriesStories
		w.OK(a, req, &s)
		if s.Count != 0 || len(s.Stories) != 0 {
			t.Errorf("%T: %+v", req, s)
		}
	}
	for _, req := range []bin.Encoder{
		&tg.StoriesGetPeerStoriesRequest{Peer: as(w, b, 3)},
		&tg.StoriesGetPinnedStoriesRequest{Peer: as(w, b, 3)},
		&tg.StoriesGetStoriesArchiveRequest{Peer: as(w, b, 3)},
		&tg.StoriesGetStoriesArchiveRequest{Peer: as(w, a, b)}, // not one's own
	} {
		if code := w.Call(a, req, &p); code != "PEER_ID_INVALID" {
			t.Errorf("%+v: %q", req, code)
		}
	}
}
