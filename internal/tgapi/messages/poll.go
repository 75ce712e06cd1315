package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/rpc"
)

var errMessageID = fault.New(fault.Invalid, "MESSAGE_ID_INVALID")

// poll is the poll of a message that the caller names.
func (h *Handlers) poll(ctx context.Context, c *rpc.Call, in tg.InputPeerClass, id int) (poll.ID, error) {
	with, err := h.In.Peer(c, in)
	if err != nil {
		return 0, err
	}
	return h.Message.PollOf(ctx, c.Actor(), with, id)
}

func (h *Handlers) sendVote(ctx context.Context, c *rpc.Call, r *tg.MessagesSendVoteRequest) (tg.UpdatesClass, error) {
	in, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	p, err := h.Message.Vote(ctx, c.Actor(), in, r.MsgID, r.Options)
	if err != nil {
		return nil, err
	}
	return h.View.Poll(ctx, c, &p, 0)
}

func (h *Handlers) closePoll(ctx context.Context, c *rpc.Call, in peer.Peer, msg int) (tg.UpdatesClass, error) {
	p, err := h.Message.ClosePoll(ctx, c.Actor(), in, msg)
	if err != nil {
		return nil, err
	}
	return h.View.Poll(ctx, c, &p, 0)
}

func (h *Handlers) getPollResults(ctx context.Context, c *rpc.Call, r *tg.MessagesGetPollResultsRequest) (tg.UpdatesClass, error) {
	id, err := h.poll(ctx, c, r.Peer, r.MsgID)
	if err != nil {
		return nil, err
	}
	ps, err := h.Poll.Of(ctx, c.User, id)
	if err != nil {
		return nil, err
	}
	if ps[0].ID == 0 {
		return nil, errMessageID
	}
	return h.View.Poll(ctx, c, &ps[0], r.PollHash)
}

func (h *Handlers) getPollVotes(ctx context.Context, c *rpc.Call, r *tg.MessagesGetPollVotesRequest) (*tg.MessagesVotesList, error) {
	id, err := h.poll(ctx, c, r.Peer, r.ID)
	if err != nil {
		return nil, err
	}
	q := poll.Query{Offset: r.Offset, Limit: r.Limit}
	option, byAnswer := r.GetOption()
	if byAnswer {
		q.Option = append([]byte{}, option...)
	}
	vs, err := h.Poll.Votes(ctx, c.Actor(), id, q)
	if err != nil {
		return nil, err
	}
	return h.View.Votes(ctx, c, &vs, byAnswer)
}

// getUnreadPollVotes is empty: no vote is ever shown as unread.
func (h *Handlers) getUnreadPollVotes(ctx context.Context, c *rpc.Call, r *tg.MessagesGetUnreadPollVotesRequest) (tg.MessagesMessagesClass, error) {
	if _, err := h.seen(ctx, c, r.Peer); err != nil {
		return nil, err
	}
	return noMessages(), nil
}

// readPollVotes has nothing to note, as no vote is unread.
func (h *Handlers) readPollVotes(ctx context.Context, c *rpc.Call, r *tg.MessagesReadPollVotesRequest) (*tg.MessagesAffectedHistory, error) {
	p, err := h.seen(ctx, c, r.Peer)
	if err != nil {
		return nil, err
	}
	box := c.User.Owner()
	if p.Kind == peer.Channel {
		box = p.Owner()
	}
	st, err := h.Log.State(ctx, box)
	return &tg.MessagesAffectedHistory{Pts: st.At.Pts}, err
}
