package messages

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/search"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errFilter  = fault.New(fault.Invalid, "INPUT_FILTER_INVALID")
	errFilters = fault.New(fault.Invalid, "FILTER_NOT_SUPPORTED")
)

// search finds messages of a chat, or of a thread of a channel.
func (h *Handlers) search(ctx context.Context, c *rpc.Call, r *tg.MessagesSearchRequest) (tg.MessagesMessagesClass, error) {
	q := search.Query{Text: r.Q, Kinds: kinds(r.Filter), Since: int64(r.MinDate), Until: int64(r.MaxDate), Top: max(r.TopMsgID, 0)}
	_, calls := r.Filter.(*tg.InputMessagesFilterPhoneCalls)
	if _, everywhere := r.Peer.(*tg.InputPeerEmpty); !everywhere || !calls {
		if err := h.searchIn(c, &q, r.Peer, r.SavedPeerID); err != nil {
			return nil, err
		}
	}
	if in, ok := r.GetFromID(); ok {
		p, err := h.In.Peer(c, in)
		switch {
		case err != nil:
			return nil, err
		case p.Kind == peer.User:
			q.From = user.ID(p.ID)
		case p.Kind == peer.Channel:
			q.As = p
		default:
			return nil, errPeer
		}
	}
	tags, err := emojis(r.SavedReaction)
	if err != nil {
		return nil, err
	}
	q.Tags = tags
	var at update.State
	if q.In.Kind == peer.Channel { // first: what comes between is told besides
		if at, err = h.Log.State(ctx, q.In.Owner()); err != nil {
			return nil, err
		}
	}
	p, err := h.Search.Find(ctx, c.Actor(), q, search.Window{
		OffsetID: r.OffsetID, AddOffset: r.AddOffset, Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID,
	})
	switch {
	case err != nil:
		return nil, err
	case r.Hash != 0 && r.Hash == hash(p.Messages):
		return &tg.MessagesMessagesNotModified{Count: p.Total}, nil
	case q.In.Kind == peer.Channel:
		out, err := h.posts(ctx, c, message.Slice{Messages: p.Messages, Total: p.Total}, at.At.Pts)
		if out, ok := out.(*tg.MessagesChannelMessages); ok {
			out.Inexact = p.Inexact
			out.SetOffsetIDOffset(p.Place)
		}
		return out, err
	}
	return h.found(ctx, c, p, false)
}

// searchIn has q look in a chat alone, or in a part of Saved Messages; saved is
// nil for all of it.
func (h *Handlers) searchIn(c *rpc.Call, q *search.Query, chat, saved tg.InputPeerClass) (err error) {
	if q.In, err = h.In.Peer(c, chat); err == nil && saved != nil {
		q.Saved, err = h.In.Peer(c, saved)
	}
	return err
}

// searchGlobal finds messages of all chats, or of those of a folder or a kind.
func (h *Handlers) searchGlobal(ctx context.Context, c *rpc.Call, r *tg.MessagesSearchGlobalRequest) (tg.MessagesMessagesClass, error) {
	q := search.Query{Text: r.Q, Kinds: kinds(r.Filter), Since: int64(r.MinDate), Until: int64(r.MaxDate)}
	since := search.Since{Date: int64(r.OffsetRate), ID: r.OffsetID}
	if _, none := r.OffsetPeer.(*tg.InputPeerEmpty); !none {
		p, err := h.In.Peer(c, r.OffsetPeer)
		if err != nil {
			return nil, err
		}
		since.Chat = p
	}
	switch {
	case r.UsersOnly:
		q.Sort = peer.User
	case r.GroupsOnly:
		q.Sort = peer.Chat
	case r.BroadcastsOnly:
		q.Sort = peer.Channel
	}
	if folder, ok := r.GetFolderID(); ok {
		all, err := h.Dialog.All(ctx, c.Actor())
		if err != nil {
			return nil, err
		}
		peers := []peer.Peer{}
		for _, d := range all {
			if d.Folder == 1 {
				peers = append(peers, d.Peer)
			}
		}
		if q.Only = peers; folder == 0 {
			q.Only, q.Except = nil, peers
		}
	}
	channels, err := h.channels(ctx, c, &q)
	if err != nil {
		return nil, err
	}
	p, err := h.Search.Everywhere(ctx, c.Actor(), q, channels, since, r.Limit)
	if err != nil {
		return nil, err
	}
	return h.found(ctx, c, p, true)
}

