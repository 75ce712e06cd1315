package message

import (
	"context"
	"fmt"
	"hash/fnv"

	"heliograph/internal/archive"
	"heliograph/internal/dialog"
	"heliograph/internal/notify"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Notify writes a message of the service account to a person's box.
func (s *Service) Notify(ctx context.Context, to user.ID, t text.Text) error {
	t, err := text.Normal(t, s.limits.Length)
	if err != nil {
		return err
	}
	return s.incoming(ctx, to, Message{From: user.Notices, Peer: user.Notices.Peer(), Text: t}, true)
}

// SignedUp tells a person, in the chat with who, that who has joined: once, and
// silently when the person does not want to hear of it.
func (s *Service) SignedUp(ctx context.Context, to, who user.ID) error {
	return s.incoming(ctx, to, Message{From: who, Peer: who.Peer(), Action: ContactSignUp}, false)
}

// signUpOnce is the random id of the note that who has joined.
func signUpOnce(who user.ID) int64 {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, "signed up ", who)
	return int64(h.Sum64())
}

// incoming writes a message that has only the receiver's copy. One that need
// not be unread is read at once where nothing else is waiting to be.
func (s *Service) incoming(ctx context.Context, to user.ID, m Message, unread bool) error {
	box := to.Owner()
	return s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		b, err := tx.Box(box)
		if err != nil {
			return err
		}
		random := int64(0)
		if m.Action == ContactSignUp {
			random = signUpOnce(m.From)
			if once, err := b.Once(random); err != nil || once.ID != 0 {
				return err
			}
			if m.Silent, err = notify.SignUpSilent(tx, box); err != nil {
				return err
			}
		}
		d, _, err := dialog.Load(tx, box, m.Peer)
		if err != nil {
			return err
		}
		began := d.Top == 0
		m.ID, m.Date = b.NextID(), tx.Now()
		if err := insertMessage(tx, box, &m); err != nil {
			return err
		}
		d.Top, d.Date, d.Count = m.ID, m.Date, d.Count+1
		e := b.Append(update.Event{Kind: update.NewMessage, Peer: m.Peer, ID: m.ID, Random: random})
		if random != 0 {
			b.SetOnce(e)
		}
		if unread || d.Unread > 0 {
			d.Unread++
		} else {
			d.ReadIn = m.ID
			b.Append(update.Event{Kind: update.ReadInbox, Peer: m.Peer, Max: m.ID})
		}
		if err := archive.Arrived(tx, b, to, &d, began); err != nil {
			return err
		}
		dialog.Save(tx, box, &d)
		return nil
	})
}
