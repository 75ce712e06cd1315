package notify

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Query asks for chats that do not leave everything to their scope.
type Query struct {
	Scope   Scope     // of what kind; 0: of any
	Peer    peer.Peer // topics of this chat instead of chats
	Sound   bool      // also those that only sound different
	Stories bool      // also those that differ only in what they tell of stories
}

// Exception is a target with what is set for it.
type Exception struct {
	Target
	Settings
}

// Exceptions is what differs from its scope, chat by chat.
func (s *Service) Exceptions(ctx context.Context, id user.ID, q Query) ([]Exception, error) {
	now := s.clock.Now().Unix()
	var out []Exception
	err := s.store.View(ctx, func(r store.Reader) error {
		all, err := scan(r, id.Owner(), q.from())
		out = nil
		for _, e := range all {
			if !q.differs(&e.Settings) {
				continue
			}
			if q.Scope != 0 {
				in, err := s.kinds.Scope(r, e.Peer)
				if err != nil {
					return err
				}
				if in != q.Scope {
					continue
				}
			}
			e.settle(now)
			out = append(out, e)
		}
		return err
	})
	return out, err
}

func (q *Query) from() store.Key {
	if q.Peer.IsZero() {
		return store.K('n').Byte(chatKey)
	}
	return q.Peer.Key(store.K('n').Byte(topicKey))
}

// differs says whether clients show a chat with these settings as an exception.
func (q *Query) differs(s *Settings) bool {
	return s.MuteUntil != nil || s.Previews != nil || q.Sound && !s.Sound.unset() ||
		q.Stories && (s.StoriesMuted != nil || s.StoriesHideSender != nil || !s.StoriesSound.unset())
}

// ScopeOf is the scope that a chat belongs to as far as its peer tells: of a
// channel only Kinds knows whether it is a group.
func ScopeOf(p peer.Peer) Scope {
	switch p.Kind {
	case peer.User:
		return Users
	case peer.Chat:
		return Groups
	}
	return Broadcasts
}

// Reset forgets what is set for scopes, chats and topics, and tells the devices
// of each.
func (s *Service) Reset(ctx context.Context, a user.Actor) error {
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		box, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		for _, kind := range []byte{topicKey, chatKey, scopeKey} { // the log may drop the first of very many
			all, err := scan(tx, a.ID.Owner(), store.K('n').Byte(kind))
			if err != nil {
				return err
			}
			for _, e := range all {
				tx.Delete(a.ID.Owner(), e.key())
				box.Append(e.event(a))
			}
		}
		return nil
	})
}

// Topics is the first topics of a chat, at most limit, for which somebody has set
// something.
func Topics(r store.Reader, id user.ID, p peer.Peer, limit int) ([]int, error) {
	from := (&Query{Peer: p}).from()
	rows, err := r.Scan(id.Owner(), from, from.End(), false, limit)
	out := make([]int, len(rows))
	for i, row := range rows {
		out[i] = targetFromKey(row.Key).Topic
	}
	return out, err
}

// Forget forgets what somebody has set for a target, inside a transaction, and tells
// all devices.
func Forget(tx *update.Tx, id user.ID, t Target) error {
	old, err := load(tx, id.Owner(), t)
	if err != nil {
		return err
	}
	return put(tx, user.Actor{ID: id}, t, old, Settings{})
}
