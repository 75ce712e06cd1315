package node

import (
	"net/netip"
	"strconv"

	"github.com/gotd/td/tg"

	"heliograph/internal/tgapi/account"
	"heliograph/internal/tgapi/aicompose"
	"heliograph/internal/tgapi/auth"
	"heliograph/internal/tgapi/channels"
	"heliograph/internal/tgapi/chatlists"
	"heliograph/internal/tgapi/contacts"
	"heliograph/internal/tgapi/folders"
	"heliograph/internal/tgapi/help"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/langpack"
	"heliograph/internal/tgapi/messages"
	"heliograph/internal/tgapi/photos"
	"heliograph/internal/tgapi/stories"
	"heliograph/internal/tgapi/updates"
	"heliograph/internal/tgapi/upload"
	"heliograph/internal/tgapi/users"
	"heliograph/internal/tgapi/view"
)

// edges is what the methods are registered with.
type edges struct {
	dispatch *tg.ServerDispatcher
	view     *view.Renderer
}

// register makes every namespace and registers its methods.
func (n *Node) register() error {
	s, d, v, in := n.subjects, n.edges.dispatch, n.edges.view, input.New(n.subjects.Hash, n.subjects.Message)
	c := &n.o.Config
	address, err := n.advertised()
	if err != nil {
		return err
	}
	links := c.Links(int(n.Addr().Port()))
	auth.New(auth.Deps{Auth: s.Auth, Sessions: s.Session, View: v, Waiting: n.hub}).Register(d)
	account.New(account.Deps{In: in, Users: s.User, Presence: s.Presence, Privacy: s.Privacy, Report: s.Report, View: v, Notify: s.Notify, Archive: s.Archive, Clients: s.Session}).Register(d)
	account.NewSessions(s.Session).Register(d)
	account.NewEnding(s.Account).Register(d)
	aicompose.New().Register(d)
	channels.New(channels.Deps{In: in, View: v, Channel: s.Channel, Message: s.Message, Dialog: s.Dialog, Notify: s.Notify, Contact: s.Contact, Users: s.User, Report: s.Report, Links: links}).Register(d)
	chatlists.New(in, s.Folder).Register(d)
	contacts.New(contacts.Deps{In: in, View: v, Contact: s.Contact, Dialog: s.Dialog, Clock: n.o.Clock}).Register(d)
	folders.New(in, v, s.Archive).Register(d)
	help.New(help.Deps{
		Clock: n.o.Clock, Address: address, Name: c.Name, URL: links,
		Message: s.Message.Limits(), Dialog: s.Dialog.Limits(), Folder: s.Folder.Limits(), Poll: s.Poll.Limits(), Reaction: s.Reaction, Lang: s.Lang, Clients: s.Session,
	}).Register(d)
	langpack.New(s.Lang, links).Register(d)
	messages.New(messages.Deps{In: in, View: v, Channel: s.Channel, Message: s.Message, Dialog: s.Dialog, Folder: s.Folder, Archive: s.Archive, Clock: n.o.Clock, Draft: s.Draft, Poll: s.Poll, Preview: s.Preview, Reaction: s.Reaction, Report: s.Report, Schedule: s.Schedule, Search: s.Search, Keywords: s.Lang.Keywords(), Lang: s.Lang, Clients: s.Session, Log: s.Log}).Register(d)
	messages.NewGroups(messages.GroupDeps{In: in, View: v, Channel: s.Channel, Message: s.Message, Dialog: s.Dialog, Notify: s.Notify, Links: links}).Register(d)
	messages.NewInvites(messages.InviteDeps{In: in, View: v, Channel: s.Channel, Contact: s.Contact, Links: links}).Register(d)
	photos.New(in).Register(d)
	stories.New(in, v).Register(d)
	updates.New(updates.Deps{In: in, View: v, Channels: s.Channel, Groups: s.Message, Log: s.Log, Dialog: s.Dialog}).Register(d)
	upload.New(upload.NewArt(in)).Register(d)
	users.New(users.Deps{In: in, View: v, Contact: s.Contact, Pinned: s.Message, Groups: s.Channel}).Register(d)
	return nil
}

// advertised is what clients are told to dial. A host name is resolved, for
// the schema wants an address.
func (n *Node) advertised() (netip.AddrPort, error) {
	host, port := n.o.Config.Advertised()
	if port == 0 {
		port = int(n.Addr().Port())
	}
	return resolve(host, strconv.Itoa(port))
}
