package message

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// HiddenAuthor stands for everybody whose messages were saved without a link to
// them: clients know it by this number.
const HiddenAuthor user.ID = 2666000

// saved says whether m is in the Saved Messages of a box.
func (m *Message) saved(box store.Owner) bool {
	return m.Peer.Kind == peer.User && m.Peer.Owner() == box
}

// Saved is the part of Saved Messages that m belongs to: the chat it was
// forwarded from, the author where that is not known, and the owner's own for
// what was written there. Zero for messages of other chats.
func (m *Message) Saved(owner user.ID) peer.Peer {
	switch f := m.Forward; {
	case m.Peer != owner.Peer():
		return peer.Peer{}
	case f == nil:
		return m.Peer
	case !f.SavedPeer.IsZero():
		return f.SavedPeer
	case f.From != 0:
		return f.From.Peer()
	}
	return HiddenAuthor.Peer()
}

// SavedDialog is one part of Saved Messages.
type SavedDialog struct {
	Peer   peer.Peer `cbor:"-"`
	Top    int       `cbor:"1,keyasint"` // newest message
	Date   int64     `cbor:"2,keyasint"` // of Top, Unix seconds
	Count  int       `cbor:"3,keyasint"` // messages
	Pinned int       `cbor:"4,keyasint,omitempty"`
}

func savedKey(p peer.Peer) store.Key  { return p.Key(store.K('v')) }
func savedList(p peer.Peer) store.Key { return p.Key(store.K('s')) }

func loadSaved(r store.Reader, box store.Owner, p peer.Peer) (SavedDialog, error) {
	var d SavedDialog
	_, err := store.Load(r, box, savedKey(p), &d)
	d.Peer = p
	return d, err
}

func saveSaved(tx store.Tx, box store.Owner, d *SavedDialog) {
	tx.Put(box, savedKey(d.Peer), store.Encode(d))
}

func scanSaved(r store.Reader, box store.Owner) ([]SavedDialog, error) {
	rows, err := r.Scan(box, store.K('v'), store.K('v').End(), false, 0)
	if err != nil {
		return nil, err
	}
	out := make([]SavedDialog, len(rows))
	for i, row := range rows {
		out[i].Peer = peer.FromKey(row.Key, 1)
		if err := store.Decode(row.Value, &out[i]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b SavedDialog) int {
		return cmp.Or(cmp.Compare(b.Pinned, a.Pinned), cmp.Compare(b.Top, a.Top))
	})
	return out, nil
}

// listSaved puts a new message of Saved Messages into its part.
func listSaved(tx store.Tx, box store.Owner, m *Message) error {
	d, err := loadSaved(tx, box, m.Saved(user.ID(m.Peer.ID)))
	if err != nil {
		return err
	}
	tx.Put(box, savedList(d.Peer).Int(int64(m.ID)), nil)
	d.Count++
	if m.ID > d.Top {
		d.Top, d.Date = m.ID, m.Date
	}
	saveSaved(tx, box, &d)
	return nil
}

// unlistSaved takes a message out of its part, with its tags.
func unlistSaved(tx store.Tx, box store.Owner, m *Message) error {
	owner := user.ID(m.Peer.ID)
	d, err := loadSaved(tx, box, m.Saved(owner))
	if err != nil {
		return err
	}
	tx.Delete(box, savedList(d.Peer).Int(int64(m.ID)))
	if err := retag(tx, box, m, m.Reactions.of(owner), nil); err != nil {
		return err
	}
	if d.Count--; d.Count <= 0 {
		tx.Delete(box, savedKey(d.Peer))
		return nil
	}
	if d.Top == m.ID {
		last, err := listed(tx, box, m.Peer, savedList(d.Peer), Page{Limit: 1})
		if err != nil {
			return err
		}
		if len(last) > 0 {
			d.Top, d.Date = last[0].ID, last[0].Date
		}
	}
	saveSaved(tx, box, &d)
	return nil
}

// SavedQuery asks for a page of the parts of Saved Messages.
type SavedQuery struct {
	OffsetDate    int64 // only parts older than this …
	OffsetID      int   // … or as old with a lower top message
	Limit         int
	ExcludePinned bool
}

