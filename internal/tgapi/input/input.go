// Package input turns what clients name into what subjects know: tg.Input…
// values into ids, after their access hashes have been checked.
//
// Owns the decoding of peers, users and texts. Must not look anything up but
// through the subjects, nor decide who may do what.
package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

// Resolver checks access hashes. Safe for concurrent use.
type Resolver struct {
	hash  *peer.Hasher
	posts Posts
}

// New makes a Resolver; posts may be nil where nobody is known by a message alone.
func New(h *peer.Hasher, posts Posts) *Resolver { return &Resolver{h, posts} }

var (
	errPeer = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errUser = fault.New(fault.Invalid, "USER_ID_INVALID")
)

// Peer is the chat that p names to the caller. Fault: PEER_ID_INVALID.
func (r *Resolver) Peer(c *rpc.Call, p tg.InputPeerClass) (peer.Peer, error) {
	switch p := p.(type) {
	case *tg.InputPeerSelf:
		return c.User.Peer(), nil
	case *tg.InputPeerUser:
		return r.check(c, peer.Of(peer.User, p.UserID), p.AccessHash, errPeer)
	case *tg.InputPeerChannel:
		return r.check(c, peer.Of(peer.Channel, p.ChannelID), p.AccessHash, errPeer)
	case *tg.InputPeerUserFromMessage:
		return r.named(c, peer.Of(peer.User, p.UserID), p.Peer, p.MsgID, errPeer)
	case *tg.InputPeerChannelFromMessage:
		return r.named(c, peer.Of(peer.Channel, p.ChannelID), p.Peer, p.MsgID, errPeer)
	case *tg.InputPeerChat:
		if id := channel.ID(p.ChatID); id > 0 && id.Basic() { // without a hash: membership is the access
			return id.Peer(), nil
		}
	}
	return peer.Peer{}, errPeer
}

var errChannel = fault.New(fault.Invalid, "CHANNEL_INVALID")

// Channel is the channel that in names to the caller. Fault: CHANNEL_INVALID.
func (r *Resolver) Channel(c *rpc.Call, in tg.InputChannelClass) (channel.ID, error) {
	switch in := in.(type) {
	case *tg.InputChannel:
		p, err := r.check(c, peer.Of(peer.Channel, in.ChannelID), in.AccessHash, errChannel)
		return channel.ID(p.ID), err
	case *tg.InputChannelFromMessage:
		p, err := r.named(c, peer.Of(peer.Channel, in.ChannelID), in.Peer, in.MsgID, errChannel)
		return channel.ID(p.ID), err
	}
	return 0, errChannel
}

// User is the user that u names to the caller. Fault: USER_ID_INVALID.
func (r *Resolver) User(c *rpc.Call, u tg.InputUserClass) (user.ID, error) {
	switch u := u.(type) {
	case *tg.InputUserSelf:
		return c.User, nil
	case *tg.InputUser:
		p, err := r.check(c, peer.Of(peer.User, u.UserID), u.AccessHash, errUser)
		return user.ID(p.ID), err
	case *tg.InputUserFromMessage:
		p, err := r.named(c, peer.Of(peer.User, u.UserID), u.Peer, u.MsgID, errUser)
		return user.ID(p.ID), err
	}
	return 0, errUser
}

// check lets the caller name itself and the service account without a hash.
func (r *Resolver) check(c *rpc.Call, p peer.Peer, hash int64, refusal error) (peer.Peer, error) {
	if p == c.User.Peer() || p == user.Notices.Peer() || r.hash.Check(int64(c.User), p, hash) {
		return p, nil
	}
	return peer.Peer{}, refusal
}
