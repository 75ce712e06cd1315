// Package view turns what subjects know into what clients see: the only place
// that makes users, messages, dialogs and updates of the TL schema.
//
// Owns rendering, per viewer. Must not decide what a viewer may see: the
// subjects give it only that.
package view

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Deps is what a Renderer needs.
type Deps struct {
	People   People
	Channels Channels // nil: there are none
	Messages Messages
	Drafts   Drafts
	Dialogs  Dialogs
	Notify   Notify
	Polls    Polls // nil: there are none
	Folders  Folders
	Hash     *peer.Hasher
	// Scheduled may be nil where nothing is sent later.
	Scheduled Scheduled
	Topics    Topics // nil: there are no forums
}

// Topics tells of the topics of forums.
type Topics interface {
	// Parts is those of some topics that there are, none of what is no forum.
	Parts(ctx context.Context, id channel.ID, ids ...int) ([]channel.Topic, error)
}

// Scheduled reads messages that are to be sent later.
type Scheduled interface {
	In(ctx context.Context, id user.ID, chat peer.Peer, ids ...int) ([]message.Message, error)
	Any(ctx context.Context, id user.ID, chat peer.Peer) (bool, error)
}

// unscheduled is for where nothing is sent later.
type unscheduled struct{}

func (unscheduled) In(context.Context, user.ID, peer.Peer, ...int) ([]message.Message, error) {
	return nil, nil
}

func (unscheduled) Any(context.Context, user.ID, peer.Peer) (bool, error) { return false, nil }

// People shows users as a viewer may see them.
type People interface {
	// People returns one person for each id, with ID 0 where there is none.
	People(ctx context.Context, viewer user.ID, ids []user.ID) ([]contact.Person, error)
}

// Channels shows channels as a viewer stands in them.
type Channels interface {
	// Access leaves out channels that are not there.
	Access(ctx context.Context, viewer user.ID, ids ...channel.ID) ([]channel.Access, error)
	// Everybody is who is in a basic group.
	Everybody(ctx context.Context, id channel.ID) ([]channel.Member, error)
}

// Messages reads the messages that events name.
type Messages interface {
	In(ctx context.Context, box user.ID, chats []peer.Peer, ids []int) ([]message.Message, error)
	// Counts is how often posts were seen and forwarded.
	Counts(ctx context.Context, posts []message.Ref) (map[message.Ref]message.Count, error)
	// Replies is what lies under messages, as the viewer sees it.
	Replies(ctx context.Context, viewer user.ID, ms []message.Message) (map[message.Ref]message.Replies, error)
	// Chosen is with what somebody has reacted to messages of channels.
	Chosen(ctx context.Context, who user.ID, posts []message.Ref) (map[message.Ref][]string, error)
	// PinnedSaved is the pinned parts of Saved Messages in their order.
	PinnedSaved(ctx context.Context, id user.ID) ([]message.SavedDialog, error)
}

// Drafts reads drafts.
type Drafts interface {
	Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]draft.Draft, error)
	At(ctx context.Context, id user.ID, at ...draft.Place) ([]draft.Draft, error)
}

// Dialogs reads what the list of chats says.
type Dialogs interface {
	PinnedOrder(ctx context.Context, id user.ID, folder int) ([]peer.Peer, error)
	// Bar is what the chat of id with p offers to do about p.
	Bar(ctx context.Context, id user.ID, p *contact.Person) (dialog.Bar, error)
	// Period is after how many seconds messages of the chat of id with p go.
	Period(ctx context.Context, id user.ID, p peer.Peer) (int, error)
	// FolderOf is in which list id has the chat with p.
	FolderOf(ctx context.Context, id user.ID, p peer.Peer) (int, error)
}

// Renderer makes TL objects. Safe for concurrent use.
type Renderer struct{ d Deps }

// New makes a Renderer.
func New(d Deps) *Renderer {
	if d.People == nil || d.Messages == nil || d.Drafts == nil || d.Dialogs == nil || d.Notify == nil || d.Folders == nil || d.Hash == nil {
		panic("view: missing dependency")
	}
	if d.Scheduled == nil {
		d.Scheduled = unscheduled{}
	}
	return &Renderer{d}
}

// Peer is p as the schema names it in answers.
func Peer(p peer.Peer) tg.PeerClass {
	switch p.Kind {
	case peer.Chat:
		return &tg.PeerChat{ChatID: p.ID}
	case peer.Channel:
		return &tg.PeerChannel{ChannelID: p.ID}
	}
	return &tg.PeerUser{UserID: p.ID}
}

