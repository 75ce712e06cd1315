// Package contacts is the edge of the contacts.* methods.
//
// Owns their decoding and answers. Must not hold a rule: those are in contact
// and user.
package contacts

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
)

// Deps is what the Handlers need.
type Deps struct {
	In      *input.Resolver
	View    *view.Renderer
	Contact *contact.Service
	Dialog  *dialog.Service
	Clock   clock.Clock
}

// Handlers answer the methods of the namespace.
type Handlers struct{ Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.In == nil || d.View == nil || d.Contact == nil || d.Dialog == nil || d.Clock == nil {
		panic("contacts: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every contacts.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnContactsAcceptContact(rpc.User(h.acceptContact))
	d.OnContactsAddContact(rpc.User(h.addContact))
	d.OnContactsBlock(rpc.User(h.block))
	d.OnContactsBlockFromReplies(rpc.User(h.blockFromReplies))
	d.OnContactsDeleteByPhones(rpc.User(h.deleteByPhones))
	d.OnContactsDeleteContacts(rpc.User(h.deleteContacts))
	d.OnContactsEditCloseFriends(rpc.User(h.editCloseFriends))
	d.OnContactsGetBlocked(rpc.User(h.getBlocked))
	d.OnContactsGetContactIDs(rpc.User(h.getContactIDs))
	d.OnContactsGetContacts(rpc.User(h.getContacts))
	d.OnContactsGetSaved(rpc.User0(h.getSaved))
	d.OnContactsGetStatuses(rpc.User0(h.getStatuses))
	d.OnContactsGetTopPeers(rpc.User(h.getTopPeers))
	d.OnContactsImportContacts(rpc.User(h.importContacts))
	d.OnContactsResetTopPeerRating(rpc.User(h.resetTopPeerRating))
	d.OnContactsResolvePhone(rpc.User(h.resolvePhone))
	d.OnContactsResolveUsername(rpc.Any(h.resolveUsername))
	d.OnContactsSearch(rpc.User(h.search))
	d.OnContactsSetBlocked(rpc.User(h.setBlocked))
	d.OnContactsToggleTopPeers(rpc.User(h.toggleTopPeers))
	d.OnContactsUnblock(rpc.User(h.unblock))
}
