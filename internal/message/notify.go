package message

import (
	"context"

	"heliograph/internal/dialog"
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

// SignedUp tells a person, in the chat with who, that who has joined.
func (s *Service) SignedUp(ctx context.Context, to, who user.ID) error {
	return s.incoming(ctx, to, Message{From: who, Peer: who.Peer(), Action: ContactSignUp}, false)
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
		d, _, err := dialog.Load(tx, box, m.Peer)
		if err != nil {
			return err
		}
		m.ID, m.Date = b.NextID(), tx.Now()
		insertMessage(tx, box, &m)
		d.Top, d.Date, d.Count = m.ID, m.Date, d.Count+1
		b.Append(update.Event{Kind: update.NewMessage, Peer: m.Peer, ID: m.ID})
		if unread || d.Unread > 0 {
			d.Unread++
		} else {
			d.ReadIn = m.ID
			b.Append(update.Event{Kind: update.ReadInbox, Peer: m.Peer, Max: m.ID})
		}
		dialog.Save(tx, box, &d)
		return nil
	})
}
