package contact

import (
	"context"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// together is how many transactions of one call run at once; the engine makes
// one flush of them.
const together = 32

// Card is how somebody is saved.
type Card struct {
	FirstName, LastName string
	Phone               string // as typed; "" when not known
	Share               bool   // let them see the own number whatever the rules say
}

// Add saves a user under a name, or changes how they are saved. The event is
// that of the actor's box; it has no position when they were saved just so
// already, for then nothing is in the log. Faults: CONTACT_NAME_EMPTY,
// CONTACT_ID_INVALID, FLOOD_WAIT_X for guessed phone numbers.
func (s *Service) Add(ctx context.Context, a user.Actor, other user.ID, card Card) (update.Event, error) {
	first, last := shorten(card.FirstName), shorten(card.LastName)
	if first == "" {
		return update.Event{}, errNameEmpty
	}
	people, err := s.People(ctx, a.ID, []user.ID{other})
	if err != nil {
		return update.Event{}, err
	}
	p := people[0]
	if p.ID == 0 || p.Self || p.Deleted {
		return update.Event{}, errContactID
	}
	// A number counts as known to the actor only if it is right (row 61), and
	// then finding that out is a look-up like any other.
	phone := ""
	if card.Phone != "" && p.Phone == "" {
		if err := s.lookups.take(a.ID); err != nil {
			return update.Event{}, err
		}
	}
	if card.Phone != "" {
		profile, err := s.users.Profiles(ctx, other)
		if err != nil {
			return update.Event{}, err
		}
		if digits, ok := s.dial(ctx, a.ID, card.Phone); ok && digits == profile[0].Phone {
			phone = digits
		}
	}
	if phone != "" && p.Phone == "" { // who cannot be found by the number is not confirmed to have it
		if may, err := s.May(ctx, a.ID, privacy.AddedByPhone, other); err != nil {
			return update.Event{}, err
		} else if !may[0] {
			phone = ""
		}
	}
	share := card.Share && p.Sharing != Shared
	e, _, err := s.save(ctx, a, other, saved{First: first, Last: last, Phone: phone}, how{tell: true, share: share})
	return e, err
}

// how says what goes with saving somebody.
type how struct {
	tell  bool // the log gets an event where something changed
	share bool // let them see the own number by name
}

// save writes a contact and says whether that changed anything. What c leaves
// open of an older record is kept.
func (s *Service) save(ctx context.Context, a user.Actor, other user.ID, c saved, h how) (e update.Event, changed bool, err error) {
	mutual, viewer := false, a.ID
	if h.share {
		s.privacy.Hold(viewer)
		defer s.privacy.Hold(viewer)
	}
	s.hold(viewer, other) // before: whoever the commit wakes must not find the old one cached
	defer s.hold(viewer, other)
	err = s.log.Run(ctx, []store.Owner{viewer.Owner(), other.Owner()}, func(tx *update.Tx) error {
		e, changed = update.Event{Kind: update.PeerSettings, Peer: other.Peer()}, false
		var old saved
		found, err := store.Load(tx, viewer.Owner(), contactKey(other), &old)
		if err != nil {
			return err
		}
		if mutual, err = has(tx, viewer.Owner(), saverKey(other)); err != nil {
			return err
		}
		next := c
		if next.Phone == "" {
			next.Phone = old.Phone
		}
		next.Close = old.Close
		if next.Created = old.Created; !found {
			next.Created = tx.Now()
		}
		if h.share {
			if err := privacy.Except(tx, a, privacy.PhoneNumber, other); err != nil {
				return err
			}
		}
		if found && next == old && !h.share {
			return nil
		}
		changed, mutual = true, mutual && !found
		putPair(tx, viewer, other, next)
		if h.tell {
			box, err := tx.Box(viewer.Owner())
			if err != nil {
				return err
			}
			e = box.Append(e)
		}
		return nil
	})
	if err == nil && changed {
		s.tellSaved(ctx, viewer, other, mutual || h.share)
	}
	return e, changed, err
}

// tellSaved lets other see viewer anew, who has saved or forgotten them, as far
// as that shows.
func (s *Service) tellSaved(ctx context.Context, viewer, other user.ID, shows bool) {
	if shows {
		s.tellMutual(viewer, other)
	}
	own, err := s.privacy.Settings(ctx, viewer)
	if err != nil {
		return // a hint is lost, as every hint may be
	}
	rs := own[0].Of(privacy.StatusTimestamp)
	if rs.Allow(&privacy.Viewer{ID: other, Contact: true}) != rs.Allow(&privacy.Viewer{ID: other}) {
		s.tellStatus(viewer, other)
	}
}

// tellMutual lets other's devices see viewer anew: whether they saved each other
// has changed. Who has not saved the viewer is told nothing.
func (s *Service) tellMutual(viewer, other user.ID) {
	s.log.Ephemeral(other.Owner(), update.Event{Kind: update.Profile, Peer: viewer.Peer()})
}

// Delete forgets contacts; who is none is passed over. The events are those of
// the actor's box, one for each that was deleted.
func (s *Service) Delete(ctx context.Context, a user.Actor, others []user.ID) ([]update.Event, error) {
	var mu sync.Mutex
	var events []update.Event
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	for _, other := range others {
		g.Go(func() error {
			e, err := s.deleteOne(ctx, a.ID, other)
			mu.Lock()
			defer mu.Unlock()
			events = append(events, e...)
			return err
		})
	}
	return events, g.Wait()
}

func (s *Service) deleteOne(ctx context.Context, viewer, other user.ID) (events []update.Event, err error) {
	mutual := false
	s.hold(viewer, other)
	defer s.hold(viewer, other)
	err = s.log.Run(ctx, []store.Owner{viewer.Owner(), other.Owner()}, func(tx *update.Tx) error {
		events, mutual = nil, false
		found, err := has(tx, viewer.Owner(), contactKey(other))
		if err != nil || !found {
			return err
		}
		if mutual, err = has(tx, viewer.Owner(), saverKey(other)); err != nil {
			return err
		}
		deletePair(tx, viewer, other)
		box, err := tx.Box(viewer.Owner())
		if err != nil {
			return err
		}
		events = append(events, box.Append(update.Event{Kind: update.PeerSettings, Peer: other.Peer()}))
		return nil
	})
	if err == nil && len(events) > 0 {
		s.tellSaved(ctx, viewer, other, mutual)
	}
	return events, err
}

// DeleteByPhones forgets saved numbers, whether somebody has them or not.
func (s *Service) DeleteByPhones(ctx context.Context, a user.Actor, phones []string) error {
	home := s.home(ctx, a.ID)
	others := make([]user.ID, len(phones))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	for i, phone := range phones {
		digits, ok := international(phone, home)
		if !ok {
			continue
		}
		g.Go(func() (err error) {
			others[i], err = s.forgetNumber(gctx, a.ID, digits)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	_, err := s.Delete(ctx, a, slices.DeleteFunc(others, func(id user.ID) bool { return id == 0 }))
	return err
}

// forgetNumber removes a number that belongs to nobody yet, and returns whom it
// belongs to, 0 for nobody.
func (s *Service) forgetNumber(ctx context.Context, viewer user.ID, digits string) (id user.ID, err error) {
	found, err := s.lookUp(ctx, viewer, digits)
	id = found.id
	if err != nil {
		return 0, err
	}
	if !found.known && id != 0 { // saved by other means, and the number is one that the viewer sees
		people, err := s.People(ctx, viewer, []user.ID{id})
		if err != nil || people[0].Phone != digits {
			return 0, err
		}
		return id, nil
	}
	_, err = s.dropNumber(ctx, viewer, digits)
	return id, err
}

// dropNumber removes a saved number of nobody; false when there was none.
func (s *Service) dropNumber(ctx context.Context, viewer user.ID, digits string) (found bool, err error) {
	err = s.store.Update(ctx, []store.Owner{viewer.Owner(), user.PhoneOwner(digits)}, func(tx store.Tx) (err error) {
		if found, err = has(tx, viewer.Owner(), numberKey(digits)); err == nil && found {
			deleteNumber(tx, viewer, digits)
		}
		return err
	})
	return found, err
}
