package message_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"heliograph/internal/draft"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func TestSend(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, bob, cid, "before")
	m := w.send(t, ann, bob, " hello ")
	if m.ID != 1 || m.Other != 2 || !m.Out || m.Text.String != "hello" || m.Date != 1_700_000_000 {
		t.Errorf("%+v", m)
	}
	o := w.history(t, bob, ann)
	if len(o) != 1 || o[0].ID != 2 || o[0].Other != 1 || o[0].Out || o[0].From != ann || o[0].Text.String != "hello" {
		t.Errorf("%+v", o)
	}
	if d := w.dialog(t, ann, bob); d.Top != 1 || d.Unread != 0 || d.Count != 1 || d.ReadOut != 0 {
		t.Errorf("%+v", d)
	}
	if d := w.dialog(t, bob, ann); d.Top != 2 || d.Unread != 1 || d.Count != 1 || d.ReadIn != 0 {
		t.Errorf("%+v", d)
	}
	es := w.events(t, ann, 1)
	if len(es) != 1 || es[0].ID != 1 || es[0].Random == 0 || es[0].Origin != as(ann).Origin {
		t.Errorf("%+v", es)
	}
	if es = w.events(t, bob, 2); len(es) != 1 || es[0].ID != 2 || es[0].Random != 0 || es[0].Origin != 0 || es[0].Peer != ann.Peer() {
		t.Errorf("%+v", es)
	}
}

func TestSendFaults(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.send(t, ann, bob, "something to quote")
	quote := func(s string) *message.Reply { return &message.Reply{ID: m.ID, Quote: plain(s)} }
	for _, c := range []struct {
		what string
		d    message.Draft
		code string
	}{
		{"no random id", message.Draft{To: bob.Peer(), Text: plain("x")}, "RANDOM_ID_EMPTY"},
		{"no text", message.Draft{To: bob.Peer(), Text: plain(" "), Random: 9}, "MESSAGE_EMPTY"},
		{"long text", message.Draft{To: bob.Peer(), Text: plain(strings.Repeat("x", 4097)), Random: 9}, "MESSAGE_TOO_LONG"},
		{"nobody", message.Draft{To: nobod.Peer(), Text: plain("x"), Random: 9}, "PEER_ID_INVALID"},
		{"gone", message.Draft{To: gone.Peer(), Text: plain("x"), Random: 9}, "INPUT_USER_DEACTIVATED"},
		{"a group", message.Draft{To: peer.Of(peer.Chat, 1), Text: plain("x"), Random: 9}, "PEER_ID_INVALID"},
		{"a channel", message.Draft{To: peer.Of(peer.Channel, 1e9), Text: plain("x"), Random: 9}, "CHANNEL_INVALID"},
		{"reply to nothing", message.Draft{To: bob.Peer(), Text: plain("x"), Random: 9, Reply: &message.Reply{ID: 77}}, "REPLY_MESSAGE_ID_INVALID"},
		{"reply in another chat", message.Draft{To: cid.Peer(), Text: plain("x"), Random: 9, Reply: quote("")}, "REPLY_MESSAGE_ID_INVALID"},
		{"quote of something else", message.Draft{To: bob.Peer(), Text: plain("x"), Random: 9, Reply: quote("nothing")}, "QUOTE_TEXT_INVALID"},
		{"quote of no text", message.Draft{To: bob.Peer(), Text: plain("x"), Random: 9, Reply: quote("some\xff")}, "QUOTE_TEXT_INVALID"},
		{"long quote", message.Draft{To: bob.Peer(), Text: plain("x"), Random: 9, Reply: quote(strings.Repeat("x", 1025))}, "QUOTE_TEXT_INVALID"},
	} {
		_, err := w.messages.Send(t.Context(), as(ann), c.d)
		want(t, c.what, err, c.code)
	}
	if w.pts(t, ann) != 2 || w.pts(t, bob) != 2 || len(w.history(t, ann, bob)) != 1 {
		t.Error("a refused message left something behind")
	}
}

