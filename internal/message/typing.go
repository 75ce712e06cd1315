package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Doing is what somebody is just doing in a chat. The numbers travel between
// nodes.
type Doing int

// The actions, named as in the TL schema (sendMessage…Action).
const (
	Typing Doing = iota
	Cancel
	RecordVideo
	UploadVideo
	RecordAudio
	UploadAudio
	UploadPhoto
	UploadDocument
	GeoLocation
	ChooseContact
	GamePlay
	RecordRound
	UploadRound
	ChooseSticker
)

// Activity is a Doing with how far it got, in percent, where that has a sense.
type Activity struct {
	Doing    Doing `cbor:"1,keyasint,omitempty"`
	Progress int   `cbor:"2,keyasint,omitempty"`
}

// Type tells the other side what the actor is doing, unless one has blocked the
// other. Nothing is stored.
func (s *Service) Type(ctx context.Context, a user.Actor, to peer.Peer, what Activity) error {
	if err := s.reachable(ctx, to); err != nil {
		return err
	}
	if to == a.ID.Peer() || to == user.Notices.Peer() {
		return nil
	}
	if barred, err := s.barred(ctx, a, to); err != nil || barred.touch(nil) != nil {
		return err
	}
	what.Progress = min(max(what.Progress, 0), 100)
	s.log.Ephemeral(to.Owner(), update.Event{Kind: update.Typing, Peer: a.ID.Peer(), Data: store.Encode(&what)})
	return nil
}

// DecodeActivity reads the Data of an update.Typing event.
func DecodeActivity(data []byte) (Activity, error) {
	var a Activity
	err := store.Decode(data, &a)
	return a, err
}
