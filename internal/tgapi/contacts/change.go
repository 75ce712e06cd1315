package contacts

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/contact"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func (h *Handlers) addContact(ctx context.Context, c *rpc.Call, r *tg.ContactsAddContactRequest) (tg.UpdatesClass, error) {
	id, err := h.In.User(c, r.ID)
	if err != nil {
		return nil, err
	}
	card := contact.Card{FirstName: r.FirstName, LastName: r.LastName, Phone: r.Phone, Share: r.AddPhonePrivacyException}
	e, err := h.Contact.Add(ctx, c.Actor(), id, card)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, message.Change{Events: []update.Event{e}})
}

func (h *Handlers) acceptContact(ctx context.Context, c *rpc.Call, in tg.InputUserClass) (tg.UpdatesClass, error) {
	id, err := h.In.User(c, in)
	if err != nil {
		return nil, err
	}
	events, err := h.Contact.Share(ctx, c.Actor(), id)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, message.Change{Events: events})
}

func (h *Handlers) editCloseFriends(ctx context.Context, c *rpc.Call, in []int64) (bool, error) {
	ids := make([]user.ID, len(in))
	for i, id := range in {
		ids[i] = user.ID(id)
	}
	err := h.Contact.SetCloseFriends(ctx, c.Actor(), ids)
	return err == nil, err
}

// maxAtOnce is how many contacts one request deletes.
const maxAtOnce = 1000

func (h *Handlers) deleteContacts(ctx context.Context, c *rpc.Call, in []tg.InputUserClass) (tg.UpdatesClass, error) {
	if len(in) > maxAtOnce {
		return nil, errLimit
	}
	ids := make([]user.ID, 0, len(in))
	for _, u := range in {
		id, err := h.In.User(c, u)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	events, err := h.Contact.Delete(ctx, c.Actor(), ids)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, message.Change{Events: events})
}

func (h *Handlers) deleteByPhones(ctx context.Context, c *rpc.Call, phones []string) (bool, error) {
	if len(phones) > maxAtOnce {
		return false, errLimit
	}
	err := h.Contact.DeleteByPhones(ctx, c.Actor(), phones)
	return err == nil, err
}

func (h *Handlers) importContacts(ctx context.Context, c *rpc.Call, in []tg.InputPhoneContact) (*tg.ContactsImportedContacts, error) {
	entries := make([]contact.Entry, len(in))
	for i, e := range in {
		entries[i] = contact.Entry{Client: e.ClientID, Phone: e.Phone, FirstName: e.FirstName, LastName: e.LastName}
	}
	done, err := h.Contact.Import(ctx, c.Actor(), entries)
	if err != nil {
		return nil, err
	}
	out := &tg.ContactsImportedContacts{RetryContacts: done.Retry}
	ids := make([]user.ID, len(done.Matches))
	for i, m := range done.Matches {
		ids[i] = m.User
		out.Imported = append(out.Imported, tg.ImportedContact{UserID: int64(m.User), ClientID: m.Client})
	}
	for _, p := range done.Popular {
		out.PopularInvites = append(out.PopularInvites, tg.PopularContact{ClientID: p.Client, Importers: p.Savers})
	}
	out.Users, err = h.View.Users(ctx, c, unique(ids)...)
	return out, err
}

// unique drops repeats: two numbers of a phone book may lead to one user.
func unique(ids []user.ID) []user.ID {
	seen := make(map[user.ID]bool, len(ids))
	out := ids[:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
