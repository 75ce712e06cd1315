package view

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/update"
)

// readThread tells the viewer's devices how far a thread is read.
func (r *rendering) readThread(e *update.Event) []tg.UpdateClass {
	u := &tg.UpdateReadChannelDiscussionInbox{ChannelID: e.Peer.ID, TopMsgID: e.ID, ReadMaxID: e.Max}
	if of, err := message.DecodeDiscussed(e.Data); err == nil && of.ID != 0 {
		r.who.peer(of.Chat)
		u.SetBroadcastID(of.Chat.ID)
		u.SetBroadcastPost(of.ID)
	}
	return one(u)
}
