package channel

import (
	"context"
	"slices"
	"strings"

	"heliograph/internal/fault"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// Reacting is with what one may react to messages. The numbers are on disk.
type Reacting int

// What a channel allows.
const (
	AnyReaction   Reacting = 0
	SomeReactions Reacting = 1 // those of Emoji
	NoReactions   Reacting = 2
)

// Reactions is what may be reacted with in a channel. It can be compared.
type Reactions struct {
	Mode   Reacting `cbor:"1,keyasint,omitempty"`
	Custom bool     `cbor:"2,keyasint,omitempty"` // clients may offer emoji of their own: here there are none
	Emoji  string   `cbor:"3,keyasint,omitempty"` // of SomeReactions: with spaces between
	Limit  int      `cbor:"4,keyasint,omitempty"` // different ones to a message, 0: as many as anywhere
}

// Allows says whether one may react with an emoji.
func (r *Reactions) Allows(emoji string) bool {
	switch r.Mode {
	case AnyReaction:
		return true
	case SomeReactions:
		return slices.Contains(r.List(), emoji)
	}
	return false
}

// List is the emoji of SomeReactions.
func (r *Reactions) List() []string { return strings.Fields(r.Emoji) }

var errPerPost = fault.New(fault.Invalid, "LIMIT_PER_POST_INVALID")

// maxPerPost is how many different reactions a channel may allow for one message.
const maxPerPost = 11

// SetReactions sets with what may be reacted to messages; r.Limit 0 leaves the limit as
// it is. The emoji of r are such as one can react with. Faults: CHAT_ADMIN_REQUIRED,
// CHAT_NOT_MODIFIED, LIMIT_PER_POST_INVALID.
func (s *Service) SetReactions(ctx context.Context, a user.Actor, id ID, r Reactions) (Change, error) {
	if r.Limit < 0 || r.Limit > maxPerPost {
		return Change{}, errPerPost
	}
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.informs(); err != nil {
			return err
		}
		was, now := x.Reactions, r
		if now.Limit == 0 {
			now.Limit = was.Limit
		}
		if now == was {
			return errSame
		}
		x.Reactions = now
		x.tellAll()
		was.Limit = now.Limit
		if now == was { // the log does not know of limits
			return nil
		}
		return x.record(Entry{Kind: LogReactions, Was: was.logged(), Is: now.logged()})
	})
}

func (r *Reactions) logged() Logged {
	return Logged{Text: r.Emoji, Number: int64(r.Mode), Flag: r.Custom}
}

// LoggedReactions is what the admin log says of what may be reacted with.
func LoggedReactions(l Logged) Reactions {
	return Reactions{Mode: Reacting(l.Number), Custom: l.Flag, Emoji: l.Text}
}

// React says whether the person may react to messages of the channel: in groups who is
// in it and not restricted, in channels whoever sees it. An admin whose name is not to
// be known does not, as that would tell it; an owner does in the name of the group.
// Faults: CHANNEL_PRIVATE, CHAT_WRITE_FORBIDDEN, CHAT_GUEST_SEND_FORBIDDEN,
// ANONYMOUS_REACTIONS_DISABLED.
func (a *Access) React(now int64) error {
	switch {
	case !a.Sees():
		return errPrivate
	case a.Broadcast:
		return nil
	case !a.Me.In:
		return a.MayWrite(right.SendText, now)
	case a.Stand.Restricted()&right.React != 0:
		return errWrite
	case a.Stand.Has(right.Anonymous) && !a.Stand.Owner:
		return errUnnamed
	}
	return nil
}

var errUnnamed = fault.New(fault.Forbidden, "ANONYMOUS_REACTIONS_DISABLED")
