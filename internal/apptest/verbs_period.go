package apptest

import (
	"fmt"
	"time"

	"github.com/gotd/td/tg"
)

// seconds is a duration as a script writes it.
func seconds(s string) (int, error) {
	d, err := time.ParseDuration(s)
	return int(d / time.Second), err
}

// ttl CHAT PERIOD: has the messages of a chat go after a time
func setPeriod(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	period, err := seconds(args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesSetHistoryTTL(ctx, &tg.MessagesSetHistoryTTLRequest{Peer: to, Period: period})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// newttl PERIOD: the same for chats that the person begins
func setDefaultPeriod(_ *script, d *Device, args []string) ([]string, error) {
	period, err := seconds(args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	if _, err := d.API.MessagesSetDefaultHistoryTTL(ctx, period); err != nil {
		return nil, err
	}
	got, err := d.API.MessagesGetDefaultHistoryTTL(ctx)
	if err == nil && got.Period != period {
		err = fmt.Errorf("the period of new chats is %d", got.Period)
	}
	return nil, err
}

// showttl CHAT: prints the period of a chat, the same in its dialog and on the
// page of the person
func showPeriod(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	full, err := d.API.UsersGetFullUser(ctx, asUser(to))
	if err != nil {
		return nil, err
	}
	ds, err := d.API.MessagesGetPeerDialogs(ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: to}})
	if err != nil {
		return nil, err
	}
	if dl, ok := ds.Dialogs[0].(*tg.Dialog); !ok || dl.TTLPeriod != full.FullUser.TTLPeriod {
		return nil, fmt.Errorf("%v, on the person's page %d", ds.Dialogs[0], full.FullUser.TTLPeriod)
	}
	return []string{fmt.Sprint(time.Duration(full.FullUser.TTLPeriod) * time.Second)}, nil
}

// newPeriod matches the update that the period of a chat has changed.
func (s *script) newPeriod(args []string) (func(tg.UpdateClass) bool, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	period, err := seconds(args[1])
	return func(u tg.UpdateClass) bool {
		t, ok := u.(*tg.UpdatePeerHistoryTTL)
		if !ok {
			return false
		}
		of, ok := t.Peer.(*tg.PeerUser)
		return ok && of.UserID == p.Self.ID && t.TTLPeriod == period
	}, err
}

func (s *script) showPeriodSet(m *tg.MessageService, a *tg.MessageActionSetMessagesTTL) string {
	line := fmt.Sprint("messages go after ", time.Duration(a.Period)*time.Second)
	if from, ok := m.FromID.(*tg.PeerUser); ok {
		line = s.name(from.UserID) + ": " + line
	}
	if a.AutoSettingFrom != 0 {
		line += " (default of " + s.name(a.AutoSettingFrom) + ")"
	}
	return line
}
