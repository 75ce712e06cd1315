package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var errMessageID = fault.New(fault.Invalid, "MSG_ID_INVALID")

// NotifyTarget is whose notifications p names. Faults: PEER_ID_INVALID, also for
// a topic of a chat that can have none; MSG_ID_INVALID for what is no topic.
func (r *Resolver) NotifyTarget(c *rpc.Call, p tg.InputNotifyPeerClass) (notify.Target, error) {
	switch p := p.(type) {
	case *tg.InputNotifyUsers:
		return notify.Target{Scope: notify.Users}, nil
	case *tg.InputNotifyChats:
		return notify.Target{Scope: notify.Groups}, nil
	case *tg.InputNotifyBroadcasts:
		return notify.Target{Scope: notify.Broadcasts}, nil
	case *tg.InputNotifyPeer:
		q, err := r.Peer(c, p.Peer)
		return notify.Target{Peer: q}, err
	case *tg.InputNotifyForumTopic:
		q, err := r.Peer(c, p.Peer)
		if err == nil && q.Kind != peer.Channel {
			err = errPeer
		}
		if err == nil && p.TopMsgID <= 0 {
			err = errMessageID
		}
		return notify.Target{Peer: q, Topic: p.TopMsgID}, err
	}
	return notify.Target{}, errPeer
}

// NotifyChange is what settings are to become. stories says that the client
// knows of stories, on what it plays.
func NotifyChange(s tg.InputPeerNotifySettings, on notify.Platform, stories bool) notify.Change {
	c := notify.Change{On: on, Stories: stories}
	c.Previews = optional(s.GetShowPreviews())
	c.Silent = optional(s.GetSilent())
	if until, ok := s.GetMuteUntil(); ok {
		u := int64(until)
		c.MuteUntil = &u
	}
	if x, ok := s.GetSound(); ok {
		y := Sound(x)
		c.Sound = &y
	}
	c.StoriesMuted = optional(s.GetStoriesMuted())
	c.StoriesHideSender = optional(s.GetStoriesHideSender())
	if x, ok := s.GetStoriesSound(); ok {
		y := Sound(x)
		c.StoriesSound = &y
	}
	return c
}

func optional(v, ok bool) *bool {
	if !ok {
		return nil
	}
	return &v
}

// Sound is what a device is to play.
func Sound(s tg.NotificationSoundClass) notify.Sound {
	switch s := s.(type) {
	case *tg.NotificationSoundNone:
		return notify.Sound{Kind: notify.NoSound}
	case *tg.NotificationSoundLocal:
		return notify.Sound{Kind: notify.LocalSound, Title: s.Title, Data: s.Data}
	case *tg.NotificationSoundRingtone:
		return notify.Sound{Kind: notify.Ringtone, ID: s.ID}
	}
	return notify.Sound{}
}
