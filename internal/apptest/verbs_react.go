package apptest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gotd/td/tg"
)

// on finds the chat and the message of a command that begins with both.
func (s *script) on(d *Device, args []string) (tg.InputPeerClass, int, error) {
	chat, err := s.peer(d, args[0])
	if err != nil {
		return nil, 0, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, 0, err
	}
	return chat, m.ID, nil
}

// react CHAT TEXT [EMOJI …]
func react(s *script, d *Device, args []string) ([]string, error) {
	chat, id, err := s.on(d, args)
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesSendReactionRequest{Peer: chat, MsgID: id, AddToRecent: true}
	rs := []tg.ReactionClass{}
	for _, e := range args[2:] {
		switch e {
		case "custom":
			rs = append(rs, &tg.ReactionCustomEmoji{DocumentID: 1})
		case "paid":
			rs = append(rs, &tg.ReactionPaid{})
		default:
			rs = append(rs, &tg.ReactionEmoji{Emoticon: e})
		}
	}
	r.SetReaction(rs)
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesSendReaction(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// unreact CHAT PERSON [TEXT]: takes back what somebody reacted with to a message, or to
// all
func unreact(s *script, d *Device, args []string) ([]string, error) {
	chat, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	who, err := s.peer(d, args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	if len(args) < 3 {
		_, err = d.API.MessagesDeleteParticipantReactions(ctx, &tg.MessagesDeleteParticipantReactionsRequest{Peer: chat, Participant: who})
		return nil, err
	}
	m, err := d.Find(args[2])
	if err != nil {
		return nil, err
	}
	u, err := d.API.MessagesDeleteParticipantReaction(ctx, &tg.MessagesDeleteParticipantReactionRequest{Peer: chat, MsgID: m.ID, Participant: who})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// reactions CHAT TEXT: prints who reacted, newest first, page by page
func reactors(s *script, d *Device, args []string) ([]string, error) {
	chat, id, err := s.on(d, args)
	if err != nil {
		return nil, err
	}
	var lines []string
	r := &tg.MessagesGetMessageReactionsListRequest{Peer: chat, ID: id, Limit: 1}
	for {
		ctx, cancel := d.Context()
		l, err := d.API.MessagesGetMessageReactionsList(ctx, r)
		cancel()
		if err != nil {
			return nil, err
		}
		for _, x := range l.Reactions {
			from, ok := x.PeerID.(*tg.PeerUser)
			if !ok || len(l.Users) == 0 {
				return nil, fmt.Errorf("%+v", l)
			}
			lines = append(lines, s.name(from.UserID)+" "+emoticon(x.Reaction))
		}
		if l.NextOffset == "" {
			return append(lines, fmt.Sprintf("%d in all", l.Count)), nil
		}
		r.SetOffset(l.NextOffset)
	}
}

func emoticon(r tg.ReactionClass) string {
	if e, ok := r.(*tg.ReactionEmoji); ok {
		return e.Emoticon
	}
	return r.TypeName()
}

// showReactions is the reactions to a message as scripts print them.
func showReactions(r tg.MessageReactions) string {
	var out []string
	for _, c := range r.Results {
		x := emoticon(c.Reaction)
		if _, mine := c.GetChosenOrder(); mine {
			x += "*"
		}
		if c.Count > 1 {
			x += fmt.Sprint(c.Count)
		}
		out = append(out, x)
	}
	return strings.Join(out, " ")
}

// unseen CHAT: prints the messages with reactions that were not seen
func unseenReactions(s *script, d *Device, args []string) ([]string, error) {
	chat, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetUnreadReactions(ctx, &tg.MessagesGetUnreadReactionsRequest{Peer: chat, Limit: 10})
	if err != nil {
		return nil, err
	}
	return s.showAll(d, res)
}

// showAll is the messages of an answer as scripts print them.
func (s *script) showAll(d *Device, res tg.MessagesMessagesClass) ([]string, error) {
	m, ok := res.AsModified()
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	d.Know(m.GetUsers(), m.GetMessages())
	var lines []string
	for _, x := range m.GetMessages() {
		lines = append(lines, s.show(d, x))
	}
	return lines, nil
}

// see CHAT [TEXT]: has seen all reactions of a chat, or those to a message
func seeReactions(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	if len(args) > 1 {
		_, id, err := s.on(d, args)
		if err == nil {
			_, err = d.API.MessagesReadMessageContents(ctx, []int{id})
		}
		return nil, err
	}
	chat, err := s.peer(d, args[0])
	if err == nil {
		_, err = d.API.MessagesReadReactions(ctx, &tg.MessagesReadReactionsRequest{Peer: chat})
	}
	return nil, err
}

// recent: prints the device's recent reactions, and the five that are used most
func recentReactions(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	recent, err := d.API.MessagesGetRecentReactions(ctx, &tg.MessagesGetRecentReactionsRequest{Limit: 10})
	if err != nil {
		return nil, err
	}
	top, err := d.API.MessagesGetTopReactions(ctx, &tg.MessagesGetTopReactionsRequest{Limit: 5})
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, l := range []tg.MessagesReactionsClass{recent, top} {
		m, ok := l.(*tg.MessagesReactions)
		if !ok {
			return nil, fmt.Errorf("%T", l)
		}
		line := []string{"-"}
		for _, r := range m.Reactions {
			line = append(line, emoticon(r))
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return lines, nil
}

// tags [PART]: prints the tags of Saved Messages; tag EMOJI TITLE names one
func tags(s *script, d *Device, args []string) ([]string, error) {
	r := &tg.MessagesGetSavedReactionTagsRequest{}
	if len(args) > 0 {
		p, err := s.part(d, args[0])
		if err != nil {
			return nil, err
		}
		r.SetPeer(p)
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetSavedReactionTags(ctx, r)
	if err != nil {
		return nil, err
	}
	list, ok := res.(*tg.MessagesSavedReactionTags)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	var lines []string
	for _, t := range list.Tags {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d %s", emoticon(t.Reaction), t.Count, t.Title)))
	}
	return lines, nil
}

func nameTag(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.MessagesUpdateSavedReactionTagRequest{Reaction: &tg.ReactionEmoji{Emoticon: args[0]}}
	r.SetTitle(args[1])
	_, err := d.API.MessagesUpdateSavedReactionTag(ctx, r)
	return nil, err
}

// pinmessage CHAT TEXT [oneside] [silent] [unpin]
func pinMessage(s *script, d *Device, args []string) ([]string, error) {
	chat, id, err := s.on(d, args)
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesUpdatePinnedMessage(ctx, &tg.MessagesUpdatePinnedMessageRequest{
		Peer: chat, ID: id, PmOneside: slices.Contains(args, "oneside"), Silent: slices.Contains(args, "silent"), Unpin: slices.Contains(args, "unpin"),
	})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

func unpinAll(s *script, d *Device, args []string) ([]string, error) {
	chat, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesUnpinAllMessages(ctx, &tg.MessagesUnpinAllMessagesRequest{Peer: chat})
	return nil, err
}

// pinned CHAT: prints what is pinned there; the newest is the one of the profile
func pinned(s *script, d *Device, args []string) ([]string, error) {
	chat, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesSearch(ctx, &tg.MessagesSearchRequest{Peer: chat, Filter: &tg.InputMessagesFilterPinned{}, Limit: 10})
	if err != nil {
		return nil, err
	}
	full, err := d.API.UsersGetFullUser(ctx, asUser(chat))
	if err != nil {
		return nil, err
	}
	if m, ok := res.AsModified(); ok && len(m.GetMessages()) > 0 && m.GetMessages()[0].GetID() != full.FullUser.PinnedMsgID {
		return nil, fmt.Errorf("the profile says %d", full.FullUser.PinnedMsgID)
	}
	return s.showAll(d, res)
}

// expectLists matches the updates of reactions and pins. It is called with the
// device locked.
func expectLists(d *Device, what string, args []string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		switch u := u.(type) {
		case *tg.UpdateMessageReactions: // reactions TEXT SHOWN
			return what == "reactions" && textOf(d.messages[u.MsgID]) == args[0] && showReactions(u.Reactions) == args[1]
		case *tg.UpdatePinnedMessages: // pins COUNT, unpins COUNT
			return what == "pins" && u.Pinned && fmt.Sprint(len(u.Messages)) == args[0] ||
				what == "unpins" && !u.Pinned && fmt.Sprint(len(u.Messages)) == args[0]
		case *tg.UpdateReadMessagesContents: // seen COUNT
			return what == "seen" && fmt.Sprint(len(u.Messages)) == args[0]
		case *tg.UpdateSavedDialogPinned:
			return what == "savedpin" && u.Pinned
		case *tg.UpdatePinnedSavedDialogs: // savedorder COUNT
			return what == "savedorder" && fmt.Sprint(len(u.Order)) == args[0]
		case *tg.UpdateSavedReactionTags:
			return what == "tags"
		case *tg.UpdateRecentReactions:
			return what == "recent"
		}
		return false
	}
}
