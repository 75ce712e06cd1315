package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/job"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// In a channel any number of people react to a message. The message says how many
// with what, and in a group who did last; who else did is in records of their own, so
// that a message stays as small as it was, whatever its audience.

// Echo is how people have reacted to a message of a channel.
type Echo struct {
	Counts []EchoCount `cbor:"1,keyasint,omitempty"` // of each emoji, in the order in which they came
	Recent []Voice     `cbor:"2,keyasint,omitempty"` // where it is told who reacted: the newest, first
	Listed bool        `cbor:"3,keyasint,omitempty"` // it is told who reacted
	Last   int64       `cbor:"4,keyasint,omitempty"` // number of the newest reaction
	Seen   int64       `cbor:"5,keyasint,omitempty"` // the author has seen those up to here
	Unseen int         `cbor:"6,keyasint,omitempty"` // how many the author has not seen
	Told   int         `cbor:"7,keyasint,omitempty"` // the pts at which the log told of it
}

// EchoCount is how many have reacted with an emoji.
type EchoCount struct {
	_     struct{} `cbor:",toarray"`
	Emoji string
	Count int
}

// Voice is one reaction to a message of a channel.
type Voice struct {
	User   user.ID   `cbor:"1,keyasint"`
	As     peer.Peer `cbor:"2,keyasint,omitzero"` // in whose name, zero: User's
	Emoji  string    `cbor:"3,keyasint"`
	Date   int64     `cbor:"4,keyasint"` // Unix seconds
	Big    bool      `cbor:"5,keyasint,omitempty"`
	Number int64     `cbor:"6,keyasint"`
}

// maxNewest is how many of those who reacted a message names.
const maxNewest = 3

// maxSwept is how many reactions the transaction that removes a message removes with
// it; what is more goes after it, part by part.
const maxSwept = 300

func voicesKey(who user.ID, id int) store.Key      { return voicesOf(who).Int(int64(id)) }
func voicesOf(who user.ID) store.Key               { return store.K('e').Int(int64(who)) }
func voiceKey(id int, n int64) store.Key           { return voiceList(id).Int(n) }
func voiceList(id int) store.Key                   { return store.K('l').Int(int64(id)) }
func emojiKey(id int, e string, n int64) store.Key { return emojiList(id, e).Int(n) }
func emojiList(id int, e string) store.Key {
	return store.K('f').Int(int64(id)).String(e).Byte(0)
}
func unheardList(who user.ID) store.Key { return store.K('h').Int(int64(who)) }
func unheardKey(who user.ID, id int) store.Key {
	return unheardList(who).Int(int64(id))
}
func sweptKey(id int) store.Key { return store.K('d').Int(int64(id)) }

// kinds is how many different reactions there are.
func (e *Echo) kinds() int {
	if e == nil {
		return 0
	}
	return len(e.Counts)
}

// add counts an emoji, n times.
func (e *Echo) add(emoji string, n int) {
	i := slices.IndexFunc(e.Counts, func(c EchoCount) bool { return c.Emoji == emoji })
	if i < 0 {
		i = len(e.Counts)
		e.Counts = append(e.Counts, EchoCount{Emoji: emoji})
	}
	if e.Counts[i].Count += n; e.Counts[i].Count <= 0 {
		e.Counts = slices.Delete(e.Counts, i, i+1)
	}
}

// loadVoices reads with what somebody has reacted to a message, in the order in which
// they chose.
func loadVoices(r store.Reader, box store.Owner, who user.ID, id int) (vs []Voice, err error) {
	_, err = store.Load(r, box, voicesKey(who, id), &vs)
	return vs, err
}

