package search

import (
	"maps"
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/store"
)

// correction is what has to happen to the list of one term.
type correction struct{ add, remove []uint32 }

// correct brings the lists up to date with messages that have changed or gone.
// Those above UpTo are in no list yet: there is nothing to do for them.
func (p *plan) correct(l *lexicon, old []noted) error {
	var ids []int
	for _, n := range old {
		if n.id <= p.seen.UpTo {
			ids = append(ids, n.id)
		}
	}
	refs, err := message.RefsOf(p.r, p.box, ids)
	if err != nil {
		return err
	}
	refs = slices.DeleteFunc(refs, func(r message.Ref) bool { return r.ID == 0 })
	ms, err := message.Load(p.r, p.box, refs)
	if err != nil {
		return err
	}
	now := map[int][]string{}
	for i := range ms {
		now[ms[i].ID] = l.terms(p.box, &ms[i])
	}
	todo := map[string]*correction{}
	of := func(term string) *correction {
		if todo[term] == nil {
			todo[term] = &correction{}
		}
		return todo[term]
	}
	for _, n := range old[:len(ids)] {
		for _, t := range now[n.id] {
			c := of(t)
			c.add = append(c.add, uint32(n.id))
		}
		for _, t := range n.terms {
			if _, still := slices.BinarySearch(now[n.id], t); !still {
				c := of(t)
				c.remove = append(c.remove, uint32(n.id))
			}
		}
	}
	for _, t := range slices.Sorted(maps.Keys(todo)) {
		if err := p.correctList(t, todo[t]); err != nil {
			return err
		}
	}
	return nil
}

// correctList does the corrections of one list, chunk by chunk.
func (p *plan) correctList(term string, c *correction) error {
	open, err := p.r.Get(p.box, openKey(term))
	if err != nil {
		return err
	}
	chunks := map[string][]byte{}
	parts := map[string]*correction{}
	place := func(id uint32) (*correction, error) {
		row, err := p.home(term, open, id)
		if err != nil {
			return nil, err
		}
		key := string(row.Key)
		if parts[key] == nil {
			parts[key], chunks[key] = &correction{}, row.Value
		}
		return parts[key], nil
	}
	for _, id := range c.add {
		part, err := place(id)
		if err != nil {
			return err
		}
		part.add = append(part.add, id)
	}
	for _, id := range c.remove {
		part, err := place(id)
		if err != nil {
			return err
		}
		part.remove = append(part.remove, id)
	}
	for key, part := range parts {
		if err := p.correctChunk(term, key, chunks[key], part); err != nil {
			return err
		}
	}
	return nil
}

// home is the chunk of a list that an id is in, or would be: the newest one that
// begins at or below it, or else the oldest.
func (p *plan) home(term string, open []byte, id uint32) (store.Record, error) {
	inOpen := store.Record{Key: openKey(term), Value: open}
	if open != nil && firstOf(open) <= id {
		return inOpen, nil
	}
	rows, err := p.r.Scan(p.box, closedKey(term, id), listEnd(term), false, 1)
	if err != nil || len(rows) > 0 {
		return first(rows), err
	}
	rows, err = p.r.Scan(p.box, listKey(term, 1), listEnd(term), true, 1)
	if err != nil || len(rows) > 0 {
		return first(rows), err
	}
	return inOpen, nil
}

func first(rows []store.Record) store.Record {
	if len(rows) == 0 {
		return store.Record{}
	}
	return rows[0]
}

// correctChunk writes a chunk anew, under another key where it begins elsewhere
// now.
func (p *plan) correctChunk(term, key string, chunk []byte, c *correction) error {
	was, err := decode(chunk)
	if err != nil {
		return err
	}
	ids := append(slices.Clone(was), c.add...)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	ids = slices.DeleteFunc(ids, func(id uint32) bool { return slices.Contains(c.remove, id) })
	if slices.Equal(ids, was) {
		return nil
	}
	if chunk != nil {
		p.writes[key] = nil
	}
	if len(ids) == 0 {
		return nil
	}
	if key == string(openKey(term)) {
		p.writes[key] = extend(nil, ids)
		return nil
	}
	for len(ids) > 0 {
		n := len(ids)
		if n > p.split {
			n = p.split / 2
		}
		p.writes[string(closedKey(term, ids[0]))] = extend(nil, ids[:n])
		ids = ids[n:]
	}
	return nil
}
