//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heliograph/test/clients/desktop"
)

// webShots are of the page and of Telegram Desktop, side by side.
const webShots = "../../artifacts/web-clients"

// TestWeb: one account in the web client, in TDLib and in Telegram Desktop, and people
// who talk to it with gotd. Whatever any of them does, all three show the same; of the
// first two everything is compared, of Telegram Desktop what its screen says. The server
// dies on the way, and at the end the page is loaded again, also while there is no
// server.
func TestWeb(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	c := newCast(t, s, "gus", "vera", "mia", "otto")
	client, err := desktop.New(s.patched(desktopProgram), filepath.Join(s.work, "desktop"), webShots, func(desktop.Event) {})
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
	shots, err := filepath.Abs(webShots)
	if err != nil {
		t.Fatal(err)
	}
	driver, err := startProcess(t, s, "web", []string{"TDJSON=" + s.patched(tdlib), "SHOTS=" + shots}, "node", "web.mjs")
	if err != nil {
		t.Fatal(err)
	}
	k := &trio{shower: &shower{Client: client, cast: c}, driver: driver, watch: &quiet{server: s}, texts: map[string][]string{}}
	for i, step := range k.webSteps() {
		if !k.webStep(i+1, step) {
			t.Fatalf("the driver's log ends so:\n%s", driver.last())
		}
	}
}

// trio is Tess at all three, and everybody else.
type trio struct {
	*shower
	driver *process
	watch  *quiet
	texts  map[string][]string // what each chat has, by its title
	club   int64               // the group, as TDLib and the page know it
}

// webStep says whether all went well. What follows a failure would only repeat it.
func (k *trio) webStep(n int, step deskStep) bool {
	ctx, cancel := context.WithTimeoutCause(k.t.Context(), webPatience, errNothing)
	defer cancel()
	begun := time.Now()
	err := step.do(ctx)
	name := fmt.Sprintf("%02d %s", n, step.name)
	k.t.Logf("%s: %v", name, time.Since(begun).Round(10*time.Millisecond))
	shots := context.WithoutCancel(ctx)
	if err := k.driver.call(shots, "shot", object{"name": name + " web"}, nil); err != nil {
		k.t.Error(err)
	}
	if err := k.Screenshot(name + " desktop"); err != nil {
		k.t.Error(err)
	}
	if err != nil {
		k.t.Errorf("%s: %v", name, err)
	}
	return err == nil
}

// webPatience bounds a step: some compare many chats, and log in three clients.
const webPatience = 60 * time.Second

func (k *trio) webSteps() []deskStep {
	return []deskStep{
		{"the web client signs in", k.entersWeb},
		{"the others sign in", k.entersOthers},
		{"everybody writes", k.everybodyWrites},
		{"edits", k.changesTexts},
		{"deletions", k.removesTexts},
		{"reactions and pinned messages", k.reactsAndPins},
		{"polls", k.votes},
		{"reading", k.reads},
		{"drafts", k.begins},
		{"pinned, muted, archived", k.arranges},
		{"folders", k.makesFolders},
		{"a group", k.makesClub},
		{"the server dies", k.serverDies},
		{"was refused nothing", k.webRefusedNothing},
		{"loaded again", k.loadsAgain},
	}
}

// web does something on the page.
func (k *trio) web(ctx context.Context, does string, args ...any) error {
	return k.driver.call(ctx, "web", object{"does": does, "args": args}, nil)
}

// tdlib asks TDLib something.
func (k *trio) tdlib(ctx context.Context, method string, params object) error {
	return k.driver.call(ctx, "call", object{"method": method, "params": params}, nil)
}

// onMessage asks TDLib something about a message of somebody's chat.
func (k *trio) onMessage(ctx context.Context, method, name, text string, more object) error {
	return k.driver.call(ctx, "onMessage", object{"method": method, "chat": k.id(name), "text": text, "more": more}, nil)
}

// id is that of the chat with somebody, or of the group.
func (k *trio) id(name string) int64 {
	if name == club {
		return k.club
	}
	return k.people[strings.ToLower(name)].here.UserID
}

// opens shows somebody's chat on the page.
func (k *trio) opens(ctx context.Context, name string) error {
	return k.web(ctx, "open", k.id(name), name)
}

// agree waits until both show the chats with these people with the texts that they
// should have, and returns what they show of the last.
func (k *trio) agree(ctx context.Context, names ...string) (chat shownChat, err error) {
	for _, name := range names {
		chat = shownChat{}
		if err := k.driver.call(ctx, "chat", object{"id": k.id(name), "title": name, "texts": k.texts[name]}, &chat); err != nil {
			return chat, fmt.Errorf("%s: %w", name, err)
		}
	}
	return chat, nil
}

// shownChat is what TDLib and the page show of a chat, oldest first.
type shownChat struct {
	All    []shownMessage `json:"all"`
	Pinned string         `json:"pinned"`
}

type shownMessage struct {
	Service   bool     `json:"service"`
	Text      string   `json:"text"`
	Out       bool     `json:"out"`
	Edited    bool     `json:"edited"`
	Read      bool     `json:"read"`
	Reactions []string `json:"reactions"`
	Votes     []string `json:"votes"`
}

// message is the one with a text.
func (c shownChat) message(text string) shownMessage {
	i := slices.IndexFunc(c.All, func(m shownMessage) bool { return m.Text == text })
	if i < 0 {
		return shownMessage{}
	}
	return c.All[i]
}

// lists waits until both show the same list of chats, archive and folders.
func (k *trio) lists(ctx context.Context) (l shownLists, err error) {
	err = k.driver.call(ctx, "lists", object{}, &l)
	return l, err
}

type shownLists struct {
	Main    []shownRow            `json:"main"`
	Archive []shownRow            `json:"archive"`
	Folders map[string][]shownRow `json:"folders"`
}

// shownRow is a chat in a list.
type shownRow struct {
	Title  string `json:"title"`
	Unread int    `json:"unread"`
	Marked bool   `json:"marked"`
	Muted  bool   `json:"muted"`
	Pinned bool   `json:"pinned"`
	Last   string `json:"last"`
}

func rowOf(rows []shownRow, title string) shownRow {
	i := slices.IndexFunc(rows, func(r shownRow) bool { return r.Title == title })
	if i < 0 {
		return shownRow{}
	}
	return rows[i]
}

func titles(rows []shownRow) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Title)
	}
	return all
}

// desktopShows waits until the chat that is open in Telegram Desktop shows texts, from
// top to bottom. How they end is hard to read beside the time.
func (k *trio) desktopShows(ctx context.Context, texts ...string) error {
	var missed error
	for {
		all, err := k.Lines(ctx, desktop.Chat)
		if err != nil {
			return errors.Join(missed, err)
		}
		if missed = below(all, texts); missed == nil {
			return nil
		}
	}
}

// below is whether lines have texts one below the other.
func below(lines, texts []string) error {
	rest := strings.Join(lines, "\n")
	for _, text := range texts {
		at := desktop.Like(text[:len(text)-2]).FindStringIndex(rest)
		if at == nil {
			return fmt.Errorf("Telegram Desktop does not show %q where it should: %q", text, lines)
		}
		rest = rest[at[1]:]
	}
	return nil
}
