package contact

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"heliograph/internal/peer"
	"heliograph/internal/user"
)

// Bounds of a search.
const (
	minQuery    = 2 // characters
	minGlobal   = 3 // characters before people one does not know are found
	maxQuery    = 128
	maxFound    = 50
	maxPartners = 1000
)

// Found is the outcome of a search: whom the viewer knows, and others.
type Found struct{ Mine, Others []peer.Peer }

// Search finds people by the beginning of a name, a username or a number: the
// viewer's contacts and chat partners, then everybody by username. The viewer is
// found as what clients show them as: Saved Messages. Faults:
// SEARCH_QUERY_EMPTY, QUERY_TOO_SHORT.
func (s *Service) Search(ctx context.Context, viewer user.ID, query string, limit int) (Found, error) {
	q := typed(query)
	n := utf8.RuneCountInString(q)
	switch {
	case n == 0:
		return Found{}, errQueryEmpty
	case n < minQuery:
		return Found{}, errQueryTooShort
	case n > maxQuery:
		return Found{}, nil
	}
	if limit <= 0 || limit > maxFound {
		limit = maxFound
	}
	var f Found
	known, err := s.acquaintances(ctx, viewer)
	if err != nil {
		return f, err
	}
	people, err := s.People(ctx, viewer, known)
	if err != nil {
		return f, err
	}
	if begin(strings.Fields("saved messages"), q) {
		f.Mine = append(f.Mine, viewer.Peer())
	}
	for i := range people {
		if len(f.Mine) < limit && matches(&people[i], q) {
			f.Mine = append(f.Mine, people[i].ID.Peer())
		}
	}
	if n < minGlobal {
		return f, nil
	}
	found, err := s.users.SearchUsernames(ctx, q, limit+len(f.Mine)+1)
	if err != nil {
		return f, err
	}
	for _, p := range found {
		if len(f.Others) < limit && p != viewer.Peer() && !slices.Contains(f.Mine, p) {
			f.Others = append(f.Others, p)
		}
	}
	return f, nil
}

// acquaintances is whom the viewer has saved, then whom the viewer writes with.
func (s *Service) acquaintances(ctx context.Context, viewer user.ID) ([]user.ID, error) {
	l, err := s.All(ctx, viewer)
	if err != nil || s.partners == nil {
		return l.IDs, err
	}
	partners, err := s.partners.Interested(ctx, viewer, maxPartners)
	if err != nil {
		return nil, err
	}
	ids := l.IDs
	for _, id := range partners {
		if _, found := slices.BinarySearch(l.IDs, id); !found && id != viewer {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Choice says which people are wanted.
type Choice struct {
	Name     string // what words of the name, the username or the number begin with; empty: any
	Contacts bool   // only whom the viewer has saved
	Bots     bool   // only bots
}

// Named says which of some users the viewer knows by what q begins.
func (s *Service) Named(ctx context.Context, viewer user.ID, ids []user.ID, q string) ([]bool, error) {
	return s.Chosen(ctx, viewer, ids, Choice{Name: q})
}

// Chosen says which of some users, as the viewer knows them, are wanted.
func (s *Service) Chosen(ctx context.Context, viewer user.ID, ids []user.ID, c Choice) ([]bool, error) {
	ps, err := s.People(ctx, viewer, ids)
	out := make([]bool, len(ps))
	q := typed(c.Name)
	for i := range ps {
		p := &ps[i]
		out[i] = matches(p, q) && (p.Contact || !c.Contacts) && (p.Bot || !c.Bots)
	}
	return out, err
}

// Known is whom the viewer knows by what a name begins, contacts first: others
// too, those whom the viewer writes with and a few by their usernames, unless
// contacts alone are wanted.
func (s *Service) Known(ctx context.Context, viewer user.ID, c Choice) ([]user.ID, error) {
	var ids []user.ID
	var err error
	if c.Contacts {
		var l List
		l, err = s.All(ctx, viewer)
		ids = l.IDs
	} else {
		ids, err = s.acquaintances(ctx, viewer)
	}
	if err != nil {
		return nil, err
	}
	if q := typed(c.Name); !c.Contacts && utf8.RuneCountInString(q) >= minGlobal {
		found, err := s.users.SearchUsernames(ctx, q, maxFound)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			if id := user.ID(p.ID); p.Kind == peer.User && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	ok, err := s.Chosen(ctx, viewer, ids, c)
	out := ids[:0]
	for i := range ok {
		if ok[i] {
			out = append(out, ids[i])
		}
	}
	return out, err
}

// typed is what somebody who looks for a name wrote, as matches wants it.
func typed(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "@"))
}

// matches says whether each word of q, in lower case, begins a word of the
// name, or q begins the username or the number.
func matches(p *Person, q string) bool {
	if p.ID == 0 || p.Deleted {
		return false
	}
	if p.Username != "" && strings.HasPrefix(strings.ToLower(p.Username), q) {
		return true
	}
	if digits := strings.TrimPrefix(q, "+"); len(digits) >= 4 && p.Phone != "" && strings.HasPrefix(p.Phone, digits) {
		return true
	}
	return begin(strings.Fields(strings.ToLower(p.FirstName+" "+p.LastName)), q)
}

// begin says whether each word of q begins one of words.
func begin(words []string, q string) bool {
	for _, part := range strings.Fields(q) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, part) }) {
			return false
		}
	}
	return true
}

// ByPhone is whom a number belongs to, for somebody who types it. Faults:
// PHONE_NUMBER_INVALID, PHONE_NOT_OCCUPIED, FLOOD_WAIT_X.
func (s *Service) ByPhone(ctx context.Context, a user.Actor, number string) (user.ID, error) {
	digits, ok := s.dial(ctx, a.ID, number)
	if !ok {
		return 0, errPhoneInvalid
	}
	found, err := s.lookUp(ctx, a.ID, digits)
	if err != nil {
		return 0, err
	}
	if !found.known {
		if err := s.phones.take(a.ID); err != nil {
			return 0, err
		}
	}
	if found.id == 0 {
		return 0, errPhoneFree
	}
	return found.id, nil
}

// ByUsername is who carries a username. Faults: USERNAME_INVALID,
// USERNAME_NOT_OCCUPIED, FLOOD_WAIT_X.
func (s *Service) ByUsername(ctx context.Context, a user.Actor, name string) (peer.Peer, error) {
	name = strings.TrimPrefix(name, "@")
	if !user.ValidUsername(name) {
		return peer.Peer{}, errUsername
	}
	if err := s.usernames.take(a.ID); err != nil {
		return peer.Peer{}, err
	}
	p, err := s.users.ByUsername(ctx, name)
	if err != nil {
		return peer.Peer{}, err
	}
	if p.IsZero() {
		return peer.Peer{}, errUsernameFree
	}
	return p, nil
}
