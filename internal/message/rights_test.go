package message_test

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// The people of the matrix: ann owns the channel, bob acts, cid is a member to whom
// things are done, eve an admin of ann's, dot has never been there.
const (
	eve user.ID = 20 + iota
	dot
)

// stage is where one action is tried.
type stage struct {
	*club
	own, others int // posts of bob's and of ann's
	random      int64

	forum        bool
	mine, theirs int // topics of bob's and of another, in a forum

	broadcast bool
	setup     func(*stage) // what the action needs besides
	pal       channel.ID   // another chat, made by setup
}

// ok is what an action answers when it is done.
const ok = ""

// who says who may do something: https://core.telegram.org/api/rights.
type who struct {
	admin   right.Admin // an admin needs this right; 0: none helps
	admins  bool        // any admin may
	members bool        // any member may …
	ban     right.Ban   // … without one of these restrictions
	nobody  bool        // not even the owner may
	readers bool        // whoever sees the chat may, members or not
	no      string      // what others are told who are in it, CHAT_ADMIN_REQUIRED if empty
	barred  string      // what a member is told whom a restriction keeps from it; no if empty
	unnamed string      // what an admin is told whose name is not to be known; like others if empty
	guests  string      // what those are told who see a public chat and are not in it; no if empty
	done    string      // what those are told who may: something that is not so here

	chosen   right.Admin // who may also has to have this right, owners by choice …
	unchosen right.Admin // … or not to have this one …
	open     bool        // … or the chat has to be public
	fails    string      // what they are told otherwise

	always string // what everybody is told: it is another chat that is in the way
}

// rule is a line of the matrix: an action, and who may do it.
type rule struct {
	action         string
	do             func(*stage, user.Actor) error
	group, channel who
}

// owners is who may do what only owners may.
var owners = who{}

// writes is who may write something that a restriction keeps members from.
func writes(b right.Ban, code string) who {
	return who{admins: true, members: true, ban: b, barred: code, guests: "CHAT_GUEST_SEND_FORBIDDEN"}
}

// posts is who may write to a channel.
var posts = who{admin: right.PostMessages, no: "CHAT_WRITE_FORBIDDEN"}

func needs(a right.Admin) who { return who{admin: a} }

func (w who) with(no string) who { w.no = no; return w }

func (w who) but(done string) who { w.done = done; return w }

func change(_ channel.Change, err error) error { return err }

func (s *stage) write(a user.Actor, m *message.Media) error {
	s.random++
	d := message.Draft{To: s.id.Peer(), Media: m, Random: s.random}
	if m == nil {
		d.Text = plain("hello")
	}
	_, err := s.messages.Send(s.t.Context(), a, d)
	return err
}

func (s *stage) edit(a user.Actor, id int) error {
	_, err := s.messages.Edit(s.t.Context(), a, s.id.Peer(), id, text.Text{String: fmt.Sprint("edited ", s.clock.Now().UnixNano(), a.ID)}, false)
	return err
}

func (s *stage) remove(a user.Actor, id int) error {
	_, err := s.messages.DeletePosts(s.t.Context(), a, s.id.Peer(), []int{id})
	return err
}

func set(w channel.Switch) func(*stage, user.Actor) error {
	return func(s *stage, a user.Actor) error { return change(s.channels.Set(s.t.Context(), a, s.id, w, true)) }
}

func restrict(to user.ID, b right.Ban) func(*stage, user.Actor) error {
	return func(s *stage, a user.Actor) error {
		return change(s.channels.Restrict(s.t.Context(), a, s.id, to, b, 0))
	}
}

func promote(to user.ID, r right.Admin) func(*stage, user.Actor) error {
	return func(s *stage, a user.Actor) error {
		return change(s.channels.Promote(s.t.Context(), a, s.id, to, r, ""))
	}
}

func list(f channel.Filter) func(*stage, user.Actor) error {
	return func(s *stage, a user.Actor) error {
		_, err := s.channels.List(s.t.Context(), a, s.id, channel.Query{Filter: f, Limit: 10})
		return err
	}
}

