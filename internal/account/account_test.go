package account_test

import (
	"context"
	"testing"
	"time"

	"heliograph/internal/account"
	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/job"
	"heliograph/internal/logx"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/right"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	ann user.ID = iota + 1
	bob
	eve
)

// world is a store and what knows of people in it; its alarms are a list.
type world struct {
	*testing.T
	store    store.Store
	users    *user.Service
	sessions *session.Service
	contacts *contact.Service
	channels *channel.Service
	account  *account.Service
	alarms   []store.Owner
}

func (w *world) Set(_ context.Context, k job.Kind, o store.Owner, _ int64) error {
	if k == job.Farewell {
		w.alarms = append(w.alarms, o)
	}
	return nil
}

// Username implements user.Chats.
func (w *world) Username(r store.Reader, p peer.Peer) (string, error) { return channel.Username(r, p) }

func open(t *testing.T) *world {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, store: st}
	c, b := clock.NewFake(time.Unix(1_700_000_000, 0)), bus.NewLocal()
	savers, log := contact.NewSavers(st), update.New(update.Deps{Store: st, Bus: b, Clock: c})
	w.users = user.New(user.Deps{Store: st, Log: log, Bus: b, Clock: c, Chats: w, Audience: savers})
	w.sessions = session.New(session.Deps{Store: st, Log: log, Bus: b, Clock: c, Logger: logx.Discard()})
	t.Cleanup(w.sessions.Close)
	p := presence.New(presence.Deps{Store: st, Log: log, Bus: b, Clock: c, Logger: logx.Discard(), Audience: savers})
	w.contacts = contact.New(contact.Deps{Store: st, Log: log, Bus: b, Clock: c, Users: w.users, Presence: p, Privacy: privacy.New(privacy.Deps{Store: st, Log: log, Bus: b, Clock: c})})
	w.channels = channel.New(channel.Deps{Store: st, Log: log, Clock: c, Names: w.users})
	w.account = account.New(account.Deps{Store: st, Users: w.users, Sessions: w.sessions, Contacts: w.contacts, Channels: w.channels, Alarms: w, Clock: c, Logger: logx.Discard()})
	for i, id := range []user.ID{ann, bob, eve} {
		w.create(id, i)
		k := &session.Key{ID: int64(id)}
		w.ok(w.sessions.AddKey(t.Context(), k))
		_, err := w.sessions.LogIn(t.Context(), session.Login{Perm: k.ID, User: id})
		w.ok(err)
	}
	return w
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) fails(code string, err error) {
	w.Helper()
	if f := fault.As(err); f == nil || f.Message() != code {
		w.Errorf("%v, not %s", err, code)
	}
}

func phone(n int) string { return "4479460000" + string(rune('0'+n)) }

func (w *world) create(id user.ID, n int) {
	w.Helper()
	w.ok(w.store.Update(w.Context(), []store.Owner{id.Owner(), user.PhoneOwner(phone(n))}, func(tx store.Tx) error {
		return w.users.Create(tx, user.Profile{ID: id, FirstName: "P", Phone: phone(n)})
	}))
}

func as(id user.ID) user.Actor { return user.Actor{ID: id, Session: int64(id)} }

// rest takes all the steps of somebody's leave, as often as they are asked for.
func (w *world) rest(id user.ID) (steps int) {
	w.Helper()
	for {
		next, err := w.account.Leave(w.Context(), id.Owner(), 7)
		w.ok(err)
		if steps++; next == 0 {
			return steps
		}
		if steps > 100 {
			w.Fatal("it never ends")
		}
	}
}

func (w *world) in(c channel.ID, id user.ID) channel.Access {
	w.Helper()
	as, err := w.channels.Access(w.Context(), id, c)
	if err != nil || len(as) != 1 {
		w.Fatal(as, err)
	}
	return as[0]
}

// left is the first bytes of the keys in somebody's box.
func (w *world) left(id user.ID) map[byte]int {
	w.Helper()
	out := map[byte]int{}
	w.ok(w.store.View(w.Context(), func(r store.Reader) error {
		rows, err := r.Scan(id.Owner(), nil, nil, false, 0)
		clear(out)
		for _, row := range rows {
			out[row.Key[0]]++
		}
		return err
	}))
	return out
}

