package apptest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gotd/td/tg"
)

// Groups of scripts: basic ones, and the supergroups that they become.

// group NAME TITLE [PERIOD] PERSON…: makes a basic group, which the script calls NAME;
// prints who could not be added
func newGroup(s *script, d *Device, args []string) ([]string, error) {
	r := &tg.MessagesCreateChatRequest{Title: args[1]}
	for _, name := range args[2:] {
		if n, err := seconds(name); err == nil {
			r.SetTTLPeriod(n)
			continue
		}
		in, err := s.user(d, name)
		if err != nil {
			return nil, err
		}
		r.Users = append(r.Users, in)
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesCreateChat(ctx, r)
	if err != nil {
		return nil, err
	}
	us, ok := res.Updates.(*tg.Updates)
	if !ok || len(us.Chats) != 1 {
		return nil, fmt.Errorf("the answer has not one group: %v", res.Updates)
	}
	s.groups[args[0]] = us.Chats[0].GetID()
	d.Record(us)
	lines := make([]string, len(res.MissingInvitees))
	for i, m := range res.MissingInvitees {
		lines[i] = "without " + s.name(m.UserID)
	}
	return lines, nil
}

// user is a person as the device names them in requests.
func (s *script) user(d *Device, name string) (tg.InputUserClass, error) {
	p, err := s.person(name)
	if err != nil {
		return nil, err
	}
	if in, ok := d.InputPeer(p.Self.ID).(*tg.InputPeerUser); ok {
		return &tg.InputUser{UserID: in.UserID, AccessHash: in.AccessHash}, nil
	}
	return &tg.InputUserSelf{}, nil
}

// titleOf is what a script calls a group.
func (s *script) titleOf(id int64) string {
	for name, g := range s.groups {
		if g == id {
			return name
		}
	}
	return fmt.Sprint(id)
}

// groupPeer is a group as the device names it; ok is false for what is none.
func (s *script) groupPeer(d *Device, name string) (p tg.InputPeerClass, ok bool) {
	id, ok := s.groups[name]
	if !ok {
		return nil, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if c, ok := d.chats[id].(*tg.Channel); ok {
		return c.AsInputPeer(), true
	}
	return &tg.InputPeerChat{ChatID: id}, true
}

// updated records the updates of an answer.
func (d *Device) updated(u tg.UpdatesClass, err error) ([]string, error) {
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// bring GROUP PERSON [COUNT]: adds somebody, with some of the newest messages
func bring(s *script, d *Device, args []string) ([]string, error) {
	in, err := s.user(d, args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesAddChatUserRequest{ChatID: s.groups[args[0]], UserID: in}
	if len(args) > 2 {
		if r.FwdLimit, err = strconv.Atoi(args[2]); err != nil {
			return nil, err
		}
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesAddChatUser(ctx, r)
	if err != nil {
		return nil, err
	}
	return d.updated(res.Updates, nil)
}

// drop GROUP PERSON [purge]: removes somebody, or leaves
func drop(s *script, d *Device, args []string) ([]string, error) {
	in, err := s.user(d, args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	return d.updated(d.API.MessagesDeleteChatUser(ctx, &tg.MessagesDeleteChatUserRequest{
		ChatID: s.groups[args[0]], UserID: in, RevokeHistory: slices.Contains(args, "purge"),
	}))
}

// title GROUP TITLE
func titleGroup(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	return d.updated(d.API.MessagesEditChatTitle(ctx, &tg.MessagesEditChatTitleRequest{ChatID: s.groups[args[0]], Title: args[1]}))
}

// describe GROUP TEXT
func describeGroup(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.MessagesEditChatAbout(ctx, &tg.MessagesEditChatAboutRequest{Peer: to, About: args[1]})
	return nil, err
}

// admin GROUP PERSON on|off
func groupAdmin(s *script, d *Device, args []string) ([]string, error) {
	in, err := s.user(d, args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesEditChatAdmin(ctx, &tg.MessagesEditChatAdminRequest{ChatID: s.groups[args[0]], UserID: in, IsAdmin: args[2] == "on"})
	return nil, err
}

// forbid GROUP WHAT…: what members may not do: info, invite, pin, polls, text
func forbid(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	var r tg.ChatBannedRights
	for _, what := range args[1:] {
		bit := map[string]*bool{"info": &r.ChangeInfo, "invite": &r.InviteUsers, "pin": &r.PinMessages, "polls": &r.SendPolls, "text": &r.SendPlain}[what]
		if bit == nil {
			return nil, fmt.Errorf("nothing to forbid: %s", what)
		}
		*bit = true
	}
	ctx, cancel := d.Context()
	defer cancel()
	return d.updated(d.API.MessagesEditChatDefaultBannedRights(ctx, &tg.MessagesEditChatDefaultBannedRightsRequest{Peer: to, BannedRights: r}))
}

// protect GROUP
func protect(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	ctx, cancel := d.Context()
	defer cancel()
	return d.updated(d.API.MessagesToggleNoForwards(ctx, &tg.MessagesToggleNoForwardsRequest{Peer: to, Enabled: true}))
}

// migrate GROUP NAME: makes a supergroup of it, which the script calls NAME
func migrate(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesMigrateChat(ctx, s.groups[args[0]])
	if err != nil {
		return nil, err
	}
	us, ok := res.(*tg.Updates)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	for _, c := range us.Chats {
		if c, ok := c.(*tg.Channel); ok {
			s.groups[args[1]] = c.ID
		}
	}
	return d.updated(us, nil)
}

// disband GROUP
func disband(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.MessagesDeleteChat(ctx, s.groups[args[0]])
	return nil, err
}

// members GROUP: prints what the group is to the device, and who is in it
func members(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	full, err := d.API.MessagesGetFullChat(ctx, s.groups[args[0]])
	if err != nil {
		return nil, err
	}
	d.Record(&tg.Updates{Users: full.Users, Chats: full.Chats})
	cf, ok := full.FullChat.(*tg.ChatFull)
	if !ok {
		return nil, fmt.Errorf("%T", full.FullChat)
	}
	line := s.showGroup(full.Chats[0])
	if cf.About != "" {
		line += ", about: " + cf.About
	}
	if _, ok := cf.GetExportedInvite(); ok {
		line += ", has a link"
	}
	if cf.HasScheduled {
		line += ", something waits"
	}
	if n, ok := cf.GetTTLPeriod(); ok {
		line += fmt.Sprintf(", fades in %v", time.Duration(n)*time.Second)
	}
	if n, ok := cf.GetRequestsPending(); ok {
		line += fmt.Sprintf(", %d ask", n)
	}
	lines := []string{line}
	if ps, ok := cf.Participants.(*tg.ChatParticipants); ok {
		for _, p := range ps.Participants {
			lines = append(lines, s.showParticipant(p))
		}
		slices.SortFunc(lines[1:], func(a, b string) int { return cmp.Compare(a, b) })
	}
	return lines, nil
}

// past GROUP: prints which basic group a supergroup was, to the device
func pastOf(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	in, ok := to.(*tg.InputPeerChannel)
	if !ok {
		return nil, fmt.Errorf("%s is no supergroup", args[0])
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ChannelsGetFullChannel(ctx, &tg.InputChannel{ChannelID: in.ChannelID, AccessHash: in.AccessHash})
	if err != nil {
		return nil, err
	}
	full, ok := res.FullChat.(*tg.ChannelFull)
	if !ok {
		return nil, fmt.Errorf("%T", res.FullChat)
	}
	was, ok := full.GetMigratedFromChatID()
	if !ok {
		return []string{"was nothing else"}, nil
	}
	all, err := d.History(&tg.InputPeerChat{ChatID: was})
	if err != nil {
		return nil, err
	}
	line := "was " + s.titleOf(was)
	for _, m := range all {
		if m.GetID() == full.MigratedFromMaxID {
			line += ", up to: " + s.show(d, m)
		}
	}
	for _, c := range res.Chats {
		if c.GetID() == was {
			line += ", " + s.showGroup(c)
		}
	}
	return []string{line}, nil
}

// known GROUP…: prints what groups are to the device
func knownGroups(s *script, d *Device, args []string) ([]string, error) {
	ids := make([]int64, len(args))
	for i, name := range args {
		ids[i] = s.groups[name]
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetChats(ctx, ids)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, c := range res.GetChats() {
		lines = append(lines, s.showGroup(c))
	}
	return lines, nil
}

func (s *script) showGroup(c tg.ChatClass) string {
	switch c := c.(type) {
	case *tg.ChatForbidden:
		return c.Title + " (forbidden)"
	case *tg.Chat:
		line := fmt.Sprintf("%s (%d)", c.Title, c.ParticipantsCount)
		for _, f := range []struct {
			is   bool
			name string
		}{{c.Creator, "mine"}, {c.AdminRights.BanUsers, "admin"}, {c.Left, "left"}, {c.Deactivated, "closed"}, {c.Noforwards, "protected"}} {
			if f.is {
				line += ", " + f.name
			}
		}
		if to, ok := c.MigratedTo.(*tg.InputChannel); ok {
			line += ", became " + s.titleOf(to.ChannelID)
		}
		return line
	}
	return fmt.Sprintf("%T", c)
}

func (s *script) showParticipant(p tg.ChatParticipantClass) string {
	switch p := p.(type) {
	case *tg.ChatParticipantCreator:
		return s.name(p.UserID) + ", owner"
	case *tg.ChatParticipantAdmin:
		return s.name(p.UserID) + ", admin, by " + s.name(p.InviterID)
	case *tg.ChatParticipant:
		return s.name(p.UserID) + ", by " + s.name(p.InviterID)
	}
	return fmt.Sprintf("%T", p)
}

// showAction is what a service message of a group tells; ok is false for another.
func (s *script) showAction(m *tg.MessageService) (line string, ok bool) {
	names := func(ids []int64) string {
		out := make([]string, len(ids))
		for i, id := range ids {
			out[i] = s.name(id)
		}
		return strings.Join(out, " ")
	}
	switch a := m.Action.(type) {
	case *tg.MessageActionChatCreate:
		line = "created " + a.Title + " with " + names(a.Users)
	case *tg.MessageActionChatAddUser:
		line = "added " + names(a.Users)
	case *tg.MessageActionChatDeleteUser:
		line = "removed " + s.name(a.UserID)
	case *tg.MessageActionChatJoinedByLink:
		line = "joined by a link of " + s.name(a.InviterID)
	case *tg.MessageActionChatJoinedByRequest:
		line = "was let in"
	case *tg.MessageActionChatEditTitle:
		line = "called it " + a.Title
	case *tg.MessageActionChatMigrateTo:
		line = "made it " + s.titleOf(a.ChannelID)
	case *tg.MessageActionChannelMigrateFrom:
		line = "it was " + s.titleOf(a.ChatID)
	default:
		return "", false
	}
	if from, ok := m.FromID.(*tg.PeerUser); ok {
		line = s.name(from.UserID) + " " + line
	}
	return "* " + line, true
}

// inGroup matches updates about a group: said TEXT, a service message; members
// COUNT; gone; rights.
func (s *script) inGroup(what string, args []string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		switch u := u.(type) {
		case *tg.UpdateNewMessage:
			return what == "said" && s.said(u.Message, args)
		case *tg.UpdateNewChannelMessage:
			return what == "said" && s.said(u.Message, args)
		case *tg.UpdateChatParticipants:
			ps, ok := u.Participants.(*tg.ChatParticipants)
			return what == "members" && ok && ps.ChatID == s.groups[args[0]] && fmt.Sprint(len(ps.Participants)) == args[1]
		case *tg.UpdateChat:
			return what == "changed" && u.ChatID == s.groups[args[0]]
		case *tg.UpdateChannel:
			return what == "changed" && u.ChannelID == s.groups[args[0]]
		case *tg.UpdateChatDefaultBannedRights:
			return what == "rights" && s.isGroup(u.Peer, args[0])
		case *tg.UpdatePendingJoinRequests:
			return what == "asking" && s.isGroup(u.Peer, args[0]) && fmt.Sprint(u.RequestsPending) == args[1]
		}
		return false
	}
}

// isGroup says whether p is what the script calls a group.
func (s *script) isGroup(p tg.PeerClass, name string) bool {
	switch p := p.(type) {
	case *tg.PeerChat:
		return p.ChatID == s.groups[name]
	case *tg.PeerChannel:
		return p.ChannelID == s.groups[name]
	}
	return false
}

func (s *script) said(m tg.MessageClass, args []string) bool {
	sm, ok := m.(*tg.MessageService)
	if !ok {
		return false
	}
	line, ok := s.showAction(sm)
	return ok && line == "* "+args[0]
}