// Each person sees a reply under the ids of the own box.
func TestReply(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, bob, cid, "shift the ids")
	m := w.send(t, ann, bob, "one two three")
	c, err := w.messages.Send(t.Context(), as(bob), message.Draft{
		To: ann.Peer(), Text: plain("yes"), Random: 5, Reply: &message.Reply{ID: m.Other, Quote: plain(" two "), QuoteOffset: -4},
	})
	want(t, "reply", err, "")
	if r := c.Messages[0].Reply; r.ID != m.Other || r.Quote.String != "two" || r.QuoteOffset != 4 {
		t.Errorf("%+v", r)
	}
	if r := w.history(t, ann, bob)[0].Reply; r.ID != m.ID || r.Quote.String != "two" {
		t.Errorf("%+v", r)
	}
	if id, err := w.messages.Named(t.Context(), as(ann), true, 2); err != nil || id != m.ID {
		t.Errorf("answers %d, %v", id, err)
	}
	_, err = w.messages.Delete(t.Context(), as(ann), []int{m.ID}, false)
	want(t, "delete", err, "")
	c, err = w.messages.Send(t.Context(), as(bob), message.Draft{
		To: ann.Peer(), Text: plain("still"), Random: 6, Reply: &message.Reply{ID: m.Other},
	})
	want(t, "reply to what only bob has", err, "")
	if c.Messages[0].Reply == nil {
		t.Error("bob lost the reply")
	}
	if id, err := w.messages.Named(t.Context(), as(ann), true, 77); err != nil || id != 0 {
		t.Errorf("answers %d, %v", id, err)
	}
}

