package channel

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"heliograph/internal/dialog"
	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Draft is a channel to be made.
type Draft struct {
	Title, About  string
	Broadcast     bool
	Forum         bool
	HiddenHistory bool
	Period        int   // seconds after which messages go, 0: they stay
	FromChat      int64 // the basic group that it continues
	FromMax       int

	Basic bool      // a basic group
	Users []user.ID // who is in it besides the actor
}

// Ids of basic groups lie in [1, 1e9): older clients keep them in 31 bits, and the Bot
// API writes them as -id. Ids of channels lie in [1e9, 1e9+1<<38): the Bot API writes them as
// -1000000000000 - id, which has to be exact in 52 bits.
const (
	minID  = 1_000_000_000
	idSpan = 1 << 38
)

// Create makes a channel of which the actor is the owner and only member, or a basic
// group. Faults: CHAT_TITLE_EMPTY, CHAT_ABOUT_TOO_LONG, CHANNELS_TOO_MUCH, and of a
// basic group USERS_TOO_MUCH.
func (s *Service) Create(ctx context.Context, a user.Actor, d Draft) (Change, error) {
	var err error
	if d.Title, err = s.title(d.Title); err != nil {
		return Change{}, err
	}
	if d.About, err = s.about(d.About); err != nil {
		return Change{}, err
	}
	if err := dialog.CheckPeriod(d.Period); err != nil {
		return Change{}, err
	}
	if d.Basic {
		return s.createBasic(ctx, a, &d)
	}
	for {
		c := ID(minID + id.Below(idSpan))
		var out Change
		free := true
		err := s.log.Run(ctx, []store.Owner{c.Owner(), a.ID.Owner()}, func(tx *update.Tx) error {
			out = Change{}
			_, found, err := Load(tx, c)
			if free = !found; err != nil || found {
				return err
			}
			return s.create(tx, a, c, &d, &out)
		})
		if err != nil || free {
			return out, err
		}
	}
}

// create writes a new channel.
func (s *Service) create(tx *update.Tx, a user.Actor, id ID, d *Draft, out *Change) error {
	c := Channel{
		ID: id, Title: d.Title, About: d.About, Broadcast: d.Broadcast, Forum: d.Forum && !d.Broadcast, Created: tx.Now(), Owner: a.ID,
		HiddenHistory: d.HiddenHistory, Period: d.Period, FromChat: d.FromChat, FromMax: d.FromMax,
	}
	if c.Forum {
		c.Parted = 1
	}
	Save(tx, &c)
	return s.within(tx, a, id, out, func(x *act) error {
		if err := x.roomFor(a.ID); err != nil {
			return err
		}
		m := Member{User: a.ID, In: true, Joined: tx.Now(), IsOwner: true, Admin: x.all()}
		if err := x.enter(Member{User: a.ID}, m, &Way{}); err != nil {
			return err
		}
		n := Note{Kind: Created, Text: d.Title}
		if d.FromChat != 0 {
			n = Note{Kind: Migrated, Chat: d.FromChat, Text: d.Title}
		}
		if err := x.note(n); err != nil {
			return err
		}
		return x.saw(a.ID)
	})
}

// title is a title as it is stored; one that is too long is cut.
func (s *Service) title(t string) (string, error) {
	t = clean(t, false)
	if r := []rune(t); len(r) > s.limits.Title {
		t = strings.TrimSpace(string(r[:s.limits.Title]))
	}
	if t == "" {
		return "", errTitle
	}
	return t, nil
}

// about is a description as it is stored.
func (s *Service) about(t string) (string, error) {
	if t = clean(t, true); utf8.RuneCountInString(t) > s.limits.About {
		return "", errAbout
	}
	return t, nil
}

// clean drops what does not show or turns the text around; lines says whether
// there may be several.
func clean(t string, lines bool) string {
	t = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, t)
	return strings.TrimSpace(t)
}
