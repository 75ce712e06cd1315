package dialog

import (
	"heliograph/internal/peer"
	"heliograph/internal/store"
)

// Key is the record of the dialog with p, for callers that read it together
// with records of their own.
func Key(p peer.Peer) store.Key { return p.Key(store.K('d')) }

// Load reads the dialog with p from a box; a zero one with p set when there is
// none.
func Load(r store.Reader, box store.Owner, p peer.Peer) (d Dialog, found bool, err error) {
	found, err = store.Load(r, box, Key(p), &d)
	d.Peer = p
	return d, found, err
}

// Decode reads the value of the record Key(p); nil is a dialog without messages.
func Decode(p peer.Peer, value []byte) (Dialog, error) {
	d := Dialog{}
	var err error
	if value != nil {
		err = store.Decode(value, &d)
	}
	d.Peer = p
	return d, err
}

// Save writes a dialog to a box.
func Save(tx store.Tx, box store.Owner, d *Dialog) { tx.Put(box, Key(d.Peer), store.Encode(d)) }

// Remove takes a dialog off the list of a box.
func Remove(tx store.Tx, box store.Owner, p peer.Peer) { tx.Delete(box, Key(p)) }

func scanDialogs(r store.Reader, box store.Owner) ([]Dialog, error) {
	rows, err := r.Scan(box, store.K('d'), store.K('d').End(), false, 0)
	if err != nil {
		return nil, err
	}
	out := make([]Dialog, len(rows))
	for i, row := range rows {
		if out[i], err = Decode(peer.FromKey(row.Key, 1), row.Value); err != nil {
			return nil, err
		}
	}
	return out, nil
}
