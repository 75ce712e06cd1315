package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
)

// getSendAs is in whose names the caller can write in a chat.
func (h *Handlers) getSendAs(ctx context.Context, c *rpc.Call, r *tg.ChannelsGetSendAsRequest) (*tg.ChannelsSendAsPeers, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	names := []peer.Peer{c.User.Peer()}
	if p.Kind == peer.Channel {
		if names, err = h.Channel.Voices(ctx, c.Actor(), channel.ID(p.ID)); err != nil {
			return nil, err
		}
	}
	out := &tg.ChannelsSendAsPeers{Peers: make([]tg.SendAsPeer, len(names))}
	for i, as := range names {
		out.Peers[i] = tg.SendAsPeer{Peer: view.Peer(as)}
	}
	out.Chats, out.Users, err = h.View.Named(ctx, c, append(names, p)...)
	return out, err
}

// besides is a channel and the others that what is shown of it names: what it is
// linked to, in whose name the caller has chosen to write there, what it was.
func (h *Handlers) besides(ctx context.Context, c *rpc.Call, a *channel.Access, full *tg.ChannelFull) ([]tg.ChatClass, error) {
	ids := []channel.ID{a.ID}
	if a.Linked != 0 {
		full.SetLinkedChatID(int64(a.Linked))
		ids = append(ids, a.Linked)
	}
	if was, ok := full.GetMigratedFromChatID(); ok {
		ids = append(ids, channel.ID(was))
	}
	if !a.Broadcast && (a.Public() || a.Linked != 0) { // TDLib offers a choice where this is set
		as, err := h.Message.Voice(ctx, c.Actor(), a.ID.Peer())
		switch {
		case err != nil:
			return nil, err
		case as.IsZero() && a.Stand.Has(right.Anonymous):
			as = a.ID.Peer()
		case as.IsZero():
			as = c.User.Peer()
		}
		full.SetDefaultSendAs(view.Peer(as))
		if as.Kind == peer.Channel && as != a.ID.Peer() {
			ids = append(ids, channel.ID(as.ID))
		}
	}
	return h.View.Channels(ctx, c, ids...)
}

// participant is whom p names: a person, or a channel in whose name people write.
func (h *Handlers) participant(c *rpc.Call, p tg.InputPeerClass) (peer.Peer, error) {
	at, err := h.In.Peer(c, p)
	if err == nil && at.Kind == peer.Chat {
		err = errPerson
	}
	return at, err
}

// silence is editBanned for a channel.
func (h *Handlers) silence(ctx context.Context, c *rpc.Call, group channel.ID, as peer.Peer, r tg.ChatBannedRights) (tg.UpdatesClass, error) {
	b, until := input.Banned(r)
	ch, err := h.Channel.Silence(ctx, c.Actor(), group, channel.ID(as.ID), b, until)
	return h.answer(ctx, c, ch, err)
}

// kicked is who is banned in a group: the channels first.
func (h *Handlers) kicked(ctx context.Context, c *rpc.Call, a *channel.Access, q channel.Query) (*tg.ChannelsChannelParticipants, error) {
	all, err := h.Channel.AllSilenced(ctx, c.Actor(), a.ID)
	if err != nil {
		return nil, err
	}
	from := min(max(q.Offset, 0), len(all))
	shown := all[from:min(from+max(q.Limit, 0), len(all))]
	q.Offset, q.Limit = max(q.Offset-len(all), 0), q.Limit-len(shown)
	ms, err := h.Channel.List(ctx, c.Actor(), a.ID, q)
	if err != nil {
		return nil, err
	}
	ms.Total += len(all)
	return h.View.Kicked(ctx, c, a, shown, ms)
}
