package apptest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gotd/td/tg"
)

// notifyPeer is what settings are for: a chat, or users, groups, channels.
func (s *script) notifyPeer(d *Device, name string) (tg.InputNotifyPeerClass, error) {
	switch name {
	case "users":
		return &tg.InputNotifyUsers{}, nil
	case "groups":
		return &tg.InputNotifyChats{}, nil
	case "channels":
		return &tg.InputNotifyBroadcasts{}, nil
	}
	p, err := s.peer(d, name)
	return &tg.InputNotifyPeer{Peer: p}, err
}

// notify CHAT|users|groups|channels SETTING…: sets exactly these, as showNotify
// prints them; "muted:60s" is for a time
func setNotify(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.notifyPeer(d, args[0])
	if err != nil {
		return nil, err
	}
	r := &tg.AccountUpdateNotifySettingsRequest{Peer: p}
	for _, a := range args[1:] {
		what, value, _ := strings.Cut(a, ":")
		switch what {
		case "muted":
			r.Settings.SetMuteUntil(1<<31 - 1)
			if t, err := time.ParseDuration(value); err == nil {
				r.Settings.SetMuteUntil(int(d.srv.clock.Now().Add(t).Unix()))
			}
		case "unmuted":
			r.Settings.SetMuteUntil(0)
		case "silent":
			r.Settings.SetSilent(true)
		case "previews":
			r.Settings.SetShowPreviews(value == "on")
		case "sound":
			r.Settings.SetSound(&tg.NotificationSoundNone{})
		default:
			return nil, fmt.Errorf("nothing sets %q", a)
		}
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.AccountUpdateNotifySettings(ctx, r)
	return nil, err
}

// notified CHAT|users|groups|channels: prints what is set; of a chat the same
// in its dialog and on the page of the person
func notified(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.notifyPeer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	n, err := d.API.AccountGetNotifySettings(ctx, p)
	if err != nil {
		return nil, err
	}
	if chat, ok := p.(*tg.InputNotifyPeer); ok {
		full, err := d.API.UsersGetFullUser(ctx, asUser(chat.Peer))
		if err != nil {
			return nil, err
		}
		ds, err := d.API.MessagesGetPeerDialogs(ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: chat.Peer}})
		if err != nil {
			return nil, err
		}
		for _, other := range []tg.PeerNotifySettings{full.FullUser.NotifySettings, ds.Dialogs[0].(*tg.Dialog).NotifySettings} {
			if fmt.Sprint(other) != fmt.Sprint(*n) {
				return nil, fmt.Errorf("%+v and %+v", *n, other)
			}
		}
	}
	return []string{d.showNotify(n)}, nil
}

// showNotify is settings as scripts print them.
func (d *Device) showNotify(n *tg.PeerNotifySettings) string {
	var out []string
	if until, ok := n.GetMuteUntil(); ok {
		switch {
		case until == 1<<31-1:
			out = append(out, "muted")
		case until > int(d.srv.clock.Now().Unix()):
			out = append(out, "muted for a time")
		default:
			out = append(out, "unmuted")
		}
	}
	if silent, ok := n.GetSilent(); ok && silent {
		out = append(out, "silent")
	}
	if on, ok := n.GetShowPreviews(); ok {
		out = append(out, map[bool]string{true: "previews:on", false: "previews:off"}[on])
	}
	if x, ok := n.GetOtherSound(); ok {
		if _, none := x.(*tg.NotificationSoundNone); none {
			out = append(out, "sound:none")
		}
	}
	if out == nil {
		return "as others"
	}
	return strings.Join(out, " ")
}

// exceptions [sound]: prints the chats that differ
func exceptions(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.AccountGetNotifyExceptions(ctx, &tg.AccountGetNotifyExceptionsRequest{CompareSound: len(args) > 0})
	if err != nil {
		return nil, err
	}
	us, ok := res.(*tg.Updates)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	d.Know(us.Users, nil)
	var lines []string
	for _, u := range us.Updates {
		n, ok := u.(*tg.UpdateNotifySettings)
		if !ok {
			return nil, fmt.Errorf("%T", u)
		}
		lines = append(lines, s.showTarget(n.Peer)+": "+d.showNotify(&n.NotifySettings))
	}
	slices.Sort(lines)
	return lines, nil
}

func (s *script) showTarget(p tg.NotifyPeerClass) string {
	if chat, ok := p.(*tg.NotifyPeer); ok {
		if u, ok := chat.Peer.(*tg.PeerUser); ok {
			return s.name(u.UserID)
		}
	}
	return strings.ToLower(strings.TrimPrefix(p.TypeName(), "notify"))
}

// resetnotify: forgets all that is set
func resetNotify(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.AccountResetNotifySettings(ctx)
	return nil, err
}

// signups silent|loud
func signUps(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	if _, err := d.API.AccountSetContactSignUpNotification(ctx, args[0] == "silent"); err != nil {
		return nil, err
	}
	silent, err := d.API.AccountGetContactSignUpNotification(ctx)
	if err == nil && silent != (args[0] == "silent") {
		err = fmt.Errorf("silent is %t", silent)
	}
	return nil, err
}

// notifyUpdate matches the update that settings are as showNotify prints them:
// notify CHAT|users|groups|channels WHAT
func (s *script) notifyUpdate(d *Device, args []string) func(tg.UpdateClass) bool {
	of := map[string]string{"groups": "chats", "channels": "broadcasts"}[args[0]]
	if of == "" {
		of = args[0]
	}
	return func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNotifySettings)
		return ok && s.showTarget(n.Peer) == of && d.showNotify(&n.NotifySettings) == args[1]
	}
}

// joined matches the note that a contact has joined: joined PERSON silent|loud
func (s *script) joined(args []string) (func(tg.UpdateClass) bool, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	return func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.MessageService)
		if !ok {
			return false
		}
		from, ok := m.FromID.(*tg.PeerUser)
		_, note := m.Action.(*tg.MessageActionContactSignUp)
		return ok && note && from.UserID == p.Self.ID && m.Silent == (args[1] == "silent")
	}, nil
}
