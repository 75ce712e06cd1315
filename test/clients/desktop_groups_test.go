//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
	"heliograph/test/clients/desktop"
)

// TestDesktopGroups: Tess makes a channel, joins a group and moderates another in
// the windows of Telegram Desktop; what she does is looked for at the others, who
// use gotd. Screenshots are kept under artifacts/desktop/groups.
func TestDesktopGroups(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	c := newCast(t, s, "gus", "vera", "mia")
	client, err := desktop.New(s.patched(desktopProgram), filepath.Join(s.work, "desktop"), filepath.Join(desktopShots, "groups"), func(desktop.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Close()
		if t.Failed() {
			if err := keepDebugLogs(filepath.Join(s.work, "desktop")); err != nil {
				t.Error(err)
			}
		}
	})
	if err := client.Start(); err != nil {
		t.Fatal(err)
	}
	k := &shower{Client: client, cast: c}
	for i, step := range k.groupSteps() {
		k.step(i+1, step)
	}
}

func (k *shower) groupSteps() []deskStep {
	return []deskStep{
		{"signs in", k.signsIn},
		{"makes a channel", k.makesChannel},
		{"posts", k.postsInChannel},
		{"signs posts", k.signsPosts},
		{"sees the log of a channel", k.channelLog},
		{"joins by a link", k.joinsByLink},
		{"makes a group", k.makesGroup},
		{"is in a group", k.seesGroup},
		{"pins", k.pinsInGroup},
		{"restricts", k.restricts},
		{"promotes", k.promotes},
		{"deletes and bans", k.deletesAndBans},
		{"sees the log of a group", k.groupLog},
		{"was refused nothing", k.refusedNothing},
	}
}

// manageMenu is in the corner of a chat's page.
var manageMenu = image.Pt(577, 91)

func (k *shower) makesChannel(ctx context.Context) error {
	if err := k.Menu(ctx, "New Channel"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Channel name"); err != nil {
		return err
	}
	if err := k.fills(ctx, "News", "All the news"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Public Channel", "Private Channel", "Link"); err != nil {
		return err
	}
	if err := k.Letters(ctx, "desknews"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "This link is available"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Save$`)); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, atStart("Gus")); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Invite$`)); err != nil {
		return err
	}
	if _, err := k.channel("gus", "News"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Notes, "Channel created"); err != nil {
		return err
	}
	return k.State(ctx, regexp.MustCompile(`[2?zZ] ?subscribers`))
}

// fills types into the fields of a box and goes on.
func (k *shower) fills(ctx context.Context, texts ...string) error {
	for i, text := range texts {
		if i > 0 {
			if err := k.Keys(ctx, "Tab"); err != nil {
				return err
			}
		}
		if err := k.Letters(ctx, text); err != nil {
			return err
		}
	}
	return k.Keys(ctx, "Return")
}

// channel waits until somebody is in a chat with a title.
func (k *shower) channel(name, title string) (*tg.Channel, error) {
	d := k.tess
	if f := k.people[name]; f != nil {
		d = f.Device
	}
	in := func() (*tg.Channel, error) {
		ctx, cancel := d.Context()
		defer cancel()
		r, err := d.API.MessagesGetDialogs(ctx, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 50})
		if err != nil {
			return nil, err
		}
		all, ok := r.AsModified()
		if !ok {
			return nil, fmt.Errorf("%s has no list of chats", name)
		}
		for _, c := range all.GetChats() {
			if c, ok := c.(*tg.Channel); ok && c.Title == title && !c.Left {
				return c, nil
			}
		}
		return nil, fmt.Errorf("%s is not in %s", name, title)
	}
	if c, err := in(); err == nil {
		return c, nil
	}
	if err := d.Expect("a chat", func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateChannel); return ok }); err != nil {
		return nil, err
	}
	return in()
}

// gets waits until somebody gets a text in a channel or a supergroup.
func (k *shower) gets(name, text string) (*tg.Message, error) {
	var found *tg.Message
	err := k.people[name].Expect(text, func(u tg.UpdateClass) bool {
		if n, ok := u.(*tg.UpdateNewChannelMessage); ok {
			if m, ok := n.Message.(*tg.Message); ok && m.Message == text {
				found = m
			}
		}
		return found != nil
	})
	return found, err
}

// posts has somebody write to a channel or a supergroup; refused is with what they
// should be refused, if anything.
func (k *shower) posts(name, title, text, refused string) error {
	c, err := k.channel(name, title)
	if err != nil {
		return err
	}
	d := k.people[name]
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64()})
	if err == nil {
		d.Record(u)
	}
	if refused == "" {
		return err
	}
	if err == nil || !strings.Contains(err.Error(), refused) {
		return fmt.Errorf("%s was answered %w, not %s", name, err, refused)
	}
	return nil
}

