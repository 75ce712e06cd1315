package folder

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// ID names a folder of one person.
type ID int

// The ids that clients use for folders; the list of all chats is All.
const (
	All   ID = 0
	First ID = 2
	Last  ID = 255
)

// Folder is one folder.
type Folder struct {
	ID       ID          `cbor:"-"`
	Title    text.Text   `cbor:"1,keyasint"`
	Emoticon string      `cbor:"2,keyasint,omitempty"` // stands for an icon that clients know
	Color    *int        `cbor:"3,keyasint,omitempty"` // of its tag
	Still    bool        `cbor:"4,keyasint,omitempty"` // emoji of the title do not move
	Rules    Rules       `cbor:"5,keyasint,omitempty"`
	Pinned   []peer.Peer `cbor:"6,keyasint,omitempty"` // included, and on top in this order
	Include  []peer.Peer `cbor:"7,keyasint,omitempty"`
	Exclude  []peer.Peer `cbor:"8,keyasint,omitempty"`
	Shared   bool        `cbor:"9,keyasint,omitempty"` // has links by which others get it, or came by one
}

// Rules say which chats belong to a folder by themselves, as bits that are on
// disk.
type Rules uint32

// What a folder takes in, and what it leaves out of that.
const (
	Contacts Rules = 1 << iota
	NonContacts
	Groups
	Broadcasts
	Bots
	NotMuted
	NotRead
	NotArchived
)

// takes are the rules that put chats in.
const takes = Contacts | NonContacts | Groups | Broadcasts | Bots

// Limits of folders; zero values are the defaults.
type Limits struct {
	Folders int // of one person: 10
	Chats   int // included in one folder, and as many excluded: 100
	Title   int // characters: 12
}

// The limits unless configured otherwise.
const (
	DefaultFolders = 10
	DefaultChats   = 100
	DefaultTitle   = 12
)

const (
	maxEmoticon = 32 // bytes
	maxColor    = 6
)

var (
	errID      = fault.New(fault.Invalid, "FILTER_ID_INVALID")
	errEmpty   = fault.New(fault.Invalid, "FILTER_INCLUDE_EMPTY")
	errTitle   = fault.New(fault.Invalid, "FILTER_TITLE_EMPTY")
	errSupport = fault.New(fault.Invalid, "FILTER_NOT_SUPPORTED")
	errLimit   = fault.New(fault.Invalid, "LIMIT_INVALID")
)

// Limits is what holds, and what clients are to be told.
func (s *Service) Limits() Limits { return s.limits }

// Service keeps folders. Safe for concurrent use.
type Service struct {
	store  store.Store
	log    *update.Log
	limits Limits
}

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Log    *update.Log
	Limits Limits
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil {
		panic("folder: missing dependency")
	}
	d.Limits.Folders = cmp.Or(d.Limits.Folders, DefaultFolders)
	d.Limits.Chats = cmp.Or(d.Limits.Chats, DefaultChats)
	d.Limits.Title = cmp.Or(d.Limits.Title, DefaultTitle)
	return &Service{d.Store, d.Log, d.Limits}
}

// normal is f as it is stored.
func (s *Service) normal(f Folder) (Folder, error) {
	if f.ID < First || f.ID > Last {
		return f, errID
	}
	t, err := text.Rules{Limit: s.limits.Title, Kinds: text.Of(text.CustomEmoji)}.Normal(f.Title)
	switch x := fault.As(err); {
	case x != nil && x.Code == "MESSAGE_EMPTY":
		return f, errTitle
	case err != nil:
		return f, err
	}
	f.Title = t
	if len(f.Emoticon) > maxEmoticon {
		f.Emoticon = ""
	}
	if f.Color != nil && (*f.Color < 0 || *f.Color > maxColor) {
		f.Color = nil
	}
	f.Pinned = apart(f.Pinned)
	f.Include = apart(f.Include, f.Pinned)
	f.Exclude = apart(f.Exclude, f.Pinned, f.Include)
	switch {
	case f.Rules&takes == 0 && len(f.Pinned)+len(f.Include) == 0:
		return f, errEmpty
	case len(f.Pinned)+len(f.Include) > s.limits.Chats, len(f.Exclude) > s.limits.Chats:
		return f, errLimit
	}
	return f, nil
}

