package apptest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// carry has somebody post media, and is the post as another hears of it.
func (g *gang) carry(who int, media tg.InputMediaClass, other int) (*tg.Message, error) {
	g.t.Helper()
	var sent int
	err := g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u, err := api.MessagesSendMedia(ctx, &tg.MessagesSendMediaRequest{Peer: c.AsInputPeer(), Media: media, RandomID: id.Int64()})
		if err != nil {
			return err
		}
		g.devices[who].Record(u)
		for _, x := range u.(*tg.Updates).Updates {
			if n, ok := x.(*tg.UpdateNewChannelMessage); ok {
				sent = n.Message.GetID()
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return g.told(other, sent), nil
}

// told waits until somebody hears of a post.
func (g *gang) told(who, post int) (m *tg.Message) {
	g.t.Helper()
	if err := g.devices[who].Expect(fmt.Sprint("post ", post), func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok || n.Message.GetID() != post {
			return false
		}
		m, ok = n.Message.(*tg.Message)
		return ok
	}); err != nil {
		g.t.Fatal(err)
	}
	return m
}

// change has somebody change the media of a post.
func (g *gang) change(who, post int, media tg.InputMediaClass) error {
	return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesEditMessageRequest{Peer: c.AsInputPeer(), ID: post}
		r.SetMedia(media)
		u, err := api.MessagesEditMessage(ctx, r)
		if err == nil {
			g.devices[who].Record(u)
		}
		return err
	})
}

// edited waits until somebody hears that a post has changed into what match wants.
func (g *gang) edited(who, post int, match func(*tg.Message) bool) {
	g.t.Helper()
	if err := g.devices[who].Expect(fmt.Sprint("an edit of ", post), func(u tg.UpdateClass) bool {
		e, ok := u.(*tg.UpdateEditChannelMessage)
		if !ok || e.Message.GetID() != post {
			return false
		}
		m, ok := e.Message.(*tg.Message)
		return ok && match(m)
	}); err != nil {
		g.t.Fatal(err)
	}
}

func words(s string) tg.TextWithEntities { return tg.TextWithEntities{Text: s} }

func question(public bool) *tg.InputMediaPoll {
	return &tg.InputMediaPoll{Poll: tg.Poll{Question: words("Lunch?"), PublicVoters: public, Answers: []tg.PollAnswerClass{
		&tg.InputPollAnswer{Text: words("soup")}, &tg.InputPollAnswer{Text: words("fish")},
	}}}
}

// vote has somebody vote for the first answer of a poll.
func (g *gang) vote(who int, m *tg.Message) error {
	return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		first := m.Media.(*tg.MessageMediaPoll).Poll.Answers[0].(*tg.PollAnswer)
		_, err := api.MessagesSendVote(ctx, &tg.MessagesSendVoteRequest{Peer: c.AsInputPeer(), MsgID: m.ID, Options: [][]byte{first.Option}})
		return err
	})
}

// promote makes somebody an admin.
func (g *gang) promote(who int, r tg.ChatAdminRights) {
	g.t.Helper()
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u := &tg.InputUserSelf{}
		var in tg.InputUserClass = u
		if who != 0 {
			in = inputUser(g.devices[0], g.devices[who])
		}
		_, err := api.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{Channel: c.AsInput(), UserID: in, AdminRights: r})
		return err
	})
}

// newestAct is the newest entry of the admin log.
func (g *gang) newestAct() (a tg.ChannelAdminLogEventActionClass) {
	g.t.Helper()
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		log, err := api.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: c.AsInput(), Limit: 1})
		if err == nil {
			a = log.Events[0].Action
		}
		return err
	})
	return a
}

