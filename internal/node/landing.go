package node

import (
	"context"
	"strings"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
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
