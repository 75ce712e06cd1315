package apptest_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/channel"
	"heliograph/internal/config"
	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// lowLimits are not the defaults, so that a number in the wrong place shows.
func lowLimits(c *config.Config) {
	l := &c.Limits
	l.MessageLength, l.CaptionLength, l.QuoteLength, l.EditTime, l.Forwards = 4100, 1030, 50, time.Hour, 101
	l.PinnedDialogs, l.PinnedArchived, l.PinnedSaved, l.Folders, l.FolderChats = 2, 3, 4, 6, 7
	l.PersonReactions, l.MessageReactions, l.PollAnswers, l.PollPeriod = 2, 3, 11, 2*time.Hour
	l.TodoItems, l.TodoTitle, l.TodoItem = 8, 9, 10
	l.PinnedMessages, l.MessageTags, l.Scheduled = 5, 6, 7
}

// limited is two people and their friends, at a server with low limits.
type limited struct {
	*testing.T
	srv        *apptest.Server
	alice, bob *apptest.Device
	friends    []tg.InputPeerClass // of Alice, with chats
	forum      tg.InputPeerClass   // of Alice
}

func openLimited(t *testing.T) *limited {
	t.Helper()
	w := &limited{T: t, srv: apptest.New(t, apptest.WithConfig(lowLimits))}
	w.alice, w.bob = pair(t, w.srv)
	w.befriend(8)
	return w
}

// befriend gives Alice chats with n people who are never there.
func (w *limited) befriend(n int) {
	w.Helper()
	s := w.srv.Node().Subjects()
	for i := range n {
		p := user.Profile{ID: user.ID(5000 + i), Phone: fmt.Sprintf("4915200000%02d", i), FirstName: fmt.Sprint("Friend ", i)}
		err := s.Store.Update(w.Context(), []store.Owner{p.ID.Owner(), user.PhoneOwner(p.Phone)}, func(tx store.Tx) error { return s.User.Create(tx, p) })
		if err != nil {
			w.Fatal(err)
		}
		res, err := w.alice.API.ContactsImportContacts(w.Context(), []tg.InputPhoneContact{{Phone: "+" + p.Phone, FirstName: p.FirstName}})
		if err != nil || len(res.Users) != 1 {
			w.Fatalf("%v, %v", res, err)
		}
		u := res.Users[0].(*tg.User)
		to := &tg.InputPeerUser{UserID: u.ID, AccessHash: u.AccessHash}
		w.friends = append(w.friends, to)
		w.send(to, "hi")
	}
}

// send sends a text and returns its id in Alice's box.
func (w *limited) send(to tg.InputPeerClass, text string) int {
	w.Helper()
	u, err := w.alice.API.MessagesSendMessage(w.Context(), &tg.MessagesSendMessageRequest{Peer: to, Message: text, RandomID: id.Int64()})
	if err != nil {
		w.Fatal(err)
	}
	if short, ok := u.(*tg.UpdateShortSentMessage); ok {
		return short.ID
	}
	for _, u := range u.(*tg.Updates).Updates {
		if m, ok := u.(*tg.UpdateMessageID); ok {
			return m.ID
		}
	}
	w.Fatalf("%v", u)
	return 0
}

func (w *limited) media(m tg.InputMediaClass, caption string) error {
	_, err := w.alice.API.MessagesSendMedia(w.Context(), &tg.MessagesSendMediaRequest{
		Peer: w.toBob(), Media: m, Message: caption, RandomID: id.Int64(),
	})
	return err
}

func (w *limited) toBob() tg.InputPeerClass { return w.alice.InputPeer(w.bob.Self.ID) }

func letters(n int) string { return strings.Repeat("ü", n) }

// aPoll is a poll with n answers.
func aPoll(n int) *tg.InputMediaPoll {
	p := &tg.InputMediaPoll{Poll: tg.Poll{ID: 1, Question: tg.TextWithEntities{Text: "which?"}}}
	for i := range n {
		p.Poll.Answers = append(p.Poll.Answers, &tg.PollAnswer{Text: tg.TextWithEntities{Text: fmt.Sprint("answer ", i)}, Option: []byte{byte(i)}})
	}
	return p
}

// aList is a checklist with n things.
func aList(title, item string, n int) *tg.InputMediaTodo {
	m := &tg.InputMediaTodo{Todo: tg.TodoList{Title: tg.TextWithEntities{Text: title}}}
	for i := range n {
		m.Todo.List = append(m.Todo.List, tg.TodoItem{ID: i + 1, Title: tg.TextWithEntities{Text: item}})
	}
	return m
}

