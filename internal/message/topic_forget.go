package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/draft"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// When a topic is deleted, what is each person's own of it stays where nobody else
// writes: that of who deletes it goes at once, that of others when they next look at
// the topics.

// maxLeft is for how many topics of a forum settings are looked at.
const maxLeft = 200

// forgetTopic removes what somebody has of a topic that is gone: how far it is read,
// the draft, and of what one is told. All devices hear of it.
func forgetTopic(tx *update.Tx, who user.ID, chat peer.Peer, topic int) error {
	box, err := tx.Box(who.Owner())
	if err != nil {
		return err
	}
	tx.Delete(who.Owner(), markKey(chat, topic))
	if _, err := draft.ClearIn(tx, box, user.Actor{ID: who}, draft.Place{Peer: chat, Topic: topic}); err != nil {
		return err
	}
	return notify.Forget(tx, who, notify.Target{Peer: chat, Topic: topic})
}

// forgetTopics is forgetTopic for topics that are gone for good.
func (s *Service) forgetTopics(ctx context.Context, who user.ID, chat peer.Peer, topics []int) error {
	if len(topics) == 0 {
		return nil
	}
	return s.log.Run(ctx, []store.Owner{who.Owner()}, func(tx *update.Tx) error {
		for _, topic := range topics {
			if err := forgetTopic(tx, who, chat, topic); err != nil {
				return err
			}
		}
		return nil
	})
}

// left is the topics that are gone and of which there is something of who looks: among
// those of out, and those with drafts and settings.
func (f *forum) left(out *Topics) ([]int, error) {
	me, chat := f.at.in.Me.User, f.at.chat
	ids, err := draft.Topics(f.r, me, chat)
	if err != nil {
		return nil, err
	}
	set, err := notify.Topics(f.r, me, chat, maxLeft)
	if err != nil {
		return nil, err
	}
	ids = append(ids, set...)
	var asked []int
	for i := range out.Topics {
		if t := &out.Topics[i]; t.Date == 0 {
			asked = append(asked, t.ID)
		}
	}
	marks, err := LoadMarks(f.r, me, chat, asked...)
	for i, m := range marks {
		if m > 0 {
			ids = append(ids, asked[i])
		}
	}
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	slices.Sort(ids)
	return f.gone(slices.Compact(ids))
}

// gone is those of ids that are neither topics nor messages, under which there could
// be a thread; what was either never comes back.
func (f *forum) gone(ids []int) ([]int, error) {
	ts, err := channel.LoadTopics(f.r, &f.at.in.Channel, ids...)
	if err != nil {
		return nil, err
	}
	ms, err := loadMany(f.r, f.at.box, repeat(f.at.chat, len(ids)), ids)
	var out []int
	for i, id := range ids {
		there := slices.ContainsFunc(ms, func(m Message) bool { return m.ID == id })
		if id != General && ts[i].ID == 0 && !there {
			out = append(out, id)
		}
	}
	return out, err
}
