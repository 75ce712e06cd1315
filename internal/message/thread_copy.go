package message

import (
	"context"
	"errors"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/job"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// A post of a channel that is discussed comes by itself into the group that does so,
// where it begins the thread of its comments; when it is edited or deleted, so is the
// copy. What is to be done there is listed in the channel's box, in the transaction
// that changes the post, with an alarm; it is done in one of the two boxes.

const (
	copies    = 20  // posts that are copied in one transaction
	copyAlarm = 180 // seconds after which what was not copied at once is looked for
)

func copyKey(id int) store.Key { return store.K('D').Int(int64(id)) }

// discuss has a new message copied that a group is to discuss.
func (h *hall) discuss(m *Message) error {
	if !h.in.Broadcast || h.in.Linked == 0 || m.Action != NoAction {
		return nil
	}
	m.Comments = &Ref{Chat: h.in.Linked.Peer()}
	return h.recopy(m)
}

// recopy has the copy of a post say what that says, or go when that is gone.
func (h *hall) recopy(m *Message) error {
	if m.Comments == nil {
		return nil
	}
	h.tx.Put(h.owner, copyKey(m.ID), store.Encode(m.Comments))
	if s, box := h.s, h.owner; !h.copied {
		h.copied = true
		h.tx.After(func(ctx context.Context) {
			_, _ = s.Discuss(ctx, box, s.clock.Now().Unix()) // what fails the alarm does again
		})
	}
	if h.timers == nil { // whoever looks there next does it
		return nil
	}
	return h.timers.note(timer{job.Discussion, h.owner}, h.tx.Now()+copyAlarm)
}

// Discuss brings the group that discusses a channel up to what the channel's box
// lists. It is the job.Handler of job.Discussion.
func (s *Service) Discuss(ctx context.Context, box store.Owner, now int64) (next int64, err error) {
	chat := peer.FromOwner(box)
	for range 10 {
		var groups []peer.Peer
		ids := map[peer.Peer][]int{}
		err := s.store.View(ctx, func(r store.Reader) error {
			groups = nil
			clear(ids)
			rows, err := r.Scan(box, store.K('D'), store.K('D').End(), false, copies)
			for _, row := range rows {
				var at Ref
				if err := store.Decode(row.Value, &at); err != nil {
					return err
				}
				if ids[at.Chat] == nil {
					groups = append(groups, at.Chat)
				}
				ids[at.Chat] = append(ids[at.Chat], int(store.IntAt(row.Key, 1)))
			}
			return err
		})
		if err != nil || len(groups) == 0 {
			return 0, err
		}
		for _, group := range groups {
			if err := s.copyTo(ctx, chat, group, ids[group]); err != nil {
				return 0, err
			}
		}
	}
	return now, nil
}

// copyTo does in a group what is listed for some posts.
func (s *Service) copyTo(ctx context.Context, chat, group peer.Peer, ids []int) error {
	held, err := s.holdPosts(ctx, chat, group, ids)
	if err != nil {
		return err
	}
	var unused map[int]*Poll
	var c Change
	err = s.run(ctx, []store.Owner{chat.Owner(), group.Owner()}, func(tx *update.Tx, ts timers) error {
		c, unused = Change{}, make(map[int]*Poll, len(held))
		for id, p := range held {
			unused[id] = p
		}
		t, err := s.openCopies(tx, chat, group, ts)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.do(id, unused, &c); err != nil {
				return err
			}
		}
		return nil
	})
	for _, p := range unused {
		s.drop(ctx, p, []store.Owner{group.Owner()}, err)
	}
	s.follow(&c, []store.Owner{group.Owner()})
	return err
}

// holdPosts holds the polls of those posts that are to be copied for the first time.
func (s *Service) holdPosts(ctx context.Context, chat, group peer.Peer, ids []int) (map[int]*Poll, error) {
	var ms []Message
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		ms, err = loadMany(r, chat.Owner(), repeat(chat, len(ids)), ids)
		return err
	})
	if err != nil {
		return nil, err
	}
	ms = slices.DeleteFunc(ms, func(m Message) bool { return m.Comments == nil || m.Comments.ID != 0 })
	ps, err := s.holdAgain(ctx, ms, []store.Owner{group.Owner()})
	out := map[int]*Poll{}
	for i, p := range ps {
		if p != nil {
			out[ms[i].ID] = p
		}
	}
	return out, err
}

// copying is a channel and the group that discusses it inside a transaction.
type copying struct {
	*hall // the group, nil when it is gone
	chat  peer.Peer
	tx    *update.Tx
	ok    bool // the group still discusses the channel
	keeps bool // the channel protects its posts
}

