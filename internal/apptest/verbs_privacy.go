package apptest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"
)

var inputPrivacyKeys = map[string]tg.InputPrivacyKeyClass{
	"status": &tg.InputPrivacyKeyStatusTimestamp{}, "invites": &tg.InputPrivacyKeyChatInvite{}, "calls": &tg.InputPrivacyKeyPhoneCall{},
	"p2p": &tg.InputPrivacyKeyPhoneP2P{}, "forwards": &tg.InputPrivacyKeyForwards{}, "photo": &tg.InputPrivacyKeyProfilePhoto{},
	"phone": &tg.InputPrivacyKeyPhoneNumber{}, "found": &tg.InputPrivacyKeyAddedByPhone{}, "voice": &tg.InputPrivacyKeyVoiceMessages{},
	"about": &tg.InputPrivacyKeyAbout{}, "birthday": &tg.InputPrivacyKeyBirthday{}, "gifts": &tg.InputPrivacyKeyStarGiftsAutoSave{},
	"paid": &tg.InputPrivacyKeyNoPaidMessages{}, "music": &tg.InputPrivacyKeySavedMusic{},
}

var inputPrivacyRules = map[string]tg.InputPrivacyRuleClass{
	"all": &tg.InputPrivacyValueAllowAll{}, "contacts": &tg.InputPrivacyValueAllowContacts{}, "nobody": &tg.InputPrivacyValueDisallowAll{},
	"close": &tg.InputPrivacyValueAllowCloseFriends{}, "nocontacts": &tg.InputPrivacyValueDisallowContacts{},
	"premium": &tg.InputPrivacyValueAllowPremium{}, "bots": &tg.InputPrivacyValueAllowBots{}, "nobots": &tg.InputPrivacyValueDisallowBots{},
}

