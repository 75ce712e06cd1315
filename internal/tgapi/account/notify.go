package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/notify"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
)

// storiesLayer is the first layer whose settings tell of stories.
const storiesLayer = 160

var errPeer = fault.New(fault.Invalid, "PEER_ID_INVALID")

// Clients knows what clients told of themselves.
type Clients interface {
	Client(ctx context.Context, perm int64) (session.Client, error)
}

// target is whose notifications in names: of a chat, or of a scope.
func (h *Handlers) target(c *rpc.Call, in tg.InputNotifyPeerClass) (notify.Target, error) {
	return h.In.NotifyTarget(c, in)
}

func (h *Handlers) getNotifySettings(ctx context.Context, c *rpc.Call, in tg.InputNotifyPeerClass) (*tg.PeerNotifySettings, error) {
	t, err := h.target(c, in)
	if err != nil {
		return nil, err
	}
	s, err := h.Notify.Get(ctx, c.User, t)
	if err != nil {
		return nil, err
	}
	return view.NotifySettings(&s), nil
}

func (h *Handlers) updateNotifySettings(ctx context.Context, c *rpc.Call, r *tg.AccountUpdateNotifySettingsRequest) (bool, error) {
	t, err := h.target(c, r.Peer)
	if err != nil {
		return false, err
	}
	client, err := h.Clients.Client(ctx, c.Perm)
	if err != nil {
		return false, err
	}
	stories := c.Layer == 0 || c.Layer >= storiesLayer
	err = h.Notify.Change(ctx, c.Actor(), t, input.NotifyChange(r.Settings, platform(client.LangPack), stories))
	return err == nil, err
}

// platform is whose local sounds a client with a language pack can play.
func platform(langPack string) notify.Platform {
	switch langPack {
	case "ios", "macos":
		return notify.IOS
	case "android", "android_x":
		return notify.Android
	}
	return notify.Other
}

func (h *Handlers) getNotifyExceptions(ctx context.Context, c *rpc.Call, r *tg.AccountGetNotifyExceptionsRequest) (tg.UpdatesClass, error) {
	q := notify.Query{Sound: r.CompareSound, Stories: r.CompareStories}
	if in, ok := r.GetPeer(); ok {
		t, err := h.target(c, in)
		if err != nil {
			return nil, err
		}
		q.Scope, q.Peer = t.Scope, t.Peer
	}
	es, err := h.Notify.Exceptions(ctx, c.User, q)
	if err != nil {
		return nil, err
	}
	return h.View.NotifyExceptions(ctx, c, es)
}

func (h *Handlers) resetNotifySettings(ctx context.Context, c *rpc.Call) (bool, error) {
	err := h.Notify.Reset(ctx, c.Actor())
	return err == nil, err
}

func (h *Handlers) getContactSignUpNotification(ctx context.Context, c *rpc.Call) (bool, error) {
	return h.Notify.SignUpSilent(ctx, c.User)
}

func (h *Handlers) setContactSignUpNotification(ctx context.Context, c *rpc.Call, silent bool) (bool, error) {
	err := h.Notify.SetSignUpSilent(ctx, c.Actor(), silent)
	return err == nil, err
}

func (h *Handlers) getReactionsNotifySettings(ctx context.Context, c *rpc.Call) (*tg.ReactionsNotifySettings, error) {
	r, err := h.Notify.Reactions(ctx, c.User)
	return reactions(r), err
}

func (h *Handlers) setReactionsNotifySettings(ctx context.Context, c *rpc.Call, s tg.ReactionsNotifySettings) (*tg.ReactionsNotifySettings, error) {
	r := notify.Reactions{
		Messages: from(s.GetMessagesNotifyFrom()), Stories: from(s.GetStoriesNotifyFrom()),
		PollVotes: from(s.GetPollVotesNotifyFrom()), Sound: input.Sound(s.Sound), Previews: s.ShowPreviews,
	}
	return reactions(r), h.Notify.SetReactions(ctx, c.Actor(), r)
}

func reactions(r notify.Reactions) *tg.ReactionsNotifySettings {
	out := &tg.ReactionsNotifySettings{Sound: view.Sound(r.Sound), ShowPreviews: r.Previews}
	for _, x := range []struct {
		of  notify.From
		set func(tg.ReactionNotificationsFromClass)
	}{{r.Messages, out.SetMessagesNotifyFrom}, {r.Stories, out.SetStoriesNotifyFrom}, {r.PollVotes, out.SetPollVotesNotifyFrom}} {
		switch x.of {
		case notify.FromContacts:
			x.set(&tg.ReactionNotificationsFromContacts{})
		case notify.FromAll:
			x.set(&tg.ReactionNotificationsFromAll{})
		case notify.FromNobody: // is left out
		}
	}
	return out
}

func from(f tg.ReactionNotificationsFromClass, _ bool) notify.From {
	switch f.(type) {
	case *tg.ReactionNotificationsFromContacts:
		return notify.FromContacts
	case *tg.ReactionNotificationsFromAll:
		return notify.FromAll
	}
	return notify.FromNobody
}
