package search

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/store"
)

// sizes are those of the index and of the work on it.
type sizes struct {
	batch int // messages that are indexed at once
	stale int // changes that are worked off at once
	wipe  int // records that are removed at once
	close int // bytes from which a chunk is closed
	split int // ids from which a closed chunk that grew is split
	few   int // so many messages are rather looked at than looked up in one more list
}

var usual = sizes{batch: 1024, stale: 256, wipe: 1000, close: 256, split: 2048, few: 256}

// errMoved says that somebody else has indexed the box meanwhile.
var errMoved = errors.New("search: the index has moved on")

// Catch brings the index of a box up to date.
func (s *Service) Catch(ctx context.Context, box store.Owner) error {
	for {
		more, err := s.round(ctx, box)
		if err != nil || !more {
			return err
		}
	}
}

// round does one batch of what there is to do for the index of a box; more says
// that there is more. Everything is read and thought about in a View; the
// transaction, which holds up whoever writes to the box, only checks that the
// index has not moved on and writes.
func (s *Service) round(ctx context.Context, box store.Owner) (more bool, err error) {
	var p *plan
	err = s.store.View(ctx, func(r store.Reader) error {
		st, found, err := loadState(r, box)
		if err != nil {
			return err
		}
		p = &plan{sizes: s.sizes, box: box, r: r, seen: st, next: st, writes: map[string][]byte{}}
		p.next.Turn++
		switch {
		case !found: // from now on, changes are noted
			p.next.Version, p.more = version, true
			return nil
		case st.Version != version:
			p.next.Version, p.next.UpTo, p.next.Wiping, p.more = version, 0, true, true
			return nil
		case st.Wiping:
			return p.wipe()
		}
		return p.index()
	})
	if err != nil || p.idle() {
		return false, err
	}
	err = s.store.Update(ctx, []store.Owner{box}, p.commit)
	if errors.Is(err, errMoved) {
		return true, nil
	}
	return p.more, err
}

// plan is what one round is going to write.
type plan struct {
	sizes
	box    store.Owner
	r      store.Reader
	seen   state
	next   state
	writes map[string][]byte // by key; nil: removed
	done   []noted           // no longer stale, unless they changed again
	from   []byte            // with to: a range to remove
	to     []byte
	more   bool
}

func (p *plan) idle() bool {
	return p.next.UpTo == p.seen.UpTo && p.next.Version == p.seen.Version && p.next.Wiping == p.seen.Wiping &&
		len(p.writes) == 0 && len(p.done) == 0 && p.from == nil
}

// commit writes the plan. Error: errMoved, and then nothing is written.
func (p *plan) commit(tx store.Tx) error {
	st, _, err := loadState(tx, p.box)
	if err != nil {
		return err
	}
	if st != p.seen {
		return errMoved
	}
	refs := make([]store.Ref, len(p.done))
	for i, n := range p.done {
		refs[i] = store.Ref{Owner: p.box, Key: staleKey(n.id)}
	}
	now, err := tx.GetMany(refs...)
	if err != nil {
		return err
	}
	for i, n := range p.done {
		if bytes.Equal(now[i], n.raw) {
			tx.Delete(p.box, refs[i].Key)
		}
	}
	if p.from != nil {
		tx.DeleteRange(p.box, p.from, p.to)
	}
	for key, value := range p.writes {
		if value == nil {
			tx.Delete(p.box, []byte(key))
		} else {
			tx.Put(p.box, []byte(key), value)
		}
	}
	tx.Put(p.box, stateKey, store.Encode(&p.next))
	return nil
}

// wipe removes the next lists of an older version.
func (p *plan) wipe() error {
	all := store.K('x').Byte(1)
	rows, err := p.r.Scan(p.box, all, all.End(), false, p.sizes.wipe)
	if err != nil {
		return err
	}
	if len(rows) > 0 {
		p.from, p.to = rows[0].Key, append(rows[len(rows)-1].Key, 0)
	}
	p.next.Wiping, p.more = len(rows) == p.sizes.wipe, true
	return nil
}

// index works off changes, then adds the next messages.
func (p *plan) index() error {
	old, err := loadStale(p.r, p.box, p.stale)
	if err != nil {
		return err
	}
	refs, err := message.Refs(p.r, p.box, p.seen.UpTo+1, 0, false, p.batch)
	if err != nil {
		return err
	}
	p.more = len(old) == p.stale || len(refs) == p.batch
	p.done = old
	l := newLexicon()
	if err := p.correct(l, old); err != nil || len(refs) == 0 {
		return err
	}
	p.next.UpTo = refs[len(refs)-1].ID
	ms, err := message.Load(p.r, p.box, refs)
	if err != nil {
		return err
	}
	return p.add(collect(l, p.box, ms))
}

// collect is the lists of some messages, which are in order.
func collect(l *lexicon, box store.Owner, ms []message.Message) map[string]*[]uint32 {
	lists := map[string]*[]uint32{}
	for i := range ms {
		id := uint32(ms[i].ID)
		l.each(box, &ms[i], func(term []byte) {
			ids := lists[string(term)]
			if ids == nil {
				ids = new([]uint32)
				lists[string(term)] = ids
			}
			if n := len(*ids); n == 0 || (*ids)[n-1] != id {
				*ids = append(*ids, id)
			}
		})
	}
	return lists
}

// add extends lists by messages that are newer than all in them.
func (p *plan) add(lists map[string]*[]uint32) error {
	terms := make([]string, 0, len(lists))
	for t := range lists {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	refs := make([]store.Ref, len(terms))
	for i, t := range terms {
		refs[i] = store.Ref{Owner: p.box, Key: openKey(t)}
	}
	open, err := p.r.GetMany(refs...)
	if err != nil {
		return err
	}
	for i, t := range terms {
		old, key := open[i], string(refs[i].Key)
		if v, corrected := p.writes[key]; corrected {
			old = v
		}
		chunk := extend(old, *lists[t])
		if len(chunk) < p.close {
			p.writes[key] = chunk
			continue
		}
		p.writes[string(closedKey(t, firstOf(chunk)))] = chunk
		if old != nil || open[i] != nil {
			p.writes[key] = nil
		}
	}
	return nil
}
