package folder

import (
	"context"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/user"
)

var (
	errPeers   = fault.New(fault.Invalid, "PEERS_LIST_EMPTY")
	errSlug    = fault.New(fault.Invalid, "INVITE_SLUG_EMPTY")
	errExpired = fault.New(fault.Invalid, "INVITE_SLUG_EXPIRED")
)

// Shareable says whether a link can lead others to chats of the actor's folder.
// Faults: FILTER_ID_INVALID, FILTER_NOT_SUPPORTED for a folder with rules or
// exclusions, PEERS_LIST_EMPTY when none of the chats is one that others can
// join, or is in the folder.
func (s *Service) Shareable(ctx context.Context, a user.Actor, id ID, chats []peer.Peer) error {
	f, err := s.one(ctx, a, id)
	switch {
	case err != nil:
		return err
	case !f.shareable():
		return errSupport
	}
	in := map[peer.Peer]bool{}
	for _, p := range append(f.Pinned, f.Include...) {
		in[p] = p.Kind != peer.User
	}
	for _, p := range chats {
		if in[p] {
			return nil
		}
	}
	return errPeers
}

// Linked finds the actor's folder for what concerns links to it. Faults:
// FILTER_ID_INVALID, FILTER_NOT_SUPPORTED for a folder that is not shared.
func (s *Service) Linked(ctx context.Context, a user.Actor, id ID) (Folder, error) {
	f, err := s.one(ctx, a, id)
	if err == nil && !f.Shared {
		err = errSupport
	}
	return f, err
}

// Find is the folder that a link leads to. Faults: INVITE_SLUG_EMPTY, and
// INVITE_SLUG_EXPIRED for a link that does not exist: none does while there is
// no chat that a link could share.
func (s *Service) Find(_ context.Context, slug string) (Folder, error) {
	if slug == "" {
		return Folder{}, errSlug
	}
	return Folder{}, errExpired
}

// Exists checks that the actor has a folder. Fault: FILTER_ID_INVALID.
func (s *Service) Exists(ctx context.Context, a user.Actor, id ID) error {
	_, err := s.one(ctx, a, id)
	return err
}

// one is a folder of the actor.
func (s *Service) one(ctx context.Context, a user.Actor, id ID) (Folder, error) {
	l, err := s.List(ctx, a.ID)
	f, found := l.Folders[id]
	if err == nil && !found {
		err = errID
	}
	return f, err
}
