package dialog

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Dialog is one chat in someone's list.
type Dialog struct {
	Peer    peer.Peer `cbor:"-"`
	Top     int       `cbor:"1,keyasint,omitempty"` // newest message
	Date    int64     `cbor:"2,keyasint,omitempty"` // of Top, Unix seconds
	ReadIn  int       `cbor:"3,keyasint,omitempty"` // the person has read up to here
	ReadOut int       `cbor:"4,keyasint,omitempty"` // the other side has read up to here, in this box's ids
	Unread  int       `cbor:"5,keyasint,omitempty"`
	Marked  bool      `cbor:"6,keyasint,omitempty"` // marked unread by hand
	Pinned  int       `cbor:"7,keyasint,omitempty"` // place among the pinned, highest first; 0: not pinned
	Folder  int       `cbor:"8,keyasint,omitempty"` // 1: archive
	Count   int       `cbor:"9,keyasint,omitempty"` // messages in the chat

	Theirs    bool `cbor:"10,keyasint,omitempty"` // the other side wrote first
	BarHidden bool `cbor:"11,keyasint,omitempty"` // see Bar
	Unparted  bool `cbor:"20,keyasint,omitempty"` // of a forum: it is shown as one row of messages

	Score  float64 `cbor:"15,keyasint,omitempty"` // see Rating
	Scored int64   `cbor:"16,keyasint,omitempty"` // when Score was right, Unix seconds

	UnreadReactions int `cbor:"14,keyasint,omitempty"` // messages with reactions that the person has not seen
	UnreadMentions  int `cbor:"17,keyasint,omitempty"` // messages that mention the person, unseen; of a channel only in what a Service returns
	Pts             int `cbor:"-"`                     // of a channel's log, 0: not a channel; only in what a Service returns
	Period          int `cbor:"-"`                     // seconds after which new messages go, 0: they stay; only in what a Service returns
}

// Limits of lists; zero values are the defaults.
type Limits struct {
	Pinned   int // dialogs of the main list: 5
	Archived int // pinned dialogs of the archive: 100
}

var (
	errPeer    = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errPinned  = fault.New(fault.Invalid, "PINNED_DIALOGS_TOO_MUCH")
	errPrivate = fault.New(fault.Invalid, "CHANNEL_PRIVATE")
	errFolder  = fault.New(fault.Invalid, "FOLDER_ID_INVALID")
)

// Service answers questions about dialogs and changes what their owner may
// change by hand. Safe for concurrent use.
type Service struct {
	store    store.Store
	log      *update.Log
	channels Channels
	limits   Limits
}

// Channels knows of dialogs with channels what the box of their owner does not say.
type Channels interface {
	// FillChannels completes those of ds that are with channels: the newest message,
	// its date, what is unread.
	FillChannels(r store.Reader, id user.ID, ds []Dialog) error
}

// Deps is what a Service needs; Channels may be nil where there are none.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Channels Channels
	Limits   Limits
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil {
		panic("dialog: missing dependency")
	}
	d.Limits.Pinned = cmp.Or(d.Limits.Pinned, 5)
	d.Limits.Archived = cmp.Or(d.Limits.Archived, 100)
	if d.Channels == nil {
		d.Channels = unfilled{}
	}
	return &Service{store: d.Store, log: d.Log, channels: d.Channels, limits: d.Limits}
}

// unfilled is for where there are no channels.
type unfilled struct{}

func (unfilled) FillChannels(store.Reader, user.ID, []Dialog) error { return nil }

// Limits is what holds, and what clients are to be told.
func (s *Service) Limits() Limits { return s.limits }

// pinned is how many dialogs of a list can be pinned.
func (l *Limits) pinned(folder int) int {
	if folder == 0 {
		return l.Pinned
	}
	return l.Archived
}

// Query asks for a page of the list.
type Query struct {
	OffsetDate    int64     // only dialogs older than this …
	OffsetID      int       // … or as old with a lower top message
	OffsetPeer    peer.Peer // or those after this one
	Limit         int
	Folder        int
	Everywhere    bool // in all folders, whatever Folder says
	ExcludePinned bool
}

// Page is part of the list.
type Page struct {
	Dialogs []Dialog
	Total   int // in the folder, pinned ones among them
}

// MaxPage is the most dialogs in one page.
const MaxPage = 500

// List is a page of the actor's dialogs: pinned ones first, then the newest.
// Fault: FOLDER_ID_INVALID.
func (s *Service) List(ctx context.Context, a user.Actor, q Query) (Page, error) {
	if q.Folder < 0 || q.Folder > 1 {
		return Page{}, errFolder
	}
	all, err := s.all(ctx, a.ID)
	if err != nil {
		return Page{}, err
	}
	all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Folder != q.Folder && !q.Everywhere })
	p := Page{Total: len(all)}
	slices.SortFunc(all, order)
	all = q.after(all)
	if q.ExcludePinned {
		all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Pinned > 0 })
	}
	p.Dialogs = all[:min(len(all), max(q.Limit, 1), MaxPage)]
	return p, nil
}

// All is every dialog of the actor, in no order.
func (s *Service) All(ctx context.Context, a user.Actor) ([]Dialog, error) { return s.all(ctx, a.ID) }

// Quiet is up to limit channels and groups of the actor in which nothing was written
// for the longest time, those first.
func (s *Service) Quiet(ctx context.Context, a user.Actor, limit int) ([]Dialog, error) {
	all, err := s.all(ctx, a.ID)
	all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Peer.Kind != peer.Channel })
	slices.SortFunc(all, func(a, b Dialog) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Peer.ID, b.Peer.ID)) })
	return all[:min(len(all), limit)], err
}

