package contact

import (
	"cmp"
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	maxBlocked  = 10_000
	maxAudience = 1000 // who hears of one change at once
)

var (
	errBlockedPeer = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errBlockedMany = fault.New(fault.Invalid, "LIMIT_INVALID")
)

// blocked is the record 'B': whom the owner of the box has blocked, since when, in
// Unix seconds; 0: not. The record 'D' of the other box says that Main is not 0.
type blocked struct {
	Main    int64 `cbor:"1,keyasint,omitempty"`
	Stories int64 `cbor:"2,keyasint,omitempty"` // only kept from stories
}

var blocks = store.K('B')

func blockedKey(id user.ID) store.Key { return store.K('B').Int(int64(id)) }
func barredKey(by user.ID) store.Key  { return store.K('D').Int(int64(by)) }

// List of blocked people.
type Blocklist int

// The lists (https://core.telegram.org/api/block).
const (
	Main Blocklist = iota
	Stories
)

// since is the place of a list in the record.
func (b *blocked) since(l Blocklist) *int64 {
	if l == Stories {
		return &b.Stories
	}
	return &b.Main
}

// Block puts somebody on a list of the actor's, or takes them off. What was so
// already changes nothing. Faults: PEER_ID_INVALID for who is no person or cannot
// be blocked, LIMIT_INVALID for too many.
func (s *Service) Block(ctx context.Context, a user.Actor, p peer.Peer, l Blocklist, on bool) ([]update.Event, error) {
	other := user.ID(p.ID)
	if p.Kind != peer.User || other == a.ID || other == user.Notices {
		return nil, errBlockedPeer
	}
	if who, err := s.users.Profiles(ctx, other); err != nil {
		return nil, err
	} else if who[0].ID == 0 {
		return nil, errBlockedPeer
	}
	var events []update.Event
	s.hold(a.ID, other)
	defer s.hold(a.ID, other)
	err := s.log.Run(ctx, []store.Owner{a.ID.Owner(), other.Owner()}, func(tx *update.Tx) (err error) {
		events, err = setBlocked(tx, a, other, l, on)
		return err
	})
	if err == nil && len(events) > 0 && l == Main {
		s.tellStatus(a.ID, other)
		s.tellStatus(other, a.ID)
	}
	return events, err
}

// setBlocked writes both sides of a change (I4); no events: there is none.
func setBlocked(tx *update.Tx, a user.Actor, other user.ID, l Blocklist, on bool) ([]update.Event, error) {
	mine, theirs := a.ID.Owner(), other.Owner()
	var b blocked
	found, err := store.Load(tx, mine, blockedKey(other), &b)
	if err != nil || *b.since(l) != 0 == on {
		return nil, err
	}
	if *b.since(l) = 0; on {
		*b.since(l) = tx.Now()
	}
	if !found {
		rows, err := tx.Scan(mine, blocks, blocks.End(), false, maxBlocked)
		switch {
		case err != nil:
			return nil, err
		case len(rows) == maxBlocked:
			return nil, errBlockedMany
		}
	}
	if tx.Put(mine, blockedKey(other), store.Encode(&b)); b == (blocked{}) {
		tx.Delete(mine, blockedKey(other))
	}
	if b.Main != 0 {
		tx.Put(theirs, barredKey(a.ID), nil)
	} else {
		tx.Delete(theirs, barredKey(a.ID))
	}
	box, err := tx.Box(mine)
	if err != nil {
		return nil, err
	}
	e := update.Event{Kind: update.PeerBlocked, Peer: other.Peer(), Flag: b.Main != 0}
	if b.Stories != 0 {
		e.Max = 1
	}
	events := []update.Event{box.Append(e)}
	if l == Main {
		events = append(events, box.Append(update.Event{Kind: update.PeerSettings, Peer: other.Peer()}))
	}
	return events, nil
}

// tellStatus lets to see the status of id anew.
func (s *Service) tellStatus(id, to user.ID) {
	s.log.Ephemeral(to.Owner(), update.Event{Kind: update.Presence, Peer: id.Peer(), Flag: true})
}

// Blocked is somebody on a list, since a time in Unix seconds.
type Blocked struct {
	ID    user.ID
	Since int64
}

// BlockedPeople is a part of a list of the actor's, the newest first, and how
// many there are in all.
func (s *Service) BlockedPeople(ctx context.Context, a user.Actor, l Blocklist, offset, limit int) (page []Blocked, total int, err error) {
	all, err := s.blockedAll(ctx, a.ID, l)
	if err != nil {
		return nil, 0, err
	}
	from := min(max(offset, 0), len(all))
	return all[from:min(len(all), from+min(max(limit, 0), maxFoundBlocked))], len(all), nil
}

const maxFoundBlocked = 1000 // of one page

func (s *Service) blockedAll(ctx context.Context, id user.ID, l Blocklist) (out []Blocked, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(id.Owner(), blocks, blocks.End(), false, maxBlocked)
		if err != nil {
			return err
		}
		out = nil
		for _, row := range rows {
			var b blocked
			if err := store.Decode(row.Value, &b); err != nil {
				return err
			}
			if since := *b.since(l); since != 0 {
				out = append(out, Blocked{user.ID(store.IntAt(row.Key, 1)), since})
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Blocked) int { return cmp.Or(cmp.Compare(b.Since, a.Since), cmp.Compare(b.ID, a.ID)) })
	return out, err
}

// ReplaceBlocked makes the first limit of a list of the actor's those in ids.
// Faults: those of Block.
func (s *Service) ReplaceBlocked(ctx context.Context, a user.Actor, l Blocklist, ids []peer.Peer, limit int) error {
	if len(ids) > maxFoundBlocked {
		return errBlockedMany
	}
	now, _, err := s.BlockedPeople(ctx, a, l, 0, limit)
	if err != nil {
		return err
	}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	set := func(p peer.Peer, on bool) {
		g.Go(func() error {
			_, err := s.Block(gctx, a, p, l, on)
			return err
		})
	}
	for _, b := range now {
		if !slices.Contains(ids, b.ID.Peer()) {
			set(b.ID.Peer(), false)
		}
	}
	for _, p := range ids {
		set(p, true)
	}
	return g.Wait()
}

// Barred says whether one has blocked the other, and the other one.
func (s *Service) Barred(ctx context.Context, one, other user.ID) (by, from bool, err error) {
	rels := s.relations(one, []user.ID{other})
	if rels.count() > 0 {
		err := s.store.View(ctx, func(r store.Reader) error {
			values, err := r.GetMany(rels.refs(nil)...)
			if err != nil {
				return err
			}
			return rels.fill(values)
		})
		if err != nil {
			return false, false, err
		}
		rels.keep()
	}
	return rels.out[0].blocked.Main != 0, rels.out[0].barred, nil
}