// TestChannelPolls: nobody learns in a channel who votes what, and who may edit the
// posts of others closes a poll.
func TestChannelPolls(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	if _, err := g.carry(0, question(true), 1); !tgerr.Is(err, "BROADCAST_PUBLIC_VOTERS_FORBIDDEN") {
		t.Fatal(err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error { // nor is such a one forwarded there
		u, err := api.MessagesSendMedia(ctx, &tg.MessagesSendMediaRequest{Peer: &tg.InputPeerSelf{}, Media: question(true), RandomID: 1})
		if err != nil {
			return err
		}
		for _, x := range u.(*tg.Updates).Updates {
			if n, ok := x.(*tg.UpdateNewMessage); ok {
				_, err := api.MessagesForwardMessages(ctx, &tg.MessagesForwardMessagesRequest{
					FromPeer: &tg.InputPeerSelf{}, ToPeer: c.AsInputPeer(), ID: []int{n.Message.GetID()}, RandomID: []int64{2},
				})
				if !tgerr.Is(err, "BROADCAST_PUBLIC_VOTERS_FORBIDDEN") {
					t.Error(err)
				}
			}
		}
		return nil
	})
	m, err := g.carry(0, question(false), 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.vote(1, m); err != nil {
		t.Fatal(err)
	}
	if err := g.devices[2].Expect("that somebody voted", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdateMessagePoll)
		return ok && p.Results.TotalVoters == 1
	}); err != nil {
		t.Error(err)
	}
	closed := question(false)
	closed.Poll.Closed = true
	if err := g.change(1, m.ID, closed); !tgerr.Is(err, "MESSAGE_AUTHOR_REQUIRED") {
		t.Error(err)
	}
	g.promote(1, tg.ChatAdminRights{EditMessages: true})
	if err := g.change(1, m.ID, closed); err != nil {
		t.Fatal(err)
	}
	if err := g.change(1, m.ID, closed); !tgerr.Is(err, "MESSAGE_POLL_CLOSED") {
		t.Error(err)
	}
	if err := g.vote(2, m); !tgerr.Is(err, "MESSAGE_POLL_CLOSED") {
		t.Error(err)
	}
	if a, ok := g.newestAct().(*tg.ChannelAdminLogEventActionStopPoll); !ok || a.Message.GetID() != m.ID {
		t.Errorf("%+v", g.newestAct())
	}
}

// TestGroupPolls: in a group it is told who votes what, but for admins whose names are
// not to be known: those do not vote.
func TestGroupPolls(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	m, err := g.carry(1, question(true), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.vote(2, m); err != nil {
		t.Fatal(err)
	}
	g.promote(0, tg.ChatAdminRights{Anonymous: true})
	if err := g.vote(0, m); !tgerr.Is(err, "ANONYMOUS_REACTIONS_DISABLED") {
		t.Error(err)
	}
	if err := g.vote(1, m); err != nil {
		t.Fatal(err)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		vs, err := api.MessagesGetPollVotes(ctx, &tg.MessagesGetPollVotesRequest{Peer: c.AsInputPeer(), ID: m.ID, Limit: 10})
		if err == nil && vs.Count != 2 {
			t.Errorf("%+v", vs)
		}
		return err
	})
	closed := question(true)
	closed.Poll.Closed = true
	if err := g.change(0, m.ID, closed); !tgerr.Is(err, "MESSAGE_AUTHOR_REQUIRED") { // though she owns the group
		t.Error(err)
	}
	if err := g.change(1, m.ID, closed); err != nil {
		t.Error(err)
	}
}