// channels is those that the caller is in and that q is about.
func (h *Handlers) channels(ctx context.Context, c *rpc.Call, q *search.Query) ([]search.Joined, error) {
	if q.Sort == peer.User {
		return nil, nil
	}
	all, err := h.Dialog.All(ctx, c.Actor())
	var out []search.Joined
	for _, d := range all {
		if p := d.Peer; p.Kind == peer.Channel && (q.Only == nil || slices.Contains(q.Only, p)) && !slices.Contains(q.Except, p) {
			out = append(out, search.Joined{Chat: p, Date: d.Date})
		}
	}
	return out, err
}

// searchSentMedia finds what the caller has sent.
func (h *Handlers) searchSentMedia(ctx context.Context, c *rpc.Call, r *tg.MessagesSearchSentMediaRequest) (tg.MessagesMessagesClass, error) {
	q := search.Query{Text: r.Q, Kinds: kinds(r.Filter), From: c.User}
	if q.Kinds == 0 {
		return nil, errFilter
	}
	p, err := h.Search.Find(ctx, c.Actor(), q, search.Window{Limit: r.Limit})
	if err != nil {
		return nil, err
	}
	return h.found(ctx, c, p, false)
}

// found is a page of what was found. Rated says that the next one is asked for
// by the date of its last message.
func (h *Handlers) found(ctx context.Context, c *rpc.Call, p search.Page, rated bool) (tg.MessagesMessagesClass, error) {
	shown, err := h.View.Messages(ctx, c, p.Messages)
	if err != nil {
		return nil, err
	}
	if len(shown.Messages) == p.Total && !p.Inexact {
		return &tg.MessagesMessages{Messages: shown.Messages, Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users}, nil
	}
	out := &tg.MessagesMessagesSlice{
		Count: p.Total, Inexact: p.Inexact, Messages: shown.Messages, Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users,
	}
	out.SetOffsetIDOffset(p.Place)
	if n := len(p.Messages); rated && p.More && n > 0 {
		out.SetNextRate(int(p.Messages[n-1].Date))
	}
	return out, nil
}

func noMessages() *tg.MessagesMessages {
	return &tg.MessagesMessages{
		Messages: []tg.MessageClass{}, Topics: []tg.ForumTopicClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{},
	}
}

// hash is that of a list of messages
// (https://core.telegram.org/api/offsets#hash-generation).
func hash(ms []message.Message) int64 {
	var h uint64
	for i := range ms {
		h ^= h >> 21
		h ^= h << 35
		h ^= h >> 4
		h += uint64(ms[i].ID)
	}
	return int64(h)
}

// kinds is what a filter lets through; 0: everything.
func kinds(f tg.MessagesFilterClass) message.Kinds {
	switch f := f.(type) {
	case *tg.InputMessagesFilterPhotos:
		return message.HasPhoto
	case *tg.InputMessagesFilterVideo:
		return message.HasVideo
	case *tg.InputMessagesFilterPhotoVideo:
		return message.HasPhoto | message.HasVideo
	case *tg.InputMessagesFilterDocument:
		return message.HasDocument
	case *tg.InputMessagesFilterURL:
		return message.HasURL
	case *tg.InputMessagesFilterGif:
		return message.HasGIF
	case *tg.InputMessagesFilterVoice:
		return message.HasVoice
	case *tg.InputMessagesFilterMusic:
		return message.HasMusic
	case *tg.InputMessagesFilterChatPhotos:
		return message.IsChatPhoto
	case *tg.InputMessagesFilterPhoneCalls:
		if f.Missed {
			return message.IsMissedCall
		}
		return message.IsCall
	case *tg.InputMessagesFilterRoundVoice:
		return message.HasRoundVideo | message.HasVoice
	case *tg.InputMessagesFilterRoundVideo:
		return message.HasRoundVideo
	case *tg.InputMessagesFilterMyMentions:
		return message.MentionsMe
	case *tg.InputMessagesFilterGeo:
		return message.HasGeo
	case *tg.InputMessagesFilterContacts:
		return message.HasContact
	case *tg.InputMessagesFilterPinned:
		return message.IsPinned
	case *tg.InputMessagesFilterPoll:
		return message.HasPoll
	}
	return 0
}
