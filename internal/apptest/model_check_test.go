package apptest_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gotd/td/tg"
)

// until waits for a condition.
func (p *play) until(what string, ok func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			p.t.Fatalf("no %s", what)
		}
		<-time.After(20 * time.Millisecond)
	}
}

// back restarts the server and has every device come back.
func (p *play) back() {
	p.s.Restart()
	for _, d := range p.device {
		d.Back()
	}
}

// renumber gives a message the id that the server gave it.
func (p *play) renumber(who int, x *mMessage, id int) {
	b := p.m.boxes[who]
	x.id, b.had[x.serial], b.lastID = id, id, max(b.lastID, id)
	slices.SortFunc(b.list, func(x, y *mMessage) int { return cmp.Compare(x.id, y.id) })
	b.lastID = b.list[len(b.list)-1].id
}

func (p *play) dialogs(who, folder int) (out []*tg.Dialog) {
	p.t.Helper()
	r := &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100}
	r.SetFolderID(folder)
	res := must(p, "dialogs", func(ctx context.Context) (tg.MessagesDialogsClass, error) {
		return p.device[who].API.MessagesGetDialogs(ctx, r)
	})
	return p.plain(res.(interface{ GetDialogs() []tg.DialogClass }).GetDialogs())
}

// plain is the chats among the entries of a list.
func (p *play) plain(ds []tg.DialogClass) (out []*tg.Dialog) {
	for _, d := range ds {
		if d, ok := d.(*tg.Dialog); ok {
			out = append(out, d)
		}
	}
	return out
}

func (p *play) history(who, with int) (out []tg.MessageClass) {
	p.t.Helper()
	for at := 0; ; {
		res := must(p, "history", func(ctx context.Context) (tg.MessagesMessagesClass, error) {
			return p.device[who].API.MessagesGetHistory(ctx, &tg.MessagesGetHistoryRequest{Peer: p.chat(who, with), OffsetID: at, Limit: 100})
		})
		page := messagesOf(res)
		out = append(out, page...)
		if len(page) < 100 {
			return out
		}
		at = page[len(page)-1].GetID()
	}
}

func messagesOf(res tg.MessagesMessagesClass) []tg.MessageClass {
	m, ok := res.(tg.ModifiedMessagesMessages)
	if !ok {
		return nil
	}
	return m.GetMessages()
}

func (p *play) line(d *tg.Dialog) string {
	draft := ""
	if m, ok := d.Draft.(*tg.DraftMessage); ok {
		draft = m.Message
	}
	return fmt.Sprintf("chat %d top %d unread %d likes %d mark %v in %d out %d folder %d pinned %v draft %q ttl %d",
		p.person(d.Peer), d.TopMessage, d.UnreadCount, d.UnreadReactionsCount, d.UnreadMark, d.ReadInboxMaxID, d.ReadOutboxMaxID,
		d.FolderID, d.Pinned, draft, d.TTLPeriod)
}