// apart is each of ps once, without those of other lists (I3).
func apart(ps []peer.Peer, others ...[]peer.Peer) []peer.Peer {
	seen := map[peer.Peer]bool{}
	for _, o := range others {
		for _, p := range o {
			seen[p] = true
		}
	}
	var out []peer.Peer
	for _, p := range ps {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// List is a person's folders in their order.
type List struct {
	Order   []ID // All among them
	Folders map[ID]Folder
	Tags    bool // chats show the folders that they are in
}

// List is the folders of a person.
func (s *Service) List(ctx context.Context, id user.ID) (l List, err error) {
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		l, err = load(r, id.Owner())
		return err
	})
	return l, err
}

// Save makes or changes a folder; a new one comes last. A folder stays shared,
// and only such a one can be saved as one. Faults: FILTER_ID_INVALID,
// FILTER_TITLE_EMPTY, FILTER_INCLUDE_EMPTY, FILTER_NOT_SUPPORTED, LIMIT_INVALID,
// and those of text.Rules.Normal.
func (s *Service) Save(ctx context.Context, a user.Actor, f Folder) error {
	f, err := s.normal(f)
	if err != nil {
		return err
	}
	return s.change(ctx, a, func(tx *update.Tx, l *List, add func(update.Event)) error {
		old, found := l.Folders[f.ID]
		switch {
		case f.Shared && !old.Shared, old.Shared && !f.shareable():
			return errSupport
		case !found && len(l.Folders) >= s.limits.Folders:
			return errLimit
		}
		f.Shared = old.Shared
		putFolder(tx, a.ID.Owner(), &f)
		if !found {
			l.Order = append(l.Order, f.ID)
		}
		add(update.Event{Kind: update.Folder, ID: int(f.ID)})
		return nil
	})
}

// shareable says whether I4 holds.
func (f *Folder) shareable() bool {
	return f.Rules == 0 && len(f.Exclude) == 0
}

// Delete removes a folder; one that is not there is as it should be. Fault:
// FILTER_ID_INVALID.
func (s *Service) Delete(ctx context.Context, a user.Actor, id ID) error {
	if id < First || id > Last {
		return errID
	}
	return s.change(ctx, a, func(tx *update.Tx, l *List, add func(update.Event)) error {
		if _, found := l.Folders[id]; !found {
			return nil
		}
		tx.Delete(a.ID.Owner(), folderKey(id))
		l.Order = slices.DeleteFunc(l.Order, func(o ID) bool { return o == id })
		add(update.Event{Kind: update.Folder, ID: int(id)})
		return nil
	})
}

// Reorder puts the folders that order names first, in its order, and the others
// after them as they were. The list of all chats is first unless it is named.
// What is no folder, or comes again, is passed over.
func (s *Service) Reorder(ctx context.Context, a user.Actor, order []ID) error {
	return s.change(ctx, a, func(_ *update.Tx, l *List, add func(update.Event)) error {
		if !slices.Contains(order, All) {
			order = append([]ID{All}, order...)
		}
		old := l.Order
		l.Order = nil
		for _, id := range append(slices.Clone(order), old...) {
			if slices.Contains(old, id) && !slices.Contains(l.Order, id) {
				l.Order = append(l.Order, id)
			}
		}
		if !slices.Equal(old, l.Order) {
			add(update.Event{Kind: update.FolderOrder})
		}
		return nil
	})
}

// ShowTags chooses whether chats show the folders that they are in.
func (s *Service) ShowTags(ctx context.Context, a user.Actor, on bool) error {
	return s.change(ctx, a, func(_ *update.Tx, l *List, add func(update.Event)) error {
		if l.Tags != on {
			l.Tags = on
			add(update.Event{Kind: update.Folders})
		}
		return nil
	})
}

// change runs fn over the actor's folders, and writes the order and the tags
// when it has added an event (I1).
func (s *Service) change(ctx context.Context, a user.Actor, fn func(*update.Tx, *List, func(update.Event)) error) error {
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		l, err := load(tx, a.ID.Owner())
		if err != nil {
			return err
		}
		box, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		changed := false
		err = fn(tx, &l, func(e update.Event) {
			e.Origin, changed = a.Origin, true
			box.Append(e)
		})
		if changed && err == nil {
			putOrder(tx, a.ID.Owner(), order{l.Order, l.Tags})
		}
		return err
	})
}

// Holds says whether a chat was put into a folder of a box by hand.
func Holds(r store.Reader, box store.Owner, p peer.Peer) (bool, error) {
	l, err := load(r, box)
	for _, f := range l.Folders {
		if slices.Contains(f.Pinned, p) || slices.Contains(f.Include, p) {
			return true, err
		}
	}
	return false, err
}
