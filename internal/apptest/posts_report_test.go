package apptest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/user"
)

// TestGroupReports: what people report of groups, and of what is written there, reaches
// the operator, and tells nobody's name whom the group does not.
func TestGroupReports(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	of := func(who int) tg.InputPeerClass { return g.devices[0].InputPeer(g.devices[who].Self.ID) }
	first := g.post(1, "buy this", 0, 2)[0].ID
	g.promote(0, tg.ChatAdminRights{Anonymous: true})
	second := g.post(0, "by the group", 1, 2)[0].ID
	if err := g.react(2, first, "💩"); err != nil {
		t.Fatal(err)
	}
	spam := func(who int, ids ...int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.ChannelsReportSpam(ctx, &tg.ChannelsReportSpamRequest{Channel: c.AsInput(), Participant: of(1), ID: ids})
			return err
		})
	}
	if err := spam(0, first, second); err != nil { // what is not of bob is left out
		t.Error(err)
	}
	for want, err := range map[string]error{"MSG_ID_INVALID": spam(0, second), "PEER_ID_INVALID": spam(2, first)} { // alice's hash is not carol's
		if !tgerr.Is(err, want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		if _, err := api.ChannelsReportSpam(ctx, &tg.ChannelsReportSpamRequest{Channel: c.AsInput(), Participant: &tg.InputPeerSelf{}, ID: []int{first}}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
			t.Error(err)
		}
		for option, want := range map[string]string{"": "*tg.ReportResultChooseOption", "spam": "*tg.ReportResultReported", "nonsense": "OPTION_INVALID"} {
			res, err := api.MessagesReport(ctx, &tg.MessagesReportRequest{Peer: c.AsInputPeer(), ID: []int{second}, Option: []byte(option)})
			if got := fmt.Sprintf("%T", res); got != want && !tgerr.Is(err, want) {
				t.Errorf("%q: %s, %v", option, got, err)
			}
		}
		if _, err := api.MessagesReport(ctx, &tg.MessagesReportRequest{Peer: c.AsInputPeer(), ID: []int{999}}); !tgerr.Is(err, "MESSAGE_ID_INVALID") {
			t.Error(err)
		}
		if _, err := api.AccountReportPeer(ctx, &tg.AccountReportPeerRequest{Peer: c.AsInputPeer(), Reason: &tg.InputReportReasonFake{}, Message: "not my friends"}); err != nil {
			return err
		}
		_, err := api.MessagesReportSpam(ctx, c.AsInputPeer())
		return err
	})
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReportReaction(ctx, &tg.MessagesReportReactionRequest{Peer: c.AsInputPeer(), ID: first, ReactionPeer: of(2)})
		return err
	})
	ctx, cancel := g.devices[0].Context()
	defer cancel()
	all, err := srv.Node().Subjects().Report.Newest(ctx, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all {
		line := fmt.Sprint(r.By == userID(g.devices[0]), " ", r.Peer.Kind, r.Chat.Kind, " ", r.Reason, r.Comment)
		for _, q := range r.Quotes {
			line += fmt.Sprint(" | ", q.From != 0, " ", q.Text)
		}
		got = append(got, line)
	}
	want := []string{
		"true 1 3 reaction💩 | true buy this", "false 3 0 spam", "false 3 0 fraud/impersonationnot my friends", "false 3 0 spam | false by the group",
		"true 1 3 spam | true buy this",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the operator reads\n%s", strings.Join(got, "\n"))
	}
}

// TestChannelOddities: what clients ask of any channel, and what is not there.
func TestChannelOddities(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		ads, err := api.MessagesGetSponsoredMessages(ctx, &tg.MessagesGetSponsoredMessagesRequest{Peer: c.AsInputPeer()})
		if _, ok := ads.(*tg.MessagesSponsoredMessagesEmpty); !ok || err != nil {
			t.Error(ads, err)
		}
		r := &tg.MessagesTranslateTextRequest{ToLang: "en"}
		r.SetPeer(c.AsInputPeer())
		r.SetID([]int{1})
		if _, err := api.MessagesTranslateText(ctx, r); !tgerr.Is(err, "TRANSLATIONS_DISABLED") {
			t.Error(err)
		}
		if _, err := api.MessagesGetPeerSettings(ctx, c.AsInputPeer()); err != nil {
			t.Error(err)
		}
		votes, err := api.MessagesGetUnreadPollVotes(ctx, &tg.MessagesGetUnreadPollVotesRequest{Peer: c.AsInputPeer(), Limit: 10})
		if m, ok := votes.AsModified(); err != nil || !ok || len(m.GetMessages()) != 0 {
			t.Error(votes, err)
		}
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err != nil {
			return err
		}
		read, err := api.MessagesReadPollVotes(ctx, &tg.MessagesReadPollVotesRequest{Peer: c.AsInputPeer()})
		if err != nil || read.Pts != full.FullChat.(*tg.ChannelFull).Pts {
			t.Error(read, err)
		}
		return nil
	})
}

func userID(d *apptest.Device) user.ID { return user.ID(d.Self.ID) }
