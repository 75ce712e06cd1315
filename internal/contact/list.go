package contact

import (
	"context"
	"slices"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// List is a viewer's contacts, ordered by id.
type List struct {
	IDs    []user.ID
	Mutual []bool // of each
	Saved  int    // numbers that belong to nobody yet
}

// maxContacts bounds a list, as clients do.
const maxContacts = 100_000

// All reads the viewer's contacts.
func (s *Service) All(ctx context.Context, viewer user.ID) (l List, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		box := viewer.Owner()
		l = List{}
		rows, err := r.Scan(box, contacts, contacts.End(), false, maxContacts)
		if err != nil {
			return err
		}
		refs := make([]store.Ref, len(rows))
		for i, row := range rows {
			id := user.ID(store.IntAt(row.Key, 1))
			l.IDs = append(l.IDs, id)
			refs[i] = store.Ref{Owner: box, Key: saverKey(id)}
		}
		by, err := r.GetMany(refs...)
		if err != nil {
			return err
		}
		l.Mutual = make([]bool, len(by))
		for i := range by {
			l.Mutual[i] = by[i] != nil
		}
		nums, err := r.Scan(box, numbers, numbers.End(), false, maxContacts)
		l.Saved = len(nums)
		return err
	})
	return l, err
}

// Hash is the number by which a client says that it has this list
// (https://core.telegram.org/api/offsets#hash-generation).
func (l List) Hash() int64 {
	h := mix(0, uint64(l.Saved))
	for _, id := range l.IDs {
		h = mix(h, uint64(id))
	}
	return int64(h)
}

func mix(h, n uint64) uint64 {
	h ^= h >> 21
	h ^= h << 35
	h ^= h >> 4
	return h + n
}

// Statuses is the viewer's contacts who have a status.
func (s *Service) Statuses(ctx context.Context, viewer user.ID) ([]Person, error) {
	l, err := s.All(ctx, viewer)
	if err != nil {
		return nil, err
	}
	people, err := s.People(ctx, viewer, l.IDs)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(people, func(p Person) bool { return p.ID == 0 || p.Deleted || p.Bot }), nil
}

// Number is a number that the viewer saved.
type Number struct {
	Phone, FirstName, LastName string
	Created                    int64
}

// Numbers is every number that the viewer saved: those of contacts first, then
// those that belong to nobody yet.
func (s *Service) Numbers(ctx context.Context, viewer user.ID) (out []Number, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		out = nil
		rows, err := r.Scan(viewer.Owner(), contacts, contacts.End(), false, maxContacts)
		if err != nil {
			return err
		}
		for _, row := range rows {
			var c saved
			if err := store.Decode(row.Value, &c); err != nil {
				return err
			}
			if c.Phone != "" {
				out = append(out, Number{c.Phone, c.First, c.Last, c.Created})
			}
		}
		if rows, err = r.Scan(viewer.Owner(), numbers, numbers.End(), false, maxContacts); err != nil {
			return err
		}
		for _, row := range rows {
			var n number
			if err := store.Decode(row.Value, &n); err != nil {
				return err
			}
			out = append(out, Number{string(row.Key[1:]), n.First, n.Last, n.Created})
		}
		return nil
	})
	return out, err
}