const (
	noText  = "CHAT_SEND_PLAIN_FORBIDDEN"
	noWrite = "CHAT_WRITE_FORBIDDEN"
	noEdit  = "MESSAGE_AUTHOR_REQUIRED"
	noDel   = "MESSAGE_DELETE_FORBIDDEN"
	notHere = "MEGAGROUP_REQUIRED"
)

// matrix is what can be done in a supergroup and in a channel, and by whom.
var matrix = []rule{
	{
		"write a text", func(s *stage, a user.Actor) error { return s.write(a, nil) },
		writes(right.Send|right.SendText, noText), posts,
	},
	{"write a list", func(s *stage, a user.Actor) error {
		return s.write(a, &message.Media{Todo: &message.Todo{Title: plain("l"), Items: []message.TodoItem{{ID: 1, Title: plain("x")}}}})
	}, writes(right.Send|right.SendMedia|right.SendPolls, "CHAT_SEND_POLL_FORBIDDEN"), posts},
	{"throw dice", func(s *stage, a user.Actor) error {
		return s.write(a, &message.Media{Dice: &message.Dice{Emoji: "🎲"}})
	}, writes(right.Send|right.SendMedia|right.SendStickers, "CHAT_SEND_STICKERS_FORBIDDEN"), posts},
	{
		"edit an own post", func(s *stage, a user.Actor) error { return s.edit(a, s.own) },
		who{admins: true, members: true, ban: right.Send | right.SendText, barred: noText, no: noWrite},
		who{admin: right.PostMessages | right.EditMessages, no: noWrite},
	},
	{
		"edit a post of another", func(s *stage, a user.Actor) error { return s.edit(a, s.others) },
		who{nobody: true, no: noEdit},
		needs(right.EditMessages).with(noEdit),
	},
	{
		"delete an own post", func(s *stage, a user.Actor) error { return s.remove(a, s.own) },
		who{admins: true, members: true, no: noDel},
		who{admin: right.PostMessages | right.DeleteMessages, no: noDel},
	},
	{
		"delete a post of another", func(s *stage, a user.Actor) error { return s.remove(a, s.others) },
		needs(right.DeleteMessages).with(noDel), needs(right.DeleteMessages).with(noDel),
	},
	{"delete all of a member", func(s *stage, a user.Actor) error {
		_, err := s.messages.DeleteFrom(s.t.Context(), a, s.id.Peer(), cid.Peer())
		return err
	}, needs(right.DeleteMessages), needs(right.DeleteMessages)},
	{"pin", func(s *stage, a user.Actor) error {
		_, err := s.messages.Pin(s.t.Context(), a, message.Pin{Chat: s.id.Peer(), ID: s.others})
		return err
	}, who{admin: right.PinMessages, members: true, ban: right.BanPin}, needs(right.EditMessages)},
	{"react", func(s *stage, a user.Actor) error { return s.react(a.ID, s.others, "👍") }, who{
		admins: true, members: true, ban: right.React, no: noWrite, unnamed: "ANONYMOUS_REACTIONS_DISABLED", guests: "CHAT_GUEST_SEND_FORBIDDEN",
	}, who{readers: true}},
	{"take back what another reacted with", func(s *stage, a user.Actor) error {
		_, err := s.messages.Unreact(s.t.Context(), a, s.id.Peer(), s.others, cid)
		return err
	}, needs(right.DeleteMessages), needs(right.DeleteMessages)},
	{"say what one may react with", func(s *stage, a user.Actor) error {
		return change(s.channels.SetReactions(s.t.Context(), a, s.id, channel.Reactions{Mode: channel.NoReactions}))
	}, who{admin: right.ChangeInfo, members: true, ban: right.BanInfo}, needs(right.ChangeInfo)},
	{"have messages go by themselves", func(s *stage, a user.Actor) error {
		_, err := s.messages.SetPeriod(s.t.Context(), a, s.id.Peer(), 86400)
		return err
	}, who{admin: right.ChangeInfo, members: true, ban: right.BanInfo}, needs(right.ChangeInfo)},
	{"change the title", func(s *stage, a user.Actor) error {
		return change(s.channels.SetTitle(s.t.Context(), a, s.id, "Other"))
	}, who{admin: right.ChangeInfo, members: true, ban: right.BanInfo}, needs(right.ChangeInfo)},
	{"change the description", func(s *stage, a user.Actor) error {
		return change(s.channels.SetAbout(s.t.Context(), a, s.id, "other"))
	}, who{admin: right.ChangeInfo, members: true, ban: right.BanInfo}, needs(right.ChangeInfo)},
	{"change the own title", func(s *stage, a user.Actor) error {
		return change(s.channels.SetRank(s.t.Context(), a, s.id, a.ID, fmt.Sprint("title ", s.clock.Now().UnixNano()%1e8)))
	}, who{admins: true, members: true, ban: right.EditRank}, who{readers: true}.but(notHere)},
	{"change the title of a member", func(s *stage, a user.Actor) error {
		return change(s.channels.SetRank(s.t.Context(), a, s.id, cid, "member"))
	}, needs(right.ManageRanks), who{readers: true}.but(notHere)},
	{"hide the history", set(channel.HiddenHistory), needs(right.ChangeInfo), needs(right.ChangeInfo).but(notHere)},
	{"hide the members", set(channel.HiddenMembers), needs(right.BanUsers), needs(right.BanUsers).but(notHere)},
	{"have writers join", set(channel.JoinToSend), needs(right.BanUsers), needs(right.BanUsers).but(notHere)},
	{"have joins approved", set(channel.JoinRequest), needs(right.BanUsers), needs(right.BanUsers).but(notHere)},
	{"watch for spam", set(channel.Antispam), needs(right.DeleteMessages), needs(right.DeleteMessages).but(notHere)},
	{"protect the content", set(channel.NoForwards), owners, owners},
	{"make it a forum", func(s *stage, a user.Actor) error {
		return change(s.channels.SetForum(s.t.Context(), a, s.id, true, false))
	}, owners, owners.but(notHere)},
	{
		"set slow mode", func(s *stage, a user.Actor) error { return change(s.channels.SetSlow(s.t.Context(), a, s.id, 30)) },
		needs(right.BanUsers), needs(right.BanUsers).but(notHere),
	},
	{"set default restrictions", func(s *stage, a user.Actor) error {
		return change(s.channels.SetDefault(s.t.Context(), a, s.id, right.SendGames|right.SendInline))
	}, needs(right.BanUsers), needs(right.BanUsers).but(notHere)},
	{"sign posts", func(s *stage, a user.Actor) error {
		return change(s.channels.Sign(s.t.Context(), a, s.id, true, false))
	}, needs(right.ChangeInfo).but("BROADCAST_REQUIRED"), needs(right.ChangeInfo)},
	{
		"add somebody", func(s *stage, a user.Actor) error { return change(s.channels.Add(s.t.Context(), a, s.id, dot)) },
		who{admin: right.InviteUsers, members: true, ban: right.BanInvite, guests: "CHANNEL_PRIVATE"},
		who{admin: right.InviteUsers, guests: "CHANNEL_PRIVATE"},
	},
	{
		"remove a member", func(s *stage, a user.Actor) error { return change(s.channels.Kick(s.t.Context(), a, s.id, cid)) },
		needs(right.BanUsers), needs(right.BanUsers),
	},
	{"ban a member", restrict(cid, right.View), needs(right.BanUsers), needs(right.BanUsers)},
	{"restrict a member", restrict(cid, right.SendPolls), needs(right.BanUsers), needs(right.BanUsers)},
	{"ban a stranger", restrict(dot, right.View), needs(right.BanUsers), needs(right.BanUsers)},
	{"promote a member", promote(cid, right.AddAdmins), needs(right.AddAdmins), needs(right.AddAdmins)},
	{"give the channel away", func(s *stage, a user.Actor) error { return change(s.channels.Transfer(s.t.Context(), a, s.id, cid)) }, owners, owners},
	{"delete it", func(s *stage, a user.Actor) error { return change(s.channels.Delete(s.t.Context(), a, s.id)) }, owners, owners},
	{"read", func(s *stage, a user.Actor) error {
		_, err := s.messages.History(s.t.Context(), a, s.id.Peer(), message.Page{Limit: 10})
		return err
	}, who{readers: true, ban: right.View}, who{readers: true, ban: right.View}},
	{"list members", list(channel.Recent), who{readers: true}, who{admins: true}},
	{"list admins", list(channel.Admins), who{readers: true}, who{admins: true}},
	{"list who is restricted", list(channel.Restricted), who{admins: true}, who{admins: true}},
	{"list who is banned", list(channel.Banned), who{admins: true}, who{admins: true}},
	{"read the admin log", func(s *stage, a user.Actor) error {
		_, err := s.channels.Entries(s.t.Context(), a, s.id, channel.LogQuery{Limit: 10})
		return err
	}, who{admins: true}, who{admins: true}},
}

