package message

import (
	"context"
	"errors"
	"sync"

	"heliograph/internal/channel"
	"heliograph/internal/job"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Whatever is written to a basic group is copied by those who are in it, after the
// commit: by whoever runs Copy on the node where it was written, at once, and
// whatever happens to that by the alarm, which was set before.

const (
	// copiers is how many boxes follow side by side on a node.
	copiers = 32
	// groups is how many are copied side by side.
	groups = 8
	// maxFans is how many groups wait to be copied on a node; others wait for their
	// alarms.
	maxFans = 10_000
	// maxPeople is how many people a group can have.
	maxPeople = 1000
)

// rouse makes sure that a group is looked at even if this node does not get to it.
func (s *Service) rouse(ctx context.Context, group channel.ID) error {
	at := s.clock.Now().Add(2 * job.Settle).Unix()
	if s.alarms.Known(job.Copies, group.Owner(), at) {
		return nil
	}
	return s.alarms.Set(ctx, job.Copies, group.Owner(), at)
}

// fans is which groups have something to be copied.
type fans struct {
	mu   sync.Mutex
	wait map[channel.ID]bool
	list []channel.ID
	busy map[channel.ID]bool
	wake chan struct{}
}

func newFans() *fans {
	return &fans{wait: map[channel.ID]bool{}, busy: map[channel.ID]bool{}, wake: make(chan struct{}, 1)}
}

func (f *fans) add(id channel.ID) {
	f.mu.Lock()
	if !f.wait[id] && len(f.wait) < maxFans {
		f.wait[id] = true
		f.list = append(f.list, id)
	}
	f.mu.Unlock()
	f.poke()
}

func (f *fans) poke() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// next is a group that nobody is at, for whoever calls done then.
func (f *fans) next() (id channel.ID, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, id := range f.list {
		if !f.busy[id] {
			f.list = append(f.list[:i:i], f.list[i+1:]...)
			delete(f.wait, id)
			f.busy[id] = true
			return id, true
		}
	}
	return 0, false
}

func (f *fans) done(id channel.ID) {
	f.mu.Lock()
	delete(f.busy, id)
	f.mu.Unlock()
	f.poke()
}

// Copy has the members of groups copy what is written on this node, until ctx ends.
func (s *Service) Copy(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		id, ok := s.fans.next()
		if !ok {
			select {
			case <-s.fans.wake:
				continue
			case <-ctx.Done():
				return nil
			}
		}
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		wg.Go(func() {
			defer func() { <-s.slots; s.fans.done(id) }()
			// What fails here the alarm does again.
			_ = s.CopyAll(ctx, id)
		})
	}
}

// Copied has everybody follow a group who is to, and is the job.Handler of job.Copies.
func (s *Service) Copied(ctx context.Context, group store.Owner, _ int64) (next int64, err error) {
	return 0, s.CopyAll(ctx, channel.ID(peer.FromOwner(group).ID))
}

// marks is what a group has to know of those who follow it: the record 'E'.
type marks struct {
	Pts int `cbor:"1,keyasint,omitempty"` // everybody has followed up to there
	Sub int `cbor:"2,keyasint,omitempty"`
	// Up to which messages two people have read who have read furthest. What the first
	// of them wrote has been read up to where the second one is.
	By     user.ID `cbor:"3,keyasint,omitempty"`
	Read   int     `cbor:"4,keyasint,omitempty"`
	Second int     `cbor:"5,keyasint,omitempty"`
}

var marksKey = store.K('E')

func loadMarks(r store.Reader, group store.Owner) (m marks, err error) {
	_, err = store.Load(r, group, marksKey, &m)
	return m, err
}

// errCopies says that some boxes could not follow.
var errCopies = errors.New("message: a group was not copied by all")

