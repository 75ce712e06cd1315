package auth_test

import (
	"errors"
	"strings"
	"testing"

	"heliograph/internal/auth"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

func TestPhone(t *testing.T) {
	t.Parallel()
	strict := newWorld(t, func(d *auth.Deps) { d.TestNumbers = false })
	loose := newWorld(t, func(d *auth.Deps) { d.AllowFixedLine = true })
	for _, c := range []struct {
		typed, strict, loose string // "" for refused
	}{
		{"+4915112345678", mobile, mobile},
		{"4915112345678", mobile, mobile},
		{" +49 (151) 1234-5678", mobile, mobile},
		{"+49 0151 12345678", mobile, mobile},
		{"+12025550123", "12025550123", "12025550123"}, // fixed line or mobile: nobody can tell
		{"12025550123", "12025550123", "12025550123"},
		{"+49301234567", "", "49301234567"}, // Berlin
		{"+18005551234", "", ""},            // toll free
		{"+15551234567", "", ""},            // no such area
		{"9996621234", "", testNo},
		{"+999 66 2 1234", "", testNo},
		{"9996601234", "", ""}, // no such data centre
		{"99966212345", "", ""},
		{"999662123", "", ""},
		{"42777", "", ""}, // the service account
		{"", "", ""},
		{"+", "", ""},
		{"hello", "", ""},
		{"4915112345678x", "", ""},
		{"++4915112345678", "", ""},
		{"٤٩١٥١١٢٣٤٥٦٧٨", "", ""},
		{"015112345678", "", ""},
		{strings.Repeat("4", 33), "", ""},
	} {
		for name, s := range map[string]struct {
			*world
			want string
		}{"strict": {strict, c.strict}, "loose": {loose, c.loose}} {
			got, err := s.Phone(c.typed)
			if got != s.want || (err != nil) != (s.want == "") {
				t.Errorf("%s: Phone(%q) = %q, %v; want %q", name, c.typed, got, err, s.want)
			}
			if err != nil && !errors.Is(err, auth.ErrPhoneInvalid) {
				t.Errorf("%s: Phone(%q): %v", name, c.typed, err)
			}
		}
	}
}

// FuzzPhone checks that a canonical number is one, and stays as it is.
func FuzzPhone(f *testing.F) {
	for _, typed := range []string{"+4915112345678", " +1 (202) 555-0123", "9996621234", "+54 9 11 2345 6789", "+39 347 1234567", "\xff", "++"} {
		f.Add(typed)
	}
	s := auth.New(auth.Deps{
		Store: unused{}, Users: &user.Service{}, Sessions: &session.Service{}, Notices: &outside{}, Sender: &outside{},
		Clock: clock.System{}, Logger: logx.Discard(), TestNumbers: true,
	})
	f.Fuzz(func(t *testing.T, typed string) {
		digits, err := s.Phone(typed)
		if err != nil {
			if !errors.Is(err, auth.ErrPhoneInvalid) || digits != "" {
				t.Errorf("%q: %q, %v", typed, digits, err)
			}
			return
		}
		if len(digits) < 5 || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
			t.Errorf("%q became %q", typed, digits)
		}
		if again, err := s.Phone("+" + digits); err != nil || again != digits {
			t.Errorf("%q became %q, that %q, %v", typed, digits, again, err)
		}
	})
}

// unused is a store for what uses none.
type unused struct{ store.Store }
