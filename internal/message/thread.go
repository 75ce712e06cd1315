package message

import (
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// A thread of a channel is the messages that answer one, or that lie in one topic
// of a forum: each is listed under the first of them. How many there are above any
// id is summed by stretches of ids, so that what somebody has not read of a thread
// is counted exactly and costs next to nothing, however long it is.

// General is the topic of a forum in which messages are that have no other.
const General = channel.General

// maxRecent is how many of those who wrote last a thread names.
const maxRecent = 3

// Thread is what there is to know of the messages that are listed under one.
type Thread struct {
	Top    int         `cbor:"-"`                    // the first message, which need not be there any more
	Count  int         `cbor:"1,keyasint,omitempty"` // without Top, but in a topic
	Last   int         `cbor:"2,keyasint,omitempty"` // the newest message, 0: none
	Date   int64       `cbor:"3,keyasint,omitempty"` // of Last, Unix seconds
	Recent []peer.Peer `cbor:"4,keyasint,omitempty"` // who wrote last, the latest first, as people see it; not of topics
	Pts    int         `cbor:"5,keyasint,omitempty"` // of the channel, when it was last changed
	Topic  bool        `cbor:"6,keyasint,omitempty"` // it is listed by its newest message
	Read   int         `cbor:"7,keyasint,omitempty"` // somebody who did not write it has read up to here
	ReadIn int         `cbor:"-"`                    // the viewer has read up to here; only in what a Service returns
	Unread int         `cbor:"-"`                    // likewise
	Of     Ref         `cbor:"-"`                    // the post that is discussed, zero: none; likewise
}

func threadList(top int) store.Key       { return store.K('T').Int(int64(top)) }
func threadKey(top int) store.Key        { return store.K('t').Int(int64(top)) }
func threadSum(top, chunk int) store.Key { return threadKey(top).Int(int64(chunk)) }
func lastKey(last, top int) store.Key    { return store.K('E').Int(int64(last)).Int(int64(top)) }

// thread is the first message of those that m answers, 0 when it answers none of
// its own chat.
func (m *Message) thread() int {
	switch r := m.Reply; {
	case m.Peer.Kind != peer.Channel, r == nil, !r.Peer.IsZero():
		return 0
	case r.Top != 0:
		return r.Top
	default:
		return r.ID
	}
}

// threads is the threads in which m is listed: its topic and, in none or the
// general one, what it answers. Service messages are in topics alone.
func (m *Message) threads() []int {
	if m.Action == Action(channel.TopicCreated) {
		return []int{m.ID}
	}
	var out []int
	if m.Topic != 0 {
		out = append(out, m.Topic)
	}
	if top := m.thread(); top != 0 && m.Topic <= General && m.Action == NoAction && top != m.Topic {
		out = append(out, top)
	}
	return out
}

// InThread says whether m is listed under a message.
func (m *Message) InThread(top int) bool { return slices.Contains(m.threads(), top) }

// author is who m is from, as people see it.
func (m *Message) author() peer.Peer {
	if !m.As.IsZero() {
		return m.As
	}
	return m.From.Peer()
}

// LoadThreads reads what lies under some messages of a channel, a Thread without
// Last for each under which there is nothing.
func LoadThreads(r store.Reader, box store.Owner, tops ...int) ([]Thread, error) {
	if len(tops) == 0 {
		return nil, nil
	}
	refs := make([]store.Ref, len(tops))
	for i, top := range tops {
		refs[i] = store.Ref{Owner: box, Key: threadKey(top)}
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	out := make([]Thread, len(tops))
	for i, v := range vs {
		if out[i].Top = tops[i]; v == nil {
			continue
		}
		if err := store.Decode(v, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LastThreads is the topics of a channel by their newest message, the newest first:
// those whose newest message is below one, 0 for all.
func LastThreads(r store.Reader, box store.Owner, below, limit int) ([]Thread, error) {
	end := store.K('E').End()
	if below > 0 {
		end = store.K('E').Int(int64(below))
	}
	rows, err := r.Scan(box, store.K('E'), end, true, limit)
	if err != nil {
		return nil, err
	}
	tops := make([]int, len(rows))
	for i, row := range rows {
		tops[i] = int(store.IntAt(row.Key, 9))
	}
	return LoadThreads(r, box, tops...)
}

// CountThread is how many messages above an id lie in a thread.
func CountThread(r store.Reader, box store.Owner, top, above int) (int, error) {
	above = max(above, 0)
	next := above/goneChunk + 1
	rows, err := r.Scan(box, threadList(top).Int(int64(above+1)), threadList(top).Int(int64(next*goneChunk)), false, 0)
	if err != nil {
		return 0, err
	}
	n := len(rows)
	if rows, err = r.Scan(box, threadSum(top, next), threadKey(top).End(), false, 0); err != nil {
		return 0, err
	}
	for _, row := range rows {
		sum := 0
		if err := store.Decode(row.Value, &sum); err != nil {
			return 0, err
		}
		n += sum
	}
	return n, nil
}

// ThreadIDs is the newest messages of a thread, the newest first.
func ThreadIDs(r store.Reader, box store.Owner, top, limit int) ([]int, error) {
	return scanIDs(r, box, threadList(top), 0, 0, true, limit)
}

// place puts a new message into the topic of a forum that it belongs to: that of
// what it answers.
func (h *hall) place(m *Message) error {
	if h.in.Parted == 0 || m.Topic != 0 || m.Action == Action(channel.TopicCreated) {
		return nil
	}
	m.Topic = General
	if m.Reply == nil || m.Reply.ID == 0 || !m.Reply.Peer.IsZero() {
		return nil
	}
	to, err := loadMessage(h.tx, h.owner, h.chat(), m.Reply.ID)
	switch {
	case err != nil || to == nil:
		return err
	case to.Action == Action(channel.TopicCreated):
		m.Topic = to.ID
	case to.Topic != 0:
		m.Topic = to.Topic
	}
	return nil
}

// thread lists a new message in its threads.
func (h *hall) thread(m *Message) error {
	for _, top := range m.threads() {
		ts, err := LoadThreads(h.tx, h.owner, top)
		if err != nil {
			return err
		}
		t := ts[0]
		was := t
		t.Topic = t.Topic || m.Topic == top || m.ID == top
		t.Count, t.Last, t.Date, t.Pts = t.Count+1, m.ID, m.Date, h.box.Pts()+1
		if !t.Topic {
			by := m.author()
			others := slices.DeleteFunc(slices.Clone(t.Recent), func(p peer.Peer) bool { return p == by })
			t.Recent = append([]peer.Peer{by}, others[:min(len(others), maxRecent-1)]...)
		}
		h.tx.Put(h.owner, threadList(top).Int(int64(m.ID)), nil)
		if err := h.sum(top, m.ID, 1); err != nil {
			return err
		}
		h.saveThread(&was, &t)
	}
	return nil
}

// sum has the sum of the stretch in which a message is go up or down.
func (h *hall) sum(top, id, by int) error {
	key, n := threadSum(top, id/goneChunk), 0
	if _, err := store.Load(h.tx, h.owner, key, &n); err != nil {
		return err
	}
	if n += by; n == 0 {
		h.tx.Delete(h.owner, key)
		return nil
	}
	h.tx.Put(h.owner, key, store.Encode(&n))
	return nil
}

// saveThread writes a thread and what lists it; one without messages goes.
func (h *hall) saveThread(was, t *Thread) {
	if was.Topic && was.Last != 0 && (was.Last != t.Last || t.Count == 0) {
		h.tx.Delete(h.owner, lastKey(was.Last, t.Top))
	}
	if t.Count == 0 {
		h.tx.Delete(h.owner, threadKey(t.Top))
		return
	}
	if t.Topic {
		h.tx.Put(h.owner, lastKey(t.Last, t.Top), nil)
	}
	h.tx.Put(h.owner, threadKey(t.Top), store.Encode(t))
}

// unthread takes messages that are gone out of their threads.
func (h *hall) unthread(ms []Message) error {
	lost := map[int][]*Message{}
	for i := range ms {
		for _, top := range ms[i].threads() {
			lost[top] = append(lost[top], &ms[i])
		}
	}
	for top, gone := range lost {
		ts, err := LoadThreads(h.tx, h.owner, top)
		if err != nil {
			return err
		}
		t := ts[0]
		was := t
		anew := false
		for _, m := range gone {
			h.tx.Delete(h.owner, threadList(top).Int(int64(m.ID)))
			if err := h.sum(top, m.ID, -1); err != nil {
				return err
			}
			t.Count--
			anew = anew || m.ID == t.Last || slices.Contains(t.Recent, m.author())
		}
		if t.Pts = h.box.Pts() + len(ms); anew && t.Count > 0 {
			if err := h.retell(&t); err != nil {
				return err
			}
		}
		h.saveThread(&was, &t)
	}
	return nil
}

// retell has a thread say anew what its newest message is and who wrote last, as
// far as its newest hundred messages tell.
func (h *hall) retell(t *Thread) error {
	ids, err := scanIDs(h.tx, h.owner, threadList(t.Top), 0, 0, true, chunk)
	if err != nil {
		return err
	}
	ms, err := loadMany(h.tx, h.owner, repeat(h.chat(), len(ids)), ids)
	if err != nil || len(ms) == 0 {
		return err
	}
	t.Last, t.Date, t.Recent = ms[0].ID, ms[0].Date, nil
	for i := range ms {
		if by := ms[i].author(); !t.Topic && len(t.Recent) < maxRecent && !slices.Contains(t.Recent, by) {
			t.Recent = append(t.Recent, by)
		}
	}
	return nil
}

// In the box of who reads threads it is noted how far.

func markKey(chat peer.Peer, top int) store.Key { return chat.Key(store.K('G')).Int(int64(top)) }

// mark is how far somebody has read a thread.
type mark struct {
	ReadIn int `cbor:"1,keyasint,omitempty"`
}

// LoadMarks reads how far somebody has read threads of a chat, by these alone: what
// is read of the chat, ReadIn of the dialog, is read in each.
func LoadMarks(r store.Reader, who user.ID, chat peer.Peer, tops ...int) ([]int, error) {
	if len(tops) == 0 {
		return nil, nil
	}
	refs := make([]store.Ref, len(tops))
	for i, top := range tops {
		refs[i] = store.Ref{Owner: who.Owner(), Key: markKey(chat, top)}
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(tops))
	for i, v := range vs {
		var m mark
		if v != nil {
			if err := store.Decode(v, &m); err != nil {
				return nil, err
			}
		}
		out[i] = m.ReadIn
	}
	return out, nil
}

// SaveMark notes that somebody has read a thread up to a message.
func SaveMark(tx store.Tx, who user.ID, chat peer.Peer, top, max int) {
	tx.Put(who.Owner(), markKey(chat, top), store.Encode(&mark{ReadIn: max}))
}
