package apptest

import (
	"fmt"

	"github.com/gotd/td/tg"
)

// find WORDS: prints which of one's own chats are found, then who else is
func findPeople(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	f, err := d.API.ContactsSearch(ctx, &tg.ContactsSearchRequest{Q: args[0], Limit: 10})
	if err != nil {
		return nil, err
	}
	d.Know(f.Users, nil)
	var lines []string
	for _, list := range []struct {
		name  string
		peers []tg.PeerClass
	}{{"mine", f.MyResults}, {"others", f.Results}} {
		for _, p := range list.peers {
			u, ok := p.(*tg.PeerUser)
			if !ok {
				return nil, fmt.Errorf("%T", p)
			}
			lines = append(lines, list.name+": "+s.name(u.UserID))
		}
	}
	return lines, nil
}