// privacy KEY RULE…: sets rules, each a word, +PERSON, -PERSON, +GROUP, -GROUP,
// +NUMBER or -NUMBER of a group; without any prints them
func setPrivacy(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	if len(args) == 1 {
		r, err := d.API.AccountGetPrivacy(ctx, inputPrivacyKeys[args[0]])
		if err != nil {
			return nil, err
		}
		d.Know(r.Users, nil)
		return []string{s.rules(r.Rules)}, nil
	}
	var rules []tg.InputPrivacyRuleClass
	for _, word := range args[1:] {
		r, err := s.rule(d, word)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	r, err := d.API.AccountSetPrivacy(ctx, &tg.AccountSetPrivacyRequest{Key: inputPrivacyKeys[args[0]], Rules: rules})
	if err != nil {
		return nil, err
	}
	if got := s.rules(r.Rules); got != strings.Join(args[1:], " ") {
		return []string{"kept: " + got}, nil
	}
	return nil, nil
}

// rule is a word of privacy as a rule.
func (s *script) rule(d *Device, word string) (tg.InputPrivacyRuleClass, error) {
	if r := inputPrivacyRules[word]; r != nil {
		return r, nil
	}
	chat, ok := s.groups[word[1:]]
	if n, err := strconv.ParseInt(word[1:], 10, 64); err == nil {
		chat, ok = n, true
	}
	if ok {
		if word[0] == '-' {
			return &tg.InputPrivacyValueDisallowChatParticipants{Chats: []int64{chat}}, nil
		}
		return &tg.InputPrivacyValueAllowChatParticipants{Chats: []int64{chat}}, nil
	}
	p, err := s.peer(d, word[1:])
	if err != nil {
		return nil, err
	}
	if word[0] == '-' {
		return &tg.InputPrivacyValueDisallowUsers{Users: []tg.InputUserClass{asUser(p)}}, nil
	}
	return &tg.InputPrivacyValueAllowUsers{Users: []tg.InputUserClass{asUser(p)}}, nil
}

// rules is rules as scripts write them.
func (s *script) rules(rs []tg.PrivacyRuleClass) string {
	var out []string
	for _, r := range rs {
		switch r := r.(type) {
		case *tg.PrivacyValueAllowAll:
			out = append(out, "all")
		case *tg.PrivacyValueAllowContacts:
			out = append(out, "contacts")
		case *tg.PrivacyValueDisallowAll:
			out = append(out, "nobody")
		case *tg.PrivacyValueAllowCloseFriends:
			out = append(out, "close")
		case *tg.PrivacyValueDisallowContacts:
			out = append(out, "nocontacts")
		case *tg.PrivacyValueAllowPremium:
			out = append(out, "premium")
		case *tg.PrivacyValueAllowBots:
			out = append(out, "bots")
		case *tg.PrivacyValueDisallowBots:
			out = append(out, "nobots")
		case *tg.PrivacyValueAllowUsers:
			out = append(out, s.signed("+", r.Users)...)
		case *tg.PrivacyValueDisallowUsers:
			out = append(out, s.signed("-", r.Users)...)
		case *tg.PrivacyValueAllowChatParticipants:
			out = append(out, "+"+s.titleOf(r.Chats[0]))
		case *tg.PrivacyValueDisallowChatParticipants:
			out = append(out, "-"+s.titleOf(r.Chats[0]))
		}
	}
	return strings.Join(out, " ")
}

func (s *script) signed(sign string, ids []int64) (out []string) {
	for _, id := range ids {
		out = append(out, sign+s.name(id))
	}
	slices.Sort(out)
	return out
}

// looks PERSON: prints what one sees of them
func looks(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.UsersGetFullUser(ctx, asUser(to))
	if err != nil {
		return nil, err
	}
	d.Know(r.Users, nil)
	u, ok := r.Users[0].(*tg.User)
	if !ok {
		return nil, fmt.Errorf("%T", r.Users[0])
	}
	f := &r.FullUser
	out := []string{statusWord(u.Status)}
	if phone, ok := u.GetPhone(); ok && "+"+phone == s.phone(args[0]) {
		out = append(out, "number")
	}
	if about, ok := f.GetAbout(); ok {
		out = append(out, strconv.Quote(about))
	}
	if b, ok := f.GetBirthday(); ok {
		out = append(out, fmt.Sprintf("born %d.%d.%d", b.Day, b.Month, b.Year))
	}
	if name, ok := f.GetPrivateForwardName(); ok {
		out = append(out, "copied as "+name)
	}
	for _, flag := range []struct {
		set  bool
		what string
	}{
		{u.CloseFriend, "close"},
		{f.Blocked, "blocked"},
		{f.BlockedMyStoriesFrom, "no stories"},
		{f.PhoneCallsPrivate, "no calls"},
		{f.VoiceMessagesForbidden, "no voice"},
		{f.ReadDatesPrivate, "no read dates"},
		{f.Settings.NeedContactsException, "number unshared"},
	} {
		if flag.set {
			out = append(out, flag.what)
		}
	}
	return []string{strings.Join(out, ", ")}, nil
}

func statusWord(s tg.UserStatusClass) string {
	word, byMe := "long ago", false
	switch s := s.(type) {
	case *tg.UserStatusOnline:
		word = "online"
	case *tg.UserStatusOffline:
		word = "offline"
	case *tg.UserStatusRecently:
		word, byMe = "recently", s.ByMe
	case *tg.UserStatusLastWeek:
		word, byMe = "last week", s.ByMe
	case *tg.UserStatusLastMonth:
		word, byMe = "last month", s.ByMe
	}
	if byMe {
		word += " by me"
	}
	return word
}

// statuses: prints those of the contacts
func statuses(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.ContactsGetStatuses(ctx)
	var lines []string
	for _, st := range r {
		lines = append(lines, s.name(st.UserID)+" "+statusWord(st.Status))
	}
	slices.Sort(lines)
	return lines, err
}

// about TEXT
func about(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.AccountUpdateProfileRequest{}
	r.SetAbout(args[0])
	_, err := d.API.AccountUpdateProfile(ctx, r)
	return nil, err
}

// birthday DAY MONTH YEAR; without a day it is taken away
func birthday(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.AccountUpdateBirthdayRequest{}
	if len(args) > 0 {
		var n [3]int
		for i := range n {
			n[i], _ = strconv.Atoi(args[i])
		}
		b := tg.Birthday{Day: n[0], Month: n[1]}
		b.SetYear(n[2])
		r.SetBirthday(b)
	}
	_, err := d.API.AccountUpdateBirthday(ctx, r)
	return nil, err
}

// close PERSON…: the close friends
func closeFriends(s *script, d *Device, args []string) ([]string, error) {
	var ids []int64
	for _, name := range args {
		p, err := s.person(name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, p.Self.ID)
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.ContactsEditCloseFriends(ctx, ids)
	return nil, err
}

// readmarks hide|show
func readMarks(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.AccountSetGlobalPrivacySettings(ctx, tg.GlobalPrivacySettings{HideReadMarks: args[0] == "hide"})
	if err == nil && r.HideReadMarks != (args[0] == "hide") {
		err = fmt.Errorf("%+v", r)
	}
	return nil, err
}

// readdate CHAT TEXT
func readDate(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.MessagesGetOutboxReadDate(ctx, &tg.MessagesGetOutboxReadDateRequest{Peer: to, MsgID: m.ID})
	if err != nil {
		return nil, err
	}
	if r.Date < m.Date {
		return nil, fmt.Errorf("read %d, written %d", r.Date, m.Date)
	}
	return []string{"known"}, nil
}

// accept CHAT: shares the number
func acceptContact(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ContactsAcceptContact(ctx, asUser(to))
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// sharing CHAT NAME: saves a person and lets them see the number
func addSharing(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ContactsAddContact(ctx, &tg.ContactsAddContactRequest{ID: asUser(to), FirstName: args[1], AddPhonePrivacyException: true})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// phone PERSON: resolves their number
func resolvePhone(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.ContactsResolvePhone(ctx, s.phone(args[0]))
	if err != nil {
		return nil, err
	}
	d.Know(r.Users, nil)
	p, ok := r.Peer.(*tg.PeerUser)
	if !ok {
		return nil, fmt.Errorf("%T", r.Peer)
	}
	return []string{s.name(p.UserID)}, nil
}

// panels: asks for all that the page of privacy settings shows
func panels(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	for name, key := range inputPrivacyKeys {
		r, err := d.API.AccountGetPrivacy(ctx, key)
		if err != nil || len(r.Rules) == 0 {
			return nil, fmt.Errorf("%s: %+v, %w", name, r, err)
		}
	}
	p, err := d.API.AccountGetPassword(ctx)
	if err != nil {
		return nil, err
	}
	algo, ok := p.NewAlgo.(*tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)
	if !ok || len(algo.P) != 256 || len(algo.Salt1) == 0 || len(algo.Salt2) == 0 || len(p.SecureRandom) < 256 {
		return nil, fmt.Errorf("%+v", p)
	}
	ttl, err := d.API.AccountGetAccountTTL(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := d.API.ContactsGetBlocked(ctx, &tg.ContactsGetBlockedRequest{Limit: 20}); err != nil {
		return nil, err
	}
	if _, err := d.API.AccountGetAuthorizations(ctx); err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("password %v, account for %d days", p.HasPassword, ttl.Days)}, nil
}

// away DAYS: sets after how long the account may go
func away(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	days, err := strconv.Atoi(args[0])
	if err != nil {
		return nil, err
	}
	_, err = d.API.AccountSetAccountTTL(ctx, tg.AccountDaysTTL{Days: days})
	return nil, err
}

// privacyUpdate matches privacy RULES.
func (s *script) privacyUpdate(args []string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePrivacy)
		return ok && s.rules(p.Rules) == strings.Join(args, " ")
	}
}
