package contacts

import (
	"context"
	"math"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
)

func (h *Handlers) getContacts(ctx context.Context, c *rpc.Call, hash int64) (tg.ContactsContactsClass, error) {
	l, err := h.Contact.All(ctx, c.User)
	if err != nil {
		return nil, err
	}
	if hash != 0 && hash == l.Hash() {
		return &tg.ContactsContactsNotModified{}, nil
	}
	out := &tg.ContactsContacts{SavedCount: l.Saved, Contacts: make([]tg.Contact, len(l.IDs))}
	for i, id := range l.IDs {
		out.Contacts[i] = tg.Contact{UserID: int64(id), Mutual: l.Mutual[i]}
	}
	out.Users, err = h.View.Users(ctx, c, l.IDs...)
	return out, err
}

// getContactIDs answers in the schema's 32 bits: who does not fit is a 0, which
// stands there for somebody who cannot be named.
func (h *Handlers) getContactIDs(ctx context.Context, c *rpc.Call, hash int64) ([]int, error) {
	l, err := h.Contact.All(ctx, c.User)
	if err != nil || hash != 0 && hash == l.Hash() {
		return []int{}, err
	}
	out := make([]int, len(l.IDs))
	for i, id := range l.IDs {
		if id <= math.MaxInt32 {
			out[i] = int(id)
		}
	}
	return out, nil
}

func (h *Handlers) getStatuses(ctx context.Context, c *rpc.Call) ([]tg.ContactStatus, error) {
	seen, err := h.Contact.Statuses(ctx, c.User)
	out := make([]tg.ContactStatus, len(seen))
	for i := range seen {
		out[i] = tg.ContactStatus{UserID: int64(seen[i].ID), Status: view.Status(&seen[i])}
	}
	return out, err
}

func (h *Handlers) getSaved(ctx context.Context, c *rpc.Call) ([]tg.SavedPhoneContact, error) {
	nums, err := h.Contact.Numbers(ctx, c.User)
	out := make([]tg.SavedPhoneContact, len(nums))
	for i, n := range nums {
		out[i] = tg.SavedPhoneContact{Phone: n.Phone, FirstName: n.FirstName, LastName: n.LastName, Date: int(n.Created)}
	}
	return out, err
}
