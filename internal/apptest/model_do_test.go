package apptest_test

import (
	"context"
	"slices"
	"time"

	"github.com/gotd/td/tg"
)

func (p *play) send() {
	from, to := p.someone(), p.someone()
	text := p.text()
	r := &tg.MessagesSendMessageRequest{Peer: p.chat(from, to), Message: text, RandomID: p.r.Int64(), ClearDraft: p.r.IntN(3) == 0}
	reply := 0
	if x := p.some(from, func(x *mMessage) bool { return x.chat == to }); x != nil && p.r.IntN(3) == 0 {
		r.SetReplyTo(&tg.InputReplyToMessage{ReplyToMsgID: x.id})
		reply = x.id
	}
	call := func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[from].API.MessagesSendMessage(ctx, r)
	}
	u := must(p, "send", call)
	p.wrote(u, from, to, mMessage{text: text, reply: reply, author: -1, part: from})
	if r.ClearDraft {
		delete(p.m.boxes[from].drafts, to)
	}
	if p.r.IntN(5) == 0 { // a retry makes nothing
		if again := p.news(must(p, "retry", call)); len(again) != 1 || again[0].GetID() != p.news(u)[0].GetID() {
			p.t.Fatalf("a retry made %v", again)
		}
	}
}

func (p *play) sendMedia() {
	from, to := p.someone(), p.someone()
	r := &tg.MessagesSendMediaRequest{Peer: p.chat(from, to), RandomID: p.r.Int64()}
	x := mMessage{author: -1, part: from}
	switch p.r.IntN(4) {
	case 0:
		x.kind, r.Media = "contact", &tg.InputMediaContact{PhoneNumber: "+4915112345678", FirstName: "Somebody"}
	case 1:
		x.kind, r.Media = "geo", &tg.InputMediaGeoPoint{GeoPoint: &tg.InputGeoPoint{Lat: 1, Long: 2}}
	case 2:
		x.kind, r.Media = "poll", &tg.InputMediaPoll{Poll: tg.Poll{Question: tg.TextWithEntities{Text: "which"}, Answers: []tg.PollAnswerClass{
			&tg.InputPollAnswer{Text: tg.TextWithEntities{Text: "a"}}, &tg.InputPollAnswer{Text: tg.TextWithEntities{Text: "b"}},
		}}}
	case 3:
		x.kind, r.Media = "todo", &tg.InputMediaTodo{Todo: tg.TodoList{Title: tg.TextWithEntities{Text: "to do"}, List: []tg.TodoItem{{ID: 1, Title: tg.TextWithEntities{Text: "this"}}}}}
	}
	p.wrote(must(p, "send media", func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[from].API.MessagesSendMedia(ctx, r)
	}), from, to, x)
}

func (p *play) forward() {
	who, to := p.someone(), p.someone()
	first := p.some(who, nil)
	if first == nil {
		return
	}
	r := &tg.MessagesForwardMessagesRequest{FromPeer: p.chat(who, first.chat), ToPeer: p.chat(who, to)}
	var xs []mMessage
	for range p.r.IntN(3) + 1 {
		x := p.some(who, func(x *mMessage) bool { return x.chat == first.chat })
		if slices.Contains(r.ID, x.id) {
			continue
		}
		r.ID, r.RandomID = append(r.ID, x.id), append(r.RandomID, p.r.Int64())
		f := mMessage{text: x.text, kind: x.kind, author: x.author, part: x.chat}
		if x.author < 0 && x.chat != who { // a note of one's own is as if written there
			f.author = x.from
		}
		xs = append(xs, f)
	}
	p.wrote(must(p, "forward", func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[who].API.MessagesForwardMessages(ctx, r)
	}), who, to, xs...)
}

func (p *play) edit() {
	who := p.someone()
	x := p.some(who, func(x *mMessage) bool {
		return x.kind == "" && x.out && x.author < 0 && int64(x.date) > p.s.Now().Unix()-day
	})
	if x == nil {
		return
	}
	text := p.text()
	r := &tg.MessagesEditMessageRequest{Peer: p.chat(who, x.chat), ID: x.id}
	r.SetMessage(text)
	must(p, "edit", func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[who].API.MessagesEditMessage(ctx, r)
	})
	if o := p.m.other(who, x); o != nil {
		o.text = text
	}
	x.text = text
}

