package channel

import (
	"context"
	"slices"

	"heliograph/internal/right"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// TopicEdit is what a topic is to become; nil leaves it as it is.
type TopicEdit struct {
	Title  *string
	Closed *bool // not with anything else
	Hidden *bool // likewise; of General alone
}

// EditTopic changes a topic: who hides General closes it, and who opens it shows
// it. Faults: CHANNEL_PRIVATE, CHANNEL_FORUM_MISSING, TOPIC_ID_INVALID,
// TOPIC_DELETED, CHAT_ADMIN_REQUIRED, TOPIC_TITLE_EMPTY, TOPIC_NOT_MODIFIED,
// TOPIC_CLOSE_SEPARATELY, TOPIC_HIDE_SEPARATELY, NOGENERAL_HIDE_FORBIDDEN.
func (s *Service) EditTopic(ctx context.Context, a user.Actor, id ID, topic int, e TopicEdit) (Change, error) {
	if err := s.checkEdit(&e, topic); err != nil {
		return Change{}, err
	}
	return s.act(ctx, a, id, func(x *act) error {
		t, err := x.topic(topic)
		if err != nil {
			return err
		}
		if _, all := x.Stand.Topics(); !x.Manages(&t) || e.Hidden != nil && !all {
			return errAdmin
		}
		was, n := t, Note{Kind: TopicEdited, Topic: topic}
		switch {
		case e.Title != nil:
			t.Title, n.Text = *e.Title, *e.Title
		case e.Closed != nil:
			t.Closed, n.Closed = *e.Closed, e.Closed
			if !t.Closed && t.Hidden {
				t.Hidden, n.Hidden = false, new(bool)
			}
		case e.Hidden != nil:
			t.Hidden, n.Hidden = *e.Hidden, e.Hidden
			if t.Hidden && !t.Closed {
				t.Closed, n.Closed = true, &t.Hidden
			}
		}
		if t == was {
			return errTopicSame
		}
		saveTopic(x.tx, id, &t)
		if err := x.record(Entry{Kind: LogTopicEdited, Was: was.log(), Is: t.log()}); err != nil {
			return err
		}
		return x.note(n)
	})
}

// checkEdit refuses what is not to be changed together, or not at all.
func (s *Service) checkEdit(e *TopicEdit, topic int) (err error) {
	switch {
	case e.Closed != nil && (e.Title != nil || e.Hidden != nil):
		return errTopicClose
	case e.Hidden != nil && e.Title != nil:
		return errTopicHide
	case e.Hidden != nil && topic != General:
		return errHideOther
	case e.Title != nil:
		title, err := s.topicTitle(*e.Title)
		e.Title = &title
		return err
	}
	return nil
}

// topic is a topic of the forum. Faults: those of Part, TOPIC_DELETED.
func (x *act) topic(id int) (Topic, error) {
	t, err := x.Part(x.tx, id)
	if err == nil && t.Gone {
		err = errTopicDeleted
	}
	return t, err
}

// PinTopic pins a topic above all others, or unpins it. Faults: those of
// EditTopic, PINNED_TOO_MUCH, PINNED_TOPIC_NOT_MODIFIED.
func (s *Service) PinTopic(ctx context.Context, a user.Actor, id ID, topic int, pinned bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		t, err := x.topic(topic)
		if err != nil {
			return err
		}
		if err := x.needs(right.ManageTopics); err != nil {
			return err
		}
		ids, err := PinnedTopics(x.tx, id)
		switch {
		case err != nil:
			return err
		case t.Pinned == pinned:
			return errPinnedSame
		case pinned && len(ids) >= MaxPinnedTopics:
			return errPinnedTopics
		case pinned:
			ids = append([]int{topic}, ids...)
		default:
			ids = slices.DeleteFunc(ids, func(i int) bool { return i == topic })
		}
		savePinnedTopics(x.tx, id, ids)
		x.tellPinned(topic, pinned)
		return x.recordPinned(t, pinned)
	})
}

func (x *act) tellPinned(topic int, pinned bool) {
	x.out.Events = append(x.out.Events, x.box.Append(update.Event{
		Kind: update.PinnedTopic, Peer: x.ID.Peer(), ID: topic, Flag: pinned, Origin: x.a.Origin,
	}))
}

// recordPinned writes into the admin log that a topic was pinned or unpinned.
func (x *act) recordPinned(t Topic, pinned bool) error {
	e := Entry{Kind: LogTopicPinned}
	if t.Pinned = pinned; pinned {
		e.Is = t.log()
	} else {
		e.Was = t.log()
	}
	return x.record(e)
}

// ReorderTopics puts the pinned topics into an order: those that it does not name
// come after it, or are unpinned with force, which also pins those that are not.
// Faults: those of PinTopic.
func (s *Service) ReorderTopics(ctx context.Context, a user.Actor, id ID, order []int, force bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.NeedsForum(); err != nil {
			return err
		}
		if err := x.needs(right.ManageTopics); err != nil {
			return err
		}
		was, err := PinnedTopics(x.tx, id)
		if err != nil {
			return err
		}
		is, err := x.reordered(was, order, force)
		switch {
		case err != nil:
			return err
		case slices.Equal(was, is):
			return errPinnedSame
		}
		for _, t := range union(was, is) {
			if err := x.repinned(t, slices.Contains(was, t), slices.Contains(is, t)); err != nil {
				return err
			}
		}
		savePinnedTopics(x.tx, id, is)
		x.out.Events = append(x.out.Events, x.box.Append(update.Event{Kind: update.PinnedTopics, Peer: id.Peer(), IDs: is, Origin: a.Origin}))
		return nil
	})
}

// reordered is the order of pinned topics that a request asks for.
func (x *act) reordered(was, order []int, force bool) (is []int, err error) {
	for _, t := range order {
		switch {
		case slices.Contains(is, t):
			continue
		case len(is) >= MaxPinnedTopics:
			return nil, errPinnedTopics
		case !slices.Contains(was, t):
			if _, err := x.topic(t); err != nil {
				return nil, err
			}
			if !force {
				continue
			}
		}
		is = append(is, t)
	}
	if !force {
		is = union(is, was)
	}
	return is, nil
}

// repinned records what became of one of the topics of a new order.
func (x *act) repinned(id int, was, is bool) error {
	if was == is {
		return nil
	}
	t, err := x.topic(id)
	if err != nil {
		return err
	}
	return x.recordPinned(t, is)
}

// union is a with what b has besides.
func union(a, b []int) []int {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// SetForum makes a supergroup a forum, or a plain one again, which keeps its topics
// as threads; tabs says how clients show them. Faults: CHANNEL_PRIVATE,
// CHAT_ADMIN_REQUIRED for everybody but the owner, MEGAGROUP_REQUIRED,
// CHAT_DISCUSSION_UNALLOWED for the discussion group of a channel, CHAT_NOT_MODIFIED.
func (s *Service) SetForum(ctx context.Context, a user.Actor, id ID, on, tabs bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		tabs := on && tabs
		if err := x.owns(); err != nil {
			return err
		}
		switch {
		case x.Broadcast:
			return errMegagroup
		case on && x.Linked != 0:
			return errDiscusses
		case x.Forum == on && x.Tabs == tabs:
			return errSame
		}
		turned := x.Forum != on
		x.Forum, x.Tabs = on, tabs
		if x.tellAll(); !turned {
			return nil
		}
		if on && x.Parted == 0 {
			x.Parted = x.box.LastID() + 1
		}
		return x.record(Entry{Kind: LogForum, Is: Logged{Flag: on}})
	})
}
