package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

// Listing is dialogs with all that they name.
type Listing struct {
	Dialogs  []tg.DialogClass
	Messages []tg.MessageClass
	Chats    []tg.ChatClass
	Users    []tg.UserClass
	Stale    bool // a top message was deleted after the dialogs were read: read them again
}

// Dialogs is dialogs with their top messages, drafts and users.
func (v *Renderer) Dialogs(ctx context.Context, c *rpc.Call, ds []dialog.Dialog) (Listing, error) {
	out := Listing{Dialogs: make([]tg.DialogClass, len(ds)), Messages: []tg.MessageClass{}}
	peers, tops := make([]peer.Peer, len(ds)), make([]int, len(ds))
	for i := range ds {
		peers[i], tops[i] = ds[i].Peer, ds[i].Top
	}
	ms, err := v.d.Messages.In(ctx, c.User, peers, tops)
	if err != nil {
		return out, err
	}
	drafts, err := v.d.Drafts.Of(ctx, c.User, peers...)
	if err != nil {
		return out, err
	}
	settings, err := v.d.Notify.Of(ctx, c.User, peers...)
	if err != nil {
		return out, err
	}
	who := cast{viewer: c.User}
	for i := range ds {
		who.peer(ds[i].Peer)
		who.text(drafts[i].Text)
		out.Dialogs[i] = renderDialog(&ds[i], &drafts[i], &settings[i])
	}
	with := 0
	for _, top := range tops {
		if top != 0 {
			with++
		}
	}
	out.Stale = len(ms) < with
	if err := v.count(ctx, &who, ms); err != nil {
		return out, err
	}
	for i := range ms {
		who.message(&ms[i])
		out.Messages = append(out.Messages, who.render(&ms[i]))
	}
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

func renderDialog(d *dialog.Dialog, dr *draft.Draft, s *notify.Settings) *tg.Dialog {
	out := &tg.Dialog{
		Pinned: d.Pinned > 0, UnreadMark: d.Marked, ViewForumAsMessages: d.Unparted, Peer: Peer(d.Peer), TopMessage: d.Top,
		ReadInboxMaxID: d.ReadIn, ReadOutboxMaxID: d.ReadOut, UnreadCount: d.Unread,
		UnreadReactionsCount: d.UnreadReactions, UnreadMentionsCount: d.UnreadMentions,
		NotifySettings: *NotifySettings(s),
	}
	if d.Folder != 0 {
		out.SetFolderID(d.Folder)
	}
	if d.Pts != 0 {
		out.SetPts(d.Pts)
	}
	if d.Period != 0 {
		out.SetTTLPeriod(d.Period)
	}
	if !dr.IsZero() {
		out.SetDraft(Draft(dr))
	}
	return out
}

// Draft is a draft; an empty one says that there is none.
func Draft(d *draft.Draft) tg.DraftMessageClass {
	if d.IsZero() {
		return &tg.DraftMessageEmpty{}
	}
	out := &tg.DraftMessage{NoWebpage: d.NoWebpage, Message: d.Text.String, Date: int(d.Date)}
	if es := Entities(d.Text.Entities); len(es) > 0 {
		out.SetEntities(es)
	}
	if d.ReplyTo != 0 {
		reply := &tg.InputReplyToMessage{ReplyToMsgID: d.ReplyTo}
		if d.Topic != 0 {
			reply.SetTopMsgID(d.Topic)
		}
		out.SetReplyTo(reply)
	}
	return out
}

// draftUpdate tells what one has begun to write, and where.
func draftUpdate(d *draft.Draft) *tg.UpdateDraftMessage {
	u := &tg.UpdateDraftMessage{Peer: Peer(d.Peer), Draft: Draft(d)}
	if d.Topic != 0 {
		u.SetTopMsgID(d.Topic)
	}
	return u
}
