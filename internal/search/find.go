package search

import (
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
)

const (
	portion   = 256  // messages that are read at once
	maxTail   = 5000 // newest messages without an index that are looked at
	maxStale  = 4000 // changed messages that are looked at
	maxChecks = 5000 // messages that are looked at where lists are too many
	maxWide   = 8192 // chunks of all the words with one beginning
	maxThread = 100_000
	worth     = 64 // messages that were looked at, from which on an index helps
)

// finder answers one query over one snapshot. Where it does not know, it looks.
type finder struct {
	sizes
	r       store.Reader
	box     store.Owner
	q       *query
	state   state
	last    int  // the newest message of the box
	first   int  // the first that may be seen, 1: all
	behind  bool // the index is worth to be brought up to date
	inexact bool
	loose   bool // the lists let more through than matches
}

// begin reads what every query of the box needs.
func (f *finder) begin() error {
	st, found, err := loadState(f.r, f.box)
	if err != nil {
		return err
	}
	if found && st.usable() {
		f.state = st
	} else {
		f.behind = found
	}
	newest, err := message.Refs(f.r, f.box, 0, 0, true, 1)
	if len(newest) > 0 {
		f.last = newest[0].ID
	}
	return err
}

// run is every message that matches.
func (f *finder) run() (set, error) {
	if f.q.never || f.last == 0 {
		return newSet(0), nil
	}
	f.loose = !f.q.As.IsZero() // no list says that
	found, err := f.indexed()
	if err != nil {
		return nil, err
	}
	if err := f.changed(found); err != nil {
		return nil, err
	}
	if err := f.tail(found); err != nil {
		return nil, err
	}
	found.keep(max(f.first, 1), f.last+1)
	return found, nil
}

// indexed is what the lists have.
func (f *finder) indexed() (set, error) {
	found := newSet(f.last)
	if f.state.UpTo == 0 {
		return found, nil
	}
	lo, hi, err := f.dates()
	if err != nil || lo >= hi {
		return found, err
	}
	found.addRun(uint32(lo), uint32(hi-1))
	for _, step := range f.steps() {
		one, err := step()
		if err != nil {
			return nil, err
		}
		found.and(one)
		if found.count() <= f.few {
			return found, f.check(found, f.few)
		}
	}
	if err := f.except(found); err != nil {
		return nil, err
	}
	if f.loose {
		return found, f.check(found, maxChecks)
	}
	return found, nil
}

// dates is the range of ids that the dates of the query, and the index, leave.
func (f *finder) dates() (lo, hi int, err error) {
	lo, hi = 1, f.state.UpTo+1
	if f.q.Since > 0 {
		if lo, err = message.FirstSince(f.r, f.box, f.q.Since); err != nil || lo == 0 {
			return 0, 0, err
		}
	}
	if f.q.Until > 0 {
		after, err := message.FirstSince(f.r, f.box, f.q.Until+1)
		if err != nil {
			return 0, 0, err
		}
		if after > 0 {
			hi = min(hi, after)
		}
	}
	return lo, min(hi, f.last+1), nil
}

// steps are the sets that have to be joined, those that leave least first.
func (f *finder) steps() []func() (set, error) {
	var out []func() (set, error)
	for i := range f.q.words {
		out = append(out, func() (set, error) { return f.word(&f.q.words[i]) })
	}
	if f.q.Top != 0 {
		out = append(out, f.thread)
	}
	any := func(terms ...string) {
		out = append(out, func() (set, error) { return f.any(terms...) })
	}
	if f.q.Kinds != 0 {
		var terms []string
		for bit, k := 0, f.q.Kinds; k != 0; bit, k = bit+1, k>>1 {
			switch {
			case k&1 == 0:
			case message.Kinds(1)<<bit == message.MentionsMe:
				terms = append(terms, namedTerm(f.q.me))
			default:
				terms = append(terms, kindTerm(bit))
			}
		}
		any(terms...)
	}
	if !f.q.Saved.IsZero() {
		any(peerTerm(classSaved, f.q.Saved))
	}
	for _, emoji := range f.q.Tags {
		any(tagTerm(emoji))
	}
	if f.q.From != 0 {
		any(fromTerm(f.q.From))
	}
	switch {
	case !f.q.In.IsZero():
		any(peerTerm(classChat, f.q.In))
	case f.q.Only != nil:
		any(chatTerms(f.q.Only)...)
	case f.q.Sort != 0:
		any(sortTerm(f.q.Sort))
	}
	return out
}

func chatTerms(ps []peer.Peer) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = peerTerm(classChat, p)
	}
	return out
}

