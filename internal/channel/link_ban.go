package channel

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// A channel in whose name somebody writes in a group can be banned there: nobody
// writes in its name any more.

// Silenced is a channel that is banned in a group.
type Silenced struct {
	ID    ID        `cbor:"-"`
	Ban   right.Ban `cbor:"1,keyasint"`
	Until int64     `cbor:"2,keyasint,omitempty"` // Unix seconds, 0: for ever
	By    user.ID   `cbor:"3,keyasint"`
	At    int64     `cbor:"4,keyasint"`
}

func silencedKey(id ID) store.Key { return store.K('k').Int(int64(id)) }

// maxSilenced is how many channels can be banned in one group.
const maxSilenced = 1000

// silences says whether a channel is banned in the group.
func (a *Access) silences(r store.Reader, id ID, now int64) (bool, error) {
	var b Silenced
	found, err := store.Load(r, a.ID.Owner(), silencedKey(id), &b)
	return found && (b.Until == 0 || b.Until > now), err
}

// Silence bans a channel in a group until a time, in Unix seconds, 0 for ever; with
// nothing that it may not do it is free again. Faults: CHANNEL_PRIVATE,
// CHAT_ADMIN_REQUIRED, MEGAGROUP_REQUIRED, PARTICIPANT_ID_INVALID for the group
// itself, the channel that it discusses and what is no channel, ADMINS_TOO_MUCH for
// more than a thousand.
func (s *Service) Silence(ctx context.Context, a user.Actor, group, id ID, b right.Ban, end int64) (Change, error) {
	return s.act(ctx, a, group, func(x *act) error {
		if err := x.needs(right.BanUsers); err != nil {
			return err
		}
		if x.Broadcast || x.Basic() {
			return errMegagroup
		}
		c, found, err := Load(x.tx, id)
		switch {
		case err != nil:
			return err
		case !found || !c.Broadcast || id == x.Linked:
			return errParticip
		}
		var was Silenced
		there, err := store.Load(x.tx, x.ID.Owner(), silencedKey(id), &was)
		if err != nil || b == 0 && !there {
			return err
		}
		is := Silenced{Ban: b.Full() & right.AllBan, Until: until(end, x.tx.Now()), By: a.ID, At: x.tx.Now()}
		if b == 0 {
			x.tx.Delete(x.ID.Owner(), silencedKey(id))
		} else {
			if err := x.roomToSilence(there); err != nil {
				return err
			}
			x.tx.Put(x.ID.Owner(), silencedKey(id), store.Encode(&is))
		}
		x.tellAll()
		return x.record(Entry{
			Kind: LogSilenced, Was: Logged{Number: int64(id), Ban: was.Ban}, Is: Logged{Number: int64(id), Ban: is.Ban, Flag: b != 0},
		})
	})
}

func (x *act) roomToSilence(there bool) error {
	if there {
		return nil
	}
	rows, err := x.tx.Scan(x.ID.Owner(), store.K('k'), store.K('k').End(), false, maxSilenced)
	if err == nil && len(rows) >= maxSilenced {
		err = errAdmins
	}
	return err
}

// AllSilenced is the channels that are banned in a group, to its admins. Faults:
// those of Enter, CHAT_ADMIN_REQUIRED.
func (s *Service) AllSilenced(ctx context.Context, a user.Actor, group ID) ([]Silenced, error) {
	var out []Silenced
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		c, err := Enter(r, group, a.ID, now)
		switch {
		case err != nil:
			return err
		case !c.Stand.Admins():
			return errAdmin
		}
		rows, err := r.Scan(group.Owner(), store.K('k'), store.K('k').End(), false, maxSilenced)
		for _, row := range rows {
			b := Silenced{ID: ID(store.IntAt(row.Key, 1))}
			if err := store.Decode(row.Value, &b); err != nil {
				return err
			}
			if b.Until == 0 || b.Until > now {
				out = append(out, b)
			}
		}
		return err
	})
	return out, err
}

// Peer is the banned channel as one can write to.
func (b *Silenced) Peer() peer.Peer { return b.ID.Peer() }
