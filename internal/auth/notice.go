package auth

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"heliograph/internal/lang"
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

// builtin is the words of the program alone.
type builtin struct{}

var builtinWords = sync.OnceValue(lang.Builtin)

func (builtin) Words() *lang.Words { return builtinWords() }

// language is the one that a person's devices speak: that of the device used
// last which told of one, except for some.
func (s *Service) language(ctx context.Context, who user.ID, but ...int64) string {
	list, err := s.deps.Sessions.Of(ctx, who)
	if err != nil {
		return lang.English
	}
	for _, a := range list {
		if a.Client.LangCode != "" && !slices.Contains(but, a.Perm) {
			return a.Client.LangCode
		}
	}
	return lang.English
}

// codeText is the message that takes a code to the devices that are logged in.
func (s *Service) codeText(language, code string) text.Text {
	return bold(s.deps.Words.Words().Parts(language, "code_message", "code", code, "server", s.deps.Name)...)
}

// warn tells the other devices of a login. The login stands, whether or not
// this works and whether or not the client is still there.
func (s *Service) warn(ctx context.Context, who user.ID, a session.Authorization) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deliverTime)
	defer cancel()
	err := s.deps.Notices.Notify(ctx, who, s.loginText(ctx, who, a))
	if err != nil {
		s.deps.Logger.Error("a new login could not be announced", "err", err)
	}
}

// firstName is "" when it is not known.
func (s *Service) firstName(ctx context.Context, who user.ID) string {
	ps, err := s.deps.Users.Profiles(ctx, who)
	if err != nil || len(ps) == 0 {
		return ""
	}
	return ps[0].FirstName
}

// loginText is the message that tells of a new login. Its language is not that of
// the new device.
func (s *Service) loginText(ctx context.Context, who user.ID, a session.Authorization) text.Text {
	words, code := s.deps.Words.Words(), s.language(ctx, who, a.Perm)
	name := s.firstName(ctx, who)
	if name == "" {
		name = words.Say(code, "login_nobody")
	}
	place := words.Say(code, "login_nowhere")
	if a.IP != "" {
		place = words.Say(code, "login_place", "address", a.IP)
	}
	at := a.Created.UTC()
	return bold(words.Parts(code, "login_message",
		"person", name, "date", at.Format("02/01/2006"), "time", at.Format("15:04:05"), "device", a.Device(), "place", place)...)
}
