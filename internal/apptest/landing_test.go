package apptest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// newChannel has a device make a public channel.
func newChannel(t *testing.T, d *apptest.Device, title, name string) *tg.Channel {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Title: title, About: "What the <sun> does, every day.", Broadcast: true})
	if err != nil {
		t.Fatal(err)
	}
	c := chatOf(t, u)
	if _, err := d.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: c.AsInput(), Username: name}); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPagesOfChannels: a stranger reads the posts of a public channel in a browser,
// page by page and one by one; of a public group only what it is, and of anything
// private nothing.
func TestPagesOfChannels(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2))
	login(t, alice)
	login(t, bob)
	news := newChannel(t, alice, "Sun news", "sunnews")
	for i := 1; i <= 24; i++ {
		if err := postTo(alice, news, fmt.Sprintf("report <%d>", i)); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := alice.Context()
	defer cancel()
	if _, err := alice.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
		Peer: news.AsInputPeer(), Message: "bold and hidden", RandomID: id.Int64(),
		Entities: []tg.MessageEntityClass{&tg.MessageEntityBold{Length: 4}, &tg.MessageEntitySpoiler{Offset: 9, Length: 6}},
	}); err != nil {
		t.Fatal(err)
	}
	want := func(path string, code int, has []string, lacks ...string) {
		t.Helper()
		got, text := page(t, "http://"+srv.Addr().String()+path)
		if got != code {
			t.Errorf("%s: %d", path, got)
		}
		for _, s := range has {
			if !strings.Contains(text, s) {
				t.Errorf("%s lacks %q: %s", path, s, text)
			}
		}
		for _, s := range lacks {
			if strings.Contains(text, s) {
				t.Errorf("%s has %q", path, s)
			}
		}
	}
	want("/sunnews", 200, []string{"Sun news", "What the &lt;sun&gt; does", "report &lt;24&gt;", "<strong>bold</strong>", "?before=7", "1 view "}, "report &lt;5&gt;", "alice", "<sun>")
	want("/sunnews?before=7", 200, []string{"report &lt;5&gt;", "report &lt;1&gt;", "Newest posts"}, "report &lt;6&gt;", "Older posts")
	want("/sunnews/2", 200, []string{"report &lt;1&gt;", "tg://resolve?domain=sunnews&amp;post=2"}, "report &lt;2&gt;")
	want("/sunnews/1", 404, nil, "tg:") // what the channel tells of itself
	want("/sunnews/99", 404, nil, "tg:")
	group := newGroup(t, alice, "Sun watchers")
	if err := postTo(alice, group, "only for us"); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: group.AsInput(), Username: "sunwatch"}); err != nil {
		t.Fatal(err)
	}
	want("/sunwatch", 200, []string{"Sun watchers", "1 member<"}, "only for us")
	want("/sunwatch/2", 200, []string{"domain=sunwatch&amp;post=2"}, "only for us")
	if _, err := alice.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: news.AsInput()}); err != nil {
		t.Fatal(err)
	}
	want("/sunnews", 404, nil, "report")
	want("/sunnews/2", 404, nil, "report")
	want(fmt.Sprintf("/c/%d/2", news.ID), 200, []string{"tg://privatepost?channel="}, "report", "Sun news")
}
