package apptest

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/gotd/td/tg"
)

// block PERSON [stories], unblock PERSON [stories]
func block(s *script, d *Device, args []string, on bool) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	stories := slices.Contains(args, "stories")
	if on {
		_, err = d.API.ContactsBlock(ctx, &tg.ContactsBlockRequest{ID: to, MyStoriesFrom: stories})
	} else {
		_, err = d.API.ContactsUnblock(ctx, &tg.ContactsUnblockRequest{ID: to, MyStoriesFrom: stories})
	}
	return nil, err
}

// blocked [stories] [OFFSET LIMIT]: prints the list
func blocked(s *script, d *Device, args []string) ([]string, error) {
	r := &tg.ContactsGetBlockedRequest{Limit: 100}
	if len(args) > 0 && args[0] == "stories" {
		r.MyStoriesFrom, args = true, args[1:]
	}
	if len(args) == 2 {
		r.Offset, _ = strconv.Atoi(args[0])
		r.Limit, _ = strconv.Atoi(args[1])
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ContactsGetBlocked(ctx, r)
	if err != nil {
		return nil, err
	}
	var lines []string
	if sl, ok := res.(*tg.ContactsBlockedSlice); ok {
		lines = append(lines, fmt.Sprintf("of %d", sl.Count))
	}
	for _, b := range res.GetBlocked() {
		p, ok := b.PeerID.(*tg.PeerUser)
		if !ok || b.Date == 0 {
			return nil, fmt.Errorf("%+v", b)
		}
		lines = append(lines, s.name(p.UserID))
	}
	return lines, nil
}

// setblocked PERSON…: replaces the list
func setBlocked(s *script, d *Device, args []string) ([]string, error) {
	r := &tg.ContactsSetBlockedRequest{Limit: 100}
	for _, name := range args {
		p, err := s.peer(d, name)
		if err != nil {
			return nil, err
		}
		r.ID = append(r.ID, p)
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.ContactsSetBlocked(ctx, r)
	return nil, err
}

// unheard WHAT …: no such update has come
func unheard(s *script, d *Device, args []string) ([]string, error) {
	match, err := s.matcher(d, args[0], args[1:])
	if err != nil {
		return nil, err
	}
	if n := d.Received(match); n != 0 {
		return nil, fmt.Errorf("%d came", n)
	}
	return nil, nil
}

// blockedUpdate matches blocked PERSON or unblocked PERSON.
func (s *script) blockedUpdate(what string, args []string) (func(tg.UpdateClass) bool, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	return func(u tg.UpdateClass) bool {
		b, ok := u.(*tg.UpdatePeerBlocked)
		if !ok {
			return false
		}
		of, ok := b.PeerID.(*tg.PeerUser)
		return ok && of.UserID == p.Self.ID && b.Blocked == (what == "blocked")
	}, nil
}

// statusUpdate matches seen PERSON WORD.
func (s *script) statusUpdate(args []string) (func(tg.UpdateClass) bool, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	return func(u tg.UpdateClass) bool {
		st, ok := u.(*tg.UpdateUserStatus)
		return ok && st.UserID == p.Self.ID && statusWord(st.Status) == args[1]
	}, nil
}
