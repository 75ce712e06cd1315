//go:build clients

package clients

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
	"heliograph/test/clients/desktop"
)

const (
	// desktopProgram is what scripts/tools installs.
	desktopProgram = "/usr/bin/telegram-desktop"
	desktopShots   = "../../artifacts/desktop"
)

// startDesktop runs Telegram Desktop until the test ends.
func startDesktop(t *testing.T, s *server, tell func(desktop.Event)) (*desktop.Client, error) {
	t.Helper()
	c, err := desktop.New(s.patched(desktopProgram), filepath.Join(s.work, "desktop"), desktopShots, tell)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() {
		c.Close()
		if t.Failed() {
			if err := keepDebugLogs(filepath.Join(s.work, "desktop")); err != nil {
				t.Error(err)
			}
		}
	})
	return c, c.Start()
}

// keepDebugLogs copies the logs of a Telegram Desktop to its screenshots.
func keepDebugLogs(dir string) error {
	logs, err := filepath.Glob(filepath.Join(dir, "DebugLogs", "*.txt"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(desktopShots, 0o755); err != nil {
		return err
	}
	for _, name := range append(logs, filepath.Join(dir, "log.txt")) {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(desktopShots, filepath.Base(name)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// TestDesktop is a day of somebody at Telegram Desktop, who talks to somebody
// with gotd. What the one does is looked for at the other; what Telegram Desktop
// shows is read on its screen, and what it decoded in its log. Screenshots are
// kept under artifacts/desktop.
func TestDesktop(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	c, err := startDesktop(t, s, func(desktop.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	k := &desk{Client: c, t: t, server: s, watch: quiet{server: s}}
	for i, step := range k.steps() {
		ctx, cancel := context.WithTimeoutCause(t.Context(), minute+stepTimeout, errNothing)
		begun := time.Now()
		err := step.do(ctx)
		cancel()
		name := fmt.Sprintf("%02d %s", i+1, step.name)
		t.Logf("%s: %v", name, time.Since(begun).Round(10*time.Millisecond))
		if err := k.Screenshot(name); err != nil {
			t.Error(err)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

type deskStep struct {
	name string
	do   func(context.Context) error
}

func (k *desk) steps() []deskStep {
	return []deskStep{
		{"signs up", k.signsUp},
		{"is quiet", k.isQuiet},
		{"lists a chat", k.listsAChat},
		{"opens a chat", k.opensAChat},
		{"sends", k.sends},
		{"shows read checks", k.showsReadChecks},
		{"shows who is online", k.showsOnline},
		{"shows typing", k.showsTyping},
		{"types", k.types},
		{"replies", k.replies},
		{"edits", k.edits},
		{"deletes", k.deletes},
		{"shows edits and deletions", k.showsChanges},
		{"catches up", k.catchesUp},
		{"starts again", k.startsAgain},
		{"was refused nothing", k.wasRefusedNothing},
	}
}

// desk is the two of them.
type desk struct {
	*desktop.Client
	t      *testing.T
	server *server
	watch  quiet
	me     int64
	sent   int64 // what was written first, by its id here
	gus    *apptest.Device
	toGus  int64
	toMe   *tg.InputPeerUser
}

// says has gus write, and returns the message's id there.
func (k *desk) says(text string) (int, error) {
	ctx, cancel := k.gus.Context()
	defer cancel()
	r := &tg.MessagesSendMessageRequest{Peer: k.toMe, Message: text, RandomID: id.Int64()}
	u, err := k.gus.API.MessagesSendMessage(ctx, r)
	if err != nil {
		return 0, err
	}
	k.gus.Record(u)
	m, err := k.gus.Find(text)
	if err != nil {
		return 0, err
	}
	return m.ID, nil
}

// gets waits until gus has a message, just as it was written, and returns it.
func (k *desk) gets(kind string, want desktop.Styled) (*tg.Message, error) {
	var got *tg.Message
	err := k.gus.Expect(want.Text, func(u tg.UpdateClass) bool {
		var m tg.MessageClass
		switch u := u.(type) {
		case *tg.UpdateNewMessage:
			if kind == added {
				m = u.Message
			}
		case *tg.UpdateEditMessage:
			if kind == edited {
				m = u.Message
			}
		}
		x, ok := m.(*tg.Message)
		if ok && !x.Out && x.Message == want.Text {
			got = x
		}
		return got != nil
	})
	if err == nil && !gotdMessage(got).equal(styledOf(want)) {
		err = fmt.Errorf("gus got %+v instead of %+v", gotdMessage(got), want)
	}
	return got, err
}
