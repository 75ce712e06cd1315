package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var (
	errReply = fault.New(fault.Invalid, "REPLY_MESSAGE_ID_INVALID")
	errStory = fault.New(fault.Invalid, "STORY_ID_INVALID")
)

// Reply is what a message to a chat answers; nil when it answers none. Faults:
// REPLY_MESSAGE_ID_INVALID, PEER_ID_INVALID.
func (r *Resolver) Reply(c *rpc.Call, to peer.Peer, reply tg.InputReplyToClass) (*message.Reply, error) {
	switch reply := reply.(type) {
	case nil:
		return nil, nil
	case *tg.InputReplyToMessage:
		if reply.Zero() { // how gogram says that it answers none
			return nil, nil
		}
		var chat peer.Peer
		if other, ok := reply.GetReplyToPeerID(); ok {
			p, err := r.Peer(c, other)
			if err != nil {
				return nil, err
			}
			if p != to {
				chat = p
			}
		}
		top, _ := reply.GetTopMsgID()
		if reply.ReplyToMsgID < 0 || top < 0 || reply.ReplyToMsgID == 0 && top == 0 {
			return nil, errReply
		}
		return &message.Reply{
			ID: reply.ReplyToMsgID, Top: top, Peer: chat, Quote: r.Text(c, reply.QuoteText, reply.QuoteEntities), QuoteOffset: reply.QuoteOffset,
		}, nil
	}
	return nil, errStory
}

// DialogPeer is the chat that p names. Fault: PEER_ID_INVALID.
func (r *Resolver) DialogPeer(c *rpc.Call, p tg.InputDialogPeerClass) (peer.Peer, error) {
	if d, ok := p.(*tg.InputDialogPeer); ok {
		return r.Peer(c, d.Peer)
	}
	return peer.Peer{}, errPeer
}

// maxDialogPeers is how many chats one request may name.
const maxDialogPeers = 100

var errLimit = fault.New(fault.Invalid, "LIMIT_INVALID")

// DialogPeers is the chats that ps name. Faults: PEER_ID_INVALID,
// LIMIT_INVALID.
func (r *Resolver) DialogPeers(c *rpc.Call, ps []tg.InputDialogPeerClass) ([]peer.Peer, error) {
	if len(ps) > maxDialogPeers {
		return nil, errLimit
	}
	out := make([]peer.Peer, len(ps))
	for i, p := range ps {
		var err error
		if out[i], err = r.DialogPeer(c, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Activity is what somebody is doing; what we do not know is typing.
func (r *Resolver) Activity(a tg.SendMessageActionClass) message.Activity {
	switch a := a.(type) {
	case *tg.SendMessageCancelAction:
		return message.Activity{Doing: message.Cancel}
	case *tg.SendMessageRecordVideoAction:
		return message.Activity{Doing: message.RecordVideo}
	case *tg.SendMessageUploadVideoAction:
		return message.Activity{Doing: message.UploadVideo, Progress: a.Progress}
	case *tg.SendMessageRecordAudioAction:
		return message.Activity{Doing: message.RecordAudio}
	case *tg.SendMessageUploadAudioAction:
		return message.Activity{Doing: message.UploadAudio, Progress: a.Progress}
	case *tg.SendMessageUploadPhotoAction:
		return message.Activity{Doing: message.UploadPhoto, Progress: a.Progress}
	case *tg.SendMessageUploadDocumentAction:
		return message.Activity{Doing: message.UploadDocument, Progress: a.Progress}
	case *tg.SendMessageGeoLocationAction:
		return message.Activity{Doing: message.GeoLocation}
	case *tg.SendMessageChooseContactAction:
		return message.Activity{Doing: message.ChooseContact}
	case *tg.SendMessageGamePlayAction:
		return message.Activity{Doing: message.GamePlay}
	case *tg.SendMessageRecordRoundAction:
		return message.Activity{Doing: message.RecordRound}
	case *tg.SendMessageUploadRoundAction:
		return message.Activity{Doing: message.UploadRound, Progress: a.Progress}
	case *tg.SendMessageChooseStickerAction:
		return message.Activity{Doing: message.ChooseSticker}
	}
	return message.Activity{}
}