func (k *shower) postsInChannel(ctx context.Context) error {
	if err := k.Visit(ctx, "News"); err != nil {
		return err
	}
	if err := k.writesIn(ctx, "extra, extra"); err != nil {
		return err
	}
	m, err := k.gets("gus", "extra, extra")
	if err != nil {
		return err
	}
	if _, from := m.GetFromID(); from || !m.Post {
		return fmt.Errorf("gus sees who wrote: %v", m)
	}
	if err := k.posts("gus", "News", "me too", "CHAT_WRITE_FORBIDDEN"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "News", "extra, extra")
}

// writesIn writes into the chat that is open.
func (k *shower) writesIn(ctx context.Context, text string) error {
	if err := k.Click(ctx, image.Pt((desktop.Field.Min.X+desktop.Field.Max.X)/2, 1177)); err != nil {
		return err
	}
	if err := k.Letters(ctx, text); err != nil {
		return err
	}
	return k.Keys(ctx, "Return")
}

// manages opens the box in which the chat that is open is changed.
func (k *shower) manages(ctx context.Context, title, what string) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, title); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Header, regexp.MustCompile(title)); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Info"); err != nil {
		return err
	}
	if err := k.Click(ctx, manageMenu); err != nil {
		return err
	}
	if err := k.Press(ctx, image.Rect(400, 100, 700, 320), desktop.Like("Manage "+what)); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Box, "Edit "+what, "Recent Actions")
}

func (k *shower) signsPosts(ctx context.Context) error {
	if err := k.manages(ctx, "News", "channel"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, desktop.Like("Sign messages")); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Save$`)); err != nil {
		return err
	}
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, "News"); err != nil {
		return err
	}
	if err := k.writesIn(ctx, "signed news"); err != nil {
		return err
	}
	m, err := k.gets("gus", "signed news")
	if err != nil {
		return err
	}
	if author, _ := m.GetPostAuthor(); author != "Tess" {
		return fmt.Errorf("the post is signed %q", author)
	}
	if err := k.Read(ctx, desktop.Chat, "extra, extra", "signed news"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "Tess,")
}

func (k *shower) channelLog(ctx context.Context) error {
	if err := k.manages(ctx, "News", "channel"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, desktop.Like("Recent Actions")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.WholeChat, "All actions", "desknews"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "invited Gus"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Notes, "changed channel link", "enabled signatures")
}

// joinsByLink: a link as Telegram's own are is one for Telegram Desktop, wherever
// the server is.
func (k *shower) joinsByLink(ctx context.Context) error {
	hash := k.group("mia", "Kites")
	if err := k.posts("mia", "Kites", "paper flies", ""); err != nil {
		return err
	}
	k.writes("mia", "https://t.me/+"+hash)
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Mia"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Chat, regexp.MustCompile(`t.me/`)); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Kites", "1 member", "Join Group"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Join Group$`)); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Notes, "Mia created group", "Tess joined the group via"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "Mia owner", "paper flies"); err != nil {
		return err
	}
	if err := k.writesIn(ctx, "so do I"); err != nil {
		return err
	}
	_, err := k.gets("mia", "so do I")
	return err
}

// group has somebody make a supergroup, and returns the hash of a link to it.
func (k *shower) group(name, title string, with ...string) string {
	d := k.tess
	if f := k.people[name]; f != nil {
		d = f.Device
	}
	u := ask(k.cast, d, func(ctx context.Context) (tg.UpdatesClass, error) {
		return d.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Megagroup: true, Title: title})
	})
	d.Record(u)
	us, ok := u.(*tg.Updates)
	if !ok {
		k.t.Fatalf("%s made %T", name, u)
	}
	c, ok := us.Chats[0].(*tg.Channel)
	if !ok {
		k.t.Fatalf("%s made %T", name, us.Chats[0])
	}
	var users []tg.InputUserClass
	for _, n := range with {
		users = append(users, &tg.InputUser{UserID: k.people[n].here.UserID, AccessHash: k.people[n].here.AccessHash})
	}
	if len(users) > 0 {
		ask(k.cast, d, func(ctx context.Context) (*tg.MessagesInvitedUsers, error) {
			return d.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: c.AsInput(), Users: users})
		})
	}
	link := ask(k.cast, d, func(ctx context.Context) (tg.ExportedChatInviteClass, error) {
		return d.API.MessagesExportChatInvite(ctx, &tg.MessagesExportChatInviteRequest{Peer: c.AsInputPeer()})
	})
	made, ok := link.(*tg.ChatInviteExported)
	if !ok {
		k.t.Fatalf("%s has the link %T", name, link)
	}
	_, hash, _ := strings.Cut(made.Link, "/+")
	return hash
}

