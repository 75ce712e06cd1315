package message

import (
	"context"
	"slices"
	"strings"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

var errProtected = fault.New(fault.Invalid, "CHAT_FORWARDS_RESTRICTED")

// Privacy is what people allow to be done with what they wrote.
type Privacy interface {
	// Hidden says of each author whether copies that by makes may not link to
	// their account.
	Hidden(ctx context.Context, by user.ID, authors []user.ID) ([]bool, error)
	// Protected says whether messages of a chat of by's may not be copied out of it.
	Protected(ctx context.Context, by user.ID, chat peer.Peer) (bool, error)
	// Barred says whether one has blocked the other, and the other one.
	Barred(ctx context.Context, one, other user.ID) (by, from bool, err error)
	// ReadDates says whether viewer may know when id has read something, and
	// whether id may of viewer.
	ReadDates(ctx context.Context, viewer, id user.ID) (theirs, mine bool, err error)
}

// public is the Privacy of those who hide nothing.
type public struct{}

func (public) Hidden(_ context.Context, _ user.ID, authors []user.ID) ([]bool, error) {
	return make([]bool, len(authors)), nil
}

func (public) Barred(context.Context, user.ID, user.ID) (by, from bool, err error) {
	return false, false, nil
}

func (public) ReadDates(context.Context, user.ID, user.ID) (theirs, mine bool, err error) {
	return true, true, nil
}

func (public) Protected(context.Context, user.ID, peer.Peer) (bool, error) { return false, nil }

// names is by which names hidden authors are called.
type names map[user.ID]string

// copying asks whether the actor may copy messages of a chat, and how to call their
// authors; a zero chat is any of the own box. Faults: CHAT_FORWARDS_RESTRICTED, and
// those of find.
func (s *Service) copying(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) (names, error) {
	var ms []Message
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		if chat.Kind == peer.Channel {
			ms, err = postsToCopy(r, now, a.ID, chat, ids)
			return err
		}
		refs, err := RefsOf(r, a.ID.Owner(), ids)
		if err != nil {
			return err
		}
		named := refs[:0]
		for _, f := range refs {
			if f.ID != 0 {
				named = append(named, f)
			}
		}
		if ms, err = Load(r, a.ID.Owner(), named); err != nil {
			return err
		}
		if held, err := protected(r, ms); err != nil || !held {
			return err
		}
		return errProtected
	})
	if err != nil {
		return nil, err
	}
	var authors []user.ID
	asked, seen := map[user.ID]bool{0: true, a.ID: true}, map[peer.Peer]bool{}
	for i := range ms {
		if p := ms[i].Peer; !seen[p] {
			seen[p] = true
			protected, err := s.privacy.Protected(ctx, a.ID, p)
			switch {
			case err != nil:
				return nil, err
			case protected:
				return nil, errProtected
			}
		}
		if id := ms[i].origin(nil).From; !asked[id] {
			asked[id] = true
			authors = append(authors, id)
		}
	}
	return s.namesOf(ctx, a.ID, authors)
}

// postsToCopy is those messages of a channel that somebody may see, if they may be
// copied. Faults: CHAT_FORWARDS_RESTRICTED, and those of find.
func postsToCopy(r store.Reader, now int64, who user.ID, chat peer.Peer, ids []int) ([]Message, error) {
	at, err := find(r, now, who, chat)
	switch {
	case err != nil:
		return nil, err
	case at.in.NoForwards:
		return nil, errProtected
	}
	ms, err := loadMany(r, at.box, repeat(chat, len(ids)), ids)
	ms = at.sees(ms)
	if err == nil && slices.ContainsFunc(ms, func(m Message) bool { return m.Protected }) {
		err = errProtected
	}
	return ms, err
}

func (s *Service) namesOf(ctx context.Context, by user.ID, authors []user.ID) (names, error) {
	if len(authors) == 0 {
		return nil, nil
	}
	hidden, err := s.privacy.Hidden(ctx, by, authors)
	if err != nil {
		return nil, err
	}
	profiles, err := s.users.Profiles(ctx, authors...)
	if err != nil {
		return nil, err
	}
	out := names{}
	for i, id := range authors {
		if hidden[i] {
			out[id] = strings.TrimSpace(profiles[i].FirstName + " " + profiles[i].LastName)
		}
	}
	return out, nil
}

// origin says who first wrote m, by name alone where that is in n; of what was
// written in the name of a channel it says no more than that.
func (m *Message) origin(n names) Forward {
	f := Forward{From: m.From, Date: m.Date}
	switch o := m.Forward; {
	case o != nil:
		f = Forward{From: o.From, Name: o.Name, Channel: o.Channel, Post: o.Post, Author: o.Author, Date: o.Date}
	case m.Viewed:
		f = Forward{Channel: m.Peer, Post: m.ID, Author: m.Author, Date: m.Date}
	case !m.As.IsZero():
		f = Forward{Channel: m.As, Author: m.Author, Date: m.Date}
	}
	if name, hidden := n[f.From]; hidden {
		f.From, f.Name = 0, name
	}
	return f
}
