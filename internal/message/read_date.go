package message

import (
	"context"

	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// ReadDatesFor is for how many seconds after it was written one can ask when a
// message was read.
const ReadDatesFor = 7 * 86400

var (
	errUnread      = fault.New(fault.Invalid, "MESSAGE_NOT_READ_YET")
	errTooOld      = fault.New(fault.Invalid, "MESSAGE_TOO_OLD")
	errYourPrivacy = fault.New(fault.Forbidden, "YOUR_PRIVACY_RESTRICTED")
	errTheirs      = fault.New(fault.Forbidden, "USER_PRIVACY_RESTRICTED")
)

// dropAtOnce is how many notes of reads go with a chat, or with a new one.
const dropAtOnce = 1000

// The notes 'o' (peer, id): when the other side had read up to a message.
func readKey(p peer.Peer, id int) store.Key { return readList(p).Int(int64(id)) }
func readList(p peer.Peer) store.Key        { return p.Key(store.K('o')) }

// noteRead keeps in a box that the other side has read up to id now, and forgets
// what nobody can ask for any more.
func noteRead(tx *update.Tx, box store.Owner, p peer.Peer, id int) error {
	rows, err := tx.Scan(box, readList(p), readList(p).End(), false, 2)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var at int64
		if err := store.Decode(row.Value, &at); err != nil {
			return err
		}
		if tx.Now()-at > ReadDatesFor {
			tx.Delete(box, row.Key)
		}
	}
	tx.Put(box, readKey(p, id), store.Encode(tx.Now()))
	return nil
}

// dropReads forgets when messages of a chat were read.
func dropReads(tx store.Tx, box store.Owner, p peer.Peer) error {
	rows, err := tx.Scan(box, readList(p), readList(p).End(), false, dropAtOnce)
	for _, row := range rows {
		tx.Delete(box, row.Key)
	}
	return err
}

// ReadDate is when the other side read a message of the actor's, in Unix seconds.
// Faults: PEER_ID_INVALID, MESSAGE_ID_INVALID, MESSAGE_NOT_READ_YET,
// MESSAGE_TOO_OLD, YOUR_PRIVACY_RESTRICTED, USER_PRIVACY_RESTRICTED.
func (s *Service) ReadDate(ctx context.Context, a user.Actor, with peer.Peer, id int) (at int64, err error) {
	if with.Kind != peer.User || len(owners(a.ID, with)) == 1 {
		return 0, errPeer
	}
	theirs, mine, err := s.privacy.ReadDates(ctx, a.ID, user.ID(with.ID))
	if err != nil {
		return 0, err
	}
	err = s.store.View(ctx, func(r store.Reader) error {
		m, err := loadMessage(r, a.ID.Owner(), with, id)
		if err != nil {
			return err
		}
		if m == nil || !m.Out {
			return errID
		}
		d, _, err := dialog.Load(r, a.ID.Owner(), with)
		switch {
		case err != nil:
			return err
		case !mine:
			return errYourPrivacy
		case !theirs:
			return errTheirs
		case id > d.ReadOut:
			return errUnread
		case s.clock.Now().Unix()-m.Date > ReadDatesFor:
			return errTooOld
		}
		rows, err := r.Scan(a.ID.Owner(), readKey(with, id), readList(with).End(), false, 1)
		switch {
		case err != nil:
			return err
		case len(rows) == 0: // it was read before that was noted
			return errTooOld
		}
		return store.Decode(rows[0].Value, &at)
	})
	return at, err
}