// after is what comes after the page's offset: the dialog that it names, while
// that has the same top message, else the place where that one was.
func (q *Query) after(all []Dialog) []Dialog {
	if !q.OffsetPeer.IsZero() {
		at := slices.IndexFunc(all, func(d Dialog) bool { return d.Peer == q.OffsetPeer })
		if at >= 0 && (q.OffsetID == 0 || all[at].Top == q.OffsetID) {
			return all[at+1:]
		}
	}
	if q.OffsetDate <= 0 {
		return all
	}
	return slices.DeleteFunc(all, func(d Dialog) bool {
		if d.Pinned > 0 || d.Date != q.OffsetDate {
			return d.Pinned > 0 || d.Date > q.OffsetDate
		}
		return q.OffsetID != 0 && d.Top >= q.OffsetID
	})
}

// order is that of the list.
func order(a, b Dialog) int {
	return cmp.Or(cmp.Compare(b.Pinned, a.Pinned), cmp.Compare(b.Date, a.Date), cmp.Compare(b.Top, a.Top),
		cmp.Compare(b.Peer.ID, a.Peer.ID))
}

// Pinned is the actor's pinned dialogs of a folder in their order.
func (s *Service) Pinned(ctx context.Context, a user.Actor, folder int) ([]Dialog, error) {
	if folder < 0 || folder > 1 {
		return nil, errFolder
	}
	all, err := s.all(ctx, a.ID)
	all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Pinned == 0 || d.Folder != folder })
	slices.SortFunc(all, order)
	return all, err
}

// PinnedOrder is the peers of a person's pinned dialogs of a folder, in order.
func (s *Service) PinnedOrder(ctx context.Context, id user.ID, folder int) ([]peer.Peer, error) {
	ds, err := s.Pinned(ctx, user.Actor{ID: id}, folder)
	out := make([]peer.Peer, len(ds))
	for i, d := range ds {
		out[i] = d.Peer
	}
	return out, err
}

// Of is the actor's dialogs with peers, in their order; one without any
// message yet is zero but for its peer. Fault: PEER_ID_INVALID for what is neither
// a user nor a channel.
func (s *Service) Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]Dialog, error) {
	out := make([]Dialog, len(peers))
	err := s.store.View(ctx, func(r store.Reader) error {
		for i, p := range peers {
			if p.IsZero() {
				return errPeer
			}
			var err error
			if out[i], _, err = Load(r, id.Owner(), p); err != nil {
				return err
			}
			if out[i].Period, err = Period(r, id.Owner(), p); err != nil {
				return err
			}
		}
		return s.channels.FillChannels(r, id, out)
	})
	return out, err
}

// Joined is the channels on a person's list of chats, up to limit of them.
func (s *Service) Joined(ctx context.Context, id user.ID, limit int) ([]peer.Peer, error) {
	var out []peer.Peer
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		out, err = JoinedBy(r, id, limit)
		return err
	})
	return out, err
}

// JoinedBy is Joined inside of a View.
func JoinedBy(r store.Reader, id user.ID, limit int) ([]peer.Peer, error) {
	from := store.K('d').Byte(byte(peer.Channel))
	rows, err := r.Scan(id.Owner(), from, from.End(), false, limit)
	out := make([]peer.Peer, len(rows))
	for i, row := range rows {
		out[i] = peer.FromKey(row.Key, 1)
	}
	return out, err
}

// GroupsOf is up to limit groups and channels on somebody's list of chats; of basic
// groups also such as the person is not in any more.
func GroupsOf(r store.Reader, id user.ID, limit int) ([]peer.Peer, error) {
	rows, err := r.Scan(id.Owner(), store.K('d').Byte(byte(peer.Chat)), store.K('d').Byte(byte(peer.Channel)).End(), false, limit)
	out := make([]peer.Peer, len(rows))
	for i, row := range rows {
		out[i] = peer.FromKey(row.Key, 1)
	}
	return out, err
}

// Marked is the peers that the actor marked unread by hand.
func (s *Service) Marked(ctx context.Context, a user.Actor) ([]peer.Peer, error) {
	all, err := s.all(ctx, a.ID)
	var out []peer.Peer
	for _, d := range all {
		if d.Marked {
			out = append(out, d.Peer)
		}
	}
	return out, err
}

// Interested is up to limit users that id has a private chat with, in no order:
// those who may want to know of id's status.
func (s *Service) Interested(ctx context.Context, id user.ID, limit int) ([]user.ID, error) {
	var out []user.ID
	err := s.store.View(ctx, func(r store.Reader) error {
		from := store.K('d').Byte(byte(peer.User))
		rows, err := r.Scan(id.Owner(), from, from.End(), false, limit)
		out = make([]user.ID, 0, len(rows))
		for _, row := range rows {
			if p := user.ID(peer.FromKey(row.Key, 1).ID); p != id {
				out = append(out, p)
			}
		}
		return err
	})
	return out, err
}

// Unread is the sum of unread messages over the person's dialogs.
func (s *Service) Unread(ctx context.Context, id user.ID) (int, error) {
	all, err := s.all(ctx, id)
	n := 0
	for _, d := range all {
		n += d.Unread
	}
	return n, err
}

func (s *Service) all(ctx context.Context, id user.ID) ([]Dialog, error) {
	var out []Dialog
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		if out, err = scanDialogs(r, id.Owner()); err != nil {
			return err
		}
		if err = s.channels.FillChannels(r, id, out); err != nil {
			return err
		}
		return fillPeriods(r, id.Owner(), out)
	})
	return out, err
}
