package apptest

import (
	"fmt"

	"github.com/gotd/td/tg"
)

// top: prints the people whom one writes with most, and how they are rated
func topPeers(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ContactsGetTopPeers(ctx, &tg.ContactsGetTopPeersRequest{Correspondents: true, BotsPm: true, Limit: 10})
	if err != nil {
		return nil, err
	}
	t, ok := res.(*tg.ContactsTopPeers)
	if !ok {
		return []string{res.TypeName()}, nil
	}
	d.Know(t.Users, nil)
	var lines []string
	for _, c := range t.Categories {
		for _, p := range c.Peers {
			u, ok := p.Peer.(*tg.PeerUser)
			if !ok {
				return nil, fmt.Errorf("%T", p.Peer)
			}
			lines = append(lines, fmt.Sprintf("%s %.1f", s.name(u.UserID), p.Rating))
		}
	}
	return lines, nil
}

// untop CHAT: forgets how it is rated
func untop(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.ContactsResetTopPeerRating(ctx, &tg.ContactsResetTopPeerRatingRequest{Category: &tg.TopPeerCategoryCorrespondents{}, Peer: p})
	return nil, err
}

// rate on|off: whether anything is counted
func rate(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.ContactsToggleTopPeers(ctx, args[0] == "on")
	return nil, err
}
