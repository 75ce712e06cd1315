package message

import (
	"context"
	"errors"

	"heliograph/internal/id"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Poll names the poll that a message shows, and with which token it holds it.
type Poll struct {
	ID   poll.ID `cbor:"1,keyasint"`
	Hold int64   `cbor:"2,keyasint"`
}

// Polls keeps polls as long as messages show them.
type Polls interface {
	Create(ctx context.Context, a user.Actor, d poll.Draft, h poll.Hold) (poll.ID, error)
	Hold(ctx context.Context, of poll.ID, h poll.Hold) error
	Release(ctx context.Context, of poll.ID, h poll.Hold) error
	Vote(ctx context.Context, a user.Actor, of poll.ID, options [][]byte, may func(store.Reader) error) (poll.View, error)
	Close(ctx context.Context, a user.Actor, of poll.ID) (poll.View, error)
	End(tx *update.Tx, viewer user.ID, of poll.ID) (poll.View, error)
}

// pollless is the Polls of those who have none.
type pollless struct{}

func (pollless) Create(context.Context, user.Actor, poll.Draft, poll.Hold) (poll.ID, error) {
	return 0, errMedia
}
func (pollless) Hold(context.Context, poll.ID, poll.Hold) error    { return errMedia }
func (pollless) Release(context.Context, poll.ID, poll.Hold) error { return nil }
func (pollless) Vote(context.Context, user.Actor, poll.ID, [][]byte, func(store.Reader) error) (poll.View, error) {
	return poll.View{}, errID
}

func (pollless) Close(context.Context, user.Actor, poll.ID) (poll.View, error) {
	return poll.View{}, errID
}
func (pollless) End(*update.Tx, user.ID, poll.ID) (poll.View, error) { return poll.View{}, errID }

// PollOf is the poll that a message shows. Faults: MESSAGE_ID_INVALID, and those of
// find.
func (s *Service) PollOf(ctx context.Context, a user.Actor, in peer.Peer, id int) (poll.ID, error) {
	ms, err := s.Posts(ctx, a, in, id)
	switch {
	case err != nil:
		return 0, err
	case len(ms) == 0 || ms[0].Media == nil || ms[0].Media.Poll == nil:
		return 0, errID
	}
	return ms[0].Media.Poll.ID, nil
}

// newPoll makes a poll that a message to boxes is about to show.
func (s *Service) newPoll(ctx context.Context, a user.Actor, d poll.Draft, boxes []store.Owner) (*Media, error) {
	p := &Poll{Hold: id.Int64()}
	var err error
	p.ID, err = s.polls.Create(ctx, a, d, poll.Hold{Token: p.Hold, Boxes: boxes})
	return &Media{Poll: p}, err
}

// holdAgain has the polls of messages held by other messages, which are about to
// be written to boxes: one for each, nil for those that show none.
func (s *Service) holdAgain(ctx context.Context, ms []Message, boxes []store.Owner) ([]*Poll, error) {
	held := make([]*Poll, len(ms))
	for i, m := range ms {
		if m.Media == nil || m.Media.Poll == nil {
			continue
		}
		p := &Poll{ID: m.Media.Poll.ID, Hold: id.Int64()}
		if err := s.polls.Hold(ctx, p.ID, poll.Hold{Token: p.Hold, Boxes: boxes}); err != nil {
			s.dropAll(ctx, held, boxes, nil)
			return nil, err
		}
		held[i] = p
	}
	return held, nil
}

// drop releases the poll that a message was to show which was not written after
// all. Where it may have been written, the poll stays.
func (s *Service) drop(ctx context.Context, p *Poll, boxes []store.Owner, err error) {
	if p == nil || errors.Is(err, store.ErrUnknown) {
		return
	}
	// What fails here leaves a poll too many (P5).
	_ = s.polls.Release(context.WithoutCancel(ctx), p.ID, poll.Hold{Token: p.Hold, Boxes: boxes})
}

func (s *Service) dropAll(ctx context.Context, held []*Poll, boxes []store.Owner, err error) {
	for _, p := range held {
		s.drop(ctx, p, boxes, err)
	}
}

// releasePolls releases what messages of a box have shown that the transaction
// removes.
func (s *Service) releasePolls(tx *update.Tx, box store.Owner, gone []Message) {
	for _, m := range gone {
		if m.Media == nil || m.Media.Poll == nil || m.Peer.Kind == peer.Chat && box != m.Peer.Owner() { // the group holds it
			continue
		}
		tx.After(func(ctx context.Context) { s.drop(ctx, m.Media.Poll, []store.Owner{box}, nil) })
	}
}
