package notify

import (
	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Carry has a chat of a box be as another one was, which it continues, inside a
// transaction.
func Carry(tx *update.Tx, id user.ID, from, to peer.Peer) error {
	was, is := Target{Peer: from}, Target{Peer: to}
	set, err := tx.Get(id.Owner(), was.key())
	if err != nil || set == nil {
		return err
	}
	box, err := tx.Box(id.Owner())
	if err != nil {
		return err
	}
	tx.Put(id.Owner(), is.key(), set)
	box.Append(is.event(user.Actor{ID: id}))
	return nil
}
