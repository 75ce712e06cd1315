package view

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// rendering is one list of events on its way to a viewer.
type rendering struct {
	v        *Renderer
	viewer   user.ID
	who      cast
	messages map[message.Ref]*message.Message
	answer   bool               // it answers the request that made the events
	listed   map[peer.Peer]bool // basic groups whose members were told: as they are now, so once is enough
}

// updates renders events. known are messages that need not be read.
func (v *Renderer) updates(ctx context.Context, viewer user.ID, events []update.Event, known []message.Message, answer bool) (tg.UpdatesClass, error) {
	r, err := v.prepare(ctx, viewer, events, known)
	if err != nil {
		return nil, err
	}
	r.answer = answer
	out := &tg.Updates{}
	for i := range events {
		if again(events, i) {
			continue
		}
		us, err := r.event(ctx, &events[i])
		if err != nil {
			return nil, err
		}
		out.Updates = append(out.Updates, us...)
		out.Date = max(out.Date, int(events[i].Date))
	}
	out.Chats, out.Users, err = v.everybody(ctx, viewer, &r.who)
	return out, err
}

// again says whether a later one of some events tells the same: how people have reacted
// to a message by now.
func again(events []update.Event, i int) bool {
	e := &events[i]
	return e.Kind == update.Reactions && slices.ContainsFunc(events[i+1:], func(o update.Event) bool {
		return o.Kind == e.Kind && o.ID == e.ID && o.Peer == e.Peer
	})
}

// ofMessages are the events that show a message as it is.
var ofMessages = []update.Kind{update.NewMessage, update.EditMessage, update.Reactions, update.WebPage}

// prepare reads the messages that the events name.
func (v *Renderer) prepare(ctx context.Context, viewer user.ID, events []update.Event, known []message.Message) (*rendering, error) {
	r := &rendering{v: v, viewer: viewer, who: cast{viewer: viewer}, messages: map[message.Ref]*message.Message{}}
	for i := range known {
		r.messages[message.Ref{Chat: known[i].Peer, ID: known[i].ID}] = &known[i]
	}
	var chats []peer.Peer
	var ids []int
	asked := map[message.Ref]bool{}
	for _, e := range events {
		if slices.Contains(ofMessages, e.Kind) {
			at := message.Ref{Chat: e.Peer, ID: e.ID}
			if m, ok := e.Value.(*message.Message); ok {
				r.messages[at] = m
				continue
			}
			if r.messages[at] == nil && !asked[at] {
				asked[at] = true
				chats, ids = append(chats, e.Peer), append(ids, e.ID)
			}
		}
	}
	ms, err := v.d.Messages.In(ctx, viewer, chats, ids)
	for i := range ms {
		r.messages[message.Ref{Chat: ms[i].Peer, ID: ms[i].ID}] = &ms[i]
	}
	if err != nil {
		return r, err
	}
	all := make([]message.Message, 0, len(r.messages))
	for _, m := range r.messages {
		all = append(all, *m)
	}
	return r, v.count(ctx, &r.who, all)
}

// message renders the message of an event; nil when it has been deleted since.
func (r *rendering) message(e *update.Event) tg.MessageClass {
	m := r.messages[message.Ref{Chat: e.Peer, ID: e.ID}]
	if m == nil {
		return nil
	}
	r.who.message(m)
	return r.who.render(m)
}

func one(u tg.UpdateClass) []tg.UpdateClass { return []tg.UpdateClass{u} }