// TestLimits: what a server says that it takes it takes, and one more it
// refuses.
func TestLimits(t *testing.T) {
	t.Parallel()
	w := openLimited(t)
	said := w.stated()
	l := w.srv.Node().Subjects().Message.Limits()
	said["(pinned)"], said["(tags)"], said["(scheduled)"] = l.Pinned, l.Tags, 7
	// What is no upper limit: see TestForum.
	tried := map[string]bool{"forum_upgrade_participants_min": true, "telegram_antispam_group_size_min": true}
	for _, c := range slices.Concat(w.texts(), w.lists(), w.choices()) {
		for _, key := range strings.Fields(c.keys) {
			tried[key] = true
			if said[key] != c.is {
				t.Errorf("%s: clients are told %d, configured is %d", key, said[key], c.is)
			}
		}
		if err := c.try(c.is); err != nil {
			t.Errorf("%s: %d: %v", c.keys, c.is, err)
		}
		err := c.try(c.is + 1)
		if e := new(tgerr.Error); !errors.As(err, &e) || e.Message != c.code {
			t.Errorf("%s: %d: %v instead of %s", c.keys, c.is+1, err, c.code)
		}
	}
	for key := range said {
		if !tried[key] {
			t.Errorf("%s is told and not tried", key)
		}
	}
}

// limitCase tries to do something n times or n long.
type limitCase struct {
	keys string // by which clients are told
	is   int    // as configured
	try  func(n int) error
	code string
}

// stated is every limit that clients are told.
func (w *limited) stated() map[string]int {
	w.Helper()
	c, err := w.alice.API.HelpGetConfig(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	out := map[string]int{
		"message_length_max": c.MessageLengthMax, "caption_length_max": c.CaptionLengthMax, "forwarded_count_max": c.ForwardedCountMax,
		"edit_time_limit": c.EditTimeLimit,
	}
	if c.RevokeTimeLimit != math.MaxInt32 || c.RevokePmTimeLimit != math.MaxInt32 || !c.RevokePmInbox {
		w.Error("messages can be revoked for ever")
	}
	a, err := w.alice.API.HelpGetAppConfig(w.Context(), 0)
	if err != nil {
		w.Fatal(err)
	}
	for _, v := range a.(*tg.HelpAppConfig).Config.(*tg.JSONObject).Value {
		if n, ok := v.Value.(*tg.JSONNumber); ok {
			out[v.Key] = int(n.Value)
		}
	}
	return out
}

// texts are limits of lengths.
func (w *limited) texts() []limitCase {
	api := w.alice.API
	long := w.send(w.toBob(), letters(100))
	return []limitCase{
		{"message_length_max", 4100, func(n int) error {
			_, err := api.MessagesSendMessage(w.Context(), &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: letters(n), RandomID: id.Int64()})
			return err
		}, "MESSAGE_TOO_LONG"},
		{"caption_length_max caption_length_limit_default caption_length_limit_premium", 1030, func(n int) error {
			return w.media(aPoll(2), letters(n))
		}, "MEDIA_CAPTION_TOO_LONG"},
		{"quote_length_max", 50, func(n int) error {
			_, err := api.MessagesSendMessage(w.Context(), &tg.MessagesSendMessageRequest{
				Peer: w.toBob(), Message: "yes", RandomID: id.Int64(),
				ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: long, QuoteText: letters(n)},
			})
			return err
		}, "QUOTE_TEXT_INVALID"},
		{"about_length_limit_default about_length_limit_premium", user.MaxAbout, func(n int) error {
			_, err := api.AccountUpdateProfile(w.Context(), &tg.AccountUpdateProfileRequest{About: letters(n)})
			return err
		}, "ABOUT_TOO_LONG"},
		{"todo_title_length_max", 9, func(n int) error { return w.media(aList(letters(n), "x", 1), "") }, "MEDIA_INVALID"},
		{"todo_item_length_max", 10, func(n int) error { return w.media(aList("x", letters(n), 1), "") }, "MEDIA_INVALID"},
		{"todo_items_max", 8, func(n int) error { return w.media(aList("x", "x", n), "") }, "MEDIA_INVALID"},
		{"poll_answers_max", 11, func(n int) error { return w.media(aPoll(n), "") }, "POLL_ANSWERS_INVALID"},
		{"poll_close_period_max", 7200, func(n int) error {
			p := aPoll(2)
			p.Poll.ClosePeriod = n
			return w.media(p, "")
		}, "MEDIA_INVALID"},
	}
}

