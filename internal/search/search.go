package search

import (
	"context"
	"log/slog"

	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/reaction"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

var (
	errPeer  = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errQuery = fault.New(fault.Invalid, "SEARCH_QUERY_EMPTY")
)

// MaxPage is the most messages in one page.
const MaxPage = 100

// Query says which messages are looked for. What is zero does not narrow it; a
// query that nothing narrows but the chat is refused.
type Query struct {
	Text   string        // each word, or its stem, or its beginning
	In     peer.Peer     // the chat; zero: all of the actor's
	Only   []peer.Peer   // when In is zero: these chats alone
	Except []peer.Peer   // when In is zero: not these
	Sort   peer.Kind     // only chats with such peers; peer.Chat also for supergroups, peer.Channel for others
	From   user.ID       // who wrote it
	As     peer.Peer     // in whose name it was written
	Saved  peer.Peer     // in Saved Messages: the part that it is in
	Tags   []string      // in Saved Messages: all of these
	Kinds  message.Kinds // any of these
	Since  int64         // Unix seconds, inclusive
	Until  int64         // Unix seconds, inclusive
	Top    int           // in a channel: only the thread of this message; 0: all
}

// Window is which of the messages found are wanted, as described at
// https://core.telegram.org/api/offsets.
type Window struct {
	OffsetID   int   // start below this id; 0: at the newest
	OffsetDate int64 // start at messages that are older, when OffsetID is 0
	AddOffset  int   // then move on by so many, backwards when negative
	Limit      int
	MaxID      int // only ids below, 0: all
	MinID      int // only ids above, 0: all
}

// Page is part of what was found, newest first.
type Page struct {
	Messages []message.Message
	Total    int  // that match, whatever the window
	Inexact  bool // Total is an estimate, and old messages may be missing
	Place    int  // how many match above where the window was moved from: the offset's own place
	More     bool // some match below the last of Messages
}

// Service finds messages and keeps what it finds them by. Safe for concurrent
// use.
type Service struct {
	store  store.Store
	clock  clock.Clock
	logger *slog.Logger
	queue  queue
	sizes  sizes
}

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  clock.Clock
	Logger *slog.Logger
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Clock == nil || d.Logger == nil {
		panic("search: missing dependency")
	}
	return &Service{store: d.Store, clock: d.Clock, logger: d.Logger, queue: newQueue(), sizes: usual}
}

// box is where the messages are that q is about.
func (s *Service) box(a user.Actor, q *Query) (store.Owner, error) {
	switch {
	case q.In.Kind == peer.Channel:
		return q.In.Owner(), nil
	case !q.In.IsZero() && q.In.Kind != peer.User && q.In.Kind != peer.Chat:
		return "", errPeer
	}
	return a.ID.Owner(), nil
}

// enter refuses who may not read the channel that q is about, and hides from w
// what the person may not see of it. Faults: CHANNEL_INVALID, CHANNEL_PRIVATE,
// PEER_ID_INVALID for a basic group of which there is nothing.
func (f *finder) enter(a user.Actor, in peer.Peer, now int64) error {
	switch in.Kind {
	case peer.Chat:
		_, found, err := dialog.Load(f.r, f.box, in)
		if err == nil && !found {
			err = errPeer
		}
		return err
	case peer.Channel:
	default:
		return nil
	}
	c, err := channel.Enter(f.r, channel.ID(in.ID), a.ID, now)
	if f.first = c.First(); f.q.Top == channel.General {
		f.q.parted = c.Parted
	}
	switch f.q.Sort {
	case peer.User:
		f.q.never = true
	case peer.Chat:
		f.q.never = f.q.never || c.Broadcast
	case peer.Channel:
		f.q.never = f.q.never || !c.Broadcast
	}
	return err
}

// Find is a page of the messages that match. Faults: PEER_ID_INVALID,
// SEARCH_QUERY_EMPTY, REACTION_INVALID.
func (s *Service) Find(ctx context.Context, a user.Actor, q Query, w Window) (Page, error) {
	var p Page
	err := s.look(ctx, a, q, func(f *finder) error {
		found, err := f.run()
		if err != nil {
			return err
		}
		p, err = f.page(found, w)
		return err
	})
	return p, err
}

// normalTags is tags as they are stored. Fault: REACTION_INVALID.
func normalTags(tags []string) (out []string, err error) {
	for _, t := range tags {
		n, err := reaction.Normal(t)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// look runs fn over one snapshot of the box that q is about, and has the box
// indexed when that would have helped.
func (s *Service) look(ctx context.Context, a user.Actor, q Query, fn func(*finder) error) error {
	box, err := s.box(a, &q)
	if err != nil {
		return err
	}
	if q.Tags, err = normalTags(q.Tags); err != nil {
		return err
	}
	w, ok := parse(&q)
	if !ok {
		return errQuery
	}
	w.me = a.ID
	behind := false
	err = s.store.View(ctx, func(r store.Reader) error {
		f := &finder{sizes: s.sizes, r: r, box: box, q: w}
		defer func() { behind = f.behind }()
		if err := f.enter(a, q.In, s.clock.Now().Unix()); err != nil {
			return err
		}
		if err := f.begin(); err != nil {
			return err
		}
		return fn(f)
	})
	if behind {
		s.queue.put(box, true)
	}
	return err
}
