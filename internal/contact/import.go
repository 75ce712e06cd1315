package contact

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/fault"
	"heliograph/internal/privacy"
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
	found, err := im.s.lookUp(ctx, im.viewer, phone)
	if err != nil {
		return outcome{}, err
	}
	id := found.id
	if !found.known {
		if err := im.s.lookups.take(im.viewer); err != nil {
			im.mu.Lock()
			defer im.mu.Unlock()
			im.wait = err
			return outcome{retry: true}, nil
		}
	}
	if id == 0 {
		savers, changed, err := im.s.saveNumber(ctx, im.viewer, phone, found.hidden, names)
		if !errors.Is(err, errJoined) {
			im.note(changed)
			return outcome{savers: savers}, err
		}
		if found, err = im.s.lookUp(ctx, im.viewer, phone); err != nil || found.id == 0 {
			return outcome{retry: true}, err
		}
		id = found.id
	}
	if id == im.viewer {
		return outcome{id: id}, nil
	}
	_, changed, err := im.s.save(ctx, user.Actor{ID: im.viewer}, id, names, how{})
	im.note(changed)
	if err == nil && found.waits { // it could not be found before
		_, err = im.s.dropNumber(ctx, im.viewer, phone)
	}
	return outcome{id: id}, err
}

func (im *importer) note(changed bool) {
	if changed {
		im.mu.Lock()
		im.changed = true
		im.mu.Unlock()
	}
}

// looked is what a viewer finds by a number.
type looked struct {
	id     user.ID // 0: nobody, as far as the viewer may know
	known  bool    // the viewer had saved the number
	waits  bool    // as that of nobody
	hidden user.ID // whose it is, who cannot be found by it
}

// lookUp is whom a number belongs to, for a viewer.
func (s *Service) lookUp(ctx context.Context, viewer user.ID, phone string) (l looked, err error) {
	saw := false
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		l, saw = looked{}, false
		if l.id, err = s.users.ReadByPhone(r, phone); err != nil {
			return err
		}
		if l.id == viewer {
			l.known, saw = true, true
			return nil
		}
		if l.waits, err = has(r, viewer.Owner(), numberKey(phone)); l.id == 0 || err != nil {
			l.known = l.waits
			return err
		}
		var c saved
		_, err = store.Load(r, viewer.Owner(), contactKey(l.id), &c)
		saw = c.Phone == phone
		l.known = l.waits || saw
		return err
	})
	if err != nil || l.id == 0 || saw {
		return l, err
	}
	may, err := s.May(ctx, viewer, privacy.AddedByPhone, l.id)
	if err == nil && !may[0] {
		l.id, l.hidden = 0, l.id
	}
	return l, err
}

// saveNumber keeps a number that belongs to nobody, or to who is hidden;
// errJoined when it belongs to somebody else by now. savers counts who waits for it, up to maxImport.
func (s *Service) saveNumber(ctx context.Context, viewer user.ID, phone string, hidden user.ID, names saved) (savers int, changed bool, err error) {
	owner := user.PhoneOwner(phone)
	err = s.store.Update(ctx, []store.Owner{viewer.Owner(), owner}, func(tx store.Tx) error {
		changed = false
		id, err := s.users.ReadByPhone(tx, phone)
		if err != nil {
			return err
		}
		if id != 0 && id != hidden {
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