func (p *play) remove() {
	who, revoke := p.someone(), p.r.IntN(2) == 0
	var ids []int
	for range p.r.IntN(4) + 1 {
		if all := p.m.boxes[who].list; len(all) > 0 {
			ids = append(ids, all[p.r.IntN(len(all))].id)
		}
	}
	must(p, "delete", func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
		return p.device[who].API.MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{Revoke: revoke, ID: ids})
	})
	p.m.remove(who, revoke, func(x *mMessage) bool { return slices.Contains(ids, x.id) })
}

func (p *play) clear() {
	if p.r.IntN(4) > 0 {
		return
	}
	q := clearing{who: p.someone(), with: p.someone(), revoke: p.r.IntN(2) == 0, keep: p.r.IntN(3) == 0}
	all := p.m.boxes[q.who].in(q.with)
	if len(all) == 0 {
		return
	}
	r := &tg.MessagesDeleteHistoryRequest{Peer: p.chat(q.who, q.with), Revoke: q.revoke, JustClear: q.keep}
	switch x := all[p.r.IntN(len(all))]; p.r.IntN(4) {
	case 0:
		q.max = x.id
		r.MaxID = q.max
	case 1:
		q.since, q.until = x.date, x.date+p.r.IntN(100)
		r.SetMinDate(q.since)
		r.SetMaxDate(q.until)
	}
	for more := true; more; {
		more = must(p, "clear", func(ctx context.Context) (*tg.MessagesAffectedHistory, error) {
			return p.device[q.who].API.MessagesDeleteHistory(ctx, r)
		}).Offset > 0
	}
	p.m.clear(q)
	for _, x := range p.m.boxes[q.who].in(q.with) {
		if x.date < 0 { // nothing has told when it was cleared
			x.date = p.seen(p.history(q.who, q.with)[0]).date
		}
	}
}

func (p *play) read() {
	who, with := p.someone(), p.someone()
	r := &tg.MessagesReadHistoryRequest{Peer: p.chat(who, with)}
	if all := p.m.boxes[who].in(with); len(all) > 0 && p.r.IntN(3) > 0 {
		r.MaxID = all[p.r.IntN(len(all))].id
	}
	must(p, "read", func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
		return p.device[who].API.MessagesReadHistory(ctx, r)
	})
	p.m.read(who, with, r.MaxID)
}

// someChat is a chat that somebody has; nil when there is none.
func (p *play) someChat(who int) (with int, d *mChat) {
	with = p.someone()
	return with, p.m.boxes[who].chats[with]
}

func (p *play) mark() {
	who := p.someone()
	with, d := p.someChat(who)
	unread := p.r.IntN(2) == 0
	_, err := try(p, func(ctx context.Context) (bool, error) {
		return p.device[who].API.MessagesMarkDialogUnread(ctx, &tg.MessagesMarkDialogUnreadRequest{Peer: &tg.InputDialogPeer{Peer: p.chat(who, with)}, Unread: unread})
	})
	if d == nil {
		p.refused("mark", "PEER_ID_INVALID", err)
		return
	}
	if err != nil {
		p.t.Fatal(err)
	}
	d.marked = unread
}

func (p *play) pinDialog() {
	who := p.someone()
	with, d := p.someChat(who)
	if d == nil {
		return
	}
	b, on := p.m.boxes[who], p.r.IntN(3) > 0
	must(p, "pin a chat", func(ctx context.Context) (bool, error) {
		return p.device[who].API.MessagesToggleDialogPin(ctx, &tg.MessagesToggleDialogPinRequest{Peer: &tg.InputDialogPeer{Peer: p.chat(who, with)}, Pinned: on})
	})
	switch was := slices.Contains(b.pins[d.folder], with); {
	case on && !was:
		b.pins[d.folder] = append([]int{with}, b.pins[d.folder]...)
	case !on:
		b.unpin(with)
	}
}

func (p *play) reorder() {
	who, folder, force := p.someone(), p.r.IntN(2), p.r.IntN(2) == 0
	b := p.m.boxes[who]
	var list []int
	var peers []tg.InputDialogPeerClass
	for _, with := range p.r.Perm(len(names))[:p.r.IntN(len(names)+1)] {
		peers = append(peers, &tg.InputDialogPeer{Peer: p.chat(who, with)})
		if d := b.chats[with]; d != nil && d.folder == folder {
			list = append(list, with)
		}
	}
	must(p, "reorder", func(ctx context.Context) (bool, error) {
		return p.device[who].API.MessagesReorderPinnedDialogs(ctx, &tg.MessagesReorderPinnedDialogsRequest{FolderID: folder, Force: force, Order: peers})
	})
	for _, with := range b.pins[folder] {
		if !force && !slices.Contains(list, with) {
			list = append(list, with)
		}
	}
	b.pins[folder] = list
}

