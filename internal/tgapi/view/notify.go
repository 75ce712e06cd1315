package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Notify reads what is set for notifications.
type Notify interface {
	Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]notify.Settings, error)
	OfTargets(ctx context.Context, id user.ID, ts ...notify.Target) ([]notify.Settings, error)
	Get(ctx context.Context, id user.ID, t notify.Target) (notify.Settings, error)
}

// NotifySettings is what is set for notifications of something.
func NotifySettings(s *notify.Settings) *tg.PeerNotifySettings {
	out := &tg.PeerNotifySettings{}
	setBool(out.SetShowPreviews, s.Previews)
	setBool(out.SetSilent, s.Silent)
	if s.MuteUntil != nil {
		out.SetMuteUntil(int(*s.MuteUntil))
	}
	setSound(out.SetIosSound, s.Sound.IOS)
	setSound(out.SetAndroidSound, s.Sound.Android)
	setSound(out.SetOtherSound, s.Sound.Other)
	setBool(out.SetStoriesMuted, s.StoriesMuted)
	setBool(out.SetStoriesHideSender, s.StoriesHideSender)
	setSound(out.SetStoriesIosSound, s.StoriesSound.IOS)
	setSound(out.SetStoriesAndroidSound, s.StoriesSound.Android)
	setSound(out.SetStoriesOtherSound, s.StoriesSound.Other)
	return out
}

func setBool(set func(bool), v *bool) {
	if v != nil {
		set(*v)
	}
}

func setSound(set func(tg.NotificationSoundClass), s *notify.Sound) {
	if s != nil {
		set(Sound(*s))
	}
}

// Sound is what a device plays.
func Sound(s notify.Sound) tg.NotificationSoundClass {
	switch s.Kind {
	case notify.NoSound:
		return &tg.NotificationSoundNone{}
	case notify.LocalSound:
		return &tg.NotificationSoundLocal{Title: s.Title, Data: s.Data}
	case notify.Ringtone:
		return &tg.NotificationSoundRingtone{ID: s.ID}
	}
	return &tg.NotificationSoundDefault{}
}

// ChatNotify is what viewer has set for notifications of a chat.
func (v *Renderer) ChatNotify(ctx context.Context, viewer user.ID, p peer.Peer) (tg.PeerNotifySettings, error) {
	ss, err := v.d.Notify.Of(ctx, viewer, p)
	if err != nil {
		return tg.PeerNotifySettings{}, err
	}
	return *NotifySettings(&ss[0]), nil
}

// NotifyExceptions is chats with what is set for them, as updates.
func (v *Renderer) NotifyExceptions(ctx context.Context, c *rpc.Call, es []notify.Exception) (tg.UpdatesClass, error) {
	out := &tg.Updates{Updates: make([]tg.UpdateClass, len(es)), Chats: []tg.ChatClass{}}
	who := cast{viewer: c.User}
	for i := range es {
		who.peer(es[i].Peer)
		out.Updates[i] = notifyUpdate(es[i].Target, &es[i].Settings)
	}
	var err error
	out.Users, err = v.users(ctx, c.User, who.ids)
	return out, err
}

func notifyUpdate(t notify.Target, s *notify.Settings) tg.UpdateClass {
	u := &tg.UpdateNotifySettings{NotifySettings: *NotifySettings(s)}
	switch {
	case t.Scope == notify.Users:
		u.Peer = &tg.NotifyUsers{}
	case t.Scope == notify.Groups:
		u.Peer = &tg.NotifyChats{}
	case t.Scope == notify.Broadcasts:
		u.Peer = &tg.NotifyBroadcasts{}
	case t.Topic != 0:
		u.Peer = &tg.NotifyForumTopic{Peer: Peer(t.Peer), TopMsgID: t.Topic}
	default:
		u.Peer = &tg.NotifyPeer{Peer: Peer(t.Peer)}
	}
	return u
}

func (r *rendering) notifyEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	t := notify.TargetOf(e)
	s, err := r.v.d.Notify.Get(ctx, r.viewer, t)
	if err != nil {
		return nil, err
	}
	return one(notifyUpdate(t, &s)), nil
}
