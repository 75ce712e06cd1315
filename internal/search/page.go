package search

import (
	"heliograph/internal/message"
)

// maxSkip bounds AddOffset, which may be anything.
const maxSkip = 1 << 24

// offset is the id below which a window starts, 0: at the newest.
func (f *finder) offset(w Window) (int, error) {
	if w.OffsetID > 0 || w.OffsetDate <= 0 {
		return max(w.OffsetID, 0), nil
	}
	at, err := message.FirstSince(f.r, f.box, w.OffsetDate)
	if err != nil || at > 0 {
		return at, err
	}
	return f.last + 1, nil
}

// page reads a window of what was found. A message that does not match after
// all, which nothing should bring about, is passed over (X1).
func (f *finder) page(found set, w Window) (Page, error) {
	at, err := f.offset(w)
	if err != nil {
		return Page{}, err
	}
	limit := min(max(w.Limit, 0), MaxPage)
	p := Page{Total: found.count(), Inexact: f.inexact}
	skip := 0
	if at > 0 {
		skip = found.countFrom(at)
	}
	p.Place = skip
	skip = max(skip+min(max(w.AddOffset, -maxSkip), maxSkip), 0)
	p.More = skip+limit < p.Total
	var ids []int
	if limit > 0 {
		for id := range found.down(skip) {
			if ids = append(ids, id); len(ids) == limit {
				break
			}
		}
	}
	refs, err := message.RefsOf(f.r, f.box, ids)
	if err != nil {
		return Page{}, err
	}
	ms, err := message.Load(f.r, f.box, refs)
	if err != nil {
		return Page{}, err
	}
	for i := range ms {
		switch {
		case !f.q.match(f.box, &ms[i]):
			p.Total--
		case w.MaxID > 0 && ms[i].ID >= w.MaxID, ms[i].ID <= w.MinID:
		default:
			p.Messages = append(p.Messages, ms[i])
		}
	}
	return p, nil
}
