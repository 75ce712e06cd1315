package auth

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf16"

	"heliograph/internal/session"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// bold joins parts into a text in which every second part is bold.
// The first part is plain.
func bold(parts ...string) text.Text {
	var b strings.Builder
	var t text.Text
	at := 0
	for i, p := range parts {
		n := len(utf16.Encode([]rune(p)))
		if i%2 == 1 && n > 0 {
			t.Entities = append(t.Entities, text.Entity{Kind: text.Bold, Offset: at, Length: n})
		}
		b.WriteString(p)
		at += n
	}
	t.String = b.String()
	return t
}

// codeText is the message that takes a code to the devices that are logged in.
func (s *Service) codeText(code string) text.Text {
	return bold("", "Login code:", " "+code+". ", "Do not", fmt.Sprintf(
		" give this code to anyone, even if they say they are from %s!\n\n"+
			"❗️This code can be used to log in to your account. We never ask for it outside of the login screen.\n\n"+
			"If you did not request this code by trying to log in on another device, simply ignore this message.",
		s.deps.Name))
}

// warn tells the other devices of a login. The login stands, whether or not
// this works and whether or not the client is still there.
func (s *Service) warn(ctx context.Context, who user.ID, a session.Authorization) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deliverTime)
	defer cancel()
	err := s.deps.Notices.Notify(ctx, who, s.loginText(s.firstName(ctx, who), a))
	if err != nil {
		s.deps.Logger.Error("a new login could not be announced", "err", err)
	}
}

func (s *Service) firstName(ctx context.Context, who user.ID) string {
	ps, err := s.deps.Users.Profiles(ctx, who)
	if err != nil || len(ps) == 0 || ps[0].FirstName == "" {
		return "user"
	}
	return ps[0].FirstName
}

func (s *Service) loginText(name string, a session.Authorization) text.Text {
	where := "unknown"
	if a.IP != "" {
		where = "IP " + a.IP
	}
	return bold("", "New login.", fmt.Sprintf(
		" Dear %s, we detected a login into your account from a new device on %s UTC.\n\nDevice: %s\nLocation: %s\n\n",
		name, a.Created.UTC().Format("02/01/2006 at 15:04:05"), a.Device(), where),
		"If this was not you", ", end that session in Settings > Devices (or Privacy and Security > Active Sessions).")
}
