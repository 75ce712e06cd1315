package view_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// group is a basic group, as the viewer stands in it.
type group struct{ in channel.Access }

func (g group) Access(context.Context, user.ID, ...channel.ID) ([]channel.Access, error) {
	g.in.ID, g.in.Title, g.in.Owner, g.in.Version, g.in.Created, g.in.Members = 7, "Friends", 2, 5, 1000, 3
	g.in.Stand = g.in.Me.Standing(&g.in.Channel, 0)
	return []channel.Access{g.in}, nil
}

func (group) Everybody(context.Context, channel.ID) ([]channel.Member, error) {
	return []channel.Member{
		{User: 2, In: true, Joined: 1000, IsOwner: true},
		{User: 3, In: true, Joined: 2000, Inviter: 2, IsAdmin: true, Rank: "Chief"},
		{User: me, In: true, Joined: 3000},
	}, nil
}

func ofGroup(t *testing.T, in channel.Access) *view.Renderer {
	t.Helper()
	h, err := peer.NewHasher(bytes.Repeat([]byte{1}, 16))
	if err != nil {
		t.Fatal(err)
	}
	return view.New(view.Deps{
		People: subjects{}, Messages: subjects{}, Drafts: subjects{}, Dialogs: subjects{}, Notify: settings{}, Folders: folders{}, Hash: h,
		Channels: group{in},
	})
}

func TestABasicGroupAsOneStandsInIt(t *testing.T) {
	t.Parallel()
	inside := channel.Member{User: me, In: true, Joined: 3000}
	admin, left, kicked := inside, inside, inside
	admin.IsAdmin, admin.Admin = true, channel.GroupAdmin
	left.In = false
	kicked.In, kicked.Ban = false, right.AllBan
	for _, x := range []struct {
		name string
		in   channel.Access
		want func(tg.ChatClass) bool
		sees bool // who is in it
	}{
		{"member", channel.Access{Me: inside}, func(c tg.ChatClass) bool {
			g, ok := c.(*tg.Chat)
			return ok && !g.Left && !g.Creator && g.Date == 1000 && g.Version == 5 && g.ParticipantsCount == 3 && g.AdminRights.Zero() && !g.Deactivated
		}, true},
		{"admin", channel.Access{Me: admin}, func(c tg.ChatClass) bool {
			g, ok := c.(*tg.Chat)
			return ok && g.AdminRights.BanUsers && !g.AdminRights.AddAdmins && !g.Creator
		}, true},
		{"who left", channel.Access{Me: left}, func(c tg.ChatClass) bool { g, ok := c.(*tg.Chat); return ok && g.Left && g.Date == 1000 }, false},
		{"who was removed", channel.Access{Me: kicked}, func(c tg.ChatClass) bool { g, ok := c.(*tg.ChatForbidden); return ok && g.Title == "Friends" }, false},
		{"where it has ended", channel.Access{Me: inside, Channel: channel.Channel{Deleted: true}}, func(c tg.ChatClass) bool { _, ok := c.(*tg.ChatForbidden); return ok }, false},
		{"where it is another", channel.Access{Me: inside, Channel: channel.Channel{To: 2_000_000_000}}, func(c tg.ChatClass) bool {
			g, ok := c.(*tg.Chat)
			to, is := g.MigratedTo.(*tg.InputChannel)
			return ok && g.Deactivated && is && to.ChannelID == 2_000_000_000 && to.AccessHash != 0
		}, false},
		{"stranger", channel.Access{Me: channel.Member{User: me}}, func(c tg.ChatClass) bool { return c == nil }, false},
	} {
		u, err := ofGroup(t, x.in).Push(t.Context(), me, []update.Event{{Kind: update.Members, Peer: peer.Of(peer.Chat, 7)}})
		if err != nil {
			t.Fatal(err)
		}
		us := u.(*tg.Updates)
		if err := us.Encode(&bin.Buffer{}); err != nil {
			t.Errorf("%s: %v", x.name, err)
		}
		var chat tg.ChatClass
		if len(us.Chats) > 0 {
			chat = us.Chats[0]
		}
		ps, sees := us.Updates[0].(*tg.UpdateChatParticipants).Participants.(*tg.ChatParticipants)
		if !x.want(chat) || sees != x.sees {
			t.Errorf("%s: %v, sees members: %t", x.name, chat, sees)
		}
		if sees && (ps.Version != 5 || len(ps.Participants) != 3 || len(us.Users) != 3) {
			t.Errorf("%s: %v, %v", x.name, ps, us.Users)
		}
	}
}

func TestEventsOfABasicGroup(t *testing.T) {
	t.Parallel()
	v := ofGroup(t, channel.Access{Me: channel.Member{User: me, In: true, Joined: 3000}, Channel: channel.Channel{Default: right.SendPolls}})
	chat := peer.Of(peer.Chat, 7)
	us := push(t, v, update.Event{Kind: update.Rights, Peer: chat}, update.Event{Kind: update.Channel, Peer: chat}, update.Event{Kind: update.Members, Peer: chat}, update.Event{Kind: update.Members, Peer: chat})
	if len(us.Updates) != 3 {
		t.Errorf("who is in the group is told %d times", len(us.Updates)-2)
	}
	r, ok := us.Updates[0].(*tg.UpdateChatDefaultBannedRights)
	if !ok || !r.DefaultBannedRights.SendPolls || r.Version != 5 || r.Peer.(*tg.PeerChat).ChatID != 7 {
		t.Errorf("%v", us.Updates[0])
	}
	if c, ok := us.Updates[1].(*tg.UpdateChat); !ok || c.ChatID != 7 {
		t.Errorf("%v", us.Updates[1])
	}
	ps := us.Updates[2].(*tg.UpdateChatParticipants).Participants.(*tg.ChatParticipants).Participants
	if _, ok := ps[0].(*tg.ChatParticipantCreator); !ok {
		t.Errorf("%v", ps[0])
	}
	if a, ok := ps[1].(*tg.ChatParticipantAdmin); !ok || a.InviterID != 2 || a.Rank != "Chief" {
		t.Errorf("%v", ps[1])
	}
	if m, ok := ps[2].(*tg.ChatParticipant); !ok || m.InviterID != 2 || m.Date != 3000 {
		t.Errorf("%v", ps[2])
	}
	if len(us.Chats) != 1 {
		t.Errorf("%v", us.Chats)
	}
}
