package message

import (
	"context"
	"slices"
	"strings"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// TopicQuery asks for a page of the topics of a forum: the pinned ones, then those
// in which was written last (https://core.telegram.org/api/offsets).
type TopicQuery struct {
	Text        string // in the title, empty: any
	OffsetTopic int    // the last topic of the page before, 0: none
	OffsetID    int    // its newest message
	OffsetDate  int64  // the time of that, where OffsetID is 0
	Limit       int
}

// ForumTopic is a topic as somebody has read it.
type ForumTopic struct {
	channel.Topic // with ID alone: there is none, or none any more
	Thread        Thread
	Mentions      int // unseen
	Reactions     int // messages with such as are unseen
}

// Topics is a page of the topics of a forum.
type Topics struct {
	Topics []ForumTopic
	Total  int
	Pts    int // of the channel, no later than the page
}

// maxTopics is how many topics are in a page, or named by one request.
const maxTopics = 100

// Topics is a page of the topics of a forum. Faults: those of find,
// CHANNEL_FORUM_MISSING.
func (s *Service) Topics(ctx context.Context, a user.Actor, chat peer.Peer, q TopicQuery) (Topics, error) {
	return s.forum(ctx, a, chat, func(f *forum) (out Topics, err error) {
		var ids []int
		if words := strings.Fields(strings.ToLower(q.Text)); len(words) > 0 {
			ids, out.Total, err = f.named(words, q)
		} else {
			ids, err = f.latest(q)
			out.Total = f.at.in.Topics + 1
		}
		if err == nil {
			out.Topics, err = f.topics(ids)
		}
		return out, err
	})
}

// TopicsByID is topics of a forum in the order in which they are asked for. Faults:
// those of find, CHANNEL_FORUM_MISSING, TOPICS_EMPTY, LIMIT_INVALID.
func (s *Service) TopicsByID(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) (Topics, error) {
	switch {
	case len(ids) == 0:
		return Topics{}, errNoTopics
	case len(ids) > maxTopics:
		return Topics{}, errLimit
	}
	return s.forum(ctx, a, chat, func(f *forum) (Topics, error) {
		ts, err := f.topics(ids)
		return Topics{Topics: ts, Total: len(ts)}, err
	})
}

// forum is a forum inside a view, as somebody stands in it.
type forum struct {
	r  store.Reader
	at place
}

func (s *Service) forum(ctx context.Context, a user.Actor, chat peer.Peer, fn func(*forum) (Topics, error)) (out Topics, err error) {
	if _, err := channel.Of(chat); err != nil {
		return out, err
	}
	now := s.clock.Now().Unix()
	var left []int
	err = s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, chat)
		if err == nil {
			err = at.in.NeedsForum()
		}
		if err != nil {
			return err
		}
		pos, err := update.At(r, at.box)
		if err != nil {
			return err
		}
		f := &forum{r, at}
		if out, err = fn(f); err != nil {
			return err
		}
		out.Pts = pos.Pts
		left, err = f.left(&out)
		return err
	})
	if err == nil {
		err = s.forgetTopics(ctx, a.ID, chat, left)
	}
	return out, err
}

// topics reads topics.
func (f *forum) topics(ids []int) ([]ForumTopic, error) {
	ts, err := channel.LoadTopics(f.r, &f.at.in.Channel, ids...)
	if err != nil {
		return nil, err
	}
	heads, err := heads(f.r, f.at.in, ids...)
	if err == nil {
		err = FillThreads(f.r, f.at.in, heads)
	}
	if err != nil {
		return nil, err
	}
	me := f.at.in.Me.User
	mentions, reactions := make([]int, len(ids)), make([]int, len(ids))
	unseen, err := channel.LoadUnseen(f.r, f.at.in.ID, me)
	if err == nil && unseen.Mentions > 0 {
		mentions, err = countUnseen(f.r, f.at.in, mentionList(me), ids...)
	}
	if err == nil && unseen.Reactions > 0 {
		reactions, err = countUnseen(f.r, f.at.in, unheardList(me), ids...)
	}
	out := make([]ForumTopic, len(ids))
	for i, id := range ids {
		out[i] = ForumTopic{Topic: channel.Topic{ID: id}}
		if ts[i].ID != 0 && !ts[i].Gone {
			out[i] = ForumTopic{ts[i], heads[i], mentions[i], reactions[i]}
		}
	}
	return out, err
}

