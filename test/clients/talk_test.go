//go:build clients

package clients

import (
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// TestTalk: TDLib and gotd find each other by number, write both ways, read,
// edit and delete for both.
func TestTalk(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	gus := external(t, s).NewDevice("gus", "+9996611004").Exchange()
	script := node(t, s, "talk.mjs", "TDJSON="+s.patched(tdlib), "PEER=9996611004")
	failed := make(chan error, 1)
	for line := range script.lines {
		t.Log(line)
		switch {
		case line == "READY":
			gus.Connect()
			if err := gus.Login(); err != nil {
				t.Fatal(err)
			}
			script.say("signed up")
		case line == "MET":
			go func() { failed <- (&talker{d: gus}).run() }()
		case strings.HasPrefix(line, "FAIL"):
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("talk.mjs: %v", err)
	}
	select {
	case err := <-failed:
		if err != nil {
			t.Errorf("gotd: %v", err)
		}
	case <-t.Context().Done():
		t.Error("gotd has not come to an end")
	}
}

// external is the running binary as apptest's devices know a server.
func external(t *testing.T, s *server) *apptest.Server {
	t.Helper()
	block, _ := pem.Decode(s.publicKey())
	if block == nil {
		t.Fatal("no PEM in the public key")
	}
	key, err := x509.ParsePKCS1PublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return apptest.External(t, s.addr, key)
}

// talker is gotd's side of talk.mjs.
type talker struct {
	d    *apptest.Device
	peer *tg.InputPeerUser
}

func (k *talker) run() error {
	for _, step := range []func() error{k.meet, k.bothWays, k.edits, k.deletions} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (k *talker) meet() error {
	ctx, cancel := k.d.Context()
	defer cancel()
	r, err := k.d.API.ContactsImportContacts(ctx, []tg.InputPhoneContact{{Phone: "9996611003", FirstName: "Tina"}})
	if err != nil {
		return err
	}
	k.d.Know(r.Users, nil)
	u, _ := r.Users[0].(*tg.User)
	k.peer = &tg.InputPeerUser{UserID: u.ID, AccessHash: u.AccessHash}
	return nil
}

func (k *talker) send(text string) error {
	ctx, cancel := k.d.Context()
	defer cancel()
	u, err := k.d.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: k.peer, Message: text, RandomID: id.Int64()})
	if err == nil {
		k.d.Record(u)
	}
	return err
}

// expect waits for a text, new or edited.
func (k *talker) expect(text string) error {
	return k.d.Expect(text, func(u tg.UpdateClass) bool {
		var m tg.MessageClass
		switch u := u.(type) {
		case *tg.UpdateNewMessage:
			m = u.Message
		case *tg.UpdateEditMessage:
			m = u.Message
		}
		x, ok := m.(*tg.Message)
		return ok && !x.Out && x.Message == text
	})
}

func (k *talker) bothWays() error {
	if err := k.send("hello from gotd"); err != nil {
		return err
	}
	if err := k.d.Expect("the second check", func(u tg.UpdateClass) bool {
		_, ok := u.(*tg.UpdateReadHistoryOutbox)
		return ok
	}); err != nil {
		return err
	}
	if err := k.expect("hello from tdlib"); err != nil {
		return err
	}
	ctx, cancel := k.d.Context()
	defer cancel()
	_, err := k.d.API.MessagesReadHistory(ctx, &tg.MessagesReadHistoryRequest{Peer: k.peer})
	return err
}

func (k *talker) edits() error {
	m, err := k.d.Find("hello from gotd")
	if err != nil {
		return err
	}
	ctx, cancel := k.d.Context()
	defer cancel()
	r := &tg.MessagesEditMessageRequest{Peer: k.peer, ID: m.ID}
	r.SetMessage("hello from gotd, edited")
	if _, err := k.d.API.MessagesEditMessage(ctx, r); err != nil {
		return err
	}
	return k.expect("I see the edit")
}

func (k *talker) deletions() error {
	if err := k.send("delete me"); err != nil {
		return err
	}
	m, err := k.d.Find("delete me")
	if err != nil {
		return err
	}
	ctx, cancel := k.d.Context()
	defer cancel()
	if _, err := k.d.API.MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{ID: []int{m.ID}, Revoke: true}); err != nil {
		return err
	}
	if err := k.expect("mine goes too"); err != nil {
		return err
	}
	return k.d.Expect("the deletion", func(u tg.UpdateClass) bool {
		_, ok := u.(*tg.UpdateDeleteMessages)
		return ok
	})
}
