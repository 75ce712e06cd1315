package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var errVoice = fault.New(fault.Invalid, "SEND_AS_PEER_INVALID")

// In the box of who writes in groups in another name it is noted in which, for those
// messages that do not say.

func speakKey(chat peer.Peer) store.Key { return store.K('c').Int(chat.ID) }

func loadSpeaker(r store.Reader, who user.ID, chat peer.Peer) (as peer.Peer, err error) {
	_, err = store.Load(r, who.Owner(), speakKey(chat), &as)
	return as, err
}

// speak says in whose name the actor writes m: in that of m.As if it may be so, and
// if that is nobody in the one that the actor has chosen for the group, as long as it
// may. Fault: SEND_AS_PEER_INVALID.
func (h *hall) speak(r store.Reader, now int64, a user.Actor, m *Message) error {
	as := m.As
	m.As = peer.Peer{}
	chosen := as.IsZero()
	if chosen && !h.in.Broadcast {
		var err error
		if as, err = loadSpeaker(r, a.ID, h.chat()); err != nil {
			return err
		}
	}
	if as.IsZero() {
		h.sign(a, m)
		return nil
	}
	ok, err := h.in.Speaks(r, as, now)
	switch {
	case err != nil:
		return err
	case !ok && !chosen:
		return errVoice
	}
	h.sign(a, m)
	switch {
	case ok && as.Kind == peer.Channel && as != h.chat():
		m.As, m.Author = as, ""
	case ok && as == h.chat() && h.in.Profiles:
		m.As = as
	}
	return nil
}

// unvoiced refuses a name to write in where one writes in the own one alone. Fault:
// SEND_AS_PEER_INVALID.
func unvoiced(a user.Actor, as peer.Peer) error {
	if as.IsZero() || as == a.ID.Peer() {
		return nil
	}
	return errVoice
}

// Voice is the name in which the actor has chosen to write in a group, the zero Peer
// for none that they may write in now. Faults: those of find.
func (s *Service) Voice(ctx context.Context, a user.Actor, chat peer.Peer) (as peer.Peer, err error) {
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		in, err := channel.Enter(r, channel.ID(chat.ID), a.ID, now)
		if err != nil {
			return err
		}
		if as, err = loadSpeaker(r, a.ID, chat); err != nil || as.IsZero() {
			return err
		}
		ok, err := in.Speaks(r, as, now)
		if !ok {
			as = peer.Peer{}
		}
		return err
	})
	return as, err
}

// SetVoice has the actor write in a group in a name from now on, unless a message
// says otherwise. Faults: PEER_ID_INVALID, SEND_AS_PEER_INVALID, and those of find.
func (s *Service) SetVoice(ctx context.Context, a user.Actor, chat, as peer.Peer) error {
	if chat.Kind != peer.Channel {
		return errPeer
	}
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		in, err := channel.Enter(tx, channel.ID(chat.ID), a.ID, tx.Now())
		if err != nil {
			return err
		}
		ok, err := in.Speaks(tx, as, tx.Now())
		switch {
		case err != nil:
			return err
		case !ok || in.Broadcast:
			return errVoice
		case as == a.ID.Peer():
			tx.Delete(a.ID.Owner(), speakKey(chat))
		default:
			tx.Put(a.ID.Owner(), speakKey(chat), store.Encode(&as))
		}
		return nil
	})
}
