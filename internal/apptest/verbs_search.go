package apptest

import (
	"fmt"
	"slices"

	"github.com/gotd/td/tg"
)

// search CHAT|everywhere WORDS [by PERSON] [part CHAT] [tagged EMOJI] [links]: prints what is found, newest
// first, page by page
func search(s *script, d *Device, args []string) ([]string, error) {
	filter := tg.MessagesFilterClass(&tg.InputMessagesFilterEmpty{})
	if slices.Contains(args, "links") {
		filter = &tg.InputMessagesFilterURL{}
	}
	var all []tg.MessageClass
	for {
		ctx, cancel := d.Context()
		res, err := func() (tg.MessagesMessagesClass, error) {
			if args[0] == "everywhere" {
				return d.API.MessagesSearchGlobal(ctx, d.everywhere(args[1], filter, all))
			}
			r, err := s.inChat(d, args, filter, all)
			if err != nil {
				return nil, err
			}
			return d.API.MessagesSearch(ctx, r)
		}()
		cancel()
		if err != nil {
			return nil, err
		}
		m, ok := res.AsModified()
		if !ok {
			return nil, fmt.Errorf("%T", res)
		}
		d.Know(m.GetUsers(), m.GetMessages())
		all = append(all, m.GetMessages()...)
		count := len(all)
		if slice, ok := res.(*tg.MessagesMessagesSlice); ok {
			count = slice.Count
		}
		if len(all) >= count || len(m.GetMessages()) == 0 {
			return s.found(d, all, count), nil
		}
	}
}

// searchPage is small, so that scripts see more than one.
const searchPage = 3

func (s *script) inChat(d *Device, args []string, filter tg.MessagesFilterClass, all []tg.MessageClass) (*tg.MessagesSearchRequest, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesSearchRequest{Peer: to, Q: args[1], Filter: filter, Limit: searchPage}
	if at := slices.Index(args, "by"); at > 0 {
		from, err := s.peer(d, args[at+1])
		if err != nil {
			return nil, err
		}
		r.SetFromID(from)
	}
	if at := slices.Index(args, "part"); at > 0 {
		part, err := s.peer(d, args[at+1])
		if err != nil {
			return nil, err
		}
		r.SetSavedPeerID(part)
	}
	for i, a := range args {
		if a == "tagged" {
			r.SavedReaction = append(r.SavedReaction, &tg.ReactionEmoji{Emoticon: args[i+1]})
		}
	}
	if len(r.SavedReaction) > 0 {
		r.SetSavedReaction(r.SavedReaction)
	}
	if len(all) > 0 {
		r.OffsetID = all[len(all)-1].GetID()
	}
	return r, nil
}

func (d *Device) everywhere(words string, filter tg.MessagesFilterClass, all []tg.MessageClass) *tg.MessagesSearchGlobalRequest {
	r := &tg.MessagesSearchGlobalRequest{Q: words, Filter: filter, OffsetPeer: &tg.InputPeerEmpty{}, Limit: searchPage}
	if len(all) > 0 {
		last := all[len(all)-1].(*tg.Message)
		r.OffsetRate, r.OffsetID = last.Date, last.ID
		if p, ok := last.PeerID.(*tg.PeerUser); ok && p.UserID != d.Self.ID {
			r.OffsetPeer = d.InputPeer(p.UserID)
		}
	}
	return r
}

func (s *script) found(d *Device, all []tg.MessageClass, count int) []string {
	lines := []string{fmt.Sprint(count, " found")}
	for _, m := range all {
		lines = append(lines, s.show(d, m))
	}
	return lines
}
