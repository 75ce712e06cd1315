package apptest

import (
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// across TO CHAT ANSWERED TEXT [QUOTE]: replies to a message of another chat
func replyAcross(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	chat, answered, err := s.on(d, args[1:])
	if err != nil {
		return nil, err
	}
	reply := &tg.InputReplyToMessage{ReplyToMsgID: answered}
	reply.SetReplyToPeerID(chat)
	if len(args) > 4 {
		reply.SetQuoteText(args[4])
	}
	return nil, d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: args[3], ReplyTo: reply})
}

// forwardall FROM TO [anonymously] TEXT …: in the order in which they are named
func forwardAll(s *script, d *Device, args []string) ([]string, error) {
	from, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	to, err := s.peer(d, args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesForwardMessagesRequest{FromPeer: from, ToPeer: to, Background: true}
	texts := args[2:]
	if i := slices.Index(texts, "anonymously"); i >= 0 {
		r.DropAuthor, texts = true, slices.Delete(slices.Clone(texts), i, i+1)
	}
	for _, t := range texts {
		m, err := d.Find(t)
		if err != nil {
			return nil, err
		}
		r.ID, r.RandomID = append(r.ID, m.ID), append(r.RandomID, id.Int64())
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesForwardMessages(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}
