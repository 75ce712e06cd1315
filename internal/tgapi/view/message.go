package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

// Shown is messages with all that they name.
type Shown struct {
	Messages []tg.MessageClass
	Topics   []tg.ForumTopicClass // of forums, in which the messages are
	Chats    []tg.ChatClass
	Users    []tg.UserClass
}

// Messages is messages with all that they name, as the caller sees them.
func (v *Renderer) Messages(ctx context.Context, c *rpc.Call, ms []message.Message) (Shown, error) {
	who := cast{viewer: c.User}
	out := Shown{Messages: make([]tg.MessageClass, len(ms))}
	if err := v.count(ctx, &who, ms); err != nil {
		return out, err
	}
	for i := range ms {
		who.message(&ms[i])
		out.Messages[i] = who.render(&ms[i])
	}
	var err error
	if out.Topics, err = v.topicsOf(ctx, &who, ms); err != nil {
		return out, err
	}
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// render is a message, as the viewer sees it.
func (c *cast) render(m *message.Message) tg.MessageClass {
	if m.Action != message.NoAction {
		return c.service(m)
	}
	out := &tg.Message{
		ID: m.ID, Out: c.out(m), Silent: m.Silent, InvertMedia: m.Inverted, Pinned: m.Pinned, FromScheduled: m.Scheduled,
		PeerID: Peer(m.Peer), Date: int(m.Date), Message: m.Text.String,
	}
	if m.Peer.Kind == peer.Channel {
		c.post(m, out)
	} else {
		out.SetFromID(&tg.PeerUser{UserID: int64(m.From)})
		if m.Rank != "" {
			out.SetFromRank(m.Rank)
		}
		if len(m.Named) > 0 { // in a basic group: the viewer
			out.Mentioned, out.MediaUnread = true, !m.Named[0].Seen
		}
	}
	c.views(m, out)
	c.under(m, out)
	out.Noforwards = m.Protected
	if es := Entities(m.Text.Entities); len(es) > 0 {
		out.SetEntities(es)
	}
	if m.Edited != 0 {
		out.SetEditDate(int(m.Edited))
		out.SetEditHide(m.Media != nil && m.Media.Live != nil)
	}
	if media := c.media(m, out); media != nil {
		out.SetMedia(media)
	} else if page := webPage(m.Preview); page != nil {
		out.SetMedia(page)
	}
	if m.Period != 0 {
		out.SetTTLPeriod(m.Period)
	}
	if m.Reply != nil {
		out.SetReplyTo(replyHeader(m))
	}
	if m.Forward != nil {
		out.SetFwdFrom(forwardHeader(m.Forward))
	}
	if p := m.Saved(c.viewer); !p.IsZero() {
		out.SetSavedPeerID(Peer(p))
	}
	c.react(m, out)
	return out
}

// out is whether clients are told that the viewer sent m. What one writes to
// oneself has come in.
func (c *cast) out(m *message.Message) bool {
	if m.Peer.Kind == peer.Channel {
		return m.From == c.viewer && c.viewer != Nobody
	}
	return m.Out && m.Peer != c.viewer.Peer()
}

func (c *cast) service(m *message.Message) tg.MessageClass {
	out := &tg.MessageService{ID: m.ID, Out: c.out(m), Silent: m.Silent, PeerID: Peer(m.Peer), Date: int(m.Date)}
	if from := author(m); from != nil {
		out.SetFromID(from)
	}
	out.Post = m.Peer.Kind == peer.Channel && m.As == m.Peer && (m.Note == nil || !m.Note.Unsaid)
	if m.Reply != nil {
		out.SetReplyTo(replyHeader(m))
	}
	if p := m.Saved(c.viewer); !p.IsZero() {
		out.SetSavedPeerID(Peer(p))
	}
	if m.Note != nil {
		out.Action = note(m)
		return out
	}
	switch m.Action {
	case message.HistoryClear:
		out.Action = &tg.MessageActionHistoryClear{}
	case message.TodoTicked, message.TodoAdded:
		out.Action = todoAction(m)
	case message.ContactSignUp:
		out.Action = &tg.MessageActionContactSignUp{}
	case message.PinMessage:
		out.Action = &tg.MessageActionPinMessage{}
	case message.SetPeriod:
		set := &tg.MessageActionSetMessagesTTL{Period: m.Period}
		if m.PeriodBy != 0 {
			set.SetAutoSettingFrom(int64(m.PeriodBy))
		}
		out.Action = set
	default:
		out.Action = &tg.MessageActionEmpty{}
	}
	return out
}

func replyHeader(m *message.Message) *tg.MessageReplyHeader {
	r, h := m.Reply, &tg.MessageReplyHeader{}
	h.SetForumTopic(m.Topic > channel.General)
	if r.ID != 0 {
		h.SetReplyToMsgID(r.ID)
	}
	if r.Top != 0 {
		h.SetReplyToTopID(r.Top)
	}
	if !r.Peer.IsZero() {
		h.SetReplyToPeerID(Peer(r.Peer))
	}
	if r.From != nil {
		h.SetReplyFrom(forwardHeader(r.From))
	}
	if r.Quote.String != "" {
		h.SetQuote(!r.Whole)
		h.SetQuoteText(r.Quote.String)
		if es := Entities(r.Quote.Entities); len(es) > 0 {
			h.SetQuoteEntities(es)
		}
		h.SetQuoteOffset(r.QuoteOffset)
	}
	return h
}

func forwardHeader(f *message.Forward) tg.MessageFwdHeader {
	h := tg.MessageFwdHeader{Date: int(f.Date)}
	if f.From != 0 {
		h.SetFromID(&tg.PeerUser{UserID: int64(f.From)})
	}
	if !f.Channel.IsZero() {
		h.SetFromID(Peer(f.Channel))
	}
	if f.Post != 0 {
		h.SetChannelPost(f.Post)
	}
	if f.Author != "" {
		h.SetPostAuthor(f.Author)
	}
	if f.Name != "" {
		h.SetFromName(f.Name)
	}
	if !f.SavedPeer.IsZero() {
		h.SetSavedFromPeer(Peer(f.SavedPeer))
		h.SetSavedFromMsgID(f.SavedID)
	}
	if !f.SavedAs.IsZero() {
		h.SetSavedFromID(Peer(f.SavedAs))
		h.SetSavedDate(int(f.SavedDate))
	}
	if f.SavedFrom != 0 {
		h.SetSavedFromID(&tg.PeerUser{UserID: int64(f.SavedFrom)})
		h.SetSavedDate(int(f.SavedDate))
		h.SetSavedOut(f.SavedOut)
	}
	return h
}
