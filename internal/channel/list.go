package channel

import (
	"context"
	"slices"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Filter says which members are listed.
type Filter int

// The filters.
const (
	Recent Filter = iota // newest first
	Admins
	Restricted
	Banned
	Bots
	Contacts
	Found // by name
)

// Query asks for a page of members.
type Query struct {
	Filter Filter
	Offset int
	Limit  int
	// Match says whether a user is one of those that are wanted, where the filter
	// alone does not say; nil: all are.
	Match func(ctx context.Context, ids []user.ID) ([]bool, error)
	// First are those that Match is known to want: who of them is a member is listed
	// before the others. Only means that there are no others.
	First []user.ID
	Only  bool
}

// Members is a page of members.
type Members struct {
	Members []Member
	Total   int // that the filter lets through
}

// MaxMembers is how many members a page has, and maxOffset how far a list reaches.
const (
	MaxMembers = 200
	maxOffset  = 200_000
	matched    = 1000 // members looked at in one step
	maxMatched = 10_000
)

// List is a page of the members of a channel, as stable as its members: newest
// first, or by user. With a Match it looks, besides First, at the newest 10,000. Only admins see the members of a channel, or of a group that
// hides them, and who is restricted or banned. Faults: CHANNEL_PRIVATE,
// CHAT_ADMIN_REQUIRED.
func (s *Service) List(ctx context.Context, a user.Actor, id ID, q Query) (Members, error) {
	var out Members
	var known, ids []user.ID
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		c, err := Enter(r, id, a.ID, now)
		switch {
		case err != nil:
			return err
		case !c.lists(q.Filter):
			return errAdmin
		}
		out.Total = c.total(q.Filter)
		if known, err = q.among(r, id); err != nil || q.Only {
			return err
		}
		ids, err = q.ids(r, id)
		return err
	})
	if err != nil {
		return out, err
	}
	if q.Match != nil {
		if ids, err = q.matching(ctx, ids, known); err != nil {
			return out, err
		}
	}
	if q.Match != nil || q.Only {
		ids = append(known, ids...)
		out.Total = len(ids)
	}
	ids = ids[min(max(q.Offset, 0), len(ids)):]
	ids = ids[:min(len(ids), max(q.Limit, 0), MaxMembers)]
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		out.Members, err = loadMembers(r, id, ids)
		return err
	})
	all := len(out.Members)
	out.Members = q.still(out.Members, now)
	out.Total -= all - len(out.Members)
	return out, err
}

// still is members as they are at a time: a restriction that is over is none, and who
// is not restricted any more is on no list of those who are.
func (q *Query) still(ms []Member, now int64) []Member {
	for i := range ms {
		ms[i] = ms[i].at(now)
	}
	return slices.DeleteFunc(ms, func(m Member) bool {
		is := m.is()
		return q.Filter == Restricted && !is.restricted || q.Filter == Banned && !is.banned
	})
}

// lists says whether somebody who sees the channel may see a list of its members.
func (a *Access) lists(f Filter) bool {
	switch {
	case a.Stand.Admins():
		return true
	case f == Restricted || f == Banned:
		return false
	case f == Admins:
		return !a.Broadcast
	}
	return !a.Broadcast && !a.HiddenMembers
}

// Lists says whether the person may see the members.
func (a *Access) Lists() bool { return a.lists(Recent) }

func (a *Access) total(f Filter) int {
	switch f {
	case Admins:
		return a.Channel.Admins
	case Restricted:
		return a.Channel.Restricted
	case Banned:
		return a.Channel.Banned
	}
	return a.Channel.Members
}

// ids is the users in the order of a list, as many as the page can need.
func (q *Query) ids(r store.Reader, id ID) ([]user.ID, error) {
	need := min(max(q.Offset, 0), maxOffset) + MaxMembers
	if q.Match != nil {
		need = maxMatched
	}
	prefix, at, reverse := store.K('N'), 9, true
	switch q.Filter {
	case Admins:
		prefix, at, reverse = store.K('A'), 1, false
	case Restricted:
		prefix, at, reverse = store.K('B'), 1, false
	case Banned:
		prefix, at, reverse = store.K('K'), 1, false
	}
	rows, err := r.Scan(id.Owner(), prefix, prefix.End(), reverse, need)
	out := make([]user.ID, len(rows))
	for i, row := range rows {
		out[i] = user.ID(store.IntAt(row.Key, at))
	}
	return out, err
}