func (w *world) group(d channel.Draft, of user.ID, with ...user.ID) channel.ID {
	w.Helper()
	c, err := w.channels.Create(w.Context(), as(of), d)
	w.ok(err)
	for _, u := range with {
		_, err := w.channels.Add(w.Context(), as(of), c.Channel.ID, u)
		w.ok(err)
	}
	return c.Channel.ID
}

func TestDeleteFreesNumberAndName(t *testing.T) {
	t.Parallel()
	w := open(t)
	ctx := t.Context()
	_, err := w.users.SetUsername(ctx, as(ann), "ann_of_sun")
	w.ok(err)
	w.ok(w.account.Delete(ctx, as(ann)))
	w.fails("USER_ID_INVALID", w.account.Delete(ctx, as(ann)))
	if len(w.alarms) < 2 || w.alarms[0] != ann.Owner() {
		t.Errorf("alarms for %q", w.alarms)
	}
	ps, err := w.users.Profiles(ctx, ann)
	if err != nil || !ps[0].Deleted || ps[0].FirstName != "" || ps[0].Phone != "" || ps[0].Username != "" {
		t.Errorf("%+v, %v", ps, err)
	}
	if u, _, err := w.sessions.User(ctx, int64(ann)); u != 0 || err != nil {
		t.Errorf("%d is logged in, %v", u, err)
	}
	if id, err := w.users.ByPhone(ctx, phone(0)); id != 0 || err != nil {
		t.Errorf("the number is %d's, %v", id, err)
	}
	w.create(9, 0)
	_, err = w.users.SetUsername(ctx, as(bob), "ann_of_sun")
	w.ok(err)
}

// A2: what a crash right after the first transaction leaves is done by the alarm, in
// steps, and doing it again changes nothing.
func TestTheRestFollows(t *testing.T) {
	t.Parallel()
	w := open(t)
	ctx := t.Context()
	theirs := w.group(channel.Draft{Title: "Ann's"}, ann, bob, eve)
	_, err := w.channels.Promote(ctx, as(ann), theirs, bob, right.ChangeInfo|right.AddAdmins, "")
	w.ok(err)
	news := w.group(channel.Draft{Title: "News", Broadcast: true}, bob, ann)
	basic := w.group(channel.Draft{Title: "Basic", Basic: true}, ann, bob)
	gone := w.group(channel.Draft{Title: "Gone"}, bob, ann)
	_, err = w.channels.Delete(ctx, as(bob), gone)
	w.ok(err)
	var many []channel.ID
	for range 55 {
		many = append(many, w.group(channel.Draft{Title: "More"}, bob, ann))
	}
	for _, pair := range [][2]user.ID{{ann, bob}, {bob, ann}, {eve, ann}} {
		_, err = w.contacts.Add(ctx, as(pair[0]), pair[1], contact.Card{FirstName: "C", Phone: "+" + phone(int(pair[1]-1))})
		w.ok(err)
	}
	_, err = w.contacts.Block(ctx, as(ann), eve.Peer(), contact.Main, true)
	w.ok(err)
	_, err = w.contacts.Block(ctx, as(bob), ann.Peer(), contact.Main, true)
	w.ok(err)
	w.ok(w.store.Update(ctx, []store.Owner{ann.Owner()}, func(tx store.Tx) error {
		for i := range 1200 { // as messages are
			tx.Put(ann.Owner(), store.Key("m").Int(int64(i)), []byte("hello"))
		}
		dialog.Save(tx, ann.Owner(), &dialog.Dialog{Peer: bob.Peer(), Top: 1})
		tx.Put(ann.Owner(), store.Key("d").Byte(byte(peer.Chat)).Int(int64(basic)), store.Encode(&dialog.Dialog{}))
		return nil
	}))

	if n := w.rest(ann); n != 1 || !w.in(theirs, ann).Stand.Owner {
		t.Fatalf("%d steps for who is not deleted", n)
	}
	w.ok(w.users.Delete(ctx, ann)) // and then the server crashes
	if n := w.rest(ann); n < 4 {
		t.Errorf("it took %d steps", n)
	}

	if u, _, err := w.sessions.User(ctx, int64(ann)); u != 0 || err != nil {
		t.Errorf("%d is logged in, %v", u, err)
	}
	if a := w.in(theirs, ann); a.Me.In || a.Owner != 0 || a.Members != 2 || a.Channel.Admins != 1 {
		t.Errorf("%+v", a)
	}
	_, err = w.channels.SetTitle(ctx, as(bob), theirs, "Bob edits")
	w.ok(err)
	_, err = w.channels.Delete(ctx, as(bob), theirs)
	w.fails("CHAT_ADMIN_REQUIRED", err)
	if a := w.in(news, ann); a.Me.In || a.Owner != bob || a.Members != 1 {
		t.Errorf("%+v", a)
	}
	if a := w.in(basic, ann); a.Me.In || a.Owner != 0 || a.Members != 1 || a.Channel.Admins != 0 {
		t.Errorf("%+v", a)
	}
	if a := w.in(gone, ann); a.Me.In {
		t.Errorf("%+v", a)
	}
	for _, c := range many {
		if w.in(c, ann).Me.In {
			t.Errorf("still in %v", c)
		}
	}
	for _, id := range []user.ID{bob, eve} {
		l, err := w.contacts.All(ctx, id)
		if err != nil || len(l.IDs) != 0 || l.Saved != 1 {
			t.Errorf("the contacts of %d: %+v, %v", id, l, err)
		}
	}
	if by, from, err := w.contacts.Barred(ctx, eve, ann); by || from || err != nil {
		t.Errorf("blocked: %v %v %v", by, from, err)
	}
	if by, _, err := w.contacts.Barred(ctx, bob, ann); !by || err != nil {
		t.Errorf("bob has unblocked them: %v", err)
	}
	for kind, n := range w.left(ann) {
		if kind != 'P' && kind != 'b' && kind != 'u' && kind != 'D' {
			t.Errorf("%d records %q are left", n, kind)
		}
	}
	before := w.left(ann)
	if n := w.rest(ann); n != 1 || len(before) != len(w.left(ann)) {
		t.Errorf("%d more steps", n)
	}
}

