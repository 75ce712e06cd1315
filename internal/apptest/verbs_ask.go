package apptest

import (
	"fmt"
	"strings"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
)

// ask METHOD [CHAT]: calls it as a client does at start-up, or when it opens a
// chat or a profile; prints the answer
func ask(s *script, d *Device, args []string) ([]string, error) {
	makers, id := tg.TypesConstructorMap(), tg.NamesMap()[args[0]]
	if makers[id] == nil {
		return nil, fmt.Errorf("the schema has no %s", args[0])
	}
	req := makers[id]()
	to := tg.InputPeerClass(&tg.InputPeerSelf{})
	if len(args) > 1 {
		var err error
		if to, err = s.peer(d, args[1]); err != nil {
			return nil, err
		}
	}
	fill(req, to)
	ctx, cancel := d.Context()
	defer cancel()
	res := answer{makers: makers}
	err := d.API.Invoker().Invoke(ctx, req, &res)
	return res.lines, err
}

// fill completes a request with what clients put into it.
func fill(req bin.Object, to tg.InputPeerClass) {
	pinned := &tg.InputMessagesFilterPinned{}
	switch r := req.(type) {
	case *tg.AccountGetNotifySettingsRequest:
		r.Peer = &tg.InputNotifyUsers{}
		if to.TypeID() != tg.InputPeerSelfTypeID {
			r.Peer = &tg.InputNotifyPeer{Peer: to}
		}
	case *tg.MessagesGetStickerSetRequest:
		r.Stickerset = &tg.InputStickerSetPremiumGifts{}
	case *tg.MessagesGetStickersRequest:
		r.Emoticon = "⭐️⭐️"
	case *tg.MessagesGetScheduledHistoryRequest:
		r.Peer = to
	case *tg.MessagesGetSponsoredMessagesRequest:
		r.Peer = to
	case *tg.MessagesGetOnlinesRequest:
		r.Peer = to
	case *tg.MessagesSearchRequest:
		r.Peer, r.Filter, r.Limit = to, pinned, 10
	case *tg.MessagesGetSearchCountersRequest:
		r.Peer, r.Filters = to, []tg.MessagesFilterClass{pinned, &tg.InputMessagesFilterPhotoVideo{}, &tg.InputMessagesFilterURL{}}
	case *tg.MessagesGetCommonChatsRequest:
		r.UserID = asUser(to)
	case *tg.PhotosGetUserPhotosRequest:
		r.UserID = asUser(to)
	case *tg.UsersGetSavedMusicRequest:
		r.ID = asUser(to)
	case *tg.StoriesGetPeerStoriesRequest:
		r.Peer = to
	case *tg.StoriesGetPinnedStoriesRequest:
		r.Peer = to
	case *tg.StoriesGetStoriesArchiveRequest:
		r.Peer = to
	}
}

// asUser is a person as methods about users name them.
func asUser(p tg.InputPeerClass) tg.InputUserClass {
	if u, ok := p.(*tg.InputPeerUser); ok {
		return &tg.InputUser{UserID: u.UserID, AccessHash: u.AccessHash}
	}
	return &tg.InputUserSelf{}
}

// answer prints whatever comes: an object, or a list of objects line by line.
type answer struct {
	makers map[uint32]func() bin.Object
	lines  []string
}

// Decode implements bin.Decoder.
func (a *answer) Decode(b *bin.Buffer) error {
	id, err := b.PeekID()
	if err != nil {
		return err
	}
	if id != bin.TypeVector {
		return a.object(id, b)
	}
	n, err := b.VectorHeader()
	for ; err == nil && n > 0; n-- {
		if id, err = b.PeekID(); err == nil {
			err = a.object(id, b)
		}
	}
	return err
}

func (a *answer) object(id uint32, b *bin.Buffer) error {
	if a.makers[id] == nil {
		return fmt.Errorf("the schema has no %#x", id)
	}
	o := a.makers[id]()
	if err := o.Decode(b); err != nil {
		return err
	}
	if p, ok := o.(*tg.StoriesPeerStories); ok { // its people have other ids each time
		p.Stories.Peer, p.Users = nil, nil
	}
	a.lines = append(a.lines, fmt.Sprint(o))
	return nil
}

// bar CHAT: prints what it offers to do about a person: the same in
// messages.getPeerSettings and users.getFullUser
func bar(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.MessagesGetPeerSettings(ctx, to)
	if err != nil {
		return nil, err
	}
	full, err := d.API.UsersGetFullUser(ctx, asUser(to))
	if err != nil {
		return nil, err
	}
	if full.FullUser.Settings != r.Settings {
		return nil, fmt.Errorf("%+v and %+v", r.Settings, full.FullUser.Settings)
	}
	return []string{offers(r.Settings)}, nil
}

// offers is a bar as scripts print it.
func offers(s tg.PeerSettings) string {
	var out []string
	for _, o := range []struct {
		what string
		set  bool
	}{{"report", s.ReportSpam}, {"add", s.AddContact}, {"block", s.BlockContact}, {"share", s.ShareContact}} {
		if o.set {
			out = append(out, o.what)
		}
	}
	if out == nil {
		return "nothing"
	}
	return strings.Join(out, " ")
}

// hidebar CHAT
func hideBar(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesHidePeerSettingsBar(ctx, to)
	return nil, err
}

// add CHAT NAME: saves a person as a contact, without a number
func addContact(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ContactsAddContact(ctx, &tg.ContactsAddContactRequest{ID: asUser(to), FirstName: args[1]})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// peerSettings matches the update that a chat offers nothing, or something.
func peerSettings(id int64, want string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePeerSettings)
		if !ok {
			return false
		}
		of, ok := p.Peer.(*tg.PeerUser)
		return ok && of.UserID == id && offers(p.Settings) == want
	}
}