// CopyAll has everybody follow a group who is to: its members, and whoever has left
// it since all had followed.
func (s *Service) CopyAll(ctx context.Context, id channel.ID) error {
	for more := true; more; {
		var who []user.ID
		var to update.Position
		var wiped []user.ID
		var far bool
		err := s.store.View(ctx, func(r store.Reader) (err error) {
			b, err := behind(r, id)
			who, wiped, to, more, far = b.who, b.wiped, b.to, b.more, b.far
			return err
		})
		if err != nil {
			return err
		}
		if err := s.catchAll(ctx, id, who); err != nil {
			return err
		}
		for _, u := range wiped {
			if err := s.wipe(ctx, id, u); err != nil {
				return err
			}
		}
		if !far {
			continue
		}
		err = s.log.Run(ctx, []store.Owner{id.Owner()}, func(tx *update.Tx) error {
			m, err := loadMarks(tx, id.Owner())
			if at := (update.Position{Pts: m.Pts, Sub: m.Sub}); err != nil || !at.Before(to) {
				return err
			}
			m.Pts, m.Sub = to.Pts, to.Sub
			tx.Put(id.Owner(), marksKey, store.Encode(&m))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lag is what is to be done in a group.
type lag struct {
	who   []user.ID       // who has not followed to the end
	to    update.Position // up to where it was looked for those who left
	more  bool            // there is more of the log after it
	far   bool            // that is worth to be noted
	wiped []user.ID       // whose copies are to go
}

// noted is how many pts of a group go by until it is noted that everybody has
// followed it, unless somebody has left.
const noted = 64

// behind is what is to be done in a group.
func behind(r store.Reader, id channel.ID) (l lag, err error) {
	m, err := loadMarks(r, id.Owner())
	if err != nil {
		return l, err
	}
	l.to = update.Position{Pts: m.Pts, Sub: m.Sub}
	ids, err := channel.Inside(r, id, maxPeople)
	if err != nil {
		return l, err
	}
	es, missing, err := update.Read(r, id.Owner(), l.to, maxPeople)
	if err != nil {
		return l, err
	}
	for i := range es {
		if e := &es[i]; e.Kind == update.MemberLeft {
			l.far = true
			ids = append(ids, user.ID(e.Peer.ID))
			if e.Flag {
				l.wiped = append(l.wiped, user.ID(e.Peer.ID))
			}
		}
		l.to = es[i].At
	}
	end, err := update.At(r, id.Owner())
	if err != nil {
		return l, err
	}
	if missing {
		l.to = end
	}
	l.more = len(es) == maxPeople && !missing
	l.far = l.far || l.more || missing || l.to.Pts-m.Pts >= noted
	// To the end: so that one who cannot follow keeps nobody from it.
	l.who, err = lagging(r, id, ids, end)
	return l, err
}

// lagging is those of some people whose boxes stand before a place.
func lagging(r store.Reader, id channel.ID, ids []user.ID, to update.Position) ([]user.ID, error) {
	refs := make([]store.Ref, len(ids))
	for i, u := range ids {
		refs[i] = store.Ref{Owner: u.Owner(), Key: cursorKey(id.Peer())}
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	seen := map[user.ID]bool{}
	var out []user.ID
	for i, v := range vs {
		var c cursor
		if v != nil {
			if err := store.Decode(v, &c); err != nil {
				return nil, err
			}
		}
		if c.at().Before(to) && !seen[ids[i]] {
			seen[ids[i]] = true
			out = append(out, ids[i])
		}
	}
	return out, nil
}

// catchAll has some people follow, several at a time.
func (s *Service) catchAll(ctx context.Context, id channel.ID, who []user.ID) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	places := make(chan struct{}, copiers)
	for _, u := range who {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			if err := s.Catch(ctx, u, id); err != nil {
				mu.Lock()
				failed = errors.Join(errCopies, err)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return failed
}

// wipe removes the copies of somebody who was to leave a group with nothing of it,
// unless they have come back since.
func (s *Service) wipe(ctx context.Context, id channel.ID, who user.ID) error {
	for {
		in := false
		err := s.store.View(ctx, func(r store.Reader) error {
			a, err := channel.Open(r, id, who, s.clock.Now().Unix())
			in = a.Me.In
			return err
		})
		if err != nil || in {
			return err
		}
		done, err := s.DeleteHistory(ctx, user.Actor{ID: who}, Clear{With: id.Peer()})
		if err != nil || done.Offset == 0 {
			return err
		}
	}
}