func (p *play) archive() {
	who := p.someone()
	with, d := p.someChat(who)
	if d == nil || with == who {
		return
	}
	folder := p.r.IntN(2)
	must(p, "archive", func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[who].API.FoldersEditPeerFolders(ctx, []tg.InputFolderPeer{{Peer: p.chat(who, with), FolderID: folder}})
	})
	if d.folder != folder {
		d.folder = folder
		p.m.boxes[who].unpin(with)
	}
}

func (p *play) mute() {
	who, with, on := p.someone(), p.someone(), p.r.IntN(2) == 0
	r := &tg.AccountUpdateNotifySettingsRequest{Peer: &tg.InputNotifyPeer{Peer: p.chat(who, with)}}
	if r.Settings.SetMuteUntil(0); on {
		r.Settings.SetMuteUntil(1<<31 - 1)
	}
	must(p, "mute", func(ctx context.Context) (bool, error) { return p.device[who].API.AccountUpdateNotifySettings(ctx, r) })
	p.m.boxes[who].muted[with] = on
}

func (p *play) pinMessage() {
	who := p.someone()
	x := p.some(who, nil)
	if x == nil {
		return
	}
	on, oneSide := p.r.IntN(3) > 0, p.r.IntN(2) == 0
	r := &tg.MessagesUpdatePinnedMessageRequest{Peer: p.chat(who, x.chat), ID: x.id, Unpin: !on, PmOneside: oneSide, Silent: p.r.IntN(2) == 0}
	u, err := try(p, func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[who].API.MessagesUpdatePinnedMessage(ctx, r)
	})
	changed, both := p.m.pin(who, x, on, oneSide)
	switch {
	case !changed:
		p.refused("pin", "CHAT_NOT_MODIFIED", err)
	case err != nil:
		p.t.Fatal(err)
	case both && on:
		p.wrote(u, who, x.chat, mMessage{note: true, kind: "pin", reply: x.id, author: -1})
	}
}

func (p *play) unpinAll() {
	if p.r.IntN(4) > 0 {
		return
	}
	who, with := p.someone(), p.someone()
	must(p, "unpin all", func(ctx context.Context) (*tg.MessagesAffectedHistory, error) {
		return p.device[who].API.MessagesUnpinAllMessages(ctx, &tg.MessagesUnpinAllMessagesRequest{Peer: p.chat(who, with)})
	})
	for _, x := range p.m.boxes[who].in(with) {
		if x.pinned {
			p.m.pin(who, x, false, false)
		}
	}
}

func (p *play) draft() {
	who, with := p.someone(), p.someone()
	text := ""
	if p.r.IntN(4) > 0 {
		text = p.text()
	}
	must(p, "draft", func(ctx context.Context) (bool, error) {
		return p.device[who].API.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: p.chat(who, with), Message: text})
	})
	if p.m.boxes[who].drafts[with] = text; text == "" {
		delete(p.m.boxes[who].drafts, with)
	}
}

var emojis = []string{"👍", "❤", "🔥"}

func (p *play) react() {
	who := p.someone()
	x := p.some(who, nil)
	if x == nil {
		return
	}
	emoji := append(emojis, "")[p.r.IntN(len(emojis)+1)]
	r := &tg.MessagesSendReactionRequest{Peer: p.chat(who, x.chat), MsgID: x.id}
	list := []tg.ReactionClass{}
	if emoji != "" {
		list = append(list, &tg.ReactionEmoji{Emoticon: emoji})
	}
	r.SetReaction(list)
	_, err := try(p, func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[who].API.MessagesSendReaction(ctx, r)
	})
	if x.liked(who) == emoji {
		p.refused("react", "MESSAGE_NOT_MODIFIED", err)
		return
	}
	if err != nil {
		p.t.Fatal(err)
	}
	x.like(who, emoji, false)
	if o := p.m.other(who, x); o != nil {
		o.like(who, emoji, o.out)
	}
}

