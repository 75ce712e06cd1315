package folder

import (
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// Forget takes a chat that somebody has left out of their folders, in a
// transaction of their box. A folder that would take in nothing goes.
func Forget(tx *update.Tx, box store.Owner, p peer.Peer, origin int64) error {
	l, err := load(tx, box)
	if err != nil {
		return err
	}
	b, err := tx.Box(box)
	if err != nil {
		return err
	}
	reorder := false
	for _, id := range slices.Clone(l.Order) {
		f, found := l.Folders[id]
		if !found || !f.forget(p) {
			continue
		}
		if f.Rules&takes == 0 && len(f.Pinned)+len(f.Include) == 0 {
			tx.Delete(box, folderKey(id))
			l.Order, reorder = slices.DeleteFunc(l.Order, func(o ID) bool { return o == id }), true
		} else {
			putFolder(tx, box, &f)
		}
		b.Append(update.Event{Kind: update.Folder, ID: int(id), Origin: origin})
	}
	if reorder {
		putOrder(tx, box, order{l.Order, l.Tags})
	}
	return nil
}

// forget takes a chat out of the lists of f; false when it was in none.
func (f *Folder) forget(p peer.Peer) bool {
	had := false
	for _, list := range []*[]peer.Peer{&f.Pinned, &f.Include, &f.Exclude} {
		if i := slices.Index(*list, p); i >= 0 {
			*list, had = slices.Delete(slices.Clone(*list), i, i+1), true
		}
	}
	return had
}
