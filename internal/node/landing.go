package node

import (
	"context"
	"strings"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/user"
	"heliograph/internal/webclient"
)

// strangers is what people who are not logged in see of chats.
type strangers struct{ *Subjects }

// Named implements webclient.Chats.
func (s strangers) Named(ctx context.Context, name string) (webclient.Card, bool, error) {
	p, err := s.User.ByUsername(ctx, name)
	switch {
	case err != nil:
		return webclient.Card{}, false, err
	case p.Kind == peer.Channel:
		return s.public(ctx, channel.ID(p.ID))
	case p.IsZero():
		return webclient.Card{}, false, nil
	}
	ps, err := s.User.Profiles(ctx, user.ID(p.ID))
	if err != nil || ps[0].ID == 0 || ps[0].Deleted {
		return webclient.Card{}, false, err
	}
	title := strings.TrimSpace(ps[0].FirstName + " " + ps[0].LastName)
	return webclient.Card{Title: title, Username: ps[0].Username, Kind: webclient.Person}, true, nil
}

// public is a channel that anybody may look at.
func (s strangers) public(ctx context.Context, id channel.ID) (webclient.Card, bool, error) {
	as, err := s.Channel.Access(ctx, 0, id)
	if err != nil || len(as) == 0 || !as[0].Sees() {
		return webclient.Card{}, false, err
	}
	a := &as[0]
	c := webclient.Card{Title: a.Title, About: a.About, Username: a.Username, Members: a.Members, Kind: webclient.Group}
	if a.Broadcast {
		c.Kind = webclient.Channel
	}
	return c, true, nil
}

// Behind implements webclient.Chats.
func (s strangers) Behind(ctx context.Context, hash string) (webclient.Card, bool, error) {
	a, _, err := s.Channel.CheckInvite(ctx, 0, hash)
	if fault.As(err) != nil {
		return webclient.Card{}, false, nil
	}
	return webclient.Card{Title: a.Title}, err == nil, err
}

// Posts implements webclient.Chats.
func (s strangers) Posts(ctx context.Context, name string, q webclient.PostQuery) ([]webclient.Post, int, error) {
	p, err := s.User.ByUsername(ctx, name)
	if err != nil || p.Kind != peer.Channel {
		return nil, 0, err
	}
	as, err := s.Channel.Access(ctx, 0, channel.ID(p.ID))
	if err != nil || len(as) == 0 || !as[0].Sees() || !as[0].Broadcast {
		return nil, 0, err
	}
	var ms []message.Message
	older := 0
	if q.ID != 0 {
		ms, err = s.Message.Posts(ctx, user.Actor{}, p, q.ID)
	} else {
		var page message.Slice
		page, err = s.Message.History(ctx, user.Actor{}, p, message.Page{OffsetID: q.Before, Limit: q.Limit + 1})
		ms = page.Messages
		if len(ms) > q.Limit {
			ms = ms[:q.Limit]
			older = ms[q.Limit-1].ID
		}
	}
	if fault.As(err) != nil { // not public any more
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	out, err := s.posts(ctx, ms)
	return out, older, err
}

// posts is messages of a channel as strangers see them; what the channel tells of
// itself is left out.
func (s strangers) posts(ctx context.Context, ms []message.Message) ([]webclient.Post, error) {
	var refs []message.Ref
	for i := range ms {
		if r := ms[i].Counted(); r.ID != 0 {
			refs = append(refs, r)
		}
	}
	counts, err := s.Message.Counts(ctx, refs)
	if err != nil {
		return nil, err
	}
	out := []webclient.Post{}
	for i := range ms {
		m := &ms[i]
		if m.Action != message.NoAction {
			continue
		}
		p := webclient.Post{ID: m.ID, Date: m.Date, Edited: m.Edited != 0, Text: m.Text, Author: m.Author, Views: message.Shown(counts, m.Counted()).Views}
		if p.Shows, p.Lines, err = s.shown(ctx, m.Media); err != nil {
			return nil, err
		}
		if p.Sent = m.Forward != nil; p.Sent {
			if p.From, err = s.origin(ctx, m.Forward); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// origin is from where a post was forwarded, as far as strangers may know: a public
// channel, or a name that stands for nobody's account.
func (s strangers) origin(ctx context.Context, f *message.Forward) (string, error) {
	if f.Channel.Kind != peer.Channel {
		return f.Name, nil
	}
	as, err := s.Channel.Access(ctx, 0, channel.ID(f.Channel.ID))
	if err != nil || len(as) == 0 || !as[0].Sees() {
		return "", err
	}
	return as[0].Title, nil
}

// shown is what a post has besides its text, in a word, and what that says.
func (s strangers) shown(ctx context.Context, m *message.Media) (string, []string, error) {
	switch {
	case m == nil:
		return "", nil, nil
	case m.Poll != nil:
		ps, err := s.Poll.Of(ctx, 0, m.Poll.ID)
		if err != nil || ps[0].ID == 0 {
			return "Poll", nil, err
		}
		lines := make([]string, len(ps[0].Answers))
		for i, a := range ps[0].Answers {
			lines[i] = a.Text.String
		}
		return "Poll: " + ps[0].Question.String, lines, nil
	case m.Todo != nil:
		lines := make([]string, len(m.Todo.Items))
		for i := range m.Todo.Items {
			lines[i] = m.Todo.Items[i].Title.String
		}
		return "Checklist: " + m.Todo.Title.String, lines, nil
	case m.Venue != nil:
		return "Place: " + m.Venue.Title, nil, nil
	case m.Contact != nil:
		return "Contact: " + strings.TrimSpace(m.Contact.First+" "+m.Contact.Last), nil, nil
	case m.Dice != nil:
		return m.Dice.Emoji, nil, nil
	case m.Geo != nil, m.Live != nil:
		return "Location", nil, nil
	}
	return "Attachment", nil, nil
}