// latest is the ids of a page of all topics.
func (f *forum) latest(q TopicQuery) ([]int, error) {
	pinned, err := channel.PinnedTopics(f.r, f.at.in.ID)
	if err != nil {
		return nil, err
	}
	limit := min(max(q.Limit, 0), maxTopics)
	below, ids := 0, []int(nil)
	switch at := slices.Index(pinned, q.OffsetTopic); {
	case at >= 0:
		ids = slices.Clone(pinned[at+1:])
	case q.OffsetTopic == 0 && q.OffsetID == 0 && q.OffsetDate == 0:
		ids = slices.Clone(pinned)
	default:
		below, err = f.below(q)
	}
	for more := true; more && err == nil && len(ids) < limit; {
		var page []int
		page, below, err = f.lively(below)
		more = below > 0
		for _, id := range page {
			if !slices.Contains(pinned, id) && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids[:min(len(ids), limit)], err
}

// below is the message below which the newest one of a topic has to be that comes
// after the page before, 0: any.
func (f *forum) below(q TopicQuery) (int, error) {
	switch {
	case q.OffsetID > 0:
		return q.OffsetID, nil
	case q.OffsetDate > 0:
		return firstSince(f.r, f.at.box, f.at.chat, q.OffsetDate)
	}
	heads, err := heads(f.r, f.at.in, q.OffsetTopic)
	if err != nil {
		return 0, err
	}
	return heads[0].Last, nil
}

// lively is some topics whose newest messages are below one, 0 for all, by these;
// the next are below next, 0: there are no more.
func (f *forum) lively(below int) (ids []int, next int, err error) {
	ts, err := LastThreads(f.r, f.at.box, below, maxTopics)
	if err != nil {
		return nil, 0, err
	}
	for _, t := range ts {
		ids, next = append(ids, t.Top), t.Last
	}
	if len(ts) < maxTopics { // General comes last while it is not listed
		heads, err := heads(f.r, f.at.in, General)
		if err != nil {
			return nil, 0, err
		}
		if h := heads[0]; h.Count == 0 && (below == 0 || h.Last < below) {
			ids = append(ids, General)
		}
		next = 0
	}
	there, err := channel.LoadTopics(f.r, &f.at.in.Channel, ids...)
	if err != nil {
		return nil, 0, err
	}
	kept := ids[:0]
	for i, id := range ids {
		if there[i].ID != 0 && !there[i].Gone {
			kept = append(kept, id)
		}
	}
	return kept, next, nil
}

// named is the ids of a page of the topics in whose titles are words that begin so,
// and how many there are.
func (f *forum) named(words []string, q TopicQuery) ([]int, int, error) {
	all, err := channel.AllTopics(f.r, &f.at.in.Channel)
	if err != nil {
		return nil, 0, err
	}
	all = slices.DeleteFunc(all, func(t channel.Topic) bool { return !titled(t.Title, words) })
	ids, last := make([]int, len(all)), map[int]int{}
	for i := range all {
		ids[i] = all[i].ID
	}
	heads, err := heads(f.r, f.at.in, ids...)
	if err != nil {
		return nil, 0, err
	}
	for _, h := range heads {
		last[h.Top] = h.Last
	}
	slices.SortFunc(ids, func(a, b int) int { return last[b] - last[a] })
	total := len(ids)
	switch at := slices.Index(ids, q.OffsetTopic); {
	case at >= 0:
		ids = ids[at+1:]
	case q.OffsetTopic != 0 || q.OffsetID != 0 || q.OffsetDate != 0:
		below, err := f.below(q)
		if err != nil {
			return nil, 0, err
		}
		ids = slices.DeleteFunc(ids, func(id int) bool { return below > 0 && last[id] >= below })
	}
	return ids[:min(len(ids), max(q.Limit, 0), maxTopics)], total, nil
}

// titled says whether each of some words is the beginning of one of a title.
func titled(title string, words []string) bool {
	has := strings.Fields(strings.ToLower(title))
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.ContainsFunc(has, func(x string) bool { return strings.HasPrefix(x, w) })
	})
}
