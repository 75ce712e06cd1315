package view

import (
	"cmp"
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Allowed is what may be reacted with in a channel.
func Allowed(r *channel.Reactions) tg.ChatReactionsClass {
	switch r.Mode {
	case channel.AnyReaction:
		return &tg.ChatReactionsAll{AllowCustom: r.Custom}
	case channel.SomeReactions:
		return &tg.ChatReactionsSome{Reactions: ReactionList(r.List())}
	}
	return &tg.ChatReactionsNone{}
}

// maxReactors is how many of those who reacted a message names.
const maxReactors = 3

// Reaction is an emoji as the schema names it.
func Reaction(emoji string) tg.ReactionClass { return &tg.ReactionEmoji{Emoticon: emoji} }

// ReactionList is emoji as the schema names them.
func ReactionList(emoji []string) []tg.ReactionClass {
	out := make([]tg.ReactionClass, len(emoji))
	for i, e := range emoji {
		out[i] = Reaction(e)
	}
	return out
}

// reactions is the reactions to a message, or the tags of a saved one.
func reactions(viewer user.ID, m *message.Message) tg.MessageReactions {
	out := tg.MessageReactions{Results: []tg.ReactionCount{}}
	order := 0
	for i := range m.Reactions {
		r := &m.Reactions[i]
		at := slices.IndexFunc(out.Results, func(c tg.ReactionCount) bool { return c.Reaction.(*tg.ReactionEmoji).Emoticon == r.Emoji })
		if at < 0 {
			at = len(out.Results)
			out.Results = append(out.Results, tg.ReactionCount{Reaction: Reaction(r.Emoji)})
		}
		out.Results[at].Count++
		if r.From == viewer {
			order++
			out.Results[at].SetChosenOrder(order)
		}
	}
	slices.SortStableFunc(out.Results, func(a, b tg.ReactionCount) int { return cmp.Compare(b.Count, a.Count) })
	if !m.Saved(viewer).IsZero() {
		out.ReactionsAsTags = true
		return out
	}
	out.CanSeeList = true
	var recent []tg.MessagePeerReaction
	for i := len(m.Reactions) - 1; i >= 0 && len(recent) < maxReactors; i-- {
		recent = append(recent, peerReaction(viewer, &m.Reactions[i]))
	}
	if recent != nil {
		out.SetRecentReactions(recent)
	}
	return out
}

func peerReaction(viewer user.ID, r *message.Reaction) tg.MessagePeerReaction {
	from := r.From.Peer()
	if !r.As.IsZero() {
		from = r.As
	}
	return tg.MessagePeerReaction{
		Big: r.Big, Unread: r.Unread, My: r.From == viewer && viewer != Nobody, PeerID: Peer(from), Date: int(r.Date), Reaction: Reaction(r.Emoji),
	}
}

// echo is the reactions to a message of a channel. What all are told says nothing of
// what each has chosen: clients know that of themselves.
func (c *cast) echo(m *message.Message) tg.MessageReactions {
	out := tg.MessageReactions{Min: c.viewer == Nobody, Results: []tg.ReactionCount{}}
	if m.Echo == nil {
		return out
	}
	out.CanSeeList = m.Echo.Listed
	own := c.chosen[message.Ref{Chat: m.Peer, ID: m.ID}]
	for _, n := range m.Echo.Counts {
		r := tg.ReactionCount{Reaction: Reaction(n.Emoji), Count: n.Count}
		if i := slices.Index(own, n.Emoji); i >= 0 {
			r.SetChosenOrder(i + 1)
		}
		out.Results = append(out.Results, r)
	}
	slices.SortStableFunc(out.Results, func(a, b tg.ReactionCount) int { return cmp.Compare(b.Count, a.Count) })
	var recent []tg.MessagePeerReaction
	newest := m.Newest(c.viewer)
	for i := range newest {
		recent = append(recent, peerReaction(c.viewer, &newest[i]))
	}
	if recent != nil {
		out.SetRecentReactions(recent)
	}
	return out
}

// react shows the reactions to a message in it, if there are any.
func (c *cast) react(m *message.Message, out *tg.Message) {
	switch {
	case m.Echo != nil && len(m.Echo.Counts) > 0:
		out.SetReactions(c.echo(m))
	case len(m.Reactions) > 0:
		out.SetReactions(reactions(c.viewer, m))
	}
}

// Reactions is the reactions to messages as updates, the answer to
// messages.getMessagesReactions.
func (v *Renderer) Reactions(ctx context.Context, c *rpc.Call, ms []message.Message) (tg.UpdatesClass, error) {
	events := make([]update.Event, len(ms))
	for i := range ms {
		events[i] = update.Event{Kind: update.Reactions, Peer: ms[i].Peer, ID: ms[i].ID}
	}
	return v.updates(ctx, c.User, events, ms, true)
}

// Reactors is part of the reactions to a message.
func (v *Renderer) Reactors(ctx context.Context, c *rpc.Call, rs message.Reacted) (*tg.MessagesMessageReactionsList, error) {
	who := cast{viewer: c.User}
	out := &tg.MessagesMessageReactionsList{Count: rs.Total, Reactions: []tg.MessagePeerReaction{}}
	for i := range rs.Reactions {
		who.reactor(&rs.Reactions[i])
		out.Reactions = append(out.Reactions, peerReaction(c.User, &rs.Reactions[i]))
	}
	if rs.Next != "" {
		out.SetNextOffset(rs.Next)
	}
	var err error
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// reactor collects in whose name somebody reacted.
func (c *cast) reactor(r *message.Reaction) {
	if !r.As.IsZero() {
		c.peer(r.As)
		return
	}
	c.user(r.From)
}

// listEvent renders the events of reactions and of Saved Messages.
func (r *rendering) listEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	switch e.Kind {
	case update.Reactions:
		m := r.messages[message.Ref{Chat: e.Peer, ID: e.ID}]
		if m == nil { // deleted since
			return nil, nil
		}
		r.who.message(m)
		if m.Peer.Kind == peer.Channel {
			u := &tg.UpdateMessageReactions{Peer: Peer(m.Peer), MsgID: m.ID, Reactions: r.who.echo(m)}
			if m.Topic > channel.General {
				u.SetTopMsgID(m.Topic)
			}
			return one(u), nil
		}
		u := &tg.UpdateMessageReactions{Peer: Peer(m.Peer), MsgID: m.ID, Reactions: reactions(r.viewer, m)}
		if p := m.Saved(r.viewer); !p.IsZero() {
			u.SetSavedPeerID(Peer(p))
		}
		return one(u), nil
	case update.RecentReactions:
		return one(&tg.UpdateRecentReactions{}), nil
	case update.SavedTags:
		return one(&tg.UpdateSavedReactionTags{}), nil
	case update.SavedPinned:
		r.who.peer(e.Peer)
		return one(&tg.UpdateSavedDialogPinned{Pinned: e.Flag, Peer: &tg.DialogPeer{Peer: Peer(e.Peer)}}), nil
	case update.SavedOrder:
		return r.savedOrder(ctx)
	}
	return r.plainEvent(ctx, e)
}