// makesGroup: what Telegram Desktop calls a new group is a basic one.
func (k *shower) makesGroup(ctx context.Context) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Menu(ctx, "New Group"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Group name"); err != nil {
		return err
	}
	if err := k.fills(ctx, "Trio"); err != nil {
		return err
	}
	for _, name := range []string{"Gus", "Vera"} {
		if err := k.Press(ctx, image.Rect(240, 400, 660, 1000), atStart(name)); err != nil {
			return err
		}
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Create$`)); err != nil {
		return err
	}
	if err := k.State(ctx, regexp.MustCompile(`3 ?members`)); err != nil {
		return err
	}
	if err := k.writesIn(ctx, "just us three"); err != nil {
		return err
	}
	if err := k.arrives("vera", "just us three"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "just us three")
}

func (k *shower) seesGroup(ctx context.Context) error {
	k.group("tess", "Friends", "gus", "vera", "mia")
	for _, p := range []struct{ name, text string }{{"gus", "cheap coins"}, {"vera", "hello friends"}, {"gus", "buy now"}} {
		if err := k.posts(p.name, "Friends", p.text, ""); err != nil {
			return err
		}
	}
	if err := k.Visit(ctx, "Friends"); err != nil {
		return err
	}
	if err := k.State(ctx, regexp.MustCompile(`4 members`)); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Notes, "Tess created group", "Tess added Gus"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "cheap coins", "hello friends", "buy now")
}

func (k *shower) pinsInGroup(ctx context.Context) error {
	if err := k.Visit(ctx, "Friends"); err != nil {
		return err
	}
	if err := k.Choose(ctx, desktop.Chat, desktop.Like("hello friends"), desktop.Like("Pin Message")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Notify all members"); err != nil {
		return err
	}
	if err := k.Keys(ctx, "Return"); err != nil {
		return err
	}
	if err := k.people["vera"].Expect("the pin", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePinnedChannelMessages)
		return ok && p.Pinned
	}); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Bar, "Pinned message", "hello friends"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Notes, "Tess pinned")
}

// member chooses something for a member of the group that is open.
func (k *shower) member(ctx context.Context, name, what string) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Friends"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Header, regexp.MustCompile("Friends")); err != nil {
		return err
	}
	return k.Choose(ctx, image.Rect(240, 300, 660, 700), atStart(name), desktop.Like(what))
}

func (k *shower) restricts(ctx context.Context) error {
	if err := k.member(ctx, "Vera", "Restrict"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "User restrictions", "Vera", "What can this member do", "Send messages", "Restricted until", "Forever"); err != nil {
		return err
	}
	mark := k.Mark()
	if err := k.Press(ctx, desktop.Box, desktop.Like("Send messages")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "8/9"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Save$`)); err != nil {
		return err
	}
	if _, err := k.Answered(ctx, mark, "channels.editBanned"); err != nil {
		return err
	}
	return k.posts("vera", "Friends", "am I heard", "CHAT_SEND_PLAIN_FORBIDDEN")
}

func (k *shower) promotes(ctx context.Context) error {
	if err := k.member(ctx, "Mia", "Promote"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "What can this admin do", "Change group info", "Delete messages", "Ban users"); err != nil {
		return err
	}
	mark := k.Mark()
	if err := k.Press(ctx, desktop.Window, regexp.MustCompile(`Save$`)); err != nil {
		return err
	}
	if _, err := k.Answered(ctx, mark, "channels.editAdmin"); err != nil {
		return err
	}
	c, err := k.channel("mia", "Friends")
	if err != nil {
		return err
	}
	if r, ok := c.GetAdminRights(); !ok || !r.BanUsers || r.AddAdmins {
		return fmt.Errorf("mia has the rights %v", r)
	}
	return k.Read(ctx, desktop.Box, "Group Info", "Tess owner", "Mia admin")
}

// deletesAndBans: in one box, all that somebody wrote goes, and who wrote it.
func (k *shower) deletesAndBans(ctx context.Context) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Friends"); err != nil {
		return err
	}
	if err := k.Choose(ctx, desktop.Chat, desktop.Like("buy now"), desktop.Like("Delete Message")); err != nil {
		return err
	}
	mark := k.Mark()
	for _, what := range []string{"Ban User", "Report Spam", "Delete all from"} {
		if err := k.Press(ctx, desktop.Box, desktop.Like(what)); err != nil {
			return err
		}
	}
	if err := k.Keys(ctx, "Return"); err != nil {
		return err
	}
	for _, method := range []string{"channels.editBanned", "channels.reportSpam", "channels.deleteParticipantHistory"} {
		if _, err := k.Answered(ctx, mark, method); err != nil {
			return err
		}
	}
	if err := k.Gone(ctx, desktop.Chat, desktop.Like("cheap coins")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Notes, "Tess pinned", "Tess removed Gus"); err != nil {
		return err
	}
	if _, err := k.channel("gus", "Friends"); err == nil {
		return errors.New("gus is still in the group")
	}
	return nil
}

func (k *shower) groupLog(ctx context.Context) error {
	if err := k.manages(ctx, "Friends", "group"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, desktop.Like("Recent Actions")); err != nil {
		return err
	}
	all, err := k.Lines(ctx, desktop.WholeChat)
	if err != nil {
		return err
	}
	for _, want := range []string{"All actions", "pinned", "restrictions for Vera", "changed privileges for Mia", "banned Gus", "deleted this message"} {
		if !slices.ContainsFunc(all, desktop.Like(want).MatchString) {
			return fmt.Errorf("the log does not say %q: %q", want, all)
		}
	}
	return nil
}