// same compares lists of lines.
func (p *play) same(what string, got, want []string) {
	p.t.Helper()
	if !slices.Equal(got, want) {
		p.t.Fatalf("%s:\n  %s\nnot\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// check compares what a person sees with the model.
func (p *play) check() {
	p.t.Helper()
	for who := range names {
		p.checkLists(who)
		for with := range names {
			p.checkHistory(who, with)
		}
		p.checkParts(who)
		p.checkDrafts(who)
	}
}

func (p *play) checkLists(who int) {
	p.t.Helper()
	b := p.m.boxes[who]
	for folder := range 2 {
		var got, pinned, want, wantPinned []string
		for _, d := range p.dialogs(who, folder) {
			got = append(got, p.line(d))
		}
		for _, chat := range b.order(folder) {
			want = append(want, b.dialog(chat))
			if slices.Contains(b.pins[folder], chat) {
				wantPinned = append(wantPinned, b.dialog(chat))
			}
		}
		p.same(fmt.Sprint("chats of ", who), got, want)
		res := must(p, "pinned", func(ctx context.Context) (*tg.MessagesPeerDialogs, error) {
			return p.device[who].API.MessagesGetPinnedDialogs(ctx, folder)
		})
		for _, d := range p.plain(res.Dialogs) {
			pinned = append(pinned, p.line(d))
		}
		p.same(fmt.Sprint("pinned chats of ", who), pinned, wantPinned)
	}
	with := p.someone()
	res := must(p, "a chat", func(ctx context.Context) (*tg.MessagesPeerDialogs, error) {
		return p.device[who].API.MessagesGetPeerDialogs(ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: p.chat(who, with)}})
	})
	if d := p.plain(res.Dialogs); b.chats[with] != nil {
		p.same("a chat", []string{p.line(d[0])}, []string{b.dialog(with)})
	} else if d[0].TopMessage != 0 || d[0].UnreadCount != 0 {
		p.t.Fatalf("a chat without messages: %s", p.line(d[0]))
	}
}

func (p *play) checkHistory(who, with int) {
	p.t.Helper()
	all := p.m.boxes[who].in(with)
	slices.Reverse(all)
	var got, want []string
	for _, m := range p.history(who, with) {
		got = append(got, p.seen(m).show())
	}
	for _, x := range all {
		want = append(want, x.show())
	}
	p.same(fmt.Sprintf("history of %d with %d", who, with), got, want)
	// A page anywhere.
	r := &tg.MessagesGetHistoryRequest{Peer: p.chat(who, with), OffsetID: p.r.IntN(p.m.boxes[who].lastID + 2), AddOffset: p.r.IntN(12) - 6, Limit: p.r.IntN(8) + 1}
	res := must(p, "page", func(ctx context.Context) (tg.MessagesMessagesClass, error) {
		return p.device[who].API.MessagesGetHistory(ctx, r)
	})
	if ids := idsOf(messagesOf(res)); !slices.Equal(ids, window(all, r.OffsetID, r.AddOffset, r.Limit)) {
		p.t.Fatalf("page of %d with %d from %d by %d, %d long: %v, not %v", who, with, r.OffsetID, r.AddOffset, r.Limit, ids, window(all, r.OffsetID, r.AddOffset, r.Limit))
	}
}

func idsOf(ms []tg.MessageClass) []int {
	out := []int{}
	for _, m := range ms {
		out = append(out, m.GetID())
	}
	return out
}

// window is a page of messages that are newest first.
func window(all []*mMessage, offset, add, limit int) []int {
	at := 0
	for offset > 0 && at < len(all) && all[at].id >= offset {
		at++
	}
	out := []int{}
	for i := at + add; i < at+add+limit; i++ {
		if i >= 0 && i < len(all) {
			out = append(out, all[i].id)
		}
	}
	if at+add < 0 { // the page begins with the newest
		out = out[:0]
		for i := 0; i < min(limit, len(all)); i++ {
			out = append(out, all[i].id)
		}
	}
	return out
}

// checkParts compares the parts of Saved Messages.
func (p *play) checkParts(who int) {
	p.t.Helper()
	all := p.m.boxes[who].in(who)
	slices.Reverse(all)
	var want, got []string
	seen := map[int]bool{}
	for _, x := range all {
		if !seen[x.part] {
			seen[x.part] = true
			want = append(want, fmt.Sprint(x.part, " top ", x.id))
		}
	}
	res := must(p, "parts", func(ctx context.Context) (tg.MessagesSavedDialogsClass, error) {
		return p.device[who].API.MessagesGetSavedDialogs(ctx, &tg.MessagesGetSavedDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100})
	})
	m, ok := res.(tg.ModifiedMessagesSavedDialogs)
	if !ok {
		p.t.Fatalf("%T", res)
	}
	for _, d := range m.GetDialogs() {
		d, ok := d.(*tg.SavedDialog)
		if !ok {
			p.t.Fatalf("%T", d)
		}
		got = append(got, fmt.Sprint(p.person(d.Peer), " top ", d.TopMessage))
	}
	p.same(fmt.Sprint("parts of ", who), got, want)
	part := p.someone()
	var ids []int
	for _, x := range all {
		if x.part == part && len(ids) < 100 {
			ids = append(ids, x.id)
		}
	}
	h := must(p, "a part", func(ctx context.Context) (tg.MessagesMessagesClass, error) {
		return p.device[who].API.MessagesGetSavedHistory(ctx, &tg.MessagesGetSavedHistoryRequest{Peer: p.chat(who, part), Limit: 100})
	})
	if got := idsOf(messagesOf(h)); !slices.Equal(got, ids) && len(ids) > 0 {
		p.t.Fatalf("part %d of %d: %v, not %v", part, who, got, ids)
	}
}

func (p *play) checkDrafts(who int) {
	p.t.Helper()
	res := must(p, "drafts", func(ctx context.Context) (tg.UpdatesClass, error) { return p.device[who].API.MessagesGetAllDrafts(ctx) })
	got := map[int]string{}
	for _, u := range res.(*tg.Updates).Updates {
		if u, ok := u.(*tg.UpdateDraftMessage); ok {
			if d, ok := u.Draft.(*tg.DraftMessage); ok {
				got[p.person(u.Peer)] = d.Message
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(p.m.boxes[who].drafts) {
		p.t.Fatalf("drafts of %d: %v, not %v", who, got, p.m.boxes[who].drafts)
	}
}
