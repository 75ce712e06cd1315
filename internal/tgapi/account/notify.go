package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var errPeer = fault.New(fault.Invalid, "PEER_ID_INVALID")

// getNotifySettings answers with what holds for everybody, for nothing can be
// set: a chat leaves all open to its scope, and a scope notifies of everything.
// It says so in full: Telegram Desktop takes a scope without mute_until for
// muted, and TDLib one without show_previews for hiding texts.
func (h *Handlers) getNotifySettings(_ context.Context, c *rpc.Call, in tg.InputNotifyPeerClass) (*tg.PeerNotifySettings, error) {
	s := &tg.PeerNotifySettings{}
	switch in := in.(type) {
	case *tg.InputNotifyPeer:
		_, err := h.In.Peer(c, in.Peer)
		return s, err
	case *tg.InputNotifyForumTopic: // there are no forums
		return nil, errPeer
	}
	s.SetShowPreviews(true)
	s.SetSilent(false)
	s.SetMuteUntil(0)
	return s, nil
}

// getReactionsNotifySettings answers with what every account begins with.
func (h *Handlers) getReactionsNotifySettings(context.Context, *rpc.Call) (*tg.ReactionsNotifySettings, error) {
	s := &tg.ReactionsNotifySettings{Sound: &tg.NotificationSoundDefault{}, ShowPreviews: true}
	s.SetMessagesNotifyFrom(&tg.ReactionNotificationsFromContacts{})
	s.SetStoriesNotifyFrom(&tg.ReactionNotificationsFromContacts{})
	s.SetPollVotesNotifyFrom(&tg.ReactionNotificationsFromContacts{})
	return s, nil
}