// event renders one event: with the same pts, whatever became of what it names.
func (r *rendering) event(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	if us, ok := r.channelEvent(e); ok {
		return us, nil
	}
	if e.Peer.Kind == peer.Chat {
		if us, ok, err := r.basicEvent(ctx, e); ok {
			return us, err
		}
	}
	switch e.Kind {
	case update.NewMessage, update.EditMessage:
		return r.messageEvent(e), nil
	case update.DeleteMessages:
		return one(&tg.UpdateDeleteMessages{Messages: e.IDs, Pts: e.At.Pts, PtsCount: e.Count}), nil
	case update.PinnedMessages:
		r.who.peer(e.Peer)
		return one(&tg.UpdatePinnedMessages{Pinned: e.Flag, Peer: Peer(e.Peer), Messages: e.IDs, Pts: e.At.Pts, PtsCount: e.Count}), nil
	case update.ReadContents:
		u := &tg.UpdateReadMessagesContents{Messages: e.IDs, Pts: e.At.Pts, PtsCount: e.Count}
		u.SetDate(int(e.Date))
		return one(u), nil
	case update.WebPage:
		return r.pageEvent(e), nil
	case update.FolderPeers:
		return r.moveEvent(e)
	case update.ReadInbox:
		r.who.peer(e.Peer)
		return one(&tg.UpdateReadHistoryInbox{Peer: Peer(e.Peer), MaxID: e.Max, StillUnreadCount: e.Unread, Pts: e.At.Pts, PtsCount: e.Count}), nil
	case update.ReadOutbox:
		r.who.peer(e.Peer)
		return one(&tg.UpdateReadHistoryOutbox{Peer: Peer(e.Peer), MaxID: e.Max, Pts: e.At.Pts, PtsCount: e.Count}), nil
	case update.Poll:
		return r.pollEvent(ctx, e)
	}
	return r.listEvent(ctx, e)
}

func (r *rendering) messageEvent(e *update.Event) []tg.UpdateClass {
	m := r.message(e)
	if m == nil { // its deletion follows in the log; the pts has to be there
		return one(&tg.UpdateDeleteMessages{Messages: []int{e.ID}, Pts: e.At.Pts, PtsCount: e.Count})
	}
	if e.Kind == update.EditMessage {
		return one(&tg.UpdateEditMessage{Message: m, Pts: e.At.Pts, PtsCount: e.Count})
	}
	u := &tg.UpdateNewMessage{Message: m, Pts: e.At.Pts, PtsCount: e.Count}
	if r.answer && e.Random != 0 {
		return []tg.UpdateClass{&tg.UpdateMessageID{ID: e.ID, RandomID: e.Random}, u}
	}
	return one(u)
}

// Difference is a stretch of a log as updates.getDifference answers it. Only the
// state of the answer is a position: updates in it have pts and pts_count 0, as
// clients expect. TDLib reports a count as an error; gotd and Telethon compare a
// pts with the state and drop the update.
func (v *Renderer) Difference(ctx context.Context, viewer user.ID, d update.Difference, state tg.UpdatesState) (tg.UpdatesDifferenceClass, error) {
	r, err := v.prepare(ctx, viewer, d.Events, nil)
	if err != nil {
		return nil, err
	}
	messages, others := []tg.MessageClass{}, []tg.UpdateClass{}
	for i := range d.Events {
		e := &d.Events[i]
		if e.Kind == update.NewMessage {
			if m := r.message(e); m != nil {
				messages = append(messages, m)
			}
			continue
		}
		if e.Kind == update.EditMessage && r.messages[message.Ref{Chat: e.Peer, ID: e.ID}] == nil {
			continue
		}
		unnumbered := *e
		unnumbered.At.Pts, unnumbered.Count = 0, 0
		us, err := r.event(ctx, &unnumbered)
		if err != nil {
			return nil, err
		}
		others = append(others, us...)
	}
	chats, us, err := v.everybody(ctx, viewer, &r.who)
	if err != nil {
		return nil, err
	}
	if d.More {
		return &tg.UpdatesDifferenceSlice{
			NewMessages: messages, NewEncryptedMessages: []tg.EncryptedMessageClass{}, OtherUpdates: others,
			Chats: chats, Users: us, IntermediateState: state,
		}, nil
	}
	return &tg.UpdatesDifference{
		NewMessages: messages, NewEncryptedMessages: []tg.EncryptedMessageClass{}, OtherUpdates: others,
		Chats: chats, Users: us, State: state,
	}, nil
}