func (s *Service) openCopies(tx *update.Tx, chat, group peer.Peer, ts timers) (*copying, error) {
	t := &copying{chat: chat, tx: tx}
	c, found, err := channel.Load(tx, channel.ID(chat.ID))
	if err != nil {
		return nil, err
	}
	t.keeps = c.NoForwards
	g, there, err := channel.Load(tx, channel.ID(group.ID))
	if err != nil || !there {
		return t, err
	}
	t.ok = found && c.Linked == g.ID && g.Linked == c.ID
	t.hall, err = s.open(tx, &channel.Access{Channel: g})
	if err == nil {
		t.timers = ts
	}
	return t, err
}

// do does what is listed for one post.
func (t *copying) do(id int, polls map[int]*Poll, c *Change) error {
	box := t.chat.Owner()
	var at Ref
	found, err := store.Load(t.tx, box, copyKey(id), &at)
	if err != nil || !found {
		return err
	}
	t.tx.Delete(box, copyKey(id))
	post, err := loadMessage(t.tx, box, t.chat, id)
	switch {
	case err != nil:
		return err
	case post == nil && at.ID != 0 && t.hall != nil:
		return t.lose(at.ID)
	case post == nil || post.Comments == nil:
		return nil
	case post.Comments.ID != 0 && t.hall != nil:
		return t.renew(post, c)
	case post.Comments.ID != 0:
		return nil
	case !t.ok:
		post.Comments = nil
	default:
		if err := t.begin(post, polls, c); err != nil {
			return err
		}
	}
	putMessage(t.tx, box, post)
	return nil
}

// begin writes the copy of a post, pinned, as from the channel itself.
func (t *copying) begin(post *Message, polls map[int]*Poll, c *Change) error {
	f := post.origin(nil)
	f.SavedPeer, f.SavedID = t.chat, post.ID
	m := Message{
		As: t.chat, Text: post.Text, Silent: post.Silent, NoWebpage: post.NoWebpage, Inverted: post.Inverted,
		Media: post.Media.forwarded(), Preview: post.Preview, Forward: &f, Protected: t.keeps,
	}
	if p := polls[post.ID]; p != nil {
		m.Media = &Media{Poll: p}
		delete(polls, post.ID)
	} else if m.Media != nil && m.Media.Poll != nil {
		return errUnheld
	}
	if err := t.room(); err != nil {
		return err
	}
	m.Pinned = true
	e, err := t.insert(&m, 0, 0)
	if err != nil {
		return err
	}
	t.tx.Put(t.owner, pinnedKey(m.Peer, m.ID), nil)
	post.Comments = &Ref{m.Peer, m.ID}
	c.Events, c.Messages = append(c.Events, e), append(c.Messages, m)
	return nil
}

// errUnheld says that a poll came since its posts were looked at: it is done again.
var errUnheld = errors.New("message: the poll of a post is not held")

// room unpins the oldest message of a group in which no more can be pinned.
func (t *copying) room() error {
	ids, err := scanIDs(t.tx, t.owner, pinnedList(t.hall.chat()), 0, 0, false, t.s.limits.Pinned)
	if err != nil || len(ids) < t.s.limits.Pinned {
		return err
	}
	m, err := t.load(ids[0])
	if err != nil || m == nil {
		return err
	}
	t.box.Append(update.Event{Kind: update.PinnedMessages, Peer: m.Peer, IDs: []int{m.ID}})
	return t.s.setPinned(t.tx, t.owner, m, false)
}

// renew has the copy of a post say what the post says.
func (t *copying) renew(post *Message, c *Change) error {
	m, err := t.load(post.Comments.ID)
	if err != nil || m == nil {
		return err
	}
	if err := setPreview(t.tx, t.owner, m, post.Preview, t.timers); err != nil {
		return err
	}
	return t.s.rewriteIn(t.tx, t.owner, m, 0, func(m *Message) {
		m.Protected = t.keeps
		m.Text, m.Edited, m.NoWebpage, m.Inverted = post.Text, post.Edited, post.NoWebpage, post.Inverted
		if m.Media == nil || m.Media.Poll == nil {
			m.Media = post.Media.forwarded()
		}
	}, c)
}

// lose removes the copy of a post that is gone; the comments stay.
func (t *copying) lose(id int) error {
	m, err := t.load(id)
	if err != nil || m == nil {
		return err
	}
	_, err = t.remove([]Message{*m}, 0)
	return err
}
