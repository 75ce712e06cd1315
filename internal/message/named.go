package message

import (
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// Names says whether whoever sees m sees p in it: as who wrote it, where it comes
// from, or in its text. Who wrote in the name of a channel is not seen.
func (m *Message) Names(p peer.Peer) bool {
	if p.ID == 0 {
		return false
	}
	if p.Kind != peer.User {
		return p == m.Peer || p == m.As || m.Forward.names(p) || m.Reply != nil && (p == m.Reply.Peer || m.Reply.From.names(p))
	}
	id := user.ID(p.ID)
	switch {
	case m.As.IsZero() && m.From == id, m.Forward.names(p):
		return true
	case m.Reply != nil && (m.Reply.From.names(p) || mentions(m.Reply.Quote, id)):
		return true
	case m.Note != nil && slices.Contains(m.Note.Users, id):
		return true
	}
	return mentions(m.Text, id) || slices.ContainsFunc(m.Reactions, func(r Reaction) bool { return r.From == id }) || m.Echo.names(id) || m.Media.names(id)
}

// names says whether somebody has done something of a list.
func (m *Media) names(id user.ID) bool {
	return m != nil && m.Todo != nil && slices.ContainsFunc(m.Todo.Done, func(d TodoDone) bool { return d.As.IsZero() && d.By == id })
}

// names says whether e tells of somebody.
func (e *Echo) names(id user.ID) bool {
	return e != nil && slices.ContainsFunc(e.Recent, func(v Voice) bool { return v.As.IsZero() && v.User == id })
}

// names says whether f tells of p.
func (f *Forward) names(p peer.Peer) bool {
	if f == nil {
		return false
	}
	if p.Kind == peer.User {
		return user.ID(p.ID) == f.From || user.ID(p.ID) == f.SavedFrom
	}
	return p == f.Channel || p == f.SavedPeer || p == f.SavedAs
}

// mentions says whether a text names somebody by id.
func mentions(t text.Text, id user.ID) bool {
	return slices.ContainsFunc(t.Entities, func(e text.Entity) bool { return e.Kind == text.MentionName && user.ID(e.ID) == id })
}
