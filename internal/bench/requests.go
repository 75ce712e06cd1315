package bench

import (
	"context"
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/mtproto/wire"
)

// Ids of wrappers, and of what is encoded by hand because it is sent thousands
// of times a second.
const (
	invokeAfterMsgID   = 0xcb9f372d
	invokeWithLayerID  = tg.InvokeWithLayerRequestTypeID
	initConnectionID   = tg.InitConnectionRequestTypeID
	sendMessageID      = tg.MessagesSendMessageRequestTypeID
	inputPeerUserID    = tg.InputPeerUserTypeID
	updatesID          = tg.UpdatesTypeID
	updateNewMessageID = tg.UpdateNewMessageTypeID
	updateMessageIDID  = tg.UpdateMessageIDTypeID
	messageID          = tg.MessageTypeID
	peerUserID         = tg.PeerUserTypeID
)

// appendSend adds messages.sendMessage with text to a user.
func appendSend(b []byte, to, hash int64, text []byte, random int64) []byte {
	b = wire.AppendInt(wire.AppendID(b, sendMessageID), 0)
	b = wire.AppendLong(wire.AppendLong(wire.AppendID(b, inputPeerUserID), to), hash)
	return wire.AppendLong(wire.AppendBytes(b, text), random)
}

// What the client tells of itself: api_id, and every text of initConnection.
const (
	initAPI  = 1
	initText = "bench"
)

// appendInit adds the wrappers of a connection's first call.
func appendInit(b []byte) []byte {
	b = wire.AppendInt(wire.AppendID(b, invokeWithLayerID), tg.Layer)
	b = wire.AppendInt(wire.AppendInt(wire.AppendID(b, initConnectionID), 0), initAPI)
	for range 6 {
		b = wire.AppendBytes(b, initText)
	}
	return b
}

// login is the first call of a connection: it attaches the session to the
// user's updates and tells where the box stands.
func (c *client) login(ctx context.Context) (pts int, err error) {
	b := bin.Buffer{Buf: appendInit(nil)}
	if err := (&tg.UpdatesGetStateRequest{}).Encode(&b); err != nil {
		return 0, err
	}
	result, err := c.call(ctx, b.Buf)
	if err != nil {
		return 0, fmt.Errorf("log in: %w", err)
	}
	var st tg.UpdatesState
	if err := st.Decode(&bin.Buffer{Buf: result}); err != nil {
		return 0, fmt.Errorf("log in: %w", err)
	}
	return st.Pts, nil
}

// resolve learns the access hash of whoever has a phone number.
func (c *client) resolve(ctx context.Context, phone string) (id, hash int64, err error) {
	var r tg.ContactsResolvedPeer
	if err := c.invoke(ctx, &tg.ContactsResolvePhoneRequest{Phone: phone}, &r); err != nil {
		return 0, 0, err
	}
	for _, u := range r.Users {
		if u, ok := u.(*tg.User); ok && len(r.Users) == 1 {
			return u.ID, u.AccessHash, nil
		}
	}
	return 0, 0, fmt.Errorf("contacts.resolvePhone named %d users", len(r.Users))
}

// history is a page of a chat with a user.
func (c *client) history(ctx context.Context, with, hash int64, offset, limit int) ([]tg.MessageClass, error) {
	var r tg.MessagesMessagesBox
	err := c.invoke(ctx, &tg.MessagesGetHistoryRequest{
		Peer: &tg.InputPeerUser{UserID: with, AccessHash: hash}, OffsetID: offset, Limit: limit,
	}, &r)
	if err != nil {
		return nil, err
	}
	switch m := r.Messages.(type) {
	case *tg.MessagesMessages:
		return m.Messages, nil
	case *tg.MessagesMessagesSlice:
		return m.Messages, nil
	}
	return nil, fmt.Errorf("messages.getHistory answered %T", r.Messages)
}

// difference reads the log of the box from pts to its end, through as many
// slices as it takes. The events of a private message each take one pts, which
// is how they get theirs here: anything else in the log is an error.
func (c *client) difference(ctx context.Context, pts int) ([]event, error) {
	var all []event
	for {
		var r tg.UpdatesDifferenceBox
		if err := c.invoke(ctx, &tg.UpdatesGetDifferenceRequest{Pts: pts, Date: 1}, &r); err != nil {
			return nil, err
		}
		var news []tg.MessageClass
		var others []tg.UpdateClass
		var to int
		more := false
		switch d := r.Difference.(type) {
		case *tg.UpdatesDifferenceEmpty:
			return all, nil
		case *tg.UpdatesDifference:
			news, others, to = d.NewMessages, d.OtherUpdates, d.State.Pts
		case *tg.UpdatesDifferenceSlice:
			news, others, to, more = d.NewMessages, d.OtherUpdates, d.IntermediateState.Pts, true
		default:
			return nil, fmt.Errorf("updates.getDifference answered %T", d)
		}
		for _, u := range others {
			if _, counted := u.(interface{ GetPtsCount() int }); counted {
				return nil, fmt.Errorf("%T in a log that has only messages", u)
			}
		}
		if to != pts+len(news) {
			return nil, fmt.Errorf("%d messages from pts %d to pts %d", len(news), pts, to)
		}
		for i, m := range news {
			e, ok := eventOf(m)
			if !ok {
				return nil, fmt.Errorf("%T in a log that has only messages", m)
			}
			e.pts, e.count = pts+i+1, 1
			all = append(all, e)
		}
		if pts = to; !more {
			return all, nil
		}
	}
}
