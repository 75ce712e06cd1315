package search

import (
	"encoding/binary"
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/store"
)

// version is that of the lists: of their format, and of what the terms of a
// message are.
const version = 3

// state is the record 0. A box without one is not indexed.
type state struct {
	Version int  `cbor:"1,keyasint"`
	UpTo    int  `cbor:"2,keyasint,omitempty"` // messages up to this id are in the lists
	Turn    int  `cbor:"3,keyasint"`           // moves on with each write of lists
	Wiping  bool `cbor:"4,keyasint,omitempty"` // lists of another version are being removed
}

var stateKey = store.K('x').Byte(0)

func loadState(r store.Reader, box store.Owner) (st state, found bool, err error) {
	found, err = store.Load(r, box, stateKey, &st)
	return st, found, err
}

// usable says whether the lists can be asked.
func (s *state) usable() bool { return s.Version == version && !s.Wiping }

// stale is a record 2: a message that has changed or gone since it was indexed,
// or while it was.
type stale struct {
	Count int      `cbor:"1,keyasint"`           // of changes
	Terms []string `cbor:"2,keyasint,omitempty"` // it may be in the lists of these
}

func staleKey(id int) store.Key { return store.K('x').Byte(2).Int(int64(id)) }

// noted is a stale record as it was read.
type noted struct {
	id    int
	raw   []byte
	terms []string
}

func loadStale(r store.Reader, box store.Owner, limit int) ([]noted, error) {
	all := store.K('x').Byte(2)
	rows, err := r.Scan(box, all, all.End(), false, limit)
	if err != nil {
		return nil, err
	}
	out := make([]noted, len(rows))
	for i, row := range rows {
		var s stale
		if err := store.Decode(row.Value, &s); err != nil {
			return nil, err
		}
		out[i] = noted{int(store.IntAt(row.Key, 2)), row.Value, s.Terms}
	}
	return out, nil
}

// Forget is told of messages as they are before the transaction changes or
// removes them; it implements message.Index.
func (s *Service) Forget(tx store.Tx, box store.Owner, was ...message.Message) error {
	if len(was) == 0 {
		return nil
	}
	if _, found, err := loadState(tx, box); err != nil || !found {
		return err
	}
	l := newLexicon()
	for i := range was {
		key := staleKey(was[i].ID)
		var st stale
		if _, err := store.Load(tx, box, key, &st); err != nil {
			return err
		}
		st.Count++
		st.Terms = append(st.Terms, l.terms(box, &was[i])...)
		slices.Sort(st.Terms)
		st.Terms = slices.Compact(st.Terms)
		tx.Put(box, key, store.Encode(&st))
	}
	s.soon(box)
	return nil
}

// Keys of lists: 1, the term, 0, and then 0 for the chunk that grows, or 1 and
// the inverted first id of one that is complete: newest first.

func listKey(term string, more ...byte) store.Key {
	k := make(store.Key, 0, len(term)+8)
	k = append(append(k, 'x', 1), term...)
	return append(append(k, 0), more...)
}

func openKey(term string) store.Key { return listKey(term, 0) }
func listEnd(term string) store.Key { return listKey(term, 2) }

func closedKey(term string, first uint32) store.Key {
	return binary.BigEndian.AppendUint32(listKey(term, 1), ^first)
}
