package poll

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/peer"

	"heliograph/internal/id"
	"heliograph/internal/job"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Hold is what keeps a poll: one message, under a token of its own, in the boxes
// that have a copy.
type Hold struct {
	Token int64
	Boxes []store.Owner
}

// Create makes a poll, held by h. Faults are those of a Draft.
func (s *Service) Create(ctx context.Context, a user.Actor, d Draft, h Hold) (ID, error) {
	p, err := d.make(&s.limits, s.clock.Now().Unix())
	if err != nil {
		return 0, err
	}
	p.ID, p.Creator = ID(id.Int64()), a.ID
	if err := s.arm(ctx, p.ID, p.Until); err != nil {
		return 0, err
	}
	err = s.run(ctx, p.ID, func(tx *update.Tx) error {
		putPoll(tx, p)
		h.put(tx, p.ID)
		return nil
	})
	return p.ID, err
}

// arm sets the alarm of a poll before it is written when it is to close; 0: it
// is not.
func (s *Service) arm(ctx context.Context, of ID, until int64) error {
	if s.alarms == nil || until == 0 {
		return nil
	}
	return s.alarms.Set(ctx, job.Poll, of.Owner(), until)
}

// waits is how long a poll will be open that waits to begin; 0: it does not.
func (p *Poll) waits() int64 {
	if p == nil || p.Until != 0 {
		return 0
	}
	return p.Period
}

// Hold has one more message keep a poll. The period of one that waits begins.
// Fault: MESSAGE_ID_INVALID when the poll is gone.
func (s *Service) Hold(ctx context.Context, of ID, h Hold) error {
	var until int64
	err := s.store.View(ctx, func(r store.Reader) error {
		p, err := loadPoll(r, of)
		if until = p.waits(); until != 0 {
			until += s.clock.Now().Unix()
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := s.arm(ctx, of, until); err != nil {
		return err
	}
	return s.run(ctx, of, func(tx *update.Tx) error {
		p, err := loadPoll(tx, of)
		switch {
		case err != nil:
			return err
		case p == nil:
			return errGone
		case p.waits() != 0 && until != 0:
			p.Until = until
			putPoll(tx, p)
		}
		h.put(tx, of)
		return nil
	})
}

func (h *Hold) put(tx store.Tx, of ID) {
	for _, box := range h.Boxes {
		tx.Put(of.Owner(), holdKey(h.Token, box), nil)
	}
}

// erased is how many records one transaction removes of a poll that goes.
const erased = 500

// Release undoes a Hold for the boxes that h names. A poll that nobody holds any
// more goes, with its votes (P5).
func (s *Service) Release(ctx context.Context, of ID, h Hold) error {
	for more := true; more; {
		err := s.run(ctx, of, func(tx *update.Tx) error {
			for _, box := range h.Boxes {
				tx.Delete(of.Owner(), holdKey(h.Token, box))
			}
			held, err := tx.Scan(of.Owner(), store.K('h'), store.K('h').End(), false, 1)
			if err != nil {
				return err
			}
			if more = false; len(held) > 0 {
				return nil
			}
			tx.Delete(of.Owner(), pollKey)
			rows, err := tx.Scan(of.Owner(), nil, nil, false, erased)
			for _, r := range rows {
				tx.Delete(of.Owner(), r.Key)
			}
			more = len(rows) == erased
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) run(ctx context.Context, of ID, fn func(*update.Tx) error) error {
	return s.log.Run(ctx, []store.Owner{of.Owner()}, fn)
}

// told is how many boxes hear at once that a poll has changed; the others see it
// when they look.
const told = 1000

// tell has whoever shows the poll look at it. That may be lost: it is no more
// than a hint to those who are looking.
func (s *Service) tell(ctx context.Context, of ID) error {
	var boxes []store.Owner
	err := s.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(of.Owner(), store.K('h'), store.K('h').End(), true, told)
		seen := map[store.Owner]bool{}
		for i := 0; i < len(rows) && err == nil; i++ {
			var bs []store.Owner
			bs, err = showing(r, store.Owner(rows[i].Key[9:]))
			for _, box := range bs {
				if !seen[box] {
					seen[box] = true
					boxes = append(boxes, box)
				}
			}
		}
		return err
	})
	for _, box := range boxes {
		s.log.Ephemeral(box, update.Event{Kind: update.Poll, Data: store.Encode(of)})
	}
	return err
}

// showing is the boxes of those who look at what a box holds: of a basic group, which
// nobody looks at, those of its members.
func showing(r store.Reader, box store.Owner) ([]store.Owner, error) {
	p := peer.FromOwner(box)
	if p.Kind != peer.Chat {
		return []store.Owner{box}, nil
	}
	ids, err := channel.Inside(r, channel.ID(p.ID), told)
	out := make([]store.Owner, len(ids))
	for i, id := range ids {
		out[i] = id.Owner()
	}
	return out, err
}

// DecodeID reads the Data of an update.Poll event.
func DecodeID(data []byte) (ID, error) {
	var of ID
	err := store.Decode(data, &of)
	return of, err
}