// among is those of First that the filter lets through.
func (q *Query) among(r store.Reader, id ID) ([]user.ID, error) {
	var out []user.ID
	for part := range slices.Chunk(q.First, matched) {
		ms, err := loadMembers(r, id, part)
		if err != nil {
			return nil, err
		}
		for i := range ms {
			is := ms[i].is()
			if q.Filter == Restricted && is.restricted || q.Filter == Banned && is.banned || q.Filter == Admins && is.admin || q.Filter == Recent && is.member {
				out = append(out, ms[i].User)
			}
		}
	}
	return out, nil
}

// matching is those of ids that are wanted, without those that are known to be.
func (q *Query) matching(ctx context.Context, ids, known []user.ID) ([]user.ID, error) {
	var out []user.ID
	had := make(map[user.ID]bool, len(known))
	for _, id := range known {
		had[id] = true
	}
	for len(ids) > 0 {
		part := ids[:min(len(ids), matched)]
		ids = ids[len(part):]
		ok, err := q.Match(ctx, part)
		if err != nil {
			return nil, err
		}
		for i, id := range part {
			if ok[i] && !had[id] {
				out = append(out, id)
			}
		}
	}
	return out, nil
}

func loadMembers(r store.Reader, c ID, ids []user.ID) ([]Member, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	refs := make([]store.Ref, len(ids))
	for i, id := range ids {
		refs[i] = store.Ref{Owner: c.Owner(), Key: memberKey(id)}
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	out := make([]Member, 0, len(ids))
	for i, v := range vs {
		m := Member{User: ids[i]}
		if v == nil {
			continue
		}
		if err := store.Decode(v, &m); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// Member is what somebody is in a channel, for the actor, who may see it. Faults:
// CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED, USER_NOT_PARTICIPANT.
func (s *Service) Member(ctx context.Context, a user.Actor, id ID, who user.ID) (Member, error) {
	var m Member
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		c, err := Enter(r, id, a.ID, now)
		if err != nil {
			return err
		}
		if m, err = loadMember(r, id, who); err != nil {
			return err
		}
		m = m.at(now)
		switch {
		case who != a.ID && !c.Lists() && !m.IsAdmin && !m.IsOwner:
			return errAdmin
		case !m.In && m.Ban&right.View == 0, !m.In && !c.Stand.Admins():
			return errNotIn
		}
		return nil
	})
	return m, err
}

// Access reads channels as somebody stands in them, whatever that is; those that
// are not there are left out.
func (s *Service) Access(ctx context.Context, who user.ID, ids ...ID) ([]Access, error) {
	var out []Access
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		out, err = accesses(r, who, ids, now)
		return err
	})
	return out, err
}

// In is the first message of a channel that each of some people may see, 0 for who
// is not in it, and where its log stood when that was so.
func (s *Service) In(ctx context.Context, id ID, who ...user.ID) (first []int, at update.Position, err error) {
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		first = make([]int, len(who))
		if at, err = update.At(r, id.Owner()); err != nil {
			return err
		}
		_, found, err := Load(r, id)
		if err != nil || !found {
			return err
		}
		ms, err := loadMembers(r, id, who)
		if err != nil {
			return err
		}
		next := 0
		for i, u := range who { // those without a record are left out of ms
			if next < len(ms) && ms[next].User == u {
				if m := &ms[next]; m.In {
					first[i] = max(m.From, 1)
				}
				next++
			}
		}
		return nil
	})
	return first, at, err
}

// Bounds of Introduce: how many people it names, how many it is asked for, and among
// how many others it looks.
const (
	introduced   = 5
	maxKnown     = 5000
	maxStrangers = 50
)

// Introduce is some of the members of a group, for somebody who holds a good link to
// it: those among known first. Nobody is named where members are hidden or an admin
// has to agree first, nor in a channel.
func (s *Service) Introduce(ctx context.Context, a *Access, i *Invite, known []user.ID) ([]user.ID, error) {
	if a.Broadcast || a.HiddenMembers || a.JoinRequest || i.Ask {
		return nil, nil
	}
	var out []user.ID
	err := s.store.View(ctx, func(r store.Reader) error {
		q := Query{First: known[:min(len(known), maxKnown)]}
		var err error
		if out, err = q.among(r, a.ID); err != nil || len(out) >= introduced {
			return err
		}
		others, _, err := byAge(r, a.ID, store.K('N'), maxStrangers)
		for _, u := range others {
			if !slices.Contains(out, u) {
				out = append(out, u)
			}
		}
		return err
	})
	return out[:min(len(out), introduced)], err
}
