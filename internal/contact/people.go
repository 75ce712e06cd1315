package contact

import (
	"context"
	"errors"

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

// People reads users as viewer sees them, in the order of ids. Warm, it does
// not touch the store.
func (s *Service) People(ctx context.Context, viewer user.ID, ids []user.ID) ([]Person, error) {
	profiles, statuses, rels := s.users.Batch(ids), s.presence.Batch(ids), s.relations(viewer, ids)
	p, st := profiles.Missing(), profiles.Missing()+statuses.Missing()
	if n := st + rels.count(); n > 0 {
		refs := rels.refs(statuses.Refs(profiles.Refs(make([]store.Ref, 0, n))))
		err := s.store.View(ctx, func(r store.Reader) error {
			values, err := r.GetMany(refs...)
			if err != nil {
				return err
			}
			return errors.Join(profiles.Fill(values[:p]), statuses.Fill(values[p:st]), rels.fill(values[st:]))
		})
		if err != nil {
			return nil, err
		}
		profiles.Keep()
		statuses.Keep()
		rels.keep()
	}
	out := make([]Person, len(ids))
	for i := range ids {
		v := view{viewer, profiles.At(i), rels.out[i], statuses.At(i)}
		v.show(&out[i])
	}
	return out, nil
}

// view is what decides how a viewer sees a user.
type view struct {
	viewer  user.ID
	profile *user.Profile
	*relation
	presence presence.Status
}

// show decides (I3).
func (v *view) show(p *Person) {
	if v.profile.ID == 0 {
		return
	}
	if v.profile.Deleted {
		p.Profile = user.Profile{ID: v.profile.ID, Deleted: true, Bot: v.profile.Bot}
		return
	}
	p.Profile, p.Self = *v.profile, v.profile.ID == v.viewer
	if !p.Bot {
		p.Status = v.presence
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
