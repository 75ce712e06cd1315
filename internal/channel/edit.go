package channel

import (
	"context"
	"errors"
	"slices"

	"heliograph/internal/right"
	"heliograph/internal/user"
)

// SetTitle names a channel anew. Faults: CHAT_ADMIN_REQUIRED, CHAT_TITLE_EMPTY,
// CHAT_NOT_MODIFIED.
func (s *Service) SetTitle(ctx context.Context, a user.Actor, id ID, title string) (Change, error) {
	title, err := s.title(title)
	if err != nil {
		return Change{}, err
	}
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.informs(); err != nil {
			return err
		}
		if title == x.Title {
			return errSame
		}
		was := x.Title
		x.Title = title
		if err := x.record(Entry{Kind: LogTitle, Was: Logged{Text: was}, Is: Logged{Text: title}}); err != nil {
			return err
		}
		return x.note(Note{Kind: Titled, Text: title})
	})
}

// informs refuses who may not change title and description.
func (x *act) informs() error {
	switch {
	case !x.Sees():
		return x.ID.hidden()
	case !x.Stand.ChangeInfo():
		return errAdmin
	}
	return nil
}

// SetAbout describes a channel anew. Faults: CHAT_ADMIN_REQUIRED,
// CHAT_ABOUT_TOO_LONG, CHAT_ABOUT_NOT_MODIFIED.
func (s *Service) SetAbout(ctx context.Context, a user.Actor, id ID, about string) (Change, error) {
	about, err := s.about(about)
	if err != nil {
		return Change{}, err
	}
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.informs(); err != nil {
			return err
		}
		if about == x.About {
			return errAboutSame
		}
		was := x.About
		x.About = about
		x.tellAll()
		return x.record(Entry{Kind: LogAbout, Was: Logged{Text: was}, Is: Logged{Text: about}})
	})
}

// Switch is something about a channel that is on or off.
type Switch int

// The switches.
const (
	HiddenHistory Switch = iota
	HiddenMembers
	JoinToSend
	JoinRequest
	NoForwards
	Antispam
)

// wiring is what a switch needs to be changed, and where it is.
type wiring struct {
	right right.Admin
	group bool // of supergroups alone
	log   LogKind
	of    func(*Channel) *bool
}

var wirings = map[Switch]wiring{
	HiddenHistory: {right.ChangeInfo, true, LogHidden, func(c *Channel) *bool { return &c.HiddenHistory }},
	HiddenMembers: {right.BanUsers, true, LogHiddenMembers, func(c *Channel) *bool { return &c.HiddenMembers }},
	JoinToSend:    {right.BanUsers, true, 0, func(c *Channel) *bool { return &c.JoinToSend }},
	JoinRequest:   {right.BanUsers, true, 0, func(c *Channel) *bool { return &c.JoinRequest }},
	NoForwards:    {right.ChangeInfo, false, LogNoForwards, func(c *Channel) *bool { return &c.NoForwards }},
	Antispam:      {right.DeleteMessages, true, LogAntispam, func(c *Channel) *bool { return &c.Antispam }},
}

// Set turns something on or off. Faults: CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED,
// MEGAGROUP_REQUIRED, CHAT_LINK_EXISTS for hiding the history of a public group, or
// of one that discusses a channel; only the owner protects content.
func (s *Service) Set(ctx context.Context, a user.Actor, id ID, w Switch, on bool) (Change, error) {
	how := wirings[w]
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.needs(how.right); err != nil {
			return err
		}
		b := how.of(&x.Channel)
		switch {
		case w == NoForwards && !x.Stand.Owner:
			return errAdmin
		case how.group && (x.Broadcast || id.Basic()):
			return errMegagroup
		case *b == on:
			return errSame
		case w == HiddenHistory && on && (x.Public() || x.Linked != 0):
			return errLinked
		}
		*b = on
		x.tellAll()
		if how.log == 0 {
			return nil
		}
		return x.record(Entry{Kind: how.log, Is: Logged{Flag: on}})
	})
}

// Sign sets whether posts say who wrote them, and whether they link to them. Faults:
// CHAT_ADMIN_REQUIRED, BROADCAST_REQUIRED, CHAT_NOT_MODIFIED when nothing changes.
func (s *Service) Sign(ctx context.Context, a user.Actor, id ID, names, profiles bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.needs(right.ChangeInfo); err != nil {
			return err
		}
		profiles := profiles && names
		switch {
		case !x.Broadcast:
			return errBroadcast
		case names == x.Signatures && profiles == x.Profiles:
			return errSame
		}
		if names != x.Signatures {
			if err := x.record(Entry{Kind: LogSignatures, Is: Logged{Flag: names}}); err != nil {
				return err
			}
		}
		if profiles != x.Profiles {
			if err := x.record(Entry{Kind: LogProfiles, Is: Logged{Flag: profiles}}); err != nil {
				return err
			}
		}
		x.Signatures, x.Profiles = names, profiles
		x.tellAll()
		return nil
	})
}

// slowModes are the seconds that slow mode may have.
var slowModes = []int{0, 5, 10, 30, 60, 300, 900, 3600}

// SetSlow has members write no more than once in so many seconds. Faults:
// CHAT_ADMIN_REQUIRED, SECONDS_INVALID, CHAT_NOT_MODIFIED, MEGAGROUP_REQUIRED.
func (s *Service) SetSlow(ctx context.Context, a user.Actor, id ID, seconds int) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.needs(right.BanUsers); err != nil {
			return err
		}
		switch {
		case x.Broadcast || id.Basic():
			return errMegagroup
		case !slices.Contains(slowModes, seconds):
			return errSeconds
		case seconds == x.Slow:
			return errSame
		}
		was := x.Slow
		x.Slow = seconds
		x.tellAll()
		return x.record(Entry{Kind: LogSlow, Was: Logged{Number: int64(was)}, Is: Logged{Number: int64(seconds)}})
	})
}

// Delete removes a channel for everybody: only its owner may. Its members find it
// gone; their lists lose it one by one, which Leave does for each. Of a basic group
// nobody keeps anything. Faults: CHANNEL_PRIVATE, CHAT_ID_INVALID,
// CHAT_ADMIN_REQUIRED.
func (s *Service) Delete(ctx context.Context, a user.Actor, id ID) (Change, error) {
	name := ""
	c, err := s.act(ctx, a, id, func(x *act) error {
		if err := x.owns(); err != nil {
			return err
		}
		if x.Linked != 0 { // first
			return errOther
		}
		name = x.Username
		x.Deleted, x.Username = true, ""
		if id.Basic() {
			return x.disband()
		}
		x.tellAll()
		return nil
	})
	if errors.Is(err, errOther) {
		if err = s.unlink(ctx, user.Actor{ID: a.ID}, id, right.ChangeInfo); err == nil || errors.Is(err, errLinkSame) {
			return s.Delete(ctx, a, id)
		}
	}
	if err == nil {
		s.free(ctx, id, name, "")
	}
	return c, err
}
