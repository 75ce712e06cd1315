package poll

import (
	"encoding/binary"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

var pollKey = store.K('p')

// Owner is the store owner of a poll: "q" and the id.
func (id ID) Owner() store.Owner {
	return store.Owner(binary.BigEndian.AppendUint64([]byte{'q'}, uint64(id)))
}

// idOf is the poll that an owner is of.
func idOf(o store.Owner) (ID, bool) {
	if len(o) != 9 || o[0] != 'q' {
		return 0, false
	}
	return ID(binary.BigEndian.Uint64([]byte(o[1:]))), true
}

func voteKey(u user.ID) store.Key             { return store.K('v').Int(int64(u)) }
func ageKey(n int64) store.Key                { return store.K('s').Int(n) }
func answerKey(answer int, n int64) store.Key { return store.K('o').Byte(byte(answer)).Int(n) }
func holdKey(token int64, box store.Owner) store.Key {
	return store.K('h').Int(token).String(string(box))
}

// vote is a record 'v': what somebody has chosen.
type vote struct {
	_      struct{} `cbor:",toarray"`
	Chosen []int    // places in the poll's Answers, in order
	Date   int64
	Number int64 // votes of a poll are numbered
}

// ballot is a record 's' or 'o'.
type ballot struct {
	_      struct{} `cbor:",toarray"`
	User   user.ID
	Chosen []int
	Date   int64
	Number int64
}

// loadPoll reads a poll; nil when there is none.
func loadPoll(r store.Reader, id ID) (*Poll, error) {
	p := new(Poll)
	found, err := store.Load(r, id.Owner(), pollKey, p)
	if err != nil || !found {
		return nil, err
	}
	p.ID = id
	return p, nil
}

func putPoll(tx store.Tx, p *Poll) { tx.Put(p.ID.Owner(), pollKey, store.Encode(p)) }

// loadVote reads somebody's vote; nil when there is none.
func loadVote(r store.Reader, id ID, u user.ID) (*vote, error) {
	v := new(vote)
	found, err := store.Load(r, id.Owner(), voteKey(u), v)
	if err != nil || !found {
		return nil, err
	}
	return v, nil
}

// putVote writes a vote; where votes are public also where one finds it by its
// age and by its answers.
func putVote(tx store.Tx, p *Poll, u user.ID, v *vote) {
	o := p.ID.Owner()
	tx.Put(o, voteKey(u), store.Encode(v))
	if !p.Kind.Public {
		return
	}
	b := store.Encode(&ballot{User: u, Chosen: v.Chosen, Date: v.Date, Number: v.Number})
	tx.Put(o, ageKey(v.Number), b)
	for _, i := range v.Chosen {
		tx.Put(o, answerKey(i, v.Number), b)
	}
}

func removeVote(tx store.Tx, p *Poll, u user.ID, v *vote) {
	o := p.ID.Owner()
	tx.Delete(o, voteKey(u))
	if !p.Kind.Public {
		return
	}
	tx.Delete(o, ageKey(v.Number))
	for _, i := range v.Chosen {
		tx.Delete(o, answerKey(i, v.Number))
	}
}
