package user

import (
	"context"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

const maxAge = 150 // years

var errBirthday = fault.New(fault.Invalid, "BIRTHDAY_INVALID")

// SetBirthday changes the actor's birthday; the zero one takes it away. Fault:
// BIRTHDAY_INVALID for a day that the calendar does not have, that is to come or
// too long ago.
func (s *Service) SetBirthday(ctx context.Context, a Actor, b Birthday) (Profile, error) {
	if b != (Birthday{}) && !b.valid(s.clock.Now()) {
		return Profile{}, errBirthday
	}
	return s.change(ctx, a.ID, []store.Owner{a.ID.Owner()}, func(_ *update.Tx, p *Profile) error {
		p.Birthday = b
		return nil
	})
}

func (b Birthday) valid(now time.Time) bool {
	year := b.Year
	if year == 0 {
		year = 2000 // a leap year
	}
	t := time.Date(year, time.Month(b.Month), b.Day, 0, 0, 0, 0, time.UTC)
	if b.Day < 1 || b.Month < 1 || b.Month > 12 || t.Day() != b.Day {
		return false
	}
	return b.Year == 0 || b.Year >= now.Year()-maxAge && t.Before(now.AddDate(0, 0, 1))
}