// set has somebody have reacted to m with voices alone; had is what they had reacted
// with before. Voices without a number are new.
func (h *hall) set(m *Message, who user.ID, had, voices []Voice) error {
	e := Echo{Listed: !h.in.Broadcast}
	if m.Echo != nil {
		e = *m.Echo
		e.Counts, e.Recent = slices.Clone(e.Counts), nil
	}
	heard := who == m.From || m.From == 0 || h.in.Broadcast // nobody is to be told of it
	for _, v := range had {
		if slices.ContainsFunc(voices, func(o Voice) bool { return o.Number == v.Number }) {
			continue
		}
		h.tx.Delete(h.owner, voiceKey(m.ID, v.Number))
		h.tx.Delete(h.owner, emojiKey(m.ID, v.Emoji, v.Number))
		if e.add(v.Emoji, -1); !heard && v.Number > e.Seen {
			e.Unseen--
		}
	}
	for i := range voices {
		v := &voices[i]
		if v.Number != 0 {
			continue
		}
		e.Last++
		v.Number = e.Last
		h.tx.Put(h.owner, voiceKey(m.ID, v.Number), store.Encode(v))
		h.tx.Put(h.owner, emojiKey(m.ID, v.Emoji, v.Number), store.Encode(v))
		if e.add(v.Emoji, 1); !heard {
			e.Unseen++
		}
	}
	if h.tx.Delete(h.owner, voicesKey(who, m.ID)); len(voices) > 0 {
		h.tx.Put(h.owner, voicesKey(who, m.ID), store.Encode(voices))
	}
	if e.Listed {
		rows, err := h.tx.Scan(h.owner, voiceList(m.ID), voiceList(m.ID).End(), true, maxNewest)
		if err != nil {
			return err
		}
		if e.Recent, err = decodeVoices(rows); err != nil {
			return err
		}
	}
	return h.echo(m, &e)
}

func decodeVoices(rows []store.Record) ([]Voice, error) {
	out := make([]Voice, len(rows))
	for i, row := range rows {
		if err := store.Decode(row.Value, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// echo writes how people have reacted to m, and whether its author is to see it.
func (h *hall) echo(m *Message, e *Echo) error {
	was := m.Echo != nil && m.Echo.Unseen > 0
	m.Echo = e
	switch is := e.Unseen > 0; {
	case is && !was:
		return h.unheard(m, 1)
	case was && !is:
		return h.unheard(m, -1)
	}
	return nil
}

// unheard notes that m is one more message whose author has not seen its reactions, or
// one less. Who is not in the channel is not told.
func (h *hall) unheard(m *Message, by int) error {
	a, err := channel.Open(h.tx, h.in.ID, m.From, h.tx.Now())
	if err != nil || !m.counts(&a.Me) {
		return err
	}
	had, err := h.tx.Get(h.owner, unheardKey(m.From, m.ID))
	if err != nil || (had != nil) == (by > 0) {
		return err
	}
	if by > 0 {
		h.tx.Put(h.owner, unheardKey(m.From, m.ID), nil)
	} else {
		h.tx.Delete(h.owner, unheardKey(m.From, m.ID))
	}
	u, err := channel.LoadUnseen(h.tx, h.in.ID, m.From)
	if err != nil {
		return err
	}
	u.Reactions = max(u.Reactions+by, 0)
	channel.SaveUnseen(h.tx, h.in.ID, m.From, u)
	return nil
}

// quiet removes the reactions to a message that goes: the first of them at once, the
// rest after the transaction.
func (h *hall) quiet(m *Message) error {
	if m.Echo == nil {
		return nil
	}
	if m.Echo.Unseen > 0 {
		if err := h.unheard(m, -1); err != nil {
			return err
		}
	}
	more, err := sweep(h.tx, h.owner, m.ID)
	if err != nil || !more {
		return err
	}
	h.tx.Put(h.owner, sweptKey(m.ID), nil)
	h.tx.After(func(ctx context.Context) { // what fails here is done with the next such message
		_ = h.s.alarms.Set(ctx, job.Expiry, h.owner, h.tx.Now())
	})
	return nil
}

// sweep goes on removing the reactions to messages of a box that are gone, for some
// transactions; done says that none are left.
func (s *Service) sweep(ctx context.Context, box store.Owner) (done bool, err error) {
	for range 10 {
		err = s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
			ids, err := scanIDs(tx, box, store.K('d'), 0, 0, false, 1)
			if done = len(ids) == 0; err != nil || done {
				return err
			}
			left, err := sweep(tx, box, ids[0])
			if err == nil && !left {
				tx.Delete(box, sweptKey(ids[0]))
			}
			return err
		})
		if err != nil || done {
			return done, err
		}
	}
	return false, nil
}

// sweep removes some reactions to a message that is gone.
func sweep(tx *update.Tx, box store.Owner, id int) (more bool, err error) {
	rows, err := tx.Scan(box, voiceList(id), voiceList(id).End(), false, maxSwept)
	if err != nil {
		return false, err
	}
	vs, err := decodeVoices(rows)
	for i := range vs {
		v := &vs[i]
		tx.Delete(box, voicesKey(v.User, id))
		tx.Delete(box, voiceKey(id, v.Number))
		tx.Delete(box, emojiKey(id, v.Emoji, v.Number))
	}
	return len(rows) == maxSwept, err
}