// TestGroupLists: members tick and add to a list, as its author and their rights say.
func TestGroupLists(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	list := &tg.InputMediaTodo{Todo: tg.TodoList{OthersCanComplete: true, Title: words("trip"), List: []tg.TodoItem{{ID: 1, Title: words("tickets")}, {ID: 2, Title: words("tent")}}}}
	m, err := g.carry(1, list, 0)
	if err != nil {
		t.Fatal(err)
	}
	tick := func(who int, ids ...int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			u, err := api.MessagesToggleTodoCompleted(ctx, &tg.MessagesToggleTodoCompletedRequest{Peer: c.AsInputPeer(), MsgID: m.ID, Completed: ids})
			if err == nil {
				g.devices[who].Record(u)
			}
			return err
		})
	}
	add := func(who int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesAppendTodoList(ctx, &tg.MessagesAppendTodoListRequest{Peer: c.AsInputPeer(), MsgID: m.ID, List: []tg.TodoItem{{ID: 3, Title: words("stove")}}})
			return err
		})
	}
	done := func(m *tg.Message) (by []string) {
		for _, c := range m.Media.(*tg.MessageMediaToDo).Completions {
			by = append(by, fmt.Sprint(c.ID, " ", c.CompletedBy))
		}
		return by
	}
	if err := tick(2, 1); err != nil {
		t.Fatal(err)
	}
	if err := tick(2, 1); !tgerr.Is(err, "TODO_NOT_MODIFIED") {
		t.Error(err)
	}
	if err := add(2); !tgerr.Is(err, "MESSAGE_AUTHOR_REQUIRED") {
		t.Error(err)
	}
	g.edited(0, m.ID, func(m *tg.Message) bool { return len(done(m)) == 1 })
	if err := g.devices[0].Expect("a note", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		s, ok := n.Message.(*tg.MessageService)
		if !ok {
			return false
		}
		a, ok := s.Action.(*tg.MessageActionTodoCompletions)
		return ok && a.Completed[0] == 1 && s.ReplyTo.(*tg.MessageReplyHeader).ReplyToMsgID == m.ID
	}); err != nil {
		t.Error(err)
	}
	// An admin whose name is not to be known ticks as the group.
	g.promote(0, tg.ChatAdminRights{Anonymous: true})
	if err := tick(0, 2); err != nil {
		t.Fatal(err)
	}
	got := g.message(2, m.ID)
	if by := fmt.Sprint(done(got)); by != fmt.Sprint([]string{fmt.Sprint(1, " ", &tg.PeerUser{UserID: g.devices[2].Self.ID}), fmt.Sprint(2, " ", &tg.PeerChannel{ChannelID: g.id})}) {
		t.Errorf("done: %s", by)
	}
	list.Todo.OthersCanAppend = true
	if err := g.change(1, m.ID, list); err != nil {
		t.Fatal(err)
	}
	if err := add(2); err != nil {
		t.Error(err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditBanned(ctx, &tg.ChannelsEditBannedRequest{
			Channel: c.AsInput(), Participant: g.devices[0].InputPeer(g.devices[2].Self.ID), BannedRights: tg.ChatBannedRights{SendPolls: true},
		})
		return err
	})
	if err := tick(2, 3); !tgerr.Is(err, "CHAT_SEND_POLL_FORBIDDEN") {
		t.Error(err)
	}
}

// TestGroupLive: a point that moves, as long as its sender says.
func TestGroupLive(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	live := func(lat float64, stop bool) *tg.InputMediaGeoLive {
		m := &tg.InputMediaGeoLive{GeoPoint: &tg.InputGeoPoint{Lat: lat, Long: 10}, Stopped: stop}
		if !stop {
			m.SetPeriod(900)
		}
		return m
	}
	m, err := g.carry(1, live(1, false), 0)
	if err != nil {
		t.Fatal(err)
	}
	moving := func() (n int) {
		g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			res, err := api.MessagesGetRecentLocations(ctx, &tg.MessagesGetRecentLocationsRequest{Peer: c.AsInputPeer(), Limit: 10})
			if x, ok := res.AsModified(); ok {
				n = len(x.GetMessages())
			}
			return err
		})
		return n
	}
	if n := moving(); n != 1 {
		t.Errorf("%d move", n)
	}
	if err := g.change(0, m.ID, live(2, false)); !tgerr.Is(err, "MESSAGE_AUTHOR_REQUIRED") {
		t.Error(err)
	}
	if err := g.change(1, m.ID, live(2, false)); err != nil {
		t.Fatal(err)
	}
	g.edited(0, m.ID, func(m *tg.Message) bool {
		return m.Media.(*tg.MessageMediaGeoLive).Geo.(*tg.GeoPoint).Lat == 2 && m.EditHide
	})
	if _, ok := g.newestAct().(*tg.ChannelAdminLogEventActionEditMessage); ok {
		t.Error("the admin log follows somebody's way")
	}
	if err := g.change(1, m.ID, live(2, true)); err != nil {
		t.Fatal(err)
	}
	if n := moving(); n != 0 {
		t.Errorf("%d move", n)
	}
	if err := g.change(1, m.ID, live(3, false)); !tgerr.Is(err, "MESSAGE_EDIT_TIME_EXPIRED") {
		t.Error(err)
	}
}
