package apptest

import (
	"fmt"
	"slices"

	"github.com/gotd/td/tg"
)

// hiddenAuthor is the number of the part of Saved Messages for authors that are
// not known.
const hiddenAuthor = 2666000

// part is a part of Saved Messages: a person, "self", or "hidden".
func (s *script) part(d *Device, name string) (tg.InputPeerClass, error) {
	if name == "hidden" {
		return d.InputPeer(hiddenAuthor), nil
	}
	return s.peer(d, name)
}

// saved [pinned]: prints the parts of Saved Messages
func saved(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	var res tg.MessagesSavedDialogsClass
	var err error
	if slices.Contains(args, "pinned") {
		res, err = d.API.MessagesGetPinnedSavedDialogs(ctx)
	} else {
		res, err = d.API.MessagesGetSavedDialogs(ctx, &tg.MessagesGetSavedDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 10})
	}
	if err != nil {
		return nil, err
	}
	l, ok := res.(*tg.MessagesSavedDialogs)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	d.Know(l.Users, l.Messages)
	var lines []string
	for _, x := range l.Dialogs {
		lines = append(lines, s.showSaved(d, x, l.Messages))
	}
	return lines, nil
}

func (s *script) showSaved(d *Device, x tg.SavedDialogClass, ms []tg.MessageClass) string {
	p, ok := x.GetPeer().(*tg.PeerUser)
	if !ok {
		return fmt.Sprintf("%T", x.GetPeer())
	}
	line := s.name(p.UserID)
	if p.UserID == hiddenAuthor {
		line = "hidden"
	}
	if sd, ok := x.(*tg.SavedDialog); ok && sd.Pinned {
		line += " pinned"
	}
	for _, m := range ms {
		if m.GetID() == x.GetTopMessage() {
			line += " | " + s.show(d, m)
		}
	}
	return line
}

// savedhistory PART: prints it, newest first
func savedHistory(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.part(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetSavedHistory(ctx, &tg.MessagesGetSavedHistoryRequest{Peer: p, Limit: 10})
	if err != nil {
		return nil, err
	}
	return s.showAll(d, res)
}

// savedpin PART [unpin]
func savedPin(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.part(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesToggleSavedDialogPin(ctx, &tg.MessagesToggleSavedDialogPinRequest{
		Pinned: !slices.Contains(args, "unpin"), Peer: &tg.InputDialogPeer{Peer: p},
	})
	return nil, err
}

// savedorder PART …
func savedOrder(s *script, d *Device, args []string) ([]string, error) {
	r := &tg.MessagesReorderPinnedSavedDialogsRequest{Force: true}
	for _, a := range args {
		p, err := s.part(d, a)
		if err != nil {
			return nil, err
		}
		r.Order = append(r.Order, &tg.InputDialogPeer{Peer: p})
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.MessagesReorderPinnedSavedDialogs(ctx, r)
	return nil, err
}

// savedclear PART
func savedClear(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.part(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesDeleteSavedHistory(ctx, &tg.MessagesDeleteSavedHistoryRequest{Peer: p})
	return nil, err
}
