package dialog

import (
	"context"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// A chat may have a period, in seconds, after which its new messages go. Both
// sides of a private chat have the same one; it outlives the messages.

const (
	day       = 86400
	maxPeriod = 366 * day
)

var errPeriod = fault.New(fault.Invalid, "TTL_PERIOD_INVALID")

var defaultPeriodKey = store.K('T')

func periodKey(p peer.Peer) store.Key { return p.Key(store.K('t')) }

// CheckPeriod is nil for what may be the period of a chat: none, or full days up
// to a year. Fault: TTL_PERIOD_INVALID.
func CheckPeriod(seconds int) error {
	if seconds < 0 || seconds > maxPeriod || seconds%day != 0 {
		return errPeriod
	}
	return nil
}

// Period reads the period of the chat with p, 0 when its messages stay.
func Period(r store.Reader, box store.Owner, p peer.Peer) (seconds int, err error) {
	_, err = store.Load(r, box, periodKey(p), &seconds)
	return seconds, err
}

// SetPeriod writes the period of the chat with p.
func SetPeriod(tx store.Tx, box store.Owner, p peer.Peer, seconds int) {
	put(tx, box, periodKey(p), seconds)
}

// DefaultPeriod reads the period of chats that the owner of a box begins.
func DefaultPeriod(r store.Reader, box store.Owner) (seconds int, err error) {
	_, err = store.Load(r, box, defaultPeriodKey, &seconds)
	return seconds, err
}

func put(tx store.Tx, box store.Owner, key store.Key, seconds int) {
	if seconds == 0 {
		tx.Delete(box, key)
		return
	}
	tx.Put(box, key, store.Encode(seconds))
}

// fillPeriods completes the dialogs of a box.
func fillPeriods(r store.Reader, box store.Owner, ds []Dialog) error {
	rows, err := r.Scan(box, store.K('t'), store.K('t').End(), false, 0)
	if err != nil || len(rows) == 0 {
		return err
	}
	of := map[peer.Peer][]byte{}
	for _, row := range rows {
		of[peer.FromKey(row.Key, 1)] = row.Value
	}
	for i := range ds {
		if b := of[ds[i].Peer]; b != nil {
			if err := store.Decode(b, &ds[i].Period); err != nil {
				return err
			}
		}
	}
	return nil
}

// Period is the period of the chat of id with p, 0 when its messages stay.
func (s *Service) Period(ctx context.Context, id user.ID, p peer.Peer) (seconds int, err error) {
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		seconds, err = Period(r, id.Owner(), p)
		return err
	})
	return seconds, err
}

// DefaultPeriod is the period of chats that the actor begins.
func (s *Service) DefaultPeriod(ctx context.Context, a user.Actor) (seconds int, err error) {
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		seconds, err = DefaultPeriod(r, a.ID.Owner())
		return err
	})
	return seconds, err
}

// SetDefaultPeriod sets the period of chats that the actor begins from now on.
// Fault: TTL_PERIOD_INVALID.
func (s *Service) SetDefaultPeriod(ctx context.Context, a user.Actor, seconds int) error {
	if err := CheckPeriod(seconds); err != nil {
		return err
	}
	return s.store.Update(ctx, []store.Owner{a.ID.Owner()}, func(tx store.Tx) error {
		put(tx, a.ID.Owner(), defaultPeriodKey, seconds)
		return nil
	})
}
