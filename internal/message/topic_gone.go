package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errNoTopics = fault.New(fault.Invalid, "TOPICS_EMPTY")
	errTopic    = fault.New(fault.Invalid, "TOPIC_ID_INVALID")
)

// maxGone is how many messages of a topic one request deletes.
const maxGone = 20 * chunk

// DeleteTopic deletes a topic with all that was written in it, up to some thousand
// messages: nobody can write to it from the first of them on. Who may delete
// messages may, and who made it as long as nobody else has written there. Offset of
// the answer says whether to call again. Faults: those of find,
// CHANNEL_FORUM_MISSING, TOPIC_ID_INVALID, also for General, CHAT_ADMIN_REQUIRED.
func (s *Service) DeleteTopic(ctx context.Context, a user.Actor, chat peer.Peer, topic int) (Affected, error) {
	if _, err := channel.Of(chat); err != nil {
		return Affected{}, err
	}
	var out Affected
	for out.Count < maxGone {
		var one Affected
		err := s.log.Run(ctx, []store.Owner{chat.Owner(), a.ID.Owner()}, func(tx *update.Tx) error {
			h, err := s.enter(tx, a.ID, chat)
			if err == nil {
				one, err = h.deleteTopic(a, topic)
			}
			if err == nil && one.Offset == 0 {
				err = forgetTopic(tx, a.ID, chat, topic)
			}
			return err
		})
		if err != nil {
			return out, err
		}
		out = Affected{Pts: one.Pts, Count: out.Count + one.Count, Offset: one.Offset}
		if one.Offset == 0 {
			break
		}
	}
	return out, nil
}

// deleteTopic deletes some messages of a topic: with the first ones the one that
// made it.
func (h *hall) deleteTopic(a user.Actor, topic int) (out Affected, err error) {
	t, err := h.in.Part(h.tx, topic)
	if err == nil && topic == General {
		err = errTopic
	}
	if err != nil {
		return out, err
	}
	ids, err := ThreadIDs(h.tx, h.owner, topic, chunk+1)
	if err != nil {
		return out, err
	}
	if len(ids) > chunk {
		ids, out.Offset = ids[:chunk], 1
	}
	if out.Offset != 0 && !t.Gone {
		ids[len(ids)-1] = topic
	}
	ms, err := loadMany(h.tx, h.owner, repeat(h.chat(), len(ids)), ids)
	if err != nil {
		return out, err
	}
	if !h.deletes(a, &t, ms, out.Offset != 0) {
		return out, errAdmin
	}
	if err := channel.DropTopic(h.tx, &h.in.Channel, t, a.ID, out.Offset != 0); err != nil {
		return out, err
	}
	if out.Pts = h.box.Pts(); len(ms) == 0 {
		return out, nil
	}
	e, err := h.remove(ms, a.Origin)
	out.Pts, out.Count = e.At.Pts, e.Count
	return out, err
}

// deletes says whether the actor may delete a topic in which ms were written, and
// perhaps more.
func (h *hall) deletes(a user.Actor, t *channel.Topic, ms []Message, more bool) bool {
	if h.in.Stand.Has(right.DeleteMessages) {
		return true
	}
	if t.By != a.ID || !h.in.Me.In || more && !t.Gone {
		return false
	}
	for i := range ms {
		if ms[i].From != a.ID {
			return false
		}
	}
	return true
}