// SavedDialogs is a page of the parts of Saved Messages, pinned ones first, then
// the newest, and how many there are.
func (s *Service) SavedDialogs(ctx context.Context, a user.Actor, q SavedQuery) (page []SavedDialog, total int, err error) {
	all, err := s.parts(ctx, a.ID)
	total = len(all)
	all = slices.DeleteFunc(all, func(d SavedDialog) bool {
		if q.OffsetID > 0 || q.OffsetDate > 0 {
			after := d.Pinned == 0 && (q.OffsetID > 0 && d.Top < q.OffsetID || q.OffsetID <= 0 && d.Date < q.OffsetDate)
			return !after
		}
		return q.ExcludePinned && d.Pinned > 0
	})
	return all[:min(len(all), max(q.Limit, 1), MaxPage)], total, err
}

// PinnedSaved is the pinned parts of Saved Messages in their order.
func (s *Service) PinnedSaved(ctx context.Context, id user.ID) ([]SavedDialog, error) {
	all, err := s.parts(ctx, id)
	return slices.DeleteFunc(all, func(d SavedDialog) bool { return d.Pinned == 0 }), err
}

// SavedOf is the parts of Saved Messages that peers name; those without a
// message are left out.
func (s *Service) SavedOf(ctx context.Context, a user.Actor, peers []peer.Peer) ([]SavedDialog, error) {
	var out []SavedDialog
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		for _, p := range peers {
			d, err := loadSaved(r, a.ID.Owner(), p)
			if err != nil {
				return err
			}
			if d.Count > 0 {
				out = append(out, d)
			}
		}
		return nil
	})
	return out, err
}

func (s *Service) parts(ctx context.Context, id user.ID) (all []SavedDialog, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		all, err = scanSaved(r, id.Owner())
		return err
	})
	return all, err
}

// SavedHistory is a page of one part of Saved Messages.
func (s *Service) SavedHistory(ctx context.Context, a user.Actor, p peer.Peer, q Page) (Slice, error) {
	var out Slice
	err := s.store.View(ctx, func(r store.Reader) error {
		d, err := loadSaved(r, a.ID.Owner(), p)
		if err != nil {
			return err
		}
		out.Total = d.Count
		out.Messages, err = listed(r, a.ID.Owner(), a.ID.Peer(), savedList(p), q)
		return err
	})
	return out, err
}

// SavedClear is a request to remove a part of Saved Messages.
type SavedClear struct {
	Part        peer.Peer
	Max         int   // only up to this id; 0: all
	From, Until int64 // only messages of this time, Unix seconds; 0: all
}

// bounds is the ids that q removes: from <= id < to, to 0 for no bound.
func (q *SavedClear) bounds(r store.Reader, box store.Owner, self peer.Peer) (from, to int, err error) {
	if q.Max > 0 {
		to = q.Max + 1
	}
	if q.Until > 0 {
		after, err := firstSince(r, box, self, q.Until+1)
		if err != nil {
			return 0, 0, err
		}
		if after > 0 && (to == 0 || after < to) {
			to = after
		}
	}
	if q.From > 0 {
		if from, err = firstSince(r, box, self, q.From); err != nil {
			return 0, 0, err
		}
		if from == 0 { // all are older
			return 1, 1, nil
		}
	}
	if to > 0 {
		from = min(from, to)
	}
	return from, to, nil
}

// DeleteSaved removes up to a hundred messages of a part of Saved Messages,
// newest first. Offset of the answer says whether to call again.
func (s *Service) DeleteSaved(ctx context.Context, a user.Actor, q SavedClear) (Affected, error) {
	var out Affected
	box := a.ID.Owner()
	err := s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		from, to, err := q.bounds(tx, box, a.ID.Peer())
		if err != nil {
			return err
		}
		ids, err := scanIDs(tx, box, savedList(q.Part), from, to, true, chunk+1)
		if err != nil {
			return err
		}
		out, err = s.deleteBoth(tx, a, a.ID.Peer(), ids[:min(len(ids), chunk)], false)
		if len(ids) > chunk {
			out.Offset = 1
		}
		return err
	})
	return out, err
}
