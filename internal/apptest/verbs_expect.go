package apptest

import (
	"fmt"
	"strings"

	"github.com/gotd/td/tg"
)

// expect WHAT …: waits for an update
func expect(s *script, d *Device, args []string) ([]string, error) {
	match, err := s.matcher(d, args[0], args[1:])
	if err != nil {
		return nil, err
	}
	return nil, d.Expect(strings.Join(args, " "), match)
}

func (s *script) matcher(d *Device, what string, args []string) (func(tg.UpdateClass) bool, error) {
	switch what {
	case "message": // message FROM TEXT
		return s.newMessage(args)
	case "edit": // edit TEXT
		return func(u tg.UpdateClass) bool {
			e, ok := u.(*tg.UpdateEditMessage)
			return ok && textOf(e.Message) == args[0]
		}, nil
	case "deleted": // deleted COUNT
		return func(u tg.UpdateClass) bool {
			e, ok := u.(*tg.UpdateDeleteMessages)
			return ok && fmt.Sprint(len(e.Messages)) == args[0]
		}, nil
	case "said", "members", "changed", "rights", "asking":
		return s.inGroup(what, args), nil
	case "draft": // draft TEXT
		return func(u tg.UpdateClass) bool {
			e, ok := u.(*tg.UpdateDraftMessage)
			if !ok {
				return false
			}
			dr, ok := e.Draft.(*tg.DraftMessage)
			return ok && dr.Message == args[0] || !ok && args[0] == ""
		}, nil
	case "notify":
		return s.notifyUpdate(d, args), nil
	case "folder":
		return s.folderUpdate(args), nil
	case "archived", "unarchived":
		return s.archived(what, args)
	case "privacy": // privacy RULES
		return s.privacyUpdate(args), nil
	case "blocked", "unblocked": // blocked PERSON
		return s.blockedUpdate(what, args)
	case "status": // status PERSON WORD
		return s.statusUpdate(args)
	case "joined":
		return s.joined(args)
	case "queued", "unqueued":
		return queueChange(append([]string{what}, args...)), nil
	case "page": // page AS SHOWN
		return pageChange(args[0]), nil
	case "ttl": // ttl CHAT PERIOD
		return s.newPeriod(args)
	case "poll": // poll SUMMARY
		return pollChange(args[0]), nil
	case "authorization", "tooLong", "name", "letin":
		return kind(what), nil
	case "reactions", "pins", "unpins", "seen", "savedpin", "savedorder", "tags", "recent":
		return expectLists(d, what, args), nil
	}
	return s.about(d, what, args)
}

func kind(what string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		switch u.(type) {
		case *tg.UpdateNewAuthorization:
			return what == "authorization"
		case *tg.UpdateUserName:
			return what == "name"
		case *tg.UpdateLoginToken:
			return what == "letin"
		}
		return false
	}
}

func (s *script) newMessage(args []string) (func(tg.UpdateClass) bool, error) {
	var from int64 = 777000
	if args[0] != "service" {
		p, err := s.person(args[0])
		if err != nil {
			return nil, err
		}
		from = p.Self.ID
	}
	return func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		if !ok {
			return false
		}
		p, ok := m.FromID.(*tg.PeerUser)
		return ok && p.UserID == from && (label(m) == args[1] || from == 777000 && strings.Contains(m.Message, args[1]))
	}, nil
}

// about matches updates that name a person.
func (s *script) about(d *Device, what string, args []string) (func(tg.UpdateClass) bool, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	id := p.Self.ID
	if what == "bar" { // bar PERSON OFFERS
		return peerSettings(id, args[1]), nil
	}
	is := func(p tg.PeerClass) bool { u, ok := p.(*tg.PeerUser); return ok && u.UserID == id }
	last := 0
	if len(args) > 1 {
		m, err := d.Find(args[1])
		if err != nil {
			return nil, err
		}
		last = m.ID
	}
	return func(u tg.UpdateClass) bool {
		switch u := u.(type) {
		case *tg.UpdateReadHistoryOutbox:
			return what == "read" && is(u.Peer) && (last == 0 || u.MaxID == last)
		case *tg.UpdateReadHistoryInbox:
			return what == "readinbox" && is(u.Peer) && u.StillUnreadCount == 0
		case *tg.UpdateUserTyping:
			return what == "typing" && u.UserID == id
		case *tg.UpdateUserStatus:
			_, on := u.Status.(*tg.UserStatusOnline)
			return u.UserID == id && (what == "online" && on || what == "offline" && !on)
		case *tg.UpdateDialogPinned:
			return what == "pinned" && u.Pinned
		case *tg.UpdateDialogUnreadMark:
			return what == "marked" && u.Unread
		}
		return false
	}, nil
}

func textOf(m tg.MessageClass) string {
	if m, ok := m.(*tg.Message); ok && m != nil {
		return label(m)
	}
	return ""
}
