package message_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// react has somebody react to a post.
func (c *club) react(by user.ID, id int, emoji ...string) error {
	_, err := c.messages.React(c.t.Context(), user.Actor{ID: by, Origin: int64(by)}, message.React{Chat: c.id.Peer(), ID: id, Emoji: emoji})
	return err
}

// echo is how people have reacted to a post, as somebody sees it.
func (c *club) echo(by user.ID, id int) *message.Message {
	c.t.Helper()
	ms, err := c.messages.Posts(c.t.Context(), as(by), c.id.Peer(), id)
	if err != nil || len(ms) != 1 {
		c.t.Fatal(len(ms), err)
	}
	return &ms[0]
}

// counts is how many have reacted with what.
func counts(m *message.Message) map[string]int {
	out := map[string]int{}
	if m.Echo != nil {
		for _, n := range m.Echo.Counts {
			out[n.Emoji] = n.Count
		}
	}
	return out
}

// voices is everybody who reacted to a post, read page by page.
func (c *club) voices(by user.ID, id int, emoji string) (out []string) {
	c.t.Helper()
	q := message.Reactors{Chat: c.id.Peer(), ID: id, Emoji: emoji, Limit: 2}
	for {
		rs, err := c.messages.Reactors(c.t.Context(), as(by), q)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, r := range rs.Reactions {
			out = append(out, fmt.Sprint(r.From, r.Emoji))
		}
		if q.Offset = rs.Next; q.Offset == "" {
			if rs.Total != len(out) {
				c.t.Errorf("%d said, %d listed", rs.Total, len(out))
			}
			return out
		}
	}
}

