package user

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"heliograph/internal/store"
	"heliograph/internal/update"
)

// Limits of a profile, in characters.
const (
	MaxName  = 64
	MaxAbout = 70
)

// Edit is a change of a profile; nil leaves a field as it is.
type Edit struct{ FirstName, LastName, About *string }

// SetName changes the name. Faults: FIRSTNAME_INVALID, LASTNAME_INVALID.
func (s *Service) SetName(ctx context.Context, a Actor, first, last string) (Profile, error) {
	return s.Edit(ctx, a, Edit{FirstName: &first, LastName: &last})
}

// SetAbout changes the text about oneself. Faults: ABOUT_TOO_LONG.
func (s *Service) SetAbout(ctx context.Context, a Actor, about string) (Profile, error) {
	return s.Edit(ctx, a, Edit{About: &about})
}

// Edit changes the actor's profile, tells the other devices and whoever is
// interested, and returns it. Faults: FIRSTNAME_INVALID, LASTNAME_INVALID,
// ABOUT_TOO_LONG.
func (s *Service) Edit(ctx context.Context, a Actor, e Edit) (Profile, error) {
	return s.change(ctx, a.ID, []store.Owner{a.ID.Owner()}, func(_ *update.Tx, p *Profile) error {
		return e.apply(p)
	})
}

func (e Edit) apply(p *Profile) (err error) {
	first, last := p.FirstName, p.LastName
	if e.FirstName != nil {
		first = *e.FirstName
	}
	if e.LastName != nil {
		last = *e.LastName
	}
	if p.FirstName, p.LastName, err = CleanName(first, last); err != nil {
		return err
	}
	if e.About != nil {
		about, ok := clean(*e.About, MaxAbout, true)
		if !ok {
			return errAboutLong
		}
		p.About = about
	}
	return nil
}

// change runs fn over the user's profile and, when it changed, writes it, tells
// the own devices through the log, and the interested ones after the commit.
func (s *Service) change(ctx context.Context, id ID, owners []store.Owner, fn func(*update.Tx, *Profile) error) (Profile, error) {
	var p, old Profile
	s.hold(id) // before: whoever the commit wakes must not find the old one cached
	defer s.hold(id)
	err := s.log.Run(ctx, owners, func(tx *update.Tx) (err error) {
		if old, err = loadProfile(tx, id); err != nil {
			return err
		}
		if old.ID == 0 || old.Deleted || id == Notices {
			return errNoSuchUser
		}
		p = old
		if err := fn(tx, &p); err != nil || p == old {
			return err
		}
		putProfile(tx, p)
		box, err := tx.Box(id.Owner())
		if err != nil {
			return err
		}
		box.Append(update.Event{Kind: update.Profile, Peer: id.Peer()})
		return nil
	})
	if err != nil {
		return Profile{}, err
	}
	if p != old {
		s.tell(ctx, id)
	}
	return p, nil
}

// maxAudience bounds the work that one change makes for others; who is left out
// sees the change when the user is shown next.
const maxAudience = 1000

func (s *Service) tell(ctx context.Context, id ID) {
	if s.audience == nil {
		return
	}
	ids, err := s.audience.Interested(ctx, id, maxAudience)
	if err != nil {
		return // the change is made; only the hint is lost, as every hint may be
	}
	for _, to := range ids {
		if to != id {
			s.log.Ephemeral(to.Owner(), update.Event{Kind: update.Profile, Peer: id.Peer()})
		}
	}
}

// CleanName is a name as it is stored. Faults: FIRSTNAME_INVALID,
// LASTNAME_INVALID.
func CleanName(first, last string) (f, l string, err error) {
	f, ok := clean(first, MaxName, false)
	if !ok || f == "" {
		return "", "", errFirstName
	}
	if l, ok = clean(last, MaxName, false); !ok {
		return "", "", errLastName
	}
	return f, l, nil
}

// clean drops what cannot be seen at the ends and control characters anywhere;
// false when text is not UTF-8 or longer than limit. Characters that turn the
// direction of the text around would reach beyond a name, and are dropped too.
func clean(text string, limit int, lines bool) (string, bool) {
	if !utf8.ValidString(text) || len(text) > 16*limit {
		return "", false
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
	text = strings.TrimFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == 0x200b || r == 0x2060 || r == 0xfeff || r == 0x3164 || r == 0x115f
	})
	return text, utf8.RuneCountInString(text) <= limit
}
