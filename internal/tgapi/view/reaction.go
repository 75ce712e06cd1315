package view

import (
	"cmp"
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

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
	return tg.MessagePeerReaction{
		Big: r.Big, Unread: r.Unread, My: r.From == viewer, PeerID: Peer(r.From.Peer()), Date: int(r.Date), Reaction: Reaction(r.Emoji),
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
	out := &tg.MessagesMessageReactionsList{Count: rs.Total, Reactions: []tg.MessagePeerReaction{}, Chats: []tg.ChatClass{}}
	for i := range rs.Reactions {
		who.user(rs.Reactions[i].From)
		out.Reactions = append(out.Reactions, peerReaction(c.User, &rs.Reactions[i]))
	}
	if rs.Next != "" {
		out.SetNextOffset(rs.Next)
	}
	var err error
	out.Users, err = v.users(ctx, c.User, who.ids)
	return out, err
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
