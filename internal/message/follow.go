package message

import (
	"errors"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// The box of a member of a basic group follows the log of the group (ADR 0011): it
// copies what the group's owner has, under ids of its own. How far it has come is
// the cursor; from there it goes on after whatever interrupted it, and what was
// done is not done again.

// cursor is how far a box has followed a group.
type cursor struct {
	Pts  int  `cbor:"1,keyasint,omitempty"`
	Sub  int  `cbor:"2,keyasint,omitempty"`
	In   bool `cbor:"3,keyasint,omitempty"` // the owner of the box is in the group there
	Last int  `cbor:"4,keyasint,omitempty"` // the newest message of the group that is not new to the box
	// What the log has lost is looked for message by message: from which on. 0: it has
	// lost nothing.
	Redo int `cbor:"5,keyasint,omitempty"`
}

func (c *cursor) at() update.Position { return update.Position{Pts: c.Pts, Sub: c.Sub} }

func (c *cursor) set(p update.Position) { c.Pts, c.Sub = p.Pts, p.Sub }

func cursorKey(chat peer.Peer) store.Key        { return chat.Key(store.K('j')) }
func numberKey(chat peer.Peer, n int) store.Key { return chat.Key(store.K('N')).Int(int64(n)) }
func namedKey(p peer.Peer, id int) store.Key    { return namedList(p).Int(int64(id)) }
func namedList(p peer.Peer) store.Key           { return p.Key(store.K('M')) }

const (
	// followed is how many events of a group one transaction of a box follows.
	followed = 100
	// followedAtOnce is how many the actor's box may be behind that follows within the
	// actor's transaction.
	followedAtOnce = 300
)

// errBehind says that a box has to follow on its own before it can within an act.
var errBehind = errors.New("message: a box is too far behind its group")

// follower is a box on its way along the log of a group.
type follower struct {
	s      *Service
	tx     *update.Tx
	who    user.ID
	id     channel.ID
	chat   peer.Peer
	group  store.Owner
	owner  store.Owner // of the box
	box    *update.Box
	cursor cursor
	timers timers
	act    bool          // in a transaction of the owner's own doing
	left   *update.Event // where the owner leaves the group, of what is followed now
	c      Change        // what the box was told
}

// newFollower opens the box of somebody, which the transaction named.
func (s *Service) newFollower(tx *update.Tx, who user.ID, id channel.ID, ts timers) (*follower, error) {
	f := &follower{s: s, tx: tx, who: who, id: id, chat: id.Peer(), group: id.Owner(), owner: who.Owner(), timers: ts}
	var err error
	if f.box, err = tx.Box(f.owner); err != nil {
		return nil, err
	}
	_, err = store.Load(tx, f.owner, cursorKey(f.chat), &f.cursor)
	return f, err
}

// step follows up to limit events; more says that there may be others.
func (f *follower) step(limit int) (more bool, err error) {
	if f.cursor.Redo > 0 {
		return f.redo(limit)
	}
	if !f.cursor.In {
		if in, err := f.enters(); err != nil || !in {
			return false, err
		}
	}
	es, missing, err := update.Read(f.tx, f.group, f.cursor.at(), limit)
	if err != nil {
		return false, err
	}
	if f.left, err = f.leaving(es, limit); err != nil {
		return false, err
	}
	for i := range es {
		if err := f.apply(&es[i]); err != nil {
			return false, err
		}
		f.cursor.set(es[i].At)
		if es[i].Kind == update.MemberLeft && !f.cursor.In {
			more = true // perhaps they came back
			break
		}
	}
	if missing {
		f.cursor.Redo, more = 1, true
	}
	if missing || len(es) > 0 {
		f.save()
	}
	return more || len(es) == limit, nil
}

// farthest is how far ahead it is looked for where somebody leaves.
const farthest = 10_000

// leaving is where, in what is to be followed, the owner of the box leaves the group:
// what became of messages after that is not for them. nil: they do not.
func (f *follower) leaving(es []update.Event, limit int) (*update.Event, error) {
	own := func(e update.Event) bool { return e.Kind == update.MemberLeft && e.Peer == f.who.Peer() }
	i := slices.IndexFunc(es, own)
	if i < 0 && len(es) == limit {
		a, err := channel.Open(f.tx, f.id, f.who, f.tx.Now())
		if err != nil || a.Me.In && a.Me.Since().Before(f.cursor.at()) {
			return nil, err
		}
		if es, _, err = update.Read(f.tx, f.group, f.cursor.at(), farthest); err != nil {
			return nil, err
		}
		i = slices.IndexFunc(es, own)
	}
	if i < 0 {
		return nil, nil
	}
	return &es[i], nil
}

// later says whether m says what it does only since the owner of the box left.
func (f *follower) later(m *Message) bool { return f.left != nil && m.Revised > f.left.At.Pts }

// reactions is those to m that the owner of the box may see.
func (f *follower) reactions(m *Message) Reactions {
	if f.left == nil {
		return m.Reactions
	}
	return slices.DeleteFunc(slices.Clone(m.Reactions), func(r Reaction) bool { return r.Date > f.left.Date })
}

func (f *follower) save() { f.tx.Put(f.owner, cursorKey(f.chat), store.Encode(&f.cursor)) }

// enters goes to where somebody who is not in the group at the cursor comes into it;
// in is false where they do not.
func (f *follower) enters() (in bool, err error) {
	a, err := channel.Open(f.tx, f.id, f.who, f.tx.Now())
	if err != nil || a.Me.Joined == 0 || a.Me.Since().Before(f.cursor.at()) {
		return false, err
	}
	f.cursor.set(a.Me.Since())
	return true, nil
}

// catchUp follows to the end of the log, within a transaction of an act of the box's
// owner. Fault: errBehind.
func (f *follower) catchUp() error {
	for done := 0; ; done += followed {
		more, err := f.step(followed)
		switch {
		case err != nil || !more:
			return err
		case done >= followedAtOnce:
			return errBehind
		}
	}
}

// apply does to the box what an event of the group tells.
func (f *follower) apply(e *update.Event) error {
	if e.Kind == update.MemberCame && e.Peer == f.who.Peer() {
		return f.begin(e)
	}
	if !f.cursor.In {
		return nil
	}
	switch e.Kind {
	case update.NewMessage:
		return f.arrive(e)
	case update.EditMessage, update.Reactions, update.WebPage:
		return f.change(e)
	case update.DeleteMessages:
		return f.remove(e)
	case update.PinnedMessages:
		return f.pin(e)
	case update.ReadOutbox:
		return f.readOut(e)
	case update.Period:
		dialog.SetPeriod(f.tx, f.owner, f.chat, e.Max)
		f.tell(e, update.Event{Kind: update.Period, Peer: f.chat, Max: e.Max})
	case update.MemberLeft:
		return f.leaves(e)
	case update.Members, update.Rights, update.Channel:
		f.tell(e, update.Event{Kind: e.Kind, Peer: f.chat})
	case update.JoinRequests:
		return f.requests(e)
	}
	return nil
}

// tell appends an event to the log of the box: of what the owner did, as one that the
// owner's session knows of.
func (f *follower) tell(of *update.Event, e update.Event) update.Event {
	if f.act {
		e.Origin = of.Origin
	}
	e = f.box.Append(e)
	f.c.Events = append(f.c.Events, e)
	return e
}

// own is the id of the copy of message n of the group, 0 when the box has none.
func (f *follower) own(n int) (id int, err error) {
	if n <= 0 {
		return 0, nil
	}
	_, err = store.Load(f.tx, f.owner, numberKey(f.chat, n), &id)
	return id, err
}

// ownOf is the ids of the copies of messages of the group, as far as there are such.
func (f *follower) ownOf(numbers []int) ([]int, error) {
	refs := make([]store.Ref, len(numbers))
	for i, n := range numbers {
		refs[i] = store.Ref{Owner: f.owner, Key: numberKey(f.chat, n)}
	}
	vs, err := f.tx.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	var out []int
	for _, v := range vs {
		if v == nil {
			continue
		}
		var id int
		if err := store.Decode(v, &id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}
