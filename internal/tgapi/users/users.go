// Package users is the edge of the users.* methods.
//
// Owns their decoding and answers. Must not hold a rule: what a viewer sees of
// a user is contact.People's.
package users

import (
	"context"
	"errors"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/privacy"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// maxUsers is how many users one request may name.
const maxUsers = 200

var (
	errUser  = fault.New(fault.Invalid, "USER_ID_INVALID")
	errLimit = fault.New(fault.Invalid, "LIMIT_INVALID")
)

// Deps is what the Handlers need.
type Deps struct {
	In      *input.Resolver
	View    *view.Renderer
	Contact *contact.Service
	Pinned  Pinned
	Groups  Groups
}

// Groups knows in which groups people are.
type Groups interface {
	// Common is the groups in which both the actor and somebody else are, and how
	// many there are.
	Common(ctx context.Context, a user.Actor, other user.ID, below channel.ID, limit int) (page []channel.ID, total int, err error)
}

// Pinned knows the pinned messages of chats.
type Pinned interface {
	// LastPinned is the newest pinned message of a chat, 0 when there is none.
	LastPinned(ctx context.Context, id user.ID, with peer.Peer) (int, error)
}

// Handlers answer the methods of the namespace.
type Handlers struct{ Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.In == nil || d.View == nil || d.Contact == nil || d.Pinned == nil || d.Groups == nil {
		panic("users: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every users.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnUsersGetFullUser(rpc.Any(h.getFullUser))
	d.OnUsersGetRequirementsToContact(rpc.User(h.getRequirementsToContact))
	d.OnUsersGetSavedMusic(rpc.Any(h.getSavedMusic))
	d.OnUsersGetUsers(rpc.Any(h.getUsers))
}

// getUsers leaves out whom the caller may not name, as it does those who do not
// exist.
func (h *Handlers) getUsers(ctx context.Context, c *rpc.Call, in []tg.InputUserClass) ([]tg.UserClass, error) {
	if len(in) > maxUsers {
		return nil, errLimit
	}
	ids := make([]user.ID, 0, len(in))
	for _, u := range in {
		if id, err := h.In.User(c, u); err == nil {
			ids = append(ids, id)
		}
	}
	return h.View.Users(ctx, c, ids...)
}

// getRequirementsToContact has none for anybody: one neither pays nor needs to
// have paid to write.
func (h *Handlers) getRequirementsToContact(_ context.Context, c *rpc.Call, in []tg.InputUserClass) ([]tg.RequirementToContactClass, error) {
	if len(in) > maxUsers {
		return nil, errLimit
	}
	out := make([]tg.RequirementToContactClass, len(in))
	for i, u := range in {
		if _, err := h.In.User(c, u); err != nil {
			return nil, err
		}
		out[i] = &tg.RequirementToContactEmpty{}
	}
	return out, nil
}

func (h *Handlers) getFullUser(ctx context.Context, c *rpc.Call, in tg.InputUserClass) (*tg.UsersUserFull, error) {
	id, err := h.In.User(c, in)
	if err != nil {
		return nil, err
	}
	people, err := h.Contact.People(ctx, c.User, []user.ID{id})
	if err != nil {
		return nil, err
	}
	if people[0].ID == 0 {
		return nil, errUser
	}
	us, err := h.View.Users(ctx, c, id)
	if err != nil {
		return nil, err
	}
	u := full(&people[0])
	if err := h.permits(ctx, c, &people[0], &u); err != nil {
		return nil, err
	}
	if u.Settings, err = h.View.Settings(ctx, c.User, id); err != nil {
		return nil, err
	}
	last, err := h.Pinned.LastPinned(ctx, c.User, id.Peer())
	if err != nil {
		return nil, err
	}
	if u.CanPinMessage = true; last != 0 {
		u.SetPinnedMsgID(last)
	}
	if u.NotifySettings, err = h.View.ChatNotify(ctx, c.User, id.Peer()); err != nil {
		return nil, err
	}
	if u.HasScheduled, err = h.View.HasScheduled(ctx, c.User, id.Peer()); err != nil {
		return nil, err
	}
	period, err := h.View.Period(ctx, c.User, id)
	if err != nil {
		return nil, err
	}
	if period != 0 {
		u.SetTTLPeriod(period)
	}
	folder, err := h.View.FolderOf(ctx, c.User, id)
	if err != nil {
		return nil, err
	}
	if folder != 0 {
		u.SetFolderID(folder)
	}
	if id != c.User {
		if _, u.CommonChatsCount, err = h.Groups.Common(ctx, c.Actor(), id, 0, 0); err != nil {
			return nil, err
		}
	}
	return &tg.UsersUserFull{FullUser: u, Chats: []tg.ChatClass{}, Users: us}, nil
}

// full is what only the page of a person shows.
func full(p *contact.Person) tg.UserFull {
	u := tg.UserFull{ID: int64(p.ID), Blocked: p.Blocked, BlockedMyStoriesFrom: p.NoStories}
	if b := p.Birthday; b.Day != 0 {
		day := tg.Birthday{Day: b.Day, Month: b.Month}
		if b.Year != 0 {
			day.SetYear(b.Year)
		}
		u.SetBirthday(day)
	}
	if p.About != "" {
		u.SetAbout(p.About)
	}
	if p.Bot {
		info := tg.BotInfo{}
		info.SetUserID(int64(p.ID))
		u.SetBotInfo(info)
	}
	return u
}

// permits is what a person lets the caller do.
func (h *Handlers) permits(ctx context.Context, c *rpc.Call, p *contact.Person, u *tg.UserFull) error {
	if p.Self || p.Deleted {
		return nil
	}
	may := func(k privacy.Key) (bool, error) {
		out, err := h.Contact.May(ctx, c.User, k, p.ID)
		return err == nil && out[0], err
	}
	calls, err1 := may(privacy.PhoneCall)
	voice, err2 := may(privacy.VoiceMessages)
	linked, err3 := may(privacy.Forwards)
	dates, _, err4 := h.Contact.ReadDates(ctx, c.User, p.ID)
	u.PhoneCallsPrivate, u.VoiceMessagesForbidden, u.ReadDatesPrivate = !calls, !voice, !dates
	if !linked {
		u.SetPrivateForwardName(strings.TrimSpace(p.FirstName + " " + p.LastName))
	}
	return errors.Join(err1, err2, err3, err4)
}

// getSavedMusic has nothing to list: profiles have no music.
func (h *Handlers) getSavedMusic(_ context.Context, c *rpc.Call, r *tg.UsersGetSavedMusicRequest) (tg.UsersSavedMusicClass, error) {
	if _, err := h.In.User(c, r.ID); err != nil {
		return nil, err
	}
	return &tg.UsersSavedMusic{Documents: []tg.DocumentClass{}}, nil
}