// role is what bob is.
type role struct {
	name           string
	owner, in      bool
	admin          right.Admin
	ban, everybody right.Ban // restrictions of bob, and of all members
	public         bool      // the chat
}

// roles is everything that somebody can be, for each right and each restriction.
func roles(broadcast bool) []role {
	out := []role{
		{name: "member", in: true},
		{name: "member of a public chat", in: true, public: true},
		{name: "stranger"},
		{name: "stranger to a public chat", public: true},
		{name: "banned", ban: right.View},
		{name: "banned from a public chat", ban: right.View, public: true},
	}
	for a := right.ChangeInfo; a <= right.AllAdmin; a <<= 1 {
		out = append(out,
			role{name: fmt.Sprintf("admin with right %d", bits.TrailingZeros32(uint32(a))), in: true, admin: a},
			role{name: fmt.Sprintf("admin without right %d", bits.TrailingZeros32(uint32(a))), in: true, admin: right.AllAdmin &^ a})
	}
	for b := right.Send; b <= right.AllBan; b <<= 1 {
		out = append(out, role{name: fmt.Sprintf("member restricted in %d", bits.TrailingZeros32(uint32(b))), in: true, ban: b})
		if !broadcast {
			out = append(out, role{name: fmt.Sprintf("member where all are restricted in %d", bits.TrailingZeros32(uint32(b))), in: true, everybody: b})
		}
	}
	// What was restricted stays so when one leaves.
	return append(out, role{name: "left", public: true, ban: right.SendPolls},
		role{name: "owner", owner: true, in: true}, role{name: "unnamed owner", owner: true, in: true, admin: right.Anonymous})
}

