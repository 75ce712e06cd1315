package contact

import (
	"context"

	"heliograph/internal/presence"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Person is a user as one viewer sees them: the name as the viewer saved it,
// and no phone number unless the viewer may know it.
type Person struct {
	user.Profile      // ID 0: there is no such user
	Self         bool // the viewer
	Contact      bool // the viewer saved them
	Mutual       bool // and they saved the viewer
	Shares       bool // the viewer lets them see the own number
	Status       presence.Status
}

// view is what People knows of a viewer and a user when it decides.
type view struct {
	viewer   user.ID
	profile  *user.Profile
	contact  *saved // as the viewer saved them; nil: did not
	saver    *saver // they saved the viewer; nil: did not
	presence presence.Status
}

// People reads users as viewer sees them, in the order of ids.
func (s *Service) People(ctx context.Context, viewer user.ID, ids []user.ID) ([]Person, error) {
	profiles, statuses := s.users.Batch(ids), s.presence.Batch(ids)
	own := 2 * len(ids)
	refs := make([]store.Ref, 0, own+profiles.Missing()+statuses.Missing())
	box := viewer.Owner()
	keys := make([]byte, 0, own*9) // one allocation for all keys
	for _, id := range ids {
		keys = append(store.Key(append(keys, 'C')).Int(int64(id)), 'K')
		keys = store.Key(keys).Int(int64(id))
		refs = append(refs, store.Ref{Owner: box, Key: keys[len(keys)-18 : len(keys)-9]}, store.Ref{Owner: box, Key: keys[len(keys)-9:]})
	}
	refs = statuses.Refs(profiles.Refs(refs))
	out := make([]Person, len(ids))
	err := s.store.View(ctx, func(r store.Reader) error {
		values, err := r.GetMany(refs...)
		if err != nil {
			return err
		}
		if err := profiles.Fill(values[own : own+profiles.Missing()]); err != nil {
			return err
		}
		if err := statuses.Fill(values[own+profiles.Missing():]); err != nil {
			return err
		}
		for i := range ids {
			v := view{viewer: viewer, profile: profiles.At(i), presence: statuses.At(i)}
			if err := v.decode(values[2*i], values[2*i+1]); err != nil {
				return err
			}
			out[i] = v.person()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	profiles.Keep()
	statuses.Keep()
	return out, nil
}

func (v *view) decode(contact, by []byte) error {
	if contact != nil {
		v.contact = new(saved)
		if err := store.Decode(contact, v.contact); err != nil {
			return err
		}
	}
	if by != nil {
		v.saver = new(saver)
		return store.Decode(by, v.saver)
	}
	return nil
}

// person decides (I3).
func (v *view) person() Person {
	p := Person{Profile: *v.profile, Self: v.profile.ID == v.viewer, Status: v.presence}
	if p.ID == 0 {
		return Person{}
	}
	if p.Deleted {
		return Person{Profile: user.Profile{ID: p.ID, Deleted: true, Bot: p.Bot}}
	}
	if p.Bot {
		p.Status = presence.Status{}
	}
	if c := v.contact; c != nil {
		p.Contact, p.Mutual, p.Shares = true, v.saver != nil, c.Share
		if c.First != "" || c.Last != "" {
			p.FirstName, p.LastName = c.First, c.Last
		}
	}
	if !v.seesPhone() {
		p.Phone = ""
	}
	return p
}

// seesPhone is the default of "who can see my phone number": my contacts, and
// always who knows it already.
func (v *view) seesPhone() bool {
	switch {
	case v.profile.ID == v.viewer, v.profile.Support, v.saver != nil:
		return true
	case v.contact != nil:
		return v.contact.Phone != "" && v.contact.Phone == v.profile.Phone
	}
	return false
}
