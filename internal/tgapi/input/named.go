package input

import (
	"context"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

// Posts reads messages as somebody may see them.
type Posts interface {
	Posts(ctx context.Context, a user.Actor, chat peer.Peer, ids ...int) ([]message.Message, error)
}

// namedWithin bounds how long a message is looked for.
const namedWithin = 10 * time.Second

// named is p, whom the caller knows by a message of a chat alone, without an access
// hash (https://core.telegram.org/api/min). The chat has to be known by more.
func (r *Resolver) named(c *rpc.Call, p peer.Peer, in tg.InputPeerClass, id int, refusal error) (peer.Peer, error) {
	switch in.(type) {
	case *tg.InputPeerUserFromMessage, *tg.InputPeerChannelFromMessage:
		return peer.Peer{}, refusal
	}
	chat, err := r.Peer(c, in)
	if err != nil || r.posts == nil {
		return peer.Peer{}, refusal
	}
	// What a request names is resolved without its context, which only a handler has.
	ctx, cancel := context.WithTimeout(context.Background(), namedWithin)
	defer cancel()
	ms, err := r.posts.Posts(ctx, c.Actor(), chat, id)
	switch {
	case fault.As(err) != nil:
		return peer.Peer{}, refusal
	case err != nil:
		return peer.Peer{}, err
	case len(ms) == 0 || !ms[0].Names(p):
		return peer.Peer{}, refusal
	}
	return p, nil
}
