package message

import (
	"context"
	"sync"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// A view is counted once for each person: who has seen which posts of a channel is
// kept as bits in the person's own box, so the channel's box has one small record
// for each post, whatever the audience.

const (
	viewChunk = 1024 // ids of a channel that one record of a viewer covers
	maxViews  = 200  // messages whose views one request may ask for
	maxTold   = 4096 // posts of which it is remembered when their views were told
)

// Count is how often a post was seen, wherever that was, and forwarded.
type Count struct {
	Views    int `cbor:"1,keyasint,omitempty"`
	Forwards int `cbor:"2,keyasint,omitempty"`
}

func countKey(id int) store.Key { return store.K('O').Int(int64(id)) }

func viewKey(c peer.Peer, chunk int) store.Key { return store.K('V').Int(c.ID).Int(int64(chunk)) }

// Counted is the post whose views m shows: itself, or what it is a copy of; zero
// for a message whose views are not counted.
func (m *Message) Counted() Ref {
	switch {
	case m.Forward != nil && m.Forward.Post != 0:
		return Ref{m.Forward.Channel, m.Forward.Post}
	case m.Viewed:
		return Ref{m.Peer, m.ID}
	}
	return Ref{}
}

// Counts is how often posts were seen and forwarded; those that never were are left
// out.
func (s *Service) Counts(ctx context.Context, posts []Ref) (map[Ref]Count, error) {
	if len(posts) == 0 {
		return nil, nil
	}
	out := map[Ref]Count{}
	refs := make([]store.Ref, len(posts))
	for i, p := range posts {
		refs[i] = store.Ref{Owner: p.Chat.Owner(), Key: countKey(p.ID)}
	}
	err := s.store.View(ctx, func(r store.Reader) error {
		vs, err := r.GetMany(refs...)
		if err != nil {
			return err
		}
		for i, v := range vs {
			if v == nil {
				continue
			}
			var n Count
			if err := store.Decode(v, &n); err != nil {
				return err
			}
			out[posts[i]] = n
		}
		return nil
	})
	return out, err
}

// Seen is how often messages of a chat were seen and forwarded, one Count for each
// id, zero where that is not counted; with count the actor sees them now. Faults:
// LIMIT_INVALID, and those of find.
func (s *Service) Seen(ctx context.Context, a user.Actor, chat peer.Peer, ids []int, count bool) ([]Count, error) {
	if len(ids) > maxViews {
		return nil, errLimit
	}
	ms, err := s.Posts(ctx, a, chat, ids...)
	if err != nil {
		return nil, err
	}
	of, posts, by := map[int]Ref{}, []Ref(nil), map[peer.Peer][]int{}
	for i := range ms {
		if p := ms[i].Counted(); p.ID != 0 {
			of[ms[i].ID] = p
			posts = append(posts, p)
			by[p.Chat] = append(by[p.Chat], p.ID)
		}
	}
	if count {
		for c, ids := range by {
			if err := s.view(ctx, a.ID, c, ids); err != nil {
				return nil, err
			}
		}
	}
	counts, err := s.Counts(ctx, posts)
	out := make([]Count, len(ids))
	for i, id := range ids {
		if p, ok := of[id]; ok {
			out[i] = counts[p].shown()
		}
	}
	return out, err
}

// shown is what is told of c: whoever wrote a post has seen it.
func (c Count) shown() Count {
	c.Views = max(c.Views, 1)
	return c
}

// Shown is what is told of the views of post p.
func Shown(counts map[Ref]Count, p Ref) Count { return counts[p].shown() }

// view notes that somebody sees posts of a channel. What they have seen before
// costs no write.
func (s *Service) view(ctx context.Context, who user.ID, c peer.Peer, ids []int) error {
	var fresh []int
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		fresh, _, err = unviewed(r, who, c, ids)
		return err
	})
	if err != nil || len(fresh) == 0 {
		return err
	}
	return s.tally(ctx, c, []store.Owner{who.Owner(), c.Owner()}, func(tx *update.Tx) ([]int, error) {
		fresh, bits, err := unviewed(tx, who, c, ids)
		for chunk, b := range bits {
			tx.Put(who.Owner(), viewKey(c, chunk), b)
		}
		return fresh, err
	}, func(n *Count) { n.Views++ })
}

// unviewed is which of the ids somebody has not seen, and the bits of the viewer's
// records that change when they are.
func unviewed(r store.Reader, who user.ID, c peer.Peer, ids []int) (fresh []int, bits map[int][]byte, err error) {
	bits = map[int][]byte{}
	for _, id := range ids {
		chunk, at := id/viewChunk, id%viewChunk
		b, read := bits[chunk]
		if !read {
			was, err := r.Get(who.Owner(), viewKey(c, chunk))
			if err != nil {
				return nil, nil, err
			}
			b = make([]byte, viewChunk/8)
			copy(b, was)
			bits[chunk] = b
		}
		if b[at/8]&(1<<(at%8)) == 0 {
			b[at/8] |= 1 << (at % 8)
			fresh = append(fresh, id)
		}
	}
	return fresh, bits, nil
}

// tally changes the counts of those posts of a channel that which names, as far as
// they are there, and tells whoever looks at the channel.
func (s *Service) tally(ctx context.Context, c peer.Peer, owners []store.Owner, which func(*update.Tx) ([]int, error), change func(*Count)) error {
	var told map[int]Count
	err := s.log.Run(ctx, owners, func(tx *update.Tx) error {
		told = map[int]Count{}
		ids, err := which(tx)
		if err != nil {
			return err
		}
		ms, err := loadMany(tx, c.Owner(), repeat(c, len(ids)), ids)
		if err != nil {
			return err
		}
		for i := range ms {
			if !ms[i].Viewed {
				continue
			}
			var n Count
			if _, err := store.Load(tx, c.Owner(), countKey(ms[i].ID), &n); err != nil {
				return err
			}
			change(&n)
			tx.Put(c.Owner(), countKey(ms[i].ID), store.Encode(&n))
			told[ms[i].ID] = n
		}
		return nil
	})
	if err != nil {
		return err
	}
	now := s.clock.Now().Unix()
	for id, n := range told {
		if s.views.now(Ref{c, id}, now) {
			n = n.shown()
			s.log.Ephemeral(c.Owner(), update.Event{Kind: update.Views, Peer: c, ID: id, Max: n.Views, Unread: n.Forwards})
		}
	}
	return nil
}

// passed counts forwards of posts, after they were written: what fails here is one
// forward too few.
func (s *Service) passed(ctx context.Context, posts []Ref) {
	by := map[channel.ID][]int{}
	for _, p := range posts {
		if id, err := channel.Of(p.Chat); err == nil {
			by[id] = append(by[id], p.ID)
		}
	}
	for id, ids := range by {
		_ = s.tally(context.WithoutCancel(ctx), id.Peer(), []store.Owner{id.Owner()},
			func(*update.Tx) ([]int, error) { return ids, nil }, func(n *Count) { n.Forwards++ })
	}
}

// told remembers of which posts the views were told in this second: a post that
// many see at once is told of once.
type told struct {
	mu     sync.Mutex
	second int64
	posts  map[Ref]bool
}

// now says whether to tell of a post now.
func (t *told) now(p Ref, second int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.second != second || t.posts == nil {
		t.second, t.posts = second, map[Ref]bool{}
	}
	if t.posts[p] || len(t.posts) >= maxTold {
		return false
	}
	t.posts[p] = true
	return true
}