// Who is deleted comes into nothing any more, and what they asked for lapses.
func TestNobodyBringsThemBack(t *testing.T) {
	t.Parallel()
	w := open(t)
	ctx := t.Context()
	c := w.group(channel.Draft{Title: "Bob's"}, bob)
	_, err := w.channels.SetUsername(ctx, as(bob), c, "bobs_group")
	w.ok(err)
	_, err = w.channels.Set(ctx, as(bob), c, channel.JoinRequest, true)
	w.ok(err)
	_, err = w.channels.Join(ctx, as(ann), c)
	w.fails("INVITE_REQUEST_SENT", err)
	w.ok(w.account.Delete(ctx, as(ann)))
	w.rest(ann)
	_, err = w.channels.Add(ctx, as(bob), c, ann)
	w.fails("INPUT_USER_DEACTIVATED", err)
	_, err = w.channels.Decide(ctx, as(bob), c, ann, true)
	w.ok(err)
	if a := w.in(c, ann); a.Me.In || a.Members != 1 || a.Pending != 0 {
		t.Errorf("%+v", a)
	}
}

// Whoever saved the number finds its next owner, also one who was faster than the
// leave of the last one.
func TestTheNumberOfAContactWaits(t *testing.T) {
	t.Parallel()
	w := open(t)
	ctx := t.Context()
	for _, id := range []user.ID{bob, eve} {
		_, err := w.contacts.Add(ctx, as(id), ann, contact.Card{FirstName: "Annie", Phone: "+" + phone(0)})
		w.ok(err)
	}
	w.ok(w.account.Delete(ctx, as(ann)))
	w.create(9, 0)
	w.ok(w.contacts.Joined(ctx, 9))
	w.rest(ann)
	for _, id := range []user.ID{bob, eve} {
		ps, err := w.contacts.People(ctx, id, []user.ID{9, ann})
		if err != nil || !ps[0].Contact || ps[0].FirstName != "Annie" || ps[1].Contact || !ps[1].Deleted {
			t.Errorf("%+v, %v", ps, err)
		}
	}
}
