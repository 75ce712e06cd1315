package message_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// public has the channel be one that anybody may join.
func (c *club) public() {
	c.t.Helper()
	err := c.store.Update(c.t.Context(), []store.Owner{c.id.Owner()}, func(tx store.Tx) error {
		ch, _, err := channel.Load(tx, c.id)
		ch.Username = "club"
		channel.Save(tx, &ch)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *club) access(id user.ID) channel.Access {
	c.t.Helper()
	as, err := c.channels.Access(c.t.Context(), id, c.id)
	if err != nil || len(as) != 1 {
		c.t.Fatal(as, err)
	}
	return as[0]
}

// race does two things at the same time, and returns what each was told: ok, or a
// code.
func (c *club) race(one, two func() error) (string, string) {
	c.t.Helper()
	var errs [2]error
	var wg sync.WaitGroup
	for i, f := range []func() error{one, two} {
		wg.Go(func() { errs[i] = f() })
	}
	wg.Wait()
	var told [2]string
	for i, err := range errs {
		if f := fault.As(err); f != nil {
			told[i] = f.Message()
		} else if err != nil {
			c.t.Error(err)
		}
	}
	return told[0], told[1]
}

// TestRacesEndSerially: of two things at the same time one was first.
func TestRacesEndSerially(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	c.public()
	ctx, boss := t.Context(), user.Actor{ID: ann}
	by := func(id user.ID) user.Actor { return user.Actor{ID: id, Origin: int64(id)} }
	promote := func(a user.Actor, to user.ID, r right.Admin) func() error {
		return func() error { return change(c.channels.Promote(ctx, a, c.id, to, r, "")) }
	}
	ban := func(a user.Actor, who user.ID, b right.Ban) func() error {
		return func() error { return change(c.channels.Restrict(ctx, a, c.id, who, b, 0)) }
	}
	again := func(who user.ID) { // a plain member
		_ = ban(boss, who, 0)()
		_ = change(c.channels.Add(ctx, boss, c.id, who))
		if err := promote(boss, who, 0)(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 40 {
		again(bob)
		again(cid)
		x, y := c.race(func() error { return change(c.channels.Leave(ctx, by(bob), c.id)) }, promote(boss, bob, right.BanUsers))
		if m := c.access(bob).Me; x != ok || y != ok || m.In != m.IsAdmin {
			t.Fatalf("leave beside promote: %q, %q, %+v", x, y, m)
		}

		again(bob)
		_ = change(c.channels.Leave(ctx, by(bob), c.id))
		x, y = c.race(func() error { return change(c.channels.Join(ctx, by(bob), c.id)) }, ban(boss, bob, right.View))
		if a := c.access(bob); x != ok && x != "CHANNEL_PRIVATE" || y != ok || a.Me.In || !a.Stand.Banned() {
			t.Fatalf("join beside ban: %q, %q, %+v", x, y, a.Me)
		}

		again(bob)
		_ = promote(boss, bob, right.BanUsers)()
		x, y = c.race(promote(boss, bob, 0), ban(by(bob), cid, right.View))
		if b, d := c.access(bob), c.access(cid); x != ok || y != ok && y != "CHAT_ADMIN_REQUIRED" || b.Me.IsAdmin || d.Stand.Banned() != (y == ok) {
			t.Fatalf("ban beside demotion: %q, %q", x, y)
		}

		again(bob)
		x, y = c.race(ban(boss, bob, right.View), func() error { _, err := c.post(bob, int64(1000+i), "hi"); return err })
		if x != ok || y != ok && y != "CHANNEL_PRIVATE" {
			t.Fatalf("write beside ban: %q, %q", x, y)
		}

		again(cid)
		_ = promote(boss, cid, right.BanUsers)()
		x, y = c.race(func() error { return change(c.channels.Transfer(ctx, boss, c.id, cid)) }, promote(boss, cid, 0))
		a := c.access(cid)
		if x != ok || y != ok && y != "USER_CREATOR" || !a.Stand.Owner || a.Channel.Owner != cid || c.access(ann).Stand.Owner {
			t.Fatalf("give away beside demotion: %q, %q, %+v", x, y, a)
		}
		if err := change(c.channels.Transfer(ctx, by(cid), c.id, ann)); err != nil {
			t.Fatal(err)
		}
	}
	again(bob)
	m := c.must(bob, 9999, "last")
	del := func() error { _, err := c.messages.DeletePosts(ctx, by(bob), c.id.Peer(), []int{m.ID}); return err }
	x, y := c.race(func() error { return change(c.channels.Delete(ctx, boss, c.id)) }, del)
	if x != ok || y != ok && y != "CHANNEL_PRIVATE" {
		t.Errorf("delete a post beside the channel: %q, %q", x, y)
	}
	if _, err := c.post(bob, 10000, "after"); !is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
}

// crowd is many people who do things to one channel at the same time.
type crowd struct {
	*club
	people []user.ID

	mu     sync.Mutex
	posts  map[int]user.ID // who wrote which
	titles []string
	done   map[string]int // how often something was done
}

func (c *crowd) did(what string) { c.mu.Lock(); c.done[what]++; c.mu.Unlock() }

// do has somebody do something, allowed or not; n differs each time.
func (c *crowd) do(rnd *rand.Rand, n int64) error {
	ctx := c.t.Context()
	pick := func() user.ID { return c.people[rnd.IntN(len(c.people))] }
	a, who, what := user.Actor{ID: pick(), Origin: n}, pick(), ""
	if rnd.IntN(3) == 0 {
		a.ID = ann // while she is the owner
	}
	var err error
	switch rnd.IntN(11) {
	case 0, 1, 2:
		var m message.Message
		if m, err = c.post(a.ID, n, "hello"); err == nil {
			c.mu.Lock()
			c.posts[m.ID] = a.ID
			c.mu.Unlock()
		}
	case 3:
		title := fmt.Sprint("title ", n)
		if err = change(c.channels.SetTitle(ctx, a, c.id, title)); err == nil {
			c.mu.Lock()
			c.titles = append(c.titles, title)
			c.mu.Unlock()
		}
	case 4:
		what, err = "add", change(c.channels.Add(ctx, a, c.id, who))
	case 5:
		what, err = "kick", change(c.channels.Kick(ctx, a, c.id, who))
	case 6:
		b := []right.Ban{right.View, right.SendPolls, right.Send}[rnd.IntN(3)]
		what, err = "restrict", change(c.channels.Restrict(ctx, a, c.id, who, b, c.clock.Now().Unix()+1000+n))
	case 7:
		what, err = "free", change(c.channels.Restrict(ctx, a, c.id, who, 0, 0))
	case 8:
		rights := []right.Admin{right.AllAdmin &^ right.Anonymous, right.BanUsers | right.InviteUsers, right.ChangeInfo | right.AddAdmins}[rnd.IntN(3)]
		what, err = "promote", change(c.channels.Promote(ctx, a, c.id, who, rights, fmt.Sprint("r", n)))
	case 9:
		if rnd.IntN(2) == 0 {
			err = change(c.channels.Leave(ctx, a, c.id))
		} else {
			err = change(c.channels.Join(ctx, a, c.id))
		}
	case 10:
		if rnd.IntN(2) == 0 {
			what, err = "demote", change(c.channels.Promote(ctx, a, c.id, who, 0, ""))
		} else {
			what, err = "transfer", change(c.channels.Transfer(ctx, a, c.id, who))
		}
	}
	if err == nil && what != "" {
		c.did(what)
	}
	if fault.As(err) != nil { // refused
		return nil
	}
	return err
}

// check checks the invariants C1, C2, C4 and C5 of channels.
func (c *crowd) check() {
	c.t.Helper()
	c.checkRecords()
	c.checkLog()
	c.checkAdminLog()
}

// records are the members of the channel by their records, and its record.
func (c *crowd) records() (ch channel.Channel, ms map[user.ID]channel.Member, lists map[byte]int) {
	c.t.Helper()
	err := c.store.View(c.t.Context(), func(r store.Reader) (err error) {
		ms, lists = map[user.ID]channel.Member{}, map[byte]int{}
		if ch, _, err = channel.Load(r, c.id); err != nil {
			return err
		}
		for _, k := range []byte{'M', 'N', 'A', 'B', 'K'} {
			rows, err := r.Scan(c.id.Owner(), store.K(k), store.K(k).End(), false, 0)
			if err != nil {
				return err
			}
			lists[k] = len(rows)
			for _, row := range rows {
				var m channel.Member
				if k != 'M' {
					continue
				}
				if err := store.Decode(row.Value, &m); err != nil {
					return err
				}
				ms[user.ID(store.IntAt(row.Key, 1))] = m
			}
		}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return ch, ms, lists
}

// checkRecords checks C1 and C2, and that there is one owner at most.
func (c *crowd) checkRecords() {
	c.t.Helper()
	ch, ms, lists := c.records()
	var members, admins, restricted, banned int
	for id, m := range ms {
		switch {
		case m.In:
			members++
		case m.Ban == 0, m.IsAdmin, m.IsOwner:
			c.t.Errorf("%d is not in it and %+v", id, m)
		}
		if m.IsAdmin || m.IsOwner {
			admins++
		}
		switch {
		case m.Ban&right.View != 0:
			banned++
		case m.Ban != 0:
			restricted++
		}
		if m.IsOwner != (m.In && id == ch.Owner) || m.IsAdmin && m.IsOwner || m.In && m.Ban&right.View != 0 || m.IsAdmin && m.Ban != 0 {
			c.t.Errorf("%d is %+v, the owner is %d", id, m, ch.Owner)
		}
	}
	got := []int{ch.Members, ch.Admins, ch.Restricted, ch.Banned, lists['N'], lists['A'], lists['B'], lists['K']}
	if want := []int{members, admins, restricted, banned, members, admins, restricted, banned}; !slices.Equal(got, want) {
		c.t.Errorf("counts and lists %v, records %v", got, want)
	}
	for _, id := range append(c.people, ann) {
		err := c.store.View(c.t.Context(), func(r store.Reader) error {
			_, found, err := dialog.Load(r, id.Owner(), c.id.Peer())
			if found != ms[id].In {
				c.t.Errorf("%d is in it: %v, has it: %v", id, ms[id].In, found)
			}
			return err
		})
		if err != nil {
			c.t.Fatal(err)
		}
	}
}

// checkLog checks C4: nobody writes who is not there, and the log of the channel
// tells who is.
func (c *crowd) checkLog() {
	c.t.Helper()
	in, seen := map[user.ID]bool{}, 0
	for at := (update.Position{}); ; {
		d, err := c.log.Since(c.t.Context(), c.id.Owner(), at, 1000)
		if err != nil || d.TooLong {
			c.t.Fatal(d.TooLong, err)
		}
		for _, e := range d.Events {
			switch who := user.ID(e.Peer.ID); e.Kind {
			case update.MemberCame, update.MemberLeft:
				if in[who] == (e.Kind == update.MemberCame) {
					c.t.Errorf("%d comes or leaves twice", who)
				}
				in[who] = e.Kind == update.MemberCame
			case update.NewMessage:
				if by, posted := c.posts[e.ID]; posted {
					if seen++; !in[by] {
						c.t.Errorf("%d writes %d without being there", by, e.ID)
					}
				}
			}
		}
		if at = d.At; !d.More {
			break
		}
	}
	if seen != len(c.posts) {
		c.t.Errorf("%d posts are in the log, not %d", seen, len(c.posts))
	}
	_, ms, _ := c.records()
	for id, there := range in {
		if there != ms[id].In {
			c.t.Errorf("%d is there by the log: %v", id, there)
		}
	}
}

// checkAdminLog checks C5: what was done is there once, and nothing else.
func (c *crowd) checkAdminLog() {
	c.t.Helper()
	var es []channel.Entry
	ch, _, _ := c.records()
	err := c.store.View(c.t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(c.id.Owner(), store.K('L'), store.K('L').End(), false, 0)
		for _, row := range rows {
			var e channel.Entry
			if err := store.Decode(row.Value, &e); err != nil {
				return err
			}
			es = append(es, e)
		}
		return err
	})
	if err != nil || len(es) != ch.Log {
		c.t.Fatal(len(es), ch.Log, err)
	}
	n, title, titles := map[channel.LogKind]int{}, "Club", []string(nil)
	for _, e := range es {
		n[e.Kind]++
		if e.Kind == channel.LogTitle {
			if e.Was.Text != title {
				c.t.Errorf("%q was %q before", e.Was.Text, title)
			}
			title = e.Is.Text
			titles = append(titles, title)
		}
	}
	slices.Sort(titles)
	slices.Sort(c.titles)
	if !slices.Equal(titles, c.titles) || title != ch.Title {
		c.t.Errorf("titles %q in the log, not %q", titles, c.titles)
	}
	between := func(what string, got, lo, more int) {
		if got < lo || got > lo+more {
			c.t.Errorf("%s: %d in the log, not %d to %d", what, got, lo, lo+more)
		}
	}
	between("added", n[channel.LogInvited], c.done["add"], 0)
	between("banned", n[channel.LogBanned], c.done["restrict"]+2*c.done["kick"], c.done["free"])
	between("admins", n[channel.LogAdmin], c.done["promote"]+2*c.done["transfer"], c.done["demote"])
}

// TestManyAtOnce has people do to a channel whatever they like, over restarts.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	c := &crowd{club: newClub(t, channel.Draft{Title: "Club"}), posts: map[int]user.ID{}, done: map[string]int{}}
	c.public()
	for id := range user.ID(10) {
		c.people = append(c.people, 30+id)
		if err := change(c.channels.Add(t.Context(), user.Actor{ID: ann}, c.id, 30+id)); err != nil {
			t.Fatal(err)
		}
	}
	c.done["add"] = len(c.people)
	for round := range 4 {
		var wg sync.WaitGroup
		for g := range 6 {
			wg.Go(func() {
				rnd := rand.New(rand.NewPCG(uint64(round), uint64(g)))
				for i := range 120 {
					if err := c.do(rnd, int64(1+round*10000+g*1000+i)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		c.check()
		c.stop(t)
		c.start(t)
		c.channels = channel.New(channel.Deps{Store: c.store, Log: c.log, Clock: c.clock, Notes: c.messages})
		c.check()
		if owner := c.access(ann).Channel.Owner; owner != ann && c.access(owner).Me.In { // so that she may do things again
			if err := change(c.channels.Transfer(t.Context(), user.Actor{ID: owner}, c.id, ann)); err == nil {
				c.did("transfer")
			}
		}
	}
	if len(c.posts) < 50 || len(c.titles) < 20 || c.done["kick"] < 10 || c.done["promote"] < 10 || c.done["transfer"] < 2 {
		t.Errorf("too little was done: %d posts, %d titles, %v", len(c.posts), len(c.titles), c.done)
	}
}
