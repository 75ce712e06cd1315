package channel_test

import (
	"context"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// Who stands in the group of the matrix; frank was added by dave.
const (
	admin    = alice
	member   = dave
	leaver   = user.ID(20)
	kicked   = user.ID(21)
	stranger = user.ID(22)
	frank    = user.ID(23)
	second   = user.ID(24) // another admin
)

// matrixGroup is a basic group with somebody of every standing in it.
func (w *world) matrixGroup(def right.Ban) channel.ID {
	w.Helper()
	ctx := w.Context()
	c := w.friends(admin, member, leaver, kicked, bob, second)
	w.ok(w.s.SetAdmin(ctx, as(owner), c, admin, true))
	w.ok(w.s.SetAdmin(ctx, as(owner), c, second, true))
	w.ok(w.s.Bring(ctx, as(member), c, frank, 0))
	w.ok(w.s.Remove(ctx, as(leaver), c, leaver, false))
	w.ok(w.s.Remove(ctx, as(owner), c, kicked, false))
	if def != 0 {
		w.ok(w.s.SetDefault(ctx, as(owner), c, def))
	}
	return c
}

// deed is something that one may do in a basic group.
type deed func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error

func done(_ channel.Change, err error) error { return err }

var deeds = map[string]deed{
	"title": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetTitle(ctx, a, c, "Other"))
	},
	"about": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetAbout(ctx, a, c, "Other"))
	},
	"add": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Bring(ctx, a, c, carol, 5))
	},
	"add one who was kicked": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Bring(ctx, a, c, kicked, 0))
	},
	"remove": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Remove(ctx, a, c, bob, false))
	},
	"remove whom the member added": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Remove(ctx, a, c, frank, false))
	},
	"remove and purge": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Remove(ctx, a, c, frank, true))
	},
	"remove an admin": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Remove(ctx, a, c, second, false))
	},
	"remove nobody": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Remove(ctx, a, c, 99, false))
	},
	"leave": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Remove(ctx, a, c, a.ID, false))
	},
	"come back": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Bring(ctx, a, c, a.ID, 0))
	},
	"promote": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetAdmin(ctx, a, c, bob, true))
	},
	"promote nobody": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetAdmin(ctx, a, c, 99, true))
	},
	"transfer": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Transfer(ctx, a, c, bob))
	},
	"default": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetDefault(ctx, a, c, right.SendPolls))
	},
	"protect": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Set(ctx, a, c, channel.NoForwards, true))
	},
	"hide history": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Set(ctx, a, c, channel.HiddenHistory, true))
	},
	"rank": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetRank(ctx, a, c, bob, "Chief"))
	},
	"own rank": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetRank(ctx, a, c, a.ID, "Chief"))
	},
	"reactions": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.SetReactions(ctx, a, c, channel.Reactions{Mode: channel.NoReactions}))
	},
	"link": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		_, err := s.MakeInvite(ctx, a, c, channel.InviteDraft{})
		return err
	},
	"delete": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Delete(ctx, a, c))
	},
	"migrate": func(ctx context.Context, s *channel.Service, a user.Actor, c channel.ID) error {
		return done(s.Migrate(ctx, a, c))
	},
}

