package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/right"
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
	Top      int   `cbor:"3,keyasint,omitempty"` // of a channel: the thread it is done in, 0: none
}

// Type tells the other side what the actor is doing, unless one has blocked the
// other, or the members of a group in which the actor may write. Nothing is
// stored.
func (s *Service) Type(ctx context.Context, a user.Actor, to peer.Peer, what Activity) error {
	what.Progress = min(max(what.Progress, 0), 100)
	switch to.Kind {
	case peer.Channel:
		return s.typeIn(ctx, a, channel.ID(to.ID), what)
	case peer.Chat:
		return s.typeAmong(ctx, a, to, what)
	}
	if err := s.reachable(ctx, to); err != nil {
		return err
	}
	if to == a.ID.Peer() || to == user.Notices.Peer() {
		return nil
	}
	if barred, err := s.barred(ctx, a, to); err != nil || barred.touch(nil) != nil {
		return err
	}
	s.log.Ephemeral(to.Owner(), update.Event{Kind: update.Typing, Peer: a.ID.Peer(), Data: store.Encode(&what)})
	return nil
}

// typeIn is Type in a group. Nobody is told who writes in a channel. Faults: those
// of channel.Access.MayWrite but for slow mode, in which one may well begin.
func (s *Service) typeIn(ctx context.Context, a user.Actor, id channel.ID, what Activity) error {
	var in channel.Access
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		if in, err = channel.Enter(r, id, a.ID, now); err != nil {
			return err
		}
		in.Slow = 0
		return in.MayWrite(0, now)
	})
	if err != nil || in.Broadcast {
		return err
	}
	s.log.Ephemeral(id.Owner(), update.Event{
		Kind: update.Typing, Peer: id.Peer(), ID: int(a.ID), Flag: in.Stand.Has(right.Anonymous), Data: store.Encode(&what),
	})
	return nil
}

// DecodeActivity reads the Data of an update.Typing event.
func DecodeActivity(data []byte) (Activity, error) {
	var a Activity
	err := store.Decode(data, &a)
	return a, err
}
