package update

import "heliograph/internal/store"

func onceKey(random int64) store.Key { return store.K('r').Int(random) }

// Once is what a request with a random id did.
type Once struct {
	_   struct{} `cbor:",toarray"`
	ID  int      // the message, 0: no such request was seen
	Pts int      // its event
}

// Once looks for what an earlier request with this random id did.
func (b *Box) Once(random int64) (Once, error) {
	var o Once
	if b.tx.log.onces.never(b, random) {
		return o, nil
	}
	_, err := store.Load(b.tx, b.owner, onceKey(random), &o)
	return o, err
}

// SetOnce remembers that the request with e's random id made e. It is
// forgotten when e leaves the log.
func (b *Box) SetOnce(e Event) {
	b.tx.log.onces.add(b.owner, e.Random)
	b.tx.Put(b.owner, onceKey(e.Random), store.Encode(&Once{ID: e.ID, Pts: e.At.Pts}))
}