// The matrix: for each deed what owner, admin, member, member of a group where
// members may nothing, who has left, who was kicked and strangers are told.
func TestRightsInABasicGroup(t *testing.T) {
	t.Parallel()
	const no, gone = "CHAT_ADMIN_REQUIRED", "CHAT_ID_INVALID"
	matrix := map[string][7]string{
		"title":                        {"", "", "", no, gone, gone, gone},
		"about":                        {"", "", "", no, gone, gone, gone},
		"add":                          {"", "", "", no, gone, gone, gone},
		"add one who was kicked":       {"", "", "USER_KICKED", no, gone, gone, gone},
		"remove":                       {"", "", no, no, gone, gone, gone},
		"remove whom the member added": {"", "", "", "", gone, gone, gone},
		"remove and purge":             {"", "", "", "", gone, gone, gone},
		"remove an admin":              {"", no, no, no, gone, gone, gone},
		"remove nobody":                {"USER_NOT_PARTICIPANT", "USER_NOT_PARTICIPANT", "USER_NOT_PARTICIPANT", "USER_NOT_PARTICIPANT", gone, gone, gone},
		"leave":                        {"", "", "", "", "USER_NOT_PARTICIPANT", "USER_NOT_PARTICIPANT", gone},
		"come back":                    {"USER_ALREADY_PARTICIPANT", "USER_ALREADY_PARTICIPANT", "USER_ALREADY_PARTICIPANT", "USER_ALREADY_PARTICIPANT", "", gone, gone},
		"promote":                      {"", no, no, no, gone, gone, gone},
		"promote nobody":               {"USER_NOT_PARTICIPANT", no, no, no, gone, gone, gone},
		"transfer":                     {"", no, no, no, gone, gone, gone},
		"default":                      {"", "", no, no, gone, gone, gone},
		"protect":                      {"", no, no, no, gone, gone, gone},
		"hide history":                 {"MEGAGROUP_REQUIRED", "MEGAGROUP_REQUIRED", no, no, gone, gone, gone},
		"rank":                         {"", "", no, no, gone, gone, gone},
		"own rank":                     {"", "", "", "", gone, gone, gone},
		"reactions":                    {"", "", "", no, gone, gone, gone},
		"link":                         {"", "", no, no, gone, gone, gone},
		"delete":                       {"", no, no, no, gone, gone, gone},
		"migrate":                      {"", no, no, no, gone, gone, gone},
	}
	if len(matrix) != len(deeds) {
		t.Fatal("a deed is not in the matrix")
	}
	who := [7]user.ID{owner, admin, member, member, leaver, kicked, stranger}
	for name, row := range matrix {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, channel.Limits{})
			for i, want := range row {
				var def right.Ban
				if i == 3 {
					def = right.BanInfo | right.BanInvite | right.BanPin
				}
				c := w.matrixGroup(def)
				err := deeds[name](t.Context(), w.s, as(who[i]), c)
				code := ""
				if f := fault.As(err); f != nil {
					code = f.Message()
				} else if err != nil {
					t.Fatal(err)
				}
				if code != want {
					t.Errorf("as number %d: %q, not %q", i, code, want)
				}
				w.counted(c)
			}
		})
	}
}

// counted fails the test unless the counts of a group are those of its people (C2).
func (w *world) counted(c channel.ID) {
	w.Helper()
	a := w.member(c, owner)
	ms, err := w.s.Everybody(w.Context(), c)
	if err != nil {
		w.Fatal(err)
	}
	admins := 0
	for i := range ms {
		if ms[i].IsAdmin || ms[i].IsOwner {
			admins++
		}
	}
	if len(ms) != a.Members || admins != a.Channel.Admins {
		w.Errorf("%d and %d are counted, %d and %d are there", a.Members, a.Channel.Admins, len(ms), admins)
	}
}

// Who may write in a basic group.
func TestWritingInABasicGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.matrixGroup(right.SendText)
	now := w.clock.Now().Unix()
	for who, want := range map[user.ID]string{
		owner: "", admin: "", member: "CHAT_SEND_PLAIN_FORBIDDEN", leaver: "CHAT_WRITE_FORBIDDEN", kicked: "CHAT_WRITE_FORBIDDEN", stranger: "CHAT_ID_INVALID",
	} {
		a := w.member(c, who)
		code := ""
		if f := fault.As(a.MayWrite(right.SendText, now)); f != nil {
			code = f.Message()
		}
		if code != want {
			t.Errorf("%d: %q, not %q", who, code, want)
		}
	}
}

// Two hundred people come at once, and no more.
func TestABasicGroupIsFull(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	var all []user.ID
	for i := range user.ID(199) {
		all = append(all, 1000+i)
	}
	c := w.friends(all...)
	if a := w.member(c, owner); a.Members != 200 {
		t.Errorf("%d are in it", a.Members)
	}
	_, err := w.s.Bring(ctx, as(owner), c, alice, 0)
	w.fails("USERS_TOO_MUCH", err)
	link := w.invite(owner, c, channel.InviteDraft{})
	_, err = w.s.JoinByInvite(ctx, as(alice), link.Hash)
	w.fails("USERS_TOO_MUCH", err)
	to := w.ok(w.s.Migrate(ctx, as(owner), c)).Channel.ID
	w.ok(w.s.JoinByInvite(ctx, as(alice), link.Hash))
	if a := w.member(to, owner); a.Members != 201 {
		t.Errorf("%d are in the supergroup", a.Members)
	}
}

// The owner hands a group on, and stays an admin of it.
func TestABasicGroupIsHandedOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.friends(alice, bob)
	w.ok(w.s.Transfer(ctx, as(owner), c, alice))
	if a, b := w.member(c, alice), w.member(c, owner); !a.Stand.Owner || b.Stand.Owner || !b.Stand.Has(channel.GroupAdmin) || a.Owner != alice {
		t.Errorf("%+v, %+v", a, b)
	}
	w.ok(w.s.Remove(ctx, as(alice), c, owner, false))
	w.counted(c)
}