// cast collects who is named in an answer, each once.
type cast struct {
	viewer   user.ID
	ids      []user.ID
	channels []channel.ID
	polls    []shown // to be filled in
	counts   map[message.Ref]message.Count
	replies  map[message.Ref]message.Replies
	chosen   map[message.Ref][]string // with what the viewer has reacted
}

// count reads how often those messages were seen that are counted, what lies under
// them, and how the viewer has reacted to those of channels.
func (v *Renderer) count(ctx context.Context, c *cast, ms []message.Message) (err error) {
	var posts, echoed []message.Ref
	for i := range ms {
		m := &ms[i]
		if p := m.Counted(); p.ID != 0 {
			posts = append(posts, p)
		}
		if m.Echo != nil && c.viewer != Nobody {
			echoed = append(echoed, message.Ref{Chat: m.Peer, ID: m.ID})
		}
	}
	if c.counts, err = v.d.Messages.Counts(ctx, posts); err == nil {
		c.chosen, err = v.d.Messages.Chosen(ctx, c.viewer, echoed)
	}
	if err == nil {
		c.replies, err = v.d.Messages.Replies(ctx, c.viewer, ms)
	}
	return err
}

// views says how often a message was seen, where that is counted.
func (c *cast) views(m *message.Message, out *tg.Message) {
	if p := m.Counted(); p.ID != 0 {
		n := message.Shown(c.counts, p)
		out.SetViews(n.Views)
		out.SetForwards(n.Forwards)
	}
}

func (c *cast) user(ids ...user.ID) {
	for _, id := range ids {
		if id != 0 && !slices.Contains(c.ids, id) {
			c.ids = append(c.ids, id)
		}
	}
}

func (c *cast) peer(p peer.Peer) {
	switch p.Kind {
	case peer.User:
		c.user(user.ID(p.ID))
	case peer.Channel, peer.Chat:
		if id := channel.ID(p.ID); !slices.Contains(c.channels, id) {
			c.channels = append(c.channels, id)
		}
	}
}

// message collects who a message names. The viewer knows itself, but for a
// chat with itself.
func (c *cast) message(m *message.Message) {
	c.peer(m.Peer)
	switch {
	case !m.As.IsZero(): // who wrote it nobody is to know
		c.peer(m.As)
	case m.From != c.viewer:
		c.user(m.From)
	}
	if m.Note != nil {
		c.user(m.Note.Users...)
		c.became(m)
	}
	if m.Forward != nil {
		c.user(m.Forward.From, m.Forward.SavedFrom)
		c.peer(m.Forward.SavedPeer)
		c.peer(m.Forward.SavedAs)
		c.peer(m.Forward.Channel)
	}
	c.text(m.Text)
	c.peer(m.Saved(c.viewer))
	for i := range m.Reactions {
		c.user(m.Reactions[i].From)
	}
	if m.Echo != nil {
		newest := m.Newest(c.viewer)
		for i := range newest {
			c.reactor(&newest[i])
		}
	}
	if m.Reply != nil {
		c.text(m.Reply.Quote)
		c.peer(m.Reply.Peer)
		if m.Reply.From != nil {
			c.user(m.Reply.From.From)
			c.peer(m.Reply.From.Channel)
		}
	}
}

// became collects what a group was or has become.
func (c *cast) became(m *message.Message) {
	switch channel.NoteKind(m.Action) {
	case channel.Migrated, channel.Became:
		c.peer(channel.ID(m.Note.Chat).Peer())
	}
}

// text collects who a text mentions by id.
func (c *cast) text(t text.Text) {
	for i := range t.Entities {
		if t.Entities[i].Kind == text.MentionName {
			c.user(user.ID(t.Entities[i].ID))
		}
	}
}

// user is one user as viewer sees it, nil when there is none.
func (v *Renderer) user(ctx context.Context, viewer, id user.ID) (tg.UserClass, error) {
	us, err := v.users(ctx, viewer, []user.ID{id})
	if err != nil || len(us) == 0 {
		return nil, err
	}
	return us[0], nil
}

// Self is id as it sees itself.
func (v *Renderer) Self(ctx context.Context, _ *rpc.Call, id user.ID) (tg.UserClass, error) {
	return v.user(ctx, id, id)
}

// Change is the answer to a request that changed the caller's box.
func (v *Renderer) Change(ctx context.Context, c *rpc.Call, ch message.Change) (tg.UpdatesClass, error) {
	return v.updates(ctx, c.User, ch.Events, ch.Messages, true)
}

// Push is what a session of viewer is told of events.
func (v *Renderer) Push(ctx context.Context, viewer user.ID, events []update.Event) (tg.UpdatesClass, error) {
	return v.updates(ctx, viewer, events, nil, false)
}
