package apptest

import (
	"fmt"
	"strings"

	"github.com/gotd/td/tg"
)

// history CHAT: prints it, oldest first
func history(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	all, err := d.History(to)
	if err != nil {
		return nil, err
	}
	lines := make([]string, 0, len(all))
	for _, m := range all {
		lines = append(lines, s.show(d, m))
	}
	return lines, nil
}

// History is a whole chat, oldest first, page by page.
func (d *Device) History(p tg.InputPeerClass) ([]tg.MessageClass, error) {
	var all []tg.MessageClass
	offset := 0
	for {
		ctx, cancel := d.Context()
		res, err := d.API.MessagesGetHistory(ctx, &tg.MessagesGetHistoryRequest{Peer: p, OffsetID: offset, Limit: 100})
		cancel()
		if err != nil {
			return nil, err
		}
		m, ok := res.AsModified()
		if !ok {
			return nil, fmt.Errorf("%T", res)
		}
		d.Know(m.GetUsers(), m.GetMessages())
		for _, x := range m.GetMessages() {
			all = append([]tg.MessageClass{x}, all...)
			offset = x.GetID()
		}
		if len(m.GetMessages()) < 100 {
			return all, nil
		}
	}
}

// show is a message as scripts print it.
func (s *script) show(d *Device, m tg.MessageClass) string {
	switch m := m.(type) {
	case *tg.Message:
		from, ok := m.FromID.(*tg.PeerUser)
		if !ok {
			return "from nobody: " + m.Message
		}
		line := s.name(from.UserID) + ": " + s.showMedia(m)
		if p := showPage(m.Media); p != "" {
			line += " " + p
		}
		if m.EditDate != 0 {
			line += " (edited)"
		}
		if h, ok := m.ReplyTo.(*tg.MessageReplyHeader); ok {
			line += " (reply to " + s.showAnswered(d, h) + ")"
		}
		if m.FromScheduled {
			line += " (scheduled)"
		}
		if f, ok := m.FwdFrom.FromID.(*tg.PeerUser); ok {
			line += " (forwarded from " + s.name(f.UserID) + ")"
		} else if m.FwdFrom.FromName != "" {
			line += " (forwarded from " + m.FwdFrom.FromName + ", by name)"
		}
		if m.Pinned {
			line += " (pinned)"
		}
		if len(m.Reactions.Results) > 0 {
			line += " [" + showReactions(m.Reactions) + "]"
		}
		return line
	case *tg.MessageService:
		if a, ok := m.Action.(*tg.MessageActionSetMessagesTTL); ok {
			return s.showPeriodSet(m, a)
		}
		if line, ok := s.showAction(m); ok {
			return line
		}
		line := fmt.Sprintf("%T", m.Action)[len("*tg.MessageAction"):]
		if h, ok := m.ReplyTo.(*tg.MessageReplyHeader); ok && strings.HasPrefix(line, "Todo") {
			line += " (reply to " + d.textOf(h.ReplyToMsgID) + ")"
		}
		return line
	}
	return fmt.Sprintf("%T", m)
}

// showAnswered is what a message answers: of another chat, who wrote what.
func (s *script) showAnswered(d *Device, h *tg.MessageReplyHeader) string {
	from, elsewhere := h.GetReplyFrom()
	if !elsewhere {
		return d.textOf(h.ReplyToMsgID)
	}
	who := from.FromName
	if p, ok := from.FromID.(*tg.PeerUser); ok {
		who = s.name(p.UserID)
	}
	line := who + " elsewhere: " + h.QuoteText
	if h.Quote {
		line += ", quoted"
	}
	if p, ok := h.ReplyToPeerID.(*tg.PeerUser); ok {
		line += ", in the chat with " + s.name(p.UserID)
	}
	return line
}

func (d *Device) textOf(id int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.messages[id]; m != nil {
		return label(m)
	}
	return "something unknown"
}

// dialogs: prints them in order, with unread counts and marks
func dialogs(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetDialogs(ctx, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100})
	if err != nil {
		return nil, err
	}
	m, ok := res.AsModified()
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	d.Know(m.GetUsers(), m.GetMessages())
	d.Record(&tg.Updates{Chats: m.GetChats()})
	top := map[int]tg.MessageClass{}
	for _, x := range m.GetMessages() {
		top[x.GetID()] = x
	}
	var lines []string
	for _, x := range m.GetDialogs() {
		dl, ok := x.(*tg.Dialog)
		if !ok {
			return nil, fmt.Errorf("%T", x)
		}
		lines = append(lines, s.showDialog(d, dl, top[dl.TopMessage]))
	}
	return lines, nil
}

func (s *script) showDialog(d *Device, dl *tg.Dialog, top tg.MessageClass) string {
	line, id := "", int64(0)
	switch p := dl.Peer.(type) {
	case *tg.PeerUser:
		line, id = s.name(p.UserID), p.UserID
	case *tg.PeerChat:
		line = s.titleOf(p.ChatID)
	case *tg.PeerChannel:
		line = s.titleOf(p.ChannelID)
	}
	if dl.Pinned {
		line += " pinned"
	}
	if dl.UnreadCount > 0 {
		line += fmt.Sprintf(" %d unread", dl.UnreadCount)
	}
	if dl.UnreadReactionsCount > 0 {
		line += fmt.Sprintf(" %d reactions", dl.UnreadReactionsCount)
	}
	if dl.UnreadMark {
		line += " marked unread"
	}
	if id == 777000 { // its texts tell the time
		return line
	}
	if top != nil {
		if m, ok := top.(*tg.Message); ok && m.Out && dl.ReadOutboxMaxID >= m.ID {
			line += " read"
		}
		line += " | " + s.show(d, top)
	}
	if dr, ok := dl.Draft.(*tg.DraftMessage); ok {
		line += " | draft: " + dr.Message
	}
	return line
}

// difference: prints the messages that were missed
func difference(s *script, d *Device, _ []string) ([]string, error) {
	ms, err := d.Difference()
	lines := make([]string, 0, len(ms))
	for _, m := range ms {
		lines = append(lines, s.show(d, m))
	}
	return lines, err
}
