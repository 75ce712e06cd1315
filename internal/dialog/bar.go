package dialog

import (
	"context"

	"heliograph/internal/contact"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Bar is what a chat offers to do about a person whom one has not saved
// (https://core.telegram.org/api/action-bar). Clients know of nothing, of Add
// alone and of all three.
type Bar struct {
	Add    bool // save them
	Block  bool
	Report bool
	Share  bool // alone: let them see the own number
}

// Bar is the one of the chat between id and p, who is as id sees them: all of it
// when p wrote first, Add when id did, and nothing once id has hidden it or blocked
// p. Of a contact who saved id without the number it is to share that.
func (s *Service) Bar(ctx context.Context, id user.ID, p *contact.Person) (Bar, error) {
	if p.ID == 0 || p.Self || p.Deleted || p.Blocked || p.Bot || p.Support || p.ID == user.Notices {
		return Bar{}, nil
	}
	if p.Contact && p.Sharing != contact.Wanted {
		return Bar{}, nil
	}
	var d Dialog
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		d, _, err = Load(r, id.Owner(), p.ID.Peer())
		return err
	})
	if err != nil || d.Top == 0 || d.BarHidden {
		return Bar{}, err
	}
	if p.Contact {
		return Bar{Share: true}, nil
	}
	return Bar{Add: true, Block: d.Theirs, Report: d.Theirs}, nil
}

// HideBar takes the bar off a chat for as long as the chat is in the list. Fault:
// PEER_ID_INVALID for what is not a user.
func (s *Service) HideBar(ctx context.Context, a user.Actor, p peer.Peer) ([]update.Event, error) {
	if p.Kind != peer.User {
		return nil, errPeer
	}
	return s.change(ctx, a, func(tx *update.Tx, add func(update.Event)) error {
		d, found, err := Load(tx, a.ID.Owner(), p)
		if err != nil || !found || d.BarHidden {
			return err
		}
		d.BarHidden = true
		Save(tx, a.ID.Owner(), &d)
		add(update.Event{Kind: update.PeerSettings, Peer: p})
		return nil
	})
}
