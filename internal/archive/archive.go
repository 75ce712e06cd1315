// Package archive is the second list of chats, for those that one does not want
// to see every day.
//
// Invariants:
//
//	I1  a chat that moves, and the event that says so, change in one transaction
//	I2  a chat that moves is not pinned any more: each list has its own order
//	I3  what arrives brings a chat back unless it is muted, or the owner of the
//	    box has chosen otherwise
//
// Owns the record 'a' of a user's box: what its owner chose. Must not know how a
// message is written: message calls Arrived in its transactions.
package archive

import (
	"context"

	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Folder is the number of the archive among lists of chats; 0 is the main one.
const Folder = 1

// maxMoves is how many chats one request may move.
const maxMoves = 100

var (
	errPeer   = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errFolder = fault.New(fault.Invalid, "FOLDER_ID_INVALID")
	errLimit  = fault.New(fault.Invalid, "LIMIT_INVALID")
)

// Move says in which list a chat is.
type Move struct {
	Peer   peer.Peer `cbor:"1,keyasint"`
	Folder int       `cbor:"2,keyasint,omitempty"`
}

// Decode reads the data of an event of kind FolderPeers.
func Decode(data []byte) (moves []Move, err error) {
	err = store.Decode(data, &moves)
	return moves, err
}

func event(a user.Actor, moves ...Move) update.Event {
	return update.Event{Kind: update.FolderPeers, Data: store.Encode(moves), Origin: a.Origin}
}

// Settings is what the owner of a box chose.
type Settings struct {
	Strangers   bool `cbor:"1,keyasint,omitempty"` // archive and mute chats that strangers begin
	KeepUnmuted bool `cbor:"2,keyasint,omitempty"` // what arrives brings nothing back
	KeepFolders bool `cbor:"3,keyasint,omitempty"` // … nor what was put into a folder by hand
}

// Service moves chats. Safe for concurrent use.
type Service struct {
	store    store.Store
	log      *update.Log
	channels dialog.Channels
	kinds    notify.Kinds
}

// Deps is what a Service needs; Channels and Kinds may be nil where there are none.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Channels dialog.Channels
	Kinds    notify.Kinds
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil {
		panic("archive: missing dependency")
	}
	if d.Kinds == nil {
		d.Kinds = notify.ByPeer{}
	}
	return &Service{d.Store, d.Log, d.Channels, d.Kinds}
}

func key() store.Key { return store.K('a') }

func load(r store.Reader, box store.Owner) (s Settings, err error) {
	_, err = store.Load(r, box, key(), &s)
	return s, err
}

// Settings is what id chose.
func (s *Service) Settings(ctx context.Context, id user.ID) (out Settings, err error) {
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		out, err = load(r, id.Owner())
		return err
	})
	return out, err
}

// Choose sets what the actor chooses.
func (s *Service) Choose(ctx context.Context, a user.Actor, c Settings) error {
	return s.store.Update(ctx, []store.Owner{a.ID.Owner()}, func(tx store.Tx) error {
		tx.Put(a.ID.Owner(), key(), store.Encode(&c))
		return nil
	})
}

// Move moves the actor's chats; those that are there already are passed over.
// Faults: FOLDER_ID_INVALID; PEER_ID_INVALID without a dialog, and for what
// cannot be archived: Saved Messages and the service account; LIMIT_INVALID.
func (s *Service) Move(ctx context.Context, a user.Actor, moves []Move) (events []update.Event, err error) {
	if len(moves) > maxMoves {
		return nil, errLimit
	}
	box := a.ID.Owner()
	err = s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		events = nil
		b, err := tx.Box(box)
		if err != nil {
			return err
		}
		var done []Move
		for _, m := range moves {
			if m.Folder < 0 || m.Folder > Folder {
				return errFolder
			}
			d, found, err := dialog.Load(tx, box, m.Peer)
			switch {
			case err != nil:
				return err
			case !found, m.Folder == Folder && (m.Peer == a.ID.Peer() || m.Peer == user.Notices.Peer()):
				return errPeer
			case d.Folder == m.Folder:
				continue
			}
			d.Folder, d.Pinned = m.Folder, 0
			dialog.Save(tx, box, &d)
			done = append(done, m)
		}
		if done != nil {
			events = append(events, b.Append(event(a, done...)))
		}
		return nil
	})
	return events, err
}

// Arrived is told of each message that somebody else wrote to id, in its
// transaction. It moves d, which the caller saves, to where the chat belongs now;
// began says that there was no dialog before.
func Arrived(tx *update.Tx, b *update.Box, id user.ID, d *dialog.Dialog, began bool) error {
	if !began && d.Folder != Folder {
		return nil
	}
	s, err := load(tx, id.Owner())
	if err != nil {
		return err
	}
	move := returns
	if began {
		move = hides
	}
	if ok, err := move(tx, id, d.Peer, s); err != nil || !ok {
		return err
	}
	if d.Folder = 0; began {
		d.Folder = Folder
	}
	d.Pinned = 0
	b.Append(event(user.Actor{}, Move{d.Peer, d.Folder}))
	return nil
}

// hides says whether a chat that p begins is to be archived, and mutes it then.
func hides(tx *update.Tx, id user.ID, p peer.Peer, s Settings) (bool, error) {
	if !s.Strangers || p.Kind != peer.User || p == user.Notices.Peer() {
		return false, nil
	}
	saved, err := contact.Saved(tx, id, user.ID(p.ID))
	if err != nil || saved {
		return false, err
	}
	return true, notify.Mute(tx, id, p)
}

// returns says whether a chat comes back when something arrives in it.
func returns(tx *update.Tx, id user.ID, p peer.Peer, s Settings) (bool, error) {
	if s.KeepUnmuted {
		return false, nil
	}
	muted, err := notify.Muted(tx, id.Owner(), p, notify.ScopeOf(p), tx.Now())
	if err != nil || muted || !s.KeepFolders {
		return !muted, err
	}
	held, err := folder.Holds(tx, id.Owner(), p)
	return !held, err
}

// Summary is the archive as one entry of the main list.
type Summary struct {
	Top                        dialog.Dialog // the newest chat; without a peer: the archive is empty
	MutedChats, UnmutedChats   int           // with something unread
	MutedUnread, UnmutedUnread int           // messages
}

// Summary is the archive of id at a moment, Unix seconds.
func (s *Service) Summary(ctx context.Context, id user.ID, now int64) (out Summary, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		out = Summary{}
		all, err := dialog.Scan(r, s.channels, id, Folder)
		for i := range all {
			d := &all[i]
			if i == 0 {
				out.Top = *d
			}
			if d.Unread == 0 && !d.Marked {
				continue
			}
			in, err := s.kinds.Scope(r, d.Peer)
			if err != nil {
				return err
			}
			muted, err := notify.Muted(r, id.Owner(), d.Peer, in, now)
			if err != nil {
				return err
			}
			if muted {
				out.MutedChats, out.MutedUnread = out.MutedChats+1, out.MutedUnread+d.Unread
			} else {
				out.UnmutedChats, out.UnmutedUnread = out.UnmutedChats+1, out.UnmutedUnread+d.Unread
			}
		}
		return err
	})
	return out, err
}