// M2, also for many at once and however the message has changed since.
func TestRetry(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := message.Draft{To: bob.Peer(), Text: plain("once"), Random: 42, ClearDraft: true}
	var wg sync.WaitGroup
	ids := make([]int, 20)
	for i := range ids {
		wg.Go(func() {
			c, err := w.messages.Send(t.Context(), as(ann), d)
			if err != nil || len(c.Messages) != 1 {
				t.Error(err)
				return
			}
			if e := c.Events[0]; e.At.Pts != 2 || e.Count != 1 || e.Random != 42 {
				t.Errorf("%+v", e)
			}
			ids[i] = c.Messages[0].ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != 1 {
			t.Errorf("%v", ids)
			break
		}
	}
	if len(w.history(t, ann, bob)) != 1 || w.dialog(t, bob, ann).Unread != 1 || w.pts(t, bob) != 2 {
		t.Error("doubled")
	}
	err := w.drafts.Save(t.Context(), as(ann), draft.Draft{Peer: bob.Peer(), Text: plain("the next one")})
	want(t, "draft", err, "")
	_, err = w.messages.Send(t.Context(), as(ann), d)
	want(t, "again", err, "")
	if ds, err := w.drafts.Of(t.Context(), ann, bob.Peer()); err != nil || ds[0].IsZero() {
		t.Error("a retry cleared the next draft", err)
	}
	other := d
	other.To = cid.Peer()
	_, err = w.messages.Send(t.Context(), as(ann), other)
	want(t, "the same id for another chat", err, "RANDOM_ID_INVALID")
	_, err = w.messages.Send(t.Context(), as(bob), message.Draft{To: ann.Peer(), Text: plain("bob's"), Random: 42})
	want(t, "the same id of another person", err, "")
	_, err = w.messages.Delete(t.Context(), as(ann), []int{1}, true)
	want(t, "delete", err, "")
	_, err = w.messages.Send(t.Context(), as(ann), d)
	want(t, "deleted since", err, "RANDOM_ID_INVALID")
	if got := texts(w.history(t, bob, ann)); got != "bob's" {
		t.Errorf("came back: %s", got)
	}
}

func TestClearDraft(t *testing.T) {
	t.Parallel()
	w := open(t)
	err := w.drafts.Save(t.Context(), as(ann), draft.Draft{Peer: bob.Peer(), Text: plain("dr")})
	want(t, "draft", err, "")
	_, err = w.messages.Send(t.Context(), as(ann), message.Draft{To: bob.Peer(), Text: plain("draft"), Random: 1, ClearDraft: true})
	want(t, "send", err, "")
	if ds, err := w.drafts.Of(t.Context(), ann, bob.Peer()); err != nil || !ds[0].IsZero() {
		t.Errorf("%+v %v", ds, err)
	}
	if es := w.events(t, ann, 1); len(es) != 3 || es[1].Kind != update.NewMessage || es[2].Kind != update.Draft {
		t.Errorf("%+v", es)
	}
}

// Entities and all that belongs to a text come back as they were.
func TestSavedMessages(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := message.Draft{
		To: ann.Peer(), Random: 1, Silent: true, NoWebpage: true, Inverted: true,
		Text: text.Text{String: "see this", Entities: []text.Entity{{Kind: text.TextURL, Length: 3, Extra: "https://example.org/"}}},
	}
	c, err := w.messages.Send(t.Context(), as(ann), d)
	want(t, "send", err, "")
	h := w.history(t, ann, ann)
	if len(h) != 1 || !reflect.DeepEqual(h[0], c.Messages[0]) || !h[0].Out || h[0].Other != 0 || !h[0].Silent {
		t.Errorf("%+v", h)
	}
	if d := w.dialog(t, ann, ann); d.Unread != 0 || d.ReadIn != 1 || d.ReadOut != 1 {
		t.Errorf("%+v", d)
	}
	w.clock.Advance(1 << 50)
	_, err = w.messages.Edit(t.Context(), as(ann), ann.Peer(), 1, plain("years later"), false)
	want(t, "edit", err, "")
	if w.pts(t, ann) != 3 {
		t.Errorf("pts %d", w.pts(t, ann))
	}
}

func TestNotices(t *testing.T) {
	t.Parallel()
	w := open(t)
	want(t, "notice", w.messages.Notify(t.Context(), ann, plain("code 1")), "")
	want(t, "empty notice", w.messages.Notify(t.Context(), ann, plain("")), "MESSAGE_EMPTY")
	w.send(t, ann, user.Notices, "thanks")
	if d := w.dialog(t, ann, user.Notices); d.Unread != 1 || d.ReadIn != 0 || d.Top != 2 {
		t.Errorf("an answer reads nothing: %+v", d)
	}
	a, err := w.messages.Read(t.Context(), as(ann), user.Notices.Peer(), 0)
	want(t, "read", err, "")
	if d := w.dialog(t, ann, user.Notices); d.Unread != 0 || d.ReadIn != 2 || a.Count != 1 {
		t.Errorf("%+v %+v", d, a)
	}
	want(t, "joined", w.messages.SignedUp(t.Context(), ann, bob), "")
	if d := w.dialog(t, ann, bob); d.Unread != 0 || d.ReadIn != d.Top {
		t.Errorf("%+v", d)
	}
	es := w.events(t, ann, 1) // every device learns that it is read
	if e := es[len(es)-1]; e.Kind != update.ReadInbox || e.Max != 3 || e.Unread != 0 {
		t.Errorf("%+v", es)
	}
	w.send(t, bob, ann, "hi")
	want(t, "joined again", w.messages.SignedUp(t.Context(), ann, bob), "")
	if d := w.dialog(t, ann, bob); d.Unread != 1 {
		t.Errorf("told twice: %+v", d)
	}
	w.send(t, cid, ann, "hi")
	want(t, "joined after the first word", w.messages.SignedUp(t.Context(), ann, cid), "")
	if d := w.dialog(t, ann, cid); d.Unread != 2 {
		t.Errorf("%+v", d)
	}
	// The note has no copy at cid's, but what came before it has.
	_, err = w.messages.Read(t.Context(), as(ann), cid.Peer(), 0)
	want(t, "read", err, "")
	if d := w.dialog(t, cid, ann); d.ReadOut != 1 {
		t.Errorf("cid sees %+v", d)
	}
}

func TestTyping(t *testing.T) {
	t.Parallel()
	w := open(t)
	var got []message.Activity
	defer w.log.Watch(bob.Owner(), func(_ update.Position, e *update.Event) {
		if e == nil {
			return
		}
		a, err := message.DecodeActivity(e.Data)
		if err != nil || e.Peer != ann.Peer() {
			t.Errorf("%+v %v", e, err)
		}
		got = append(got, a)
	})()
	do := func(to peer.Peer, a message.Activity) error { return w.messages.Type(t.Context(), as(ann), to, a) }
	want(t, "typing", do(bob.Peer(), message.Activity{Doing: message.UploadPhoto, Progress: 120}), "")
	want(t, "to oneself", do(ann.Peer(), message.Activity{}), "")
	want(t, "to the service account", do(user.Notices.Peer(), message.Activity{}), "")
	want(t, "to nobody", do(nobod.Peer(), message.Activity{}), "PEER_ID_INVALID")
	want(t, "to a group", do(peer.Of(peer.Chat, 1), message.Activity{}), "PEER_ID_INVALID")
	if len(got) != 1 || got[0] != (message.Activity{Doing: message.UploadPhoto, Progress: 100}) || w.pts(t, bob) != 1 {
		t.Errorf("%+v", got)
	}
}