func (p *play) readReactions() {
	who, with := p.someone(), p.someone()
	var ids []int
	if x := p.some(who, func(x *mMessage) bool { return x.unread() }); x != nil && p.r.IntN(2) == 0 {
		ids = []int{x.id}
		must(p, "read contents", func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
			return p.device[who].API.MessagesReadMessageContents(ctx, ids)
		})
	} else {
		must(p, "read reactions", func(ctx context.Context) (*tg.MessagesAffectedHistory, error) {
			return p.device[who].API.MessagesReadReactions(ctx, &tg.MessagesReadReactionsRequest{Peer: p.chat(who, with)})
		})
	}
	for _, x := range p.m.boxes[who].list {
		if ids == nil && x.chat == with || slices.Contains(ids, x.id) {
			for i := range x.likes {
				x.likes[i].unread = false
			}
		}
	}
}

// setPeriod has messages of a chat go after some days.
func (p *play) setPeriod() {
	who, with := p.someone(), p.someone()
	if p.r.IntN(4) > 0 || who == with || len(p.queued) > 0 {
		return
	}
	seconds := []int{0, day, 7 * day}[p.r.IntN(3)]
	u, err := try(p, func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[who].API.MessagesSetHistoryTTL(ctx, &tg.MessagesSetHistoryTTLRequest{Peer: p.chat(who, with), Period: seconds})
	})
	if p.m.boxes[who].period[with] == seconds {
		p.refused("set a period", "CHAT_NOT_MODIFIED", err)
		return
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.m.boxes[who].period[with], p.m.boxes[with].period[who] = seconds, seconds
	p.wrote(u, who, with, mMessage{note: true, kind: "ttl", author: -1})
}

// perishable says whether something goes by itself, or is going to.
func (m *model) perishable() bool {
	for _, b := range m.boxes {
		for _, s := range b.period {
			if s != 0 {
				return true
			}
		}
		if b.find(func(x *mMessage) bool { return x.period != 0 && !x.note }) != nil {
			return true
		}
	}
	return false
}

func (p *play) schedule() {
	from, to := p.someone(), p.someone()
	if p.m.perishable() {
		return
	}
	text := p.text()
	r := &tg.MessagesSendMessageRequest{Peer: p.chat(from, to), Message: text, RandomID: p.r.Int64()}
	r.SetScheduleDate(int(p.s.Now().Unix()) + 3600)
	must(p, "schedule", func(ctx context.Context) (tg.UpdatesClass, error) {
		return p.device[from].API.MessagesSendMessage(ctx, r)
	})
	p.queued = append(p.queued, queuedMessage{from, to, text})
}

// leap lets time pass: what was scheduled is sent, or messages go whose period
// is over. (Not both: which comes first would be anybody's guess.)
func (p *play) leap() {
	if p.r.IntN(8) > 0 {
		return
	}
	if len(p.queued) > 0 {
		p.s.Later(3601 * time.Second)
		p.back()
		for _, q := range p.queued {
			p.arrived(q)
		}
		p.queued = nil
		return
	}
	p.s.Later((day + 10) * time.Second)
	p.back()
	now := int(p.s.Now().Unix())
	for _, b := range p.m.boxes {
		b.drop(func(x *mMessage) bool { return !x.note && x.period != 0 && x.date+x.period <= now })
	}
	for who := range names { // the alarms go off within seconds
		for with := range names {
			p.until("messages to go", func() bool { return len(p.history(who, with)) == len(p.m.boxes[who].in(with)) })
		}
	}
}

// arrived waits for a scheduled message and adds it to the model.
func (p *play) arrived(q queuedMessage) {
	var got *mMessage
	p.until("a scheduled message", func() bool {
		for _, m := range p.history(q.from, q.to) {
			if x := p.seen(m); x.text == q.text {
				got = x
			}
		}
		return got != nil
	})
	before := mChat{}
	if d := p.m.boxes[q.from].chats[q.from]; d != nil {
		before = *d
	}
	c := p.m.write(q.from, q.to, mMessage{late: true, text: q.text, author: -1, part: q.from, date: got.date})
	p.renumber(q.from, c, got.id)
	if q.from == q.to {
		d := p.m.boxes[q.from].chats[q.from]
		c.part, d.readIn, d.readOut = q.from, before.readIn, max(before.readOut, c.id)
	}
	if q.from != q.to {
		o := p.m.other(q.from, c)
		for _, m := range p.history(q.to, q.from) {
			if x := p.seen(m); x.text == q.text {
				p.renumber(q.to, o, x.id)
			}
		}
	}
}