// lists are limits of how many chats or messages are chosen.
func (w *limited) lists() []limitCase {
	api := w.alice.API
	return []limitCase{
		{"dialogs_pinned_limit_default dialogs_pinned_limit_premium", 2, w.upTo(func(i int) error {
			_, err := api.MessagesToggleDialogPin(w.Context(), &tg.MessagesToggleDialogPinRequest{Pinned: true, Peer: &tg.InputDialogPeer{Peer: w.friends[i]}})
			return err
		}), "PINNED_DIALOGS_TOO_MUCH"},
		{"dialogs_folder_pinned_limit_default dialogs_folder_pinned_limit_premium", 3, w.upTo(func(i int) error {
			to := w.friends[3+i]
			if _, err := api.FoldersEditPeerFolders(w.Context(), []tg.InputFolderPeer{{Peer: to, FolderID: 1}}); err != nil {
				return err
			}
			_, err := api.MessagesToggleDialogPin(w.Context(), &tg.MessagesToggleDialogPinRequest{Pinned: true, Peer: &tg.InputDialogPeer{Peer: to}})
			return err
		}), "PINNED_DIALOGS_TOO_MUCH"},
		{"saved_dialogs_pinned_limit_default saved_dialogs_pinned_limit_premium", 4, w.upTo(func(i int) error {
			if err := w.forward(&tg.InputPeerSelf{}, w.send(w.friends[i], "keep this"), 1); err != nil {
				return err
			}
			_, err := api.MessagesToggleSavedDialogPin(w.Context(), &tg.MessagesToggleSavedDialogPinRequest{Pinned: true, Peer: &tg.InputDialogPeer{Peer: w.friends[i]}})
			return err
		}), "PINNED_DIALOGS_TOO_MUCH"},
		{"dialog_filters_limit_default dialog_filters_limit_premium", 6, w.upTo(func(i int) error { return w.folder(2+i, 1) }), "LIMIT_INVALID"},
		{"dialog_filters_chats_limit_default dialog_filters_chats_limit_premium", 7, func(n int) error { return w.folder(2, n) }, "LIMIT_INVALID"},
		{"forwarded_count_max", 101, func(n int) error { return w.forward(w.friends[0], w.send(w.toBob(), "many times"), n) }, "LIMIT_INVALID"},
		{"topics_pinned_limit", channel.MaxPinnedTopics, w.upTo(w.pinTopic), "PINNED_TOO_MUCH"},
		{"(pinned)", 5, w.upTo(func(int) error {
			_, err := api.MessagesUpdatePinnedMessage(w.Context(), &tg.MessagesUpdatePinnedMessageRequest{Peer: w.toBob(), ID: w.send(w.toBob(), "look"), PmOneside: true})
			return err
		}), "PINNED_TOO_MUCH"},
		{"(scheduled)", 7, w.upTo(func(int) error {
			_, err := api.MessagesSendMessage(w.Context(), &tg.MessagesSendMessageRequest{
				Peer: w.toBob(), Message: "later", RandomID: id.Int64(), ScheduleDate: int(time.Now().Add(10 * time.Hour).Unix()),
			})
			return err
		}), "SCHEDULE_TOO_MUCH"},
	}
}

// pinTopic pins a new topic of a forum, the first time of a new forum.
func (w *limited) pinTopic(i int) error {
	api := w.alice.API
	if i == 0 {
		u, err := api.ChannelsCreateChannel(w.Context(), &tg.ChannelsCreateChannelRequest{Title: "Forum", Forum: true})
		if err != nil {
			return err
		}
		w.forum = chatOf(w.T, u).AsInputPeer()
	}
	u, err := api.MessagesCreateForumTopic(w.Context(), &tg.MessagesCreateForumTopicRequest{Peer: w.forum, Title: "Talk", RandomID: id.Int64()})
	if err != nil {
		return err
	}
	made := u.(*tg.Updates).Updates[0].(*tg.UpdateMessageID)
	_, err = api.MessagesUpdatePinnedForumTopic(w.Context(), &tg.MessagesUpdatePinnedForumTopicRequest{Peer: w.forum, TopicID: made.ID, Pinned: true})
	return err
}

