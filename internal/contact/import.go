package contact

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/fault"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Bounds of an import.
const (
	maxImport  = 1000 // entries of one call; the rest is to be tried again
	manySavers = 5    // how many wait for a number before that is told
)

// Entry is one number of a phone book. Client is the client's own id of it.
type Entry struct {
	Client              int64
	Phone               string
	FirstName, LastName string
}

// Match is an entry whose number belongs to somebody.
type Match struct {
	Client int64
	User   user.ID
}

// Popular is an entry whose number belongs to nobody and is saved by many.
type Popular struct {
	Client int64
	Savers int
}

// Imported is the outcome of an import. An entry that is in none of the lists
// is saved, or was no phone number.
type Imported struct {
	Matches []Match
	Popular []Popular
	Retry   []int64 // too many at once: try these later
}

// Import saves a phone book. Numbers that are known already are free; new ones
// are limited, and what is over the limit is in Retry. Names of known contacts
// become those of the phone book. Faults: FLOOD_WAIT_X when nothing at all can
// be looked up.
func (s *Service) Import(ctx context.Context, a user.Actor, entries []Entry) (Imported, error) {
	im := importer{s: s, viewer: a.ID, home: s.home(ctx, a.ID)}
	results := make([]outcome, len(entries))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	for i := range entries {
		if i >= maxImport {
			results[i].retry = true
			continue
		}
		g.Go(func() (err error) {
			results[i], err = im.entry(gctx, entries[i])
			return err
		})
	}
	err := g.Wait()
	if im.changed {
		err = errors.Join(err, s.tellReset(ctx, a.ID))
	}
	if err != nil {
		return Imported{}, err
	}
	var out Imported
	for i, r := range results {
		switch client := entries[i].Client; {
		case r.id != 0:
			out.Matches = append(out.Matches, Match{client, r.id})
		case r.retry:
			out.Retry = append(out.Retry, client)
		case r.savers >= manySavers:
			out.Popular = append(out.Popular, Popular{client, r.savers})
		}
	}
	if im.wait != nil && len(out.Retry) == len(entries) {
		return Imported{}, im.wait
	}
	return out, nil
}

// tellReset has the own devices read the list of contacts again.
func (s *Service) tellReset(ctx context.Context, viewer user.ID) error {
	return s.log.Run(ctx, []store.Owner{viewer.Owner()}, func(tx *update.Tx) error {
		box, err := tx.Box(viewer.Owner())
		if err == nil {
			box.Append(update.Event{Kind: update.ContactsReset})
		}
		return err
	})
}

type importer struct {
	s      *Service
	viewer user.ID
	home   string

	mu      sync.Mutex
	changed bool
	wait    error // FLOOD_WAIT_X, once it was met
}

type outcome struct {
	id     user.ID
	savers int
	retry  bool
}

// entry saves one number.
func (im *importer) entry(ctx context.Context, e Entry) (outcome, error) {
	phone, ok := international(e.Phone, im.home)
	if !ok {
		return outcome{}, nil
	}
	names := saved{First: shorten(e.FirstName), Last: shorten(e.LastName), Phone: phone}
	if names.First == "" {
		names.First, names.Last = names.Last, ""
	}
	id, known, err := im.s.lookUp(ctx, im.viewer, phone)
	if err != nil {
		return outcome{}, err
	}
	if !known {
		if err := im.s.lookups.take(im.viewer); err != nil {
			im.mu.Lock()
			defer im.mu.Unlock()
			im.wait = err
			return outcome{retry: true}, nil
		}
	}
	if id == 0 {
		savers, changed, err := im.s.saveNumber(ctx, im.viewer, phone, names)
		if !errors.Is(err, errJoined) {
			im.note(changed)
			return outcome{savers: savers}, err
		}
		if id, err = im.s.users.ByPhone(ctx, phone); err != nil || id == 0 {
			return outcome{retry: true}, err
		}
	}
	if id == im.viewer {
		return outcome{id: id}, nil
	}
	_, changed, err := im.s.save(ctx, im.viewer, id, names, false)
	im.note(changed)
	return outcome{id: id}, err
}

func (im *importer) note(changed bool) {
	if changed {
		im.mu.Lock()
		im.changed = true
		im.mu.Unlock()
	}
}

// lookUp is whom a number belongs to, and whether the viewer had saved it.
func (s *Service) lookUp(ctx context.Context, viewer user.ID, phone string) (id user.ID, known bool, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		if id, err = s.users.ReadByPhone(r, phone); err != nil {
			return err
		}
		if id == viewer {
			known = true
			return nil
		}
		if known, err = has(r, viewer.Owner(), numberKey(phone)); known || id == 0 || err != nil {
			return err
		}
		var c saved
		_, err = store.Load(r, viewer.Owner(), contactKey(id), &c)
		known = c.Phone == phone
		return err
	})
	return id, known, err
}

// saveNumber keeps a number that belongs to nobody; errJoined when it does by
// now. savers counts who waits for it, up to maxImport.
func (s *Service) saveNumber(ctx context.Context, viewer user.ID, phone string, names saved) (savers int, changed bool, err error) {
	owner := user.PhoneOwner(phone)
	err = s.store.Update(ctx, []store.Owner{viewer.Owner(), owner}, func(tx store.Tx) error {
		changed = false
		id, err := s.users.ReadByPhone(tx, phone)
		if err != nil {
			return err
		}
		if id != 0 {
			return errJoined
		}
		rows, err := tx.Scan(owner, waiters, waiters.End(), false, maxImport)
		if err != nil {
			return err
		}
		savers = len(rows)
		var old number
		found, err := store.Load(tx, viewer.Owner(), numberKey(phone), &old)
		if err != nil || found && old.First == names.First && old.Last == names.Last {
			return err
		}
		changed = true
		if old.Created == 0 {
			old.Created = s.clock.Now().Unix()
		}
		putNumber(tx, viewer, phone, number{First: names.First, Last: names.Last, Created: old.Created})
		return nil
	})
	return savers, changed, err
}

// home is the viewer's own number; "" when there is none.
func (s *Service) home(ctx context.Context, viewer user.ID) string {
	p, err := s.users.Profiles(ctx, viewer)
	if err != nil {
		return "" // national numbers are passed over
	}
	return p[0].Phone
}

// dial is a typed number in international form.
func (s *Service) dial(ctx context.Context, viewer user.ID, number string) (string, bool) {
	return international(number, s.home(ctx, viewer))
}

// shorten is a name of a phone book as it is stored: cut rather than refused.
func shorten(name string) string {
	if r := []rune(name); len(r) > user.MaxName {
		name = string(r[:user.MaxName])
	}
	name, _, err := user.CleanName(name, "")
	if fault.As(err) != nil {
		return ""
	}
	return name
}