// answer is what a role is told.
func (w who) answer(r role) string {
	no := w.no
	if no == "" {
		no = "CHAT_ADMIN_REQUIRED"
	}
	may := false
	switch {
	case w.always != "":
		return w.always
	case !r.in && (!r.public || r.ban&right.View != 0):
		return "CHANNEL_PRIVATE"
	case w.readers, r.owner:
		may = !w.nobody
	case !r.in && w.guests != "":
		return w.guests
	case !r.in:
		return no
	case r.admin&right.Anonymous != 0 && w.unnamed != "":
		return w.unnamed
	case r.admin != 0:
		may = w.admins || r.admin&w.admin != 0
	case w.members:
		forbids := (r.ban.Full() | r.everybody.Full()) & w.ban
		if forbids&right.Send != 0 && w.barred != "" {
			return noWrite
		}
		if may = forbids == 0; !may && w.barred != "" {
			return w.barred
		}
	}
	switch {
	case !may:
		return no
	case w.chosen != 0 && r.admin&w.chosen == 0, r.admin&w.unchosen != 0, w.open && !r.public:
		return w.fails
	}
	return w.done
}

// become makes bob what r says.
func (s *stage) become(r role, broadcast bool) {
	s.t.Helper()
	ctx, boss := s.t.Context(), user.Actor{ID: ann}
	must := func(_ channel.Change, err error) {
		s.t.Helper()
		if f := fault.As(err); err != nil && (f == nil || f.Message() != "CHAT_NOT_MODIFIED") {
			s.t.Fatal(r.name, err)
		}
	}
	in, err := s.channels.Access(ctx, bob, s.id)
	if err != nil {
		s.t.Fatal(err)
	}
	if me := in[0].Me; !me.In {
		must(s.channels.Add(ctx, boss, s.id, bob))
	}
	must(s.channels.Promote(ctx, boss, s.id, bob, r.admin, ""))
	must(s.channels.Restrict(ctx, boss, s.id, bob, r.ban, 0))
	if !broadcast {
		must(s.channels.SetDefault(ctx, boss, s.id, r.everybody))
	}
	if !r.in && r.ban&right.View == 0 {
		must(s.channels.Leave(ctx, user.Actor{ID: bob}, s.id))
	}
	if r.owner {
		must(s.channels.Transfer(ctx, boss, s.id, bob))
	}
	if r.owner && r.admin != 0 {
		must(s.channels.Promote(ctx, user.Actor{ID: bob}, s.id, bob, r.admin, ""))
	}
	s.open(s.id, r.public)
}