// upTo does something for the first time, up to the n-th time.
func (w *limited) upTo(do func(i int) error) func(n int) error {
	done := 0
	return func(n int) error {
		for ; done < n; done++ {
			if err := do(done); err != nil {
				return err
			}
		}
		return nil
	}
}

func (w *limited) forward(to tg.InputPeerClass, message, times int) error {
	r := &tg.MessagesForwardMessagesRequest{FromPeer: &tg.InputPeerEmpty{}, ToPeer: to}
	for range times {
		r.ID, r.RandomID = append(r.ID, message), append(r.RandomID, id.Int64())
	}
	_, err := w.alice.API.MessagesForwardMessages(w.Context(), r)
	return err
}

// folder makes or changes a folder with some of the friends in it.
func (w *limited) folder(n, friends int) error {
	_, err := w.alice.API.MessagesUpdateDialogFilter(w.Context(), &tg.MessagesUpdateDialogFilterRequest{ID: n, Filter: &tg.DialogFilter{
		ID: n, Title: tg.TextWithEntities{Text: fmt.Sprint("folder ", n)}, IncludePeers: w.friends[:friends],
		PinnedPeers: []tg.InputPeerClass{}, ExcludePeers: []tg.InputPeerClass{},
	}})
	return err
}

// choices are limits of reactions, and of time.
func (w *limited) choices() []limitCase {
	emoji := []string{"👍", "👎", "❤", "🔥", "🥰", "👏", "😁"}
	react := func(d *apptest.Device, to tg.InputPeerClass, message int, emoji ...string) error {
		r := &tg.MessagesSendReactionRequest{Peer: to, MsgID: message}
		for _, e := range emoji {
			r.Reaction = append(r.Reaction, &tg.ReactionEmoji{Emoticon: e})
		}
		_, err := d.API.MessagesSendReaction(w.Context(), r)
		return err
	}
	own, both, saved := w.send(w.toBob(), "react"), w.send(w.toBob(), "react, both"), w.send(&tg.InputPeerSelf{}, "tag")
	return []limitCase{
		{"reactions_user_max_default reactions_user_max_premium", 2, func(n int) error { return react(w.alice, w.toBob(), own, emoji[:n]...) }, "REACTIONS_TOO_MANY"},
		{"reactions_uniq_max", 3, func(n int) error {
			if err := react(w.alice, w.toBob(), both, emoji[:2]...); err != nil && !tgerr.Is(err, "MESSAGE_NOT_MODIFIED") {
				return err
			}
			h, err := w.bob.API.MessagesGetHistory(w.Context(), &tg.MessagesGetHistoryRequest{Peer: w.bob.InputPeer(w.alice.Self.ID), Limit: 100})
			if err != nil {
				return err
			}
			all, _ := h.AsModified()
			i := slices.IndexFunc(all.GetMessages(), func(m tg.MessageClass) bool {
				text, ok := m.(*tg.Message)
				return ok && text.Message == "react, both"
			})
			return react(w.bob, w.bob.InputPeer(w.alice.Self.ID), all.GetMessages()[i].GetID(), emoji[2:n]...)
		}, "REACTIONS_TOO_MANY"},
		{"(tags)", 6, func(n int) error { return react(w.alice, &tg.InputPeerSelf{}, saved, emoji[:n]...) }, "REACTIONS_TOO_MANY"},
		{"edit_time_limit", 3600, func(n int) error { return w.editAfter(time.Duration(n) * time.Second) }, "MESSAGE_EDIT_TIME_EXPIRED"},
	}
}

// editAfter edits a message of Alice's when it is so old, or somewhat younger
// when that is full minutes: time goes on.
func (w *limited) editAfter(age time.Duration) error {
	m := w.send(w.toBob(), "to be edited")
	if age%time.Minute == 0 {
		w.srv.Later(age - 30*time.Second)
	} else {
		w.srv.Later(age)
	}
	_, err := w.alice.API.MessagesEditMessage(w.Context(), &tg.MessagesEditMessageRequest{Peer: w.toBob(), ID: m, Message: "edited"})
	if err == nil {
		return nil
	}
	gone, late := w.alice.API.MessagesDeleteMessages(w.Context(), &tg.MessagesDeleteMessagesRequest{Revoke: true, ID: []int{m}})
	if late != nil || gone.PtsCount != 1 {
		w.Errorf("cannot be revoked: %v, %v", gone, late)
	}
	return err
}
