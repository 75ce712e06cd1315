package channel

import (
	"context"
	"strings"

	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Username is what a channel is called, empty when it has no username or is no
// more.
func Username(r store.Reader, p peer.Peer) (string, error) {
	if p.Kind != peer.Channel {
		return "", nil
	}
	c, found, err := Load(r, ID(p.ID))
	if !found {
		return "", err
	}
	return c.Username, err
}

// CheckUsername says whether the actor could give the channel a username; ID 0
// stands for one that is to be made. Faults: USERNAME_INVALID, USERNAME_OCCUPIED,
// CHAT_ADMIN_REQUIRED for who does not own the channel,
// CHANNELS_ADMIN_PUBLIC_TOO_MUCH.
func (s *Service) CheckUsername(ctx context.Context, a user.Actor, id ID, name string) error {
	if id != 0 {
		as, err := s.Access(ctx, a.ID, id)
		switch {
		case err != nil:
			return err
		case len(as) == 0 || as[0].Deleted:
			return errInvalid
		case !as[0].Stand.Owner:
			return errAdmin
		}
	}
	if err := s.roomForName(ctx, a.ID, id); err != nil {
		return err
	}
	return s.names.CheckChatUsername(ctx, id.Peer(), name)
}

// SetUsername makes a channel public by a name, gives it another one, or with an
// empty name makes it private. Who makes a channel public shows its whole history.
// Faults: CHAT_ADMIN_REQUIRED for who does not own it, USERNAME_NOT_MODIFIED,
// USERNAME_INVALID, USERNAME_OCCUPIED, CHANNELS_ADMIN_PUBLIC_TOO_MUCH.
func (s *Service) SetUsername(ctx context.Context, a user.Actor, id ID, name string) (Change, error) {
	if name != "" {
		if err := s.roomForName(ctx, a.ID, id); err != nil {
			return Change{}, err
		}
	}
	var out Change
	old := ""
	err := s.names.TakeUsername(ctx, id.Peer(), name, func(tx *update.Tx) error {
		out = Change{}
		return s.within(tx, a, id, &out, func(x *act) error {
			if err := x.owns(); err != nil {
				return err
			}
			if x.Username == name {
				return errNameSame
			}
			old, x.Username = x.Username, name
			x.tellAll()
			if err := x.show(); err != nil {
				return err
			}
			return x.record(Entry{Kind: LogUsername, Was: Logged{Text: old}, Is: Logged{Text: name}})
		})
	})
	if err != nil {
		return Change{}, err
	}
	s.free(ctx, id, old, name)
	return out, nil
}

// show has a channel that is public hide no history.
func (x *act) show() error {
	if !x.Public() || !x.HiddenHistory {
		return nil
	}
	x.HiddenHistory = false
	return x.record(Entry{Kind: LogHidden})
}

// free lets go of a name that was changed. What a crash leaves of it is stale, and
// whoever wants the name finds it so.
func (s *Service) free(ctx context.Context, id ID, old, name string) {
	if s.names != nil && old != "" && !strings.EqualFold(old, name) {
		_ = s.names.FreeUsername(context.WithoutCancel(ctx), id.Peer(), old)
	}
}

// roomForName refuses who owns as many public channels as one may, besides id.
func (s *Service) roomForName(ctx context.Context, who user.ID, id ID) error {
	owned, err := s.OwnedPublic(ctx, who)
	if err != nil {
		return err
	}
	n := 0
	for i := range owned {
		if owned[i].ID != id {
			n++
		}
	}
	if n >= s.limits.Owned {
		return errOwned
	}
	return nil
}

// OwnedPublic is the public channels that somebody owns and is in.
func (s *Service) OwnedPublic(ctx context.Context, who user.ID) ([]Access, error) {
	var ids []ID
	err := s.store.View(ctx, func(r store.Reader) error {
		ps, err := dialog.JoinedBy(r, who, s.limits.Joined+s.limits.Owned)
		ids = ids[:0]
		for _, p := range ps {
			ids = append(ids, ID(p.ID))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	as, err := s.Access(ctx, who, ids...)
	out := as[:0]
	for i := range as {
		if as[i].Stand.Owner && as[i].Public() && !as[i].Deleted {
			out = append(out, as[i])
		}
	}
	return out, err
}

// RoomForName is whether somebody may own one more public channel. Fault:
// CHANNELS_ADMIN_PUBLIC_TOO_MUCH.
func (s *Service) RoomForName(ctx context.Context, who user.ID) error {
	return s.roomForName(ctx, who, 0)
}

// HasUsername checks that a name is one of a channel that the actor owns. Faults:
// CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED, USERNAME_INVALID.
func (s *Service) HasUsername(ctx context.Context, a user.Actor, id ID, names ...string) error {
	as, err := s.Access(ctx, a.ID, id)
	switch {
	case err != nil:
		return err
	case len(as) == 0:
		return errInvalid
	case !as[0].Sees():
		return id.hidden()
	case !as[0].Stand.Owner:
		return errAdmin
	}
	for _, n := range names {
		if !strings.EqualFold(n, as[0].Username) {
			return errName
		}
	}
	return nil
}