func TestReactingInGroups(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	m := c.must(ann, 7, "hi")
	for _, id := range []user.ID{bob, cid} {
		if err := c.react(id, m.ID, "👍"); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.react(ann, m.ID, "🔥"); err != nil {
		t.Fatal(err)
	}
	for want, err := range map[string]error{
		"MESSAGE_NOT_MODIFIED": c.react(bob, m.ID, "👍"),
		"REACTIONS_TOO_MANY":   c.react(bob, m.ID, "👍", "🔥"),
		"REACTION_INVALID":     c.react(bob, m.ID, "x"),
		"MESSAGE_ID_INVALID":   c.react(bob, 1, "👍"), // a service message
		"CHANNEL_PRIVATE":      c.react(dot, m.ID, "👍"),
	} {
		if !is(err, want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	if got := counts(c.echo(bob, m.ID)); got["👍"] != 2 || got["🔥"] != 1 {
		t.Error(got)
	}
	if got := c.voices(bob, m.ID, ""); !slices.Equal(got, []string{"1🔥", "3👍", "2👍"}) {
		t.Error(got)
	}
	if got := c.voices(bob, m.ID, "👍"); !slices.Equal(got, []string{"3👍", "2👍"}) {
		t.Error(got)
	}
	chosen, err := c.messages.Chosen(t.Context(), bob, []message.Ref{{Chat: c.id.Peer(), ID: m.ID}})
	if err != nil || !slices.Equal(chosen[message.Ref{Chat: c.id.Peer(), ID: m.ID}], []string{"👍"}) {
		t.Error(chosen, err)
	}
	// The author is told of the others, and sees them.
	if d := c.listed(ann); d.UnreadReactions != 1 {
		t.Errorf("%+v", d)
	}
	s, err := c.messages.UnreadReactions(t.Context(), as(ann), c.id.Peer(), message.Page{Limit: 10})
	if err != nil || s.Total != 1 || len(s.Messages) != 1 {
		t.Fatal(s, err)
	}
	unread := 0
	for _, r := range s.Messages[0].Newest(ann) {
		if r.Unread {
			unread++
		}
	}
	if unread != 2 {
		t.Errorf("%+v", s.Messages[0].Newest(ann))
	}
	if r := s.Messages[0].Newest(bob); r[0].Unread || r[1].Unread {
		t.Errorf("others are told what is new to the author: %+v", r)
	}
	if _, err := c.messages.ReadReactions(t.Context(), as(ann), c.id.Peer()); err != nil {
		t.Fatal(err)
	}
	if d := c.listed(ann); d.UnreadReactions != 0 {
		t.Errorf("%+v", d)
	}
	// What is taken back before it was seen is not told of.
	if err := c.react(cid, m.ID, "🎉"); err != nil {
		t.Fatal(err)
	}
	if err := c.react(cid, m.ID); err != nil {
		t.Fatal(err)
	}
	if d := c.listed(ann); d.UnreadReactions != 0 {
		t.Errorf("%+v", d)
	}
	if err := c.messages.SeePosts(t.Context(), as(ann), c.id.Peer(), []int{m.ID}); err != nil {
		t.Error(err)
	}
}

// TestReactionsOfChannels: in a channel nobody learns who reacts.
func TestReactionsOfChannels(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "News", Broadcast: true}, bob)
	m := c.must(ann, 7, "hi")
	if err := c.react(bob, m.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	got := c.echo(ann, m.ID)
	if len(got.Newest(ann)) != 0 || got.Echo.Listed || got.Names(bob.Peer()) || counts(got)["👍"] != 1 {
		t.Errorf("%+v", got.Echo)
	}
	if d := c.listed(ann); d.UnreadReactions != 0 {
		t.Errorf("%+v", d)
	}
	if _, err := c.messages.Reactors(t.Context(), as(ann), message.Reactors{Chat: c.id.Peer(), ID: m.ID}); !is(err, "BROADCAST_FORBIDDEN") {
		t.Error(err)
	}
}

// TestUnnamedAdmins: an admin whose name is not to be known reacts in no name but the
// group's, and only who owns it.
func TestUnnamedAdmins(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	m := c.must(ann, 7, "hi")
	for id, rights := range map[user.ID]right.Admin{ann: right.AllAdmin, bob: right.Anonymous | right.PinMessages} {
		if _, err := c.channels.Promote(t.Context(), user.Actor{ID: ann}, c.id, id, rights, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.react(bob, m.ID, "👍"); !is(err, "ANONYMOUS_REACTIONS_DISABLED") {
		t.Error(err)
	}
	if err := c.react(ann, m.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	post := c.echo(bob, m.ID)
	if r := post.Newest(bob); len(r) != 1 || r[0].From != 0 || r[0].As != c.id.Peer() {
		t.Errorf("%+v", r)
	}
	rs, err := c.messages.Reactors(t.Context(), as(bob), message.Reactors{Chat: c.id.Peer(), ID: m.ID})
	if err != nil || rs.Reactions[0].From != 0 {
		t.Error(rs, err)
	}
}

// TestReactingAsAChannel: whoever writes in the name of a channel reacts in it.
func TestReactingAsAChannel(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	m := c.must(ann, 7, "hi")
	made, err := c.channels.Create(t.Context(), as(bob), channel.Draft{Title: "Bob's", Broadcast: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []channel.ID{c.id, made.Channel.ID} {
		err := c.log.Run(t.Context(), []store.Owner{id.Owner()}, func(tx *update.Tx) error {
			ch, _, err := channel.Load(tx, id)
			ch.Username = fmt.Sprint("public", id)
			channel.Save(tx, &ch)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := c.messages.SetVoice(t.Context(), as(bob), c.id.Peer(), made.Channel.ID.Peer()); err != nil {
		t.Fatal(err)
	}
	if err := c.react(bob, m.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	post := c.echo(ann, m.ID)
	if r := post.Newest(ann); len(r) != 1 || r[0].From != 0 || r[0].As != made.Channel.ID.Peer() || post.Names(bob.Peer()) {
		t.Errorf("%+v", r)
	}
	if r := post.Newest(bob); r[0].From != bob { // who knows that anyway
		t.Errorf("%+v", r)
	}
	rs, err := c.messages.Reactors(t.Context(), as(ann), message.Reactors{Chat: c.id.Peer(), ID: m.ID})
	if err != nil || rs.Reactions[0].From != 0 {
		t.Error(rs, err)
	}
}

func TestAllowedReactions(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	m := c.must(ann, 7, "hi")
	allow := func(r channel.Reactions) error {
		_, err := c.channels.SetReactions(t.Context(), user.Actor{ID: ann}, c.id, r)
		return err
	}
	if err := c.react(bob, m.ID, "🔥"); err != nil {
		t.Fatal(err)
	}
	if err := allow(channel.Reactions{Mode: channel.SomeReactions, Emoji: "👍 ❤", Limit: 1}); err != nil {
		t.Fatal(err)
	}
	if err := allow(channel.Reactions{Mode: channel.SomeReactions, Emoji: "👍 ❤"}); !is(err, "CHAT_NOT_MODIFIED") {
		t.Error(err)
	}
	for _, n := range []int{-1, 12} {
		if err := allow(channel.Reactions{Limit: n}); !is(err, "LIMIT_PER_POST_INVALID") {
			t.Error(err)
		}
	}
	for want, err := range map[string]error{
		"REACTION_INVALID":   c.react(cid, m.ID, "🔥"),
		"REACTIONS_TOO_MANY": c.react(cid, m.ID, "👍"),
	} {
		if !is(err, want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	if err := c.react(bob, m.ID, "👍"); err != nil { // in place of the only other one
		t.Error(err)
	}
	if err := allow(channel.Reactions{Mode: channel.NoReactions}); err != nil {
		t.Fatal(err)
	}
	if err := c.react(cid, m.ID, "👍"); !is(err, "REACTION_INVALID") {
		t.Error(err)
	}
	if err := c.react(bob, m.ID); err != nil { // what one has one may take back
		t.Error(err)
	}
}

// records is how many records of some kinds the channel's box has.
func (c *club) records(kinds string) (n int) {
	c.t.Helper()
	err := c.store.View(c.t.Context(), func(r store.Reader) error {
		n = 0
		for _, k := range []byte(kinds) {
			rows, err := r.Scan(c.id.Owner(), store.K(k), store.K(k).End(), false, 0)
			if err != nil {
				return err
			}
			n += len(rows)
		}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

// TestReactionsAgainstModel: whatever people do, a message counts who reacted.
func TestReactionsAgainstModel(t *testing.T) {
	t.Parallel()
	members := []user.ID{ann, bob, cid, 11, 12, 13}
	c := newClub(t, channel.Draft{Title: "Club"}, members[1:]...)
	rng := rand.New(rand.NewPCG(1, 2))
	model := map[int]map[user.ID]string{}
	var ids []int
	for i := range int64(4) {
		m := c.must(members[i], 7+i, "hi")
		ids, model[m.ID] = append(ids, m.ID), map[user.ID]string{}
	}
	emoji := []string{"👍", "🔥", "🎉", ""}
	for range 400 {
		id, who, e := ids[rng.IntN(len(ids))], members[rng.IntN(len(members))], emoji[rng.IntN(len(emoji))]
		var want []string
		if e != "" {
			want = []string{e}
		}
		switch err := c.react(who, id, want...); {
		case model[id][who] == e:
			if !is(err, "MESSAGE_NOT_MODIFIED") {
				t.Fatal(err)
			}
		case err != nil:
			t.Fatal(err)
		case e == "":
			delete(model[id], who)
		default:
			model[id][who] = e
		}
		if rng.IntN(20) == 0 {
			if _, err := c.messages.ReadReactions(t.Context(), as(who), c.id.Peer()); err != nil {
				t.Fatal(err)
			}
			if d := c.listed(who); d.UnreadReactions != 0 {
				t.Fatalf("%d left", d.UnreadReactions)
			}
		}
		if rng.IntN(50) == 0 {
			if err := c.messages.UnreactAll(t.Context(), as(ann), c.id.Peer(), who); err != nil {
				t.Fatal(err)
			}
			for _, m := range model {
				delete(m, who)
			}
		}
	}
	total := 0
	for id, m := range model {
		want := map[string]int{}
		for _, e := range m {
			want[e]++
		}
		total += len(m)
		got := counts(c.echo(ann, id))
		if fmt.Sprint(got) != fmt.Sprint(want) || len(c.voices(ann, id, "")) != len(m) {
			t.Errorf("%v, not %v", got, want)
		}
	}
	if n := c.records("elf"); n != 3*total {
		t.Errorf("%d records of %d reactions", n, total)
	}
	if _, err := c.messages.DeletePosts(t.Context(), as(ann), c.id.Peer(), ids); err != nil {
		t.Fatal(err)
	}
	if n := c.records("elfhd"); n != 0 {
		t.Errorf("%d records are left of what is gone", n)
	}
	for _, who := range members {
		if d := c.listed(who); d.UnreadReactions != 0 {
			t.Errorf("%d are told of reactions to what is gone", d.UnreadReactions)
		}
	}
}

// TestManyReactAtOnce: a hot post, whose log says next to nothing of it, and which goes
// with all that people have said of it.
func TestManyReactAtOnce(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "News", Broadcast: true})
	var fans []user.ID
	for id := range user.ID(700) {
		fans = append(fans, 1000+id)
	}
	if err := c.channels.Seed(t.Context(), c.id, nil, fans); err != nil {
		t.Fatal(err)
	}
	m := c.must(ann, 7, "hi")
	before, err := c.log.State(t.Context(), c.id.Owner())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for part := range slices.Chunk(fans, 50) {
		wg.Go(func() {
			for _, id := range part {
				if err := c.react(id, m.ID, []string{"👍", "🔥"}[id%2]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := counts(c.echo(ann, m.ID)); got["👍"] != 350 || got["🔥"] != 350 {
		t.Error(got)
	}
	d, err := c.log.Since(t.Context(), c.id.Owner(), before.At, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(slices.DeleteFunc(d.Events, func(e update.Event) bool { return e.Kind != update.Reactions })); n != 1 {
		t.Errorf("the log tells of it %d times", n)
	}
	if _, err := c.messages.DeletePosts(t.Context(), as(ann), c.id.Peer(), []int{m.ID}); err != nil {
		t.Fatal(err)
	}
	if n := c.records("l"); n != 400 {
		t.Errorf("%d reactions are left after the first transaction", n)
	}
	if next, err := c.messages.Expire(t.Context(), c.id.Owner(), c.clock.Now().Unix()); err != nil || next != 0 {
		t.Error(next, err)
	}
	if n := c.records("elfhd"); n != 0 {
		t.Errorf("%d records are left", n)
	}
}

// BenchmarkReact is people who react to one post at once, durably.
func BenchmarkReact(b *testing.B) {
	w := open(b)
	channels := channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w.messages})
	made, err := channels.Create(b.Context(), user.Actor{ID: ann}, channel.Draft{Title: "News", Broadcast: true})
	if err != nil {
		b.Fatal(err)
	}
	id := made.Channel.ID
	fans := make([]user.ID, b.N)
	for i := range fans {
		fans[i] = user.ID(1000 + i)
	}
	if err := channels.Seed(b.Context(), id, nil, fans); err != nil {
		b.Fatal(err)
	}
	c, err := w.messages.Send(b.Context(), as(ann), message.Draft{To: id.Peer(), Text: plain("hi"), Random: 1})
	if err != nil {
		b.Fatal(err)
	}
	next := make(chan user.ID, b.N)
	for _, f := range fans {
		next <- f
	}
	b.ReportAllocs()
	b.SetParallelism(500)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			who := <-next
			q := message.React{Chat: id.Peer(), ID: c.Messages[0].ID, Emoji: []string{"👍"}}
			if _, err := w.messages.React(b.Context(), as(who), q); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reactions/s")
}