// open makes a chat public or private.
func (s *stage) open(id channel.ID, public bool) {
	s.t.Helper()
	err := s.log.Run(s.t.Context(), []store.Owner{id.Owner()}, func(tx *update.Tx) error {
		c, _, err := channel.Load(tx, id)
		if c.Username = ""; public {
			c.Username = "public"
		}
		channel.Save(tx, &c)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// fresh makes a channel with people in it, and posts of bob's and of another.
func (s *stage) fresh(broadcast bool) {
	s.t.Helper()
	boss := user.Actor{ID: ann}
	c, err := s.channels.Create(s.t.Context(), boss, channel.Draft{Title: "Stage", Broadcast: broadcast})
	if err != nil {
		s.t.Fatal(err)
	}
	s.id = c.Channel.ID
	for _, id := range []user.ID{bob, cid, eve} {
		if _, err := s.channels.Add(s.t.Context(), boss, s.id, id); err != nil {
			s.t.Fatal(err)
		}
	}
	for _, id := range []user.ID{bob, eve} {
		if _, err := s.channels.Promote(s.t.Context(), boss, s.id, id, right.AllAdmin&^right.Anonymous, ""); err != nil {
			s.t.Fatal(err)
		}
	}
	s.random += 2
	s.own, s.others = s.must(bob, s.random-1, "mine").ID, s.must(eve, s.random, "another's").ID
	if s.forum {
		s.divide()
	}
	if err := s.react(cid, s.others, "👍"); err != nil {
		s.t.Fatal(err)
	}
	if s.setup != nil {
		s.setup(s)
	}
	s.clock.Advance(time.Second)
}

// trace is where the logs of a channel stand: who is refused leaves none.
func (s *stage) trace() (at update.Position, log int) {
	s.t.Helper()
	st, err := s.log.State(s.t.Context(), s.id.Owner())
	if err != nil {
		s.t.Fatal(err)
	}
	in, err := s.channels.Access(s.t.Context(), ann, s.id)
	if err != nil {
		s.t.Fatal(err)
	}
	return st.At, in[0].Log
}

// try has every role do what a rule is about.
func (x *rule) try(t *testing.T, broadcast, forum bool, setup func(*stage)) {
	w, kind := x.group, "supergroup"
	if broadcast {
		w, kind = x.channel, "channel"
	}
	s := &stage{club: newClub(t, channel.Draft{Title: "Stage"}), random: 1, forum: forum, broadcast: broadcast, setup: setup}
	s.fresh(broadcast)
	for _, r := range roles(broadcast) {
		s.become(r, broadcast)
		at, log := s.trace()
		err, want := x.do(s, user.Actor{ID: bob, Origin: 5}), w.answer(r)
		switch got := fault.As(err); {
		case err == nil && want == ok:
			s.fresh(broadcast)
			continue
		case err == nil || got == nil || got.Message() != want:
			t.Errorf("%s, %s: %v, not %q", kind, r.name, err, want)
		}
		if at2, log2 := s.trace(); at2 != at || log2 != log {
			t.Errorf("%s, %s: refused, and something happened", kind, r.name)
			s.fresh(broadcast)
		} else if r.owner { // once and for all
			s.fresh(broadcast)
		}
	}
}

// TestRightsMatrix tries every action with every right and every restriction.
func TestRightsMatrix(t *testing.T) {
	t.Parallel()
	for _, broadcast := range []bool{false, true} {
		for i := range matrix {
			t.Run(fmt.Sprintf("%s/%v", matrix[i].action, broadcast), func(t *testing.T) {
				t.Parallel()
				matrix[i].try(t, broadcast, false, nil)
			})
		}
		for i := range besides {
			t.Run(fmt.Sprintf("%s/%v", besides[i].action, broadcast), func(t *testing.T) {
				t.Parallel()
				besides[i].try(t, broadcast, false, besides[i].setup)
			})
		}
	}
}

// What decides nothing, for what it is about is not there: each action is tried with
// it, and without it, all the same.
const (
	idleAdmin = right.ManageCall | right.Other | right.PostStories | right.EditStories | right.DeleteStories |
		right.ManageDirect | right.ManageLinked | right.ManageWelcome
	idleBan = right.SendGifs | right.SendGames | right.SendInline | right.SendPhotos | right.SendVideos | right.SendRounds |
		right.SendAudios | right.SendVoices | right.SendFiles | right.BanLinked
	quiet = right.EmbedLinks // refuses nothing: see TestPagesOfTheRestricted
)

// TestEveryBitHasARow: a right or a restriction that no line of the matrices names
// decides nothing.
func TestEveryBitHasARow(t *testing.T) {
	t.Parallel()
	admin, ban := right.Admin(0), right.Ban(0)
	all := slices.Concat(matrix, inForum)
	for i := range besides {
		all = append(all, besides[i].rule)
	}
	for _, x := range all {
		for _, w := range []who{x.group, x.channel} {
			admin |= w.admin | w.chosen | w.unchosen
			ban |= w.ban
		}
	}
	if got := right.AllAdmin &^ admin; got != idleAdmin {
		t.Errorf("rights %b have no row, not %b", got, idleAdmin)
	}
	if got := right.AllBan &^ ban; got != idleBan|quiet {
		t.Errorf("restrictions %b have no row, not %b", got, idleBan|quiet)
	}
}

// TestAdminsOfOthers: nobody but the owner and who made them touches an admin, and
// nobody gives a right away that they do not have.
func TestAdminsOfOthers(t *testing.T) {
	t.Parallel()
	s := &stage{club: newClub(t, channel.Draft{Title: "Stage"}), random: 1}
	s.fresh(false)
	s.become(role{in: true, admin: right.BanUsers | right.AddAdmins}, false)
	for name, c := range map[string]struct {
		do   func(*stage, user.Actor) error
		want string
	}{
		"ban an admin":           {restrict(eve, right.View), "USER_ADMIN_INVALID"},
		"demote an admin":        {promote(eve, 0), "USER_ADMIN_INVALID"},
		"ban the owner":          {restrict(ann, right.View), "USER_CREATOR"},
		"demote the owner":       {promote(ann, 0), "USER_CREATOR"},
		"give what one lacks":    {promote(cid, right.PinMessages), "RIGHT_FORBIDDEN"},
		"take what one lacks":    {promote(bob, right.AllAdmin), "RIGHT_FORBIDDEN"},
		"add as an admin":        {promote(dot, right.BanUsers), "CHAT_ADMIN_REQUIRED"},
		"restrict oneself":       {restrict(bob, right.Send), "PARTICIPANT_ID_INVALID"},
		"demote who is no admin": {promote(dot, 0), "USER_NOT_PARTICIPANT"},
	} {
		if err := c.do(s, user.Actor{ID: bob}); !is(err, c.want) {
			t.Errorf("%s: %v, not %s", name, err, c.want)
		}
	}
	for _, do := range []func(*stage, user.Actor) error{promote(cid, right.BanUsers), promote(cid, 0), promote(cid, right.AddAdmins), restrict(cid, right.View)} {
		if err := do(s, user.Actor{ID: bob}); err != nil {
			t.Error("an admin of one's own:", err)
		}
	}
}