// thread is the newest messages of the thread that is looked through.
func (f *finder) thread() (set, error) {
	ids, err := message.ThreadIDs(f.r, f.box, f.q.Top, maxThread+1)
	if len(ids) > maxThread {
		ids, f.inexact = ids[:maxThread], true
	}
	out := newSet(f.last)
	for _, id := range ids {
		out.add(id)
	}
	if f.q.parted > 1 {
		out.addRun(1, uint32(f.q.parted-1))
	}
	return out, err
}

// except removes what is in chats that the query leaves out.
func (f *finder) except(found set) error {
	if !f.q.In.IsZero() || len(f.q.Except) == 0 {
		return nil
	}
	no, err := f.any(chatTerms(f.q.Except)...)
	if err == nil {
		found.without(no)
	}
	return err
}

// any is the messages with any of the terms.
func (f *finder) any(terms ...string) (set, error) {
	out := newSet(f.last)
	for _, t := range terms {
		if err := f.list(out, t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// list adds a list to a set.
func (f *finder) list(out set, term string) error {
	rows, err := f.r.Scan(f.box, openKey(term), listEnd(term), false, 0)
	if err != nil {
		return err
	}
	return addChunks(out, rows)
}

func addChunks(out set, rows []store.Record) error {
	for _, row := range rows {
		if err := runs(row.Value, out.addRun); err != nil {
			return err
		}
	}
	return nil
}

// word is the messages with a word.
func (f *finder) word(a *asked) (set, error) {
	out := newSet(f.last)
	if a.stems == nil {
		return out, f.list(out, prefixTerm(a.word))
	}
	all := store.K('x').Byte(1).String(wordTerm(a.word))
	rows, err := f.r.Scan(f.box, all, all.End(), false, maxWide+1)
	if err != nil {
		return nil, err
	}
	if len(rows) > maxWide { // too many words begin so
		f.loose = true
		err = f.list(out, prefixTerm(beginning(a.word, prefixes)))
	} else {
		err = addChunks(out, rows)
	}
	for l, s := range a.stems {
		if err == nil {
			err = f.list(out, stemTerm(l, s))
		}
	}
	for _, s := range a.exact {
		if err == nil {
			err = f.list(out, wordTerm(s))
		}
	}
	return out, err
}

// check looks at the newest messages of a set and removes those that do not
// match; what is beyond limit goes unseen.
func (f *finder) check(found set, limit int) error {
	var ids, rest []int
	for id := range found.down(0) {
		if len(ids) < limit {
			ids = append(ids, id)
		} else {
			rest = append(rest, id)
		}
	}
	for _, id := range rest {
		found.remove(id)
		f.inexact = true
	}
	for part := range slices.Chunk(ids, portion) {
		for _, id := range part {
			found.remove(id)
		}
		if err := f.look(found, part); err != nil {
			return err
		}
	}
	return nil
}

// look adds those messages that match.
func (f *finder) look(found set, ids []int) error {
	refs, err := message.RefsOf(f.r, f.box, ids)
	if err != nil {
		return err
	}
	return f.lookAt(found, refs)
}

func (f *finder) lookAt(found set, refs []message.Ref) error {
	refs = slices.DeleteFunc(refs, func(r message.Ref) bool { return r.ID == 0 || !f.q.In.IsZero() && r.Chat != f.q.In })
	ms, err := message.Load(f.r, f.box, refs)
	for i := range ms {
		if f.q.match(f.box, &ms[i]) {
			found.add(ms[i].ID)
		}
	}
	return err
}

// changed looks at what has changed since it was indexed.
func (f *finder) changed(found set) error {
	if f.state.UpTo == 0 {
		return nil
	}
	all, err := loadStale(f.r, f.box, maxStale+1)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		f.behind = true
	}
	if len(all) > maxStale {
		all, f.inexact = all[:maxStale], true
	}
	var ids []int
	for _, n := range all {
		if n.id <= f.state.UpTo && n.id <= f.last {
			found.remove(n.id)
			ids = append(ids, n.id)
		}
	}
	return f.look(found, ids)
}

// tail looks at what is not indexed yet.
func (f *finder) tail(found set) error {
	refs, err := message.Refs(f.r, f.box, f.state.UpTo+1, 0, true, maxTail+1)
	if err != nil {
		return err
	}
	f.behind = f.behind || len(refs) >= worth
	if len(refs) > maxTail {
		refs, f.inexact = refs[:maxTail], true
	}
	for part := range slices.Chunk(refs, portion) {
		if err := f.lookAt(found, part); err != nil {
			return err
		}
	}
	return nil
}
