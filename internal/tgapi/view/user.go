package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/contact"
	"heliograph/internal/message"
	"heliograph/internal/presence"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

// Users is the users with ids as the caller sees them; those that do not exist
// are left out.
func (v *Renderer) Users(ctx context.Context, c *rpc.Call, ids ...user.ID) ([]tg.UserClass, error) {
	return v.users(ctx, c.User, ids)
}

func (v *Renderer) users(ctx context.Context, viewer user.ID, ids []user.ID) ([]tg.UserClass, error) {
	if len(ids) == 0 {
		return []tg.UserClass{}, nil
	}
	people, err := v.d.People.People(ctx, viewer, ids)
	if err != nil {
		return nil, err
	}
	out := make([]tg.UserClass, 0, len(people))
	for i := range people {
		switch {
		case people[i].ID != 0:
			out = append(out, v.person(viewer, &people[i]))
		case ids[i] == message.HiddenAuthor:
			out = append(out, v.hiddenAuthor(viewer))
		}
	}
	return out, nil
}

func (v *Renderer) person(viewer user.ID, p *contact.Person) *tg.User {
	u := &tg.User{
		ID: int64(p.ID), Self: p.Self, Deleted: p.Deleted, Bot: p.Bot, Verified: p.Verified, Support: p.Support,
		Contact: p.Contact, MutualContact: p.Mutual, CloseFriend: p.Close,
	}
	if u.Min = viewer == Nobody; !u.Min { // a hash that fits nobody would replace the one that clients have
		u.SetAccessHash(v.d.Hash.Hash(int64(viewer), p.ID.Peer()))
	}
	if p.Deleted {
		return u
	}
	u.SetFirstName(p.FirstName)
	if p.LastName != "" {
		u.SetLastName(p.LastName)
	}
	if p.Username != "" {
		u.SetUsername(p.Username)
	}
	if p.Phone != "" {
		u.SetPhone(p.Phone)
	}
	if p.Bot {
		u.SetBotInfoVersion(1)
	} else {
		u.SetStatus(Status(p))
	}
	return u
}

// Settings is what the chat of viewer with other offers to do about them.
func (v *Renderer) Settings(ctx context.Context, viewer, other user.ID) (tg.PeerSettings, error) {
	people, err := v.d.People.People(ctx, viewer, []user.ID{other})
	if err != nil {
		return tg.PeerSettings{}, err
	}
	b, err := v.d.Dialogs.Bar(ctx, viewer, &people[0])
	return tg.PeerSettings{
		AddContact: b.Add, BlockContact: b.Block, ReportSpam: b.Report, ShareContact: b.Share,
		NeedContactsException: !people[0].Contact && people[0].Sharing != contact.Shared,
	}, err
}

// Period is after how many seconds messages of the chat of viewer with other go,
// 0 when they stay.
func (v *Renderer) Period(ctx context.Context, viewer, other user.ID) (int, error) {
	return v.d.Dialogs.Period(ctx, viewer, other.Peer())
}

// FolderOf is in which list viewer has the chat with other, 0 for the main one.
func (v *Renderer) FolderOf(ctx context.Context, viewer, other user.ID) (int, error) {
	return v.d.Dialogs.FolderOf(ctx, viewer, other.Peer())
}

// Status is when somebody was last seen, as far as the viewer may know.
func Status(p *contact.Person) tg.UserStatusClass {
	switch s := p.Status; {
	case p.Vague == presence.Recently:
		return &tg.UserStatusRecently{ByMe: p.ByMe}
	case p.Vague == presence.LastWeek:
		return &tg.UserStatusLastWeek{ByMe: p.ByMe}
	case p.Vague == presence.LastMonth:
		return &tg.UserStatusLastMonth{ByMe: p.ByMe}
	case s.Online():
		return &tg.UserStatusOnline{Expires: int(s.Until)}
	case s.Seen != 0:
		return &tg.UserStatusOffline{WasOnline: int(s.Seen)}
	}
	return &tg.UserStatusEmpty{}
}
