package channel

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// invitesOf is the links of an admin, newest first.
func invitesOf(r store.Reader, c ID, by user.ID, gone bool) ([]Invite, error) {
	from := invitesKey(by)
	rows, err := r.Scan(c.Owner(), from, from.End(), false, maxInvites+2)
	if err != nil {
		return nil, err
	}
	var refs []store.Ref
	var hashes []string
	for _, row := range rows {
		hash := string(row.Key[len(from):])
		if hash != "" && slices.Equal(row.Value, revoked) == gone {
			refs, hashes = append(refs, store.Ref{Owner: c.Owner(), Key: inviteKey(hash)}), append(hashes, hash)
		}
	}
	if len(refs) == 0 {
		return nil, nil
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	var out []Invite
	for k, v := range vs {
		i := Invite{Hash: hashes[k]}
		if v == nil {
			continue
		}
		if err := store.Decode(v, &i); err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	slices.SortFunc(out, func(a, b Invite) int {
		if a.Permanent != b.Permanent { // the first one leads
			if a.Permanent {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Made, a.Made), cmp.Compare(a.Hash, b.Hash))
	})
	return out, nil
}

// MaxInvites is how many links a page has.
const MaxInvites = 100

// Invites is a page of the links of an admin after one of them, newest first, and
// how many there are. Faults: CHAT_ADMIN_REQUIRED.
func (s *Service) Invites(ctx context.Context, a user.Actor, id ID, by user.ID, gone bool, after string, limit int) (out []Invite, total int, err error) {
	if by == a.ID && !gone {
		if _, err := s.FirstInvite(ctx, a, id, false); err != nil {
			return nil, 0, err
		}
	}
	err = s.manage(ctx, a, id, func(r store.Reader, c *Access) (err error) {
		if by != a.ID && !c.Stand.Owner {
			return errAdmin
		}
		out, err = invitesOf(r, id, by, gone)
		return err
	})
	total = len(out)
	if at := slices.IndexFunc(out, func(i Invite) bool { return i.Hash == after }); at >= 0 {
		out = out[at+1:]
	}
	if limit <= 0 || limit > MaxInvites {
		limit = MaxInvites
	}
	return out[:min(len(out), limit)], total, err
}

// manage runs fn for an admin who may invite people. Faults: CHANNEL_PRIVATE,
// CHAT_ADMIN_REQUIRED.
func (s *Service) manage(ctx context.Context, a user.Actor, id ID, fn func(store.Reader, *Access) error) error {
	return s.store.View(ctx, func(r store.Reader) error {
		c, err := Enter(r, id, a.ID, s.clock.Now().Unix())
		switch {
		case err != nil:
			return err
		case !c.Stand.Has(right.InviteUsers):
			return errAdmin
		}
		return fn(r, &c)
	})
}

// Invite is one link. Faults: CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED.
func (s *Service) Invite(ctx context.Context, a user.Actor, id ID, hash string) (i Invite, err error) {
	err = s.manage(ctx, a, id, func(r store.Reader, c *Access) (err error) {
		i, err = c.mine(r, a, hash)
		return err
	})
	return i, err
}

// InviteCount is how many links an admin has.
type InviteCount struct {
	Admin         user.ID
	Live, Revoked int
}

// InviteAdmins is who has links. Fault: CHAT_ADMIN_REQUIRED for who does not own
// the channel.
func (s *Service) InviteAdmins(ctx context.Context, a user.Actor, id ID) (out []InviteCount, err error) {
	err = s.manage(ctx, a, id, func(r store.Reader, c *Access) error {
		out = nil
		if !c.Stand.Owner {
			return errAdmin
		}
		from := store.K('J')
		rows, err := r.Scan(id.Owner(), from, from.End(), false, maxInviteAdmin)
		for _, row := range rows {
			by := user.ID(store.IntAt(row.Key, 1))
			if len(row.Key) == len(invitesKey(by)) { // names the first one, which has a record as well
				continue
			}
			if len(out) == 0 || out[len(out)-1].Admin != by {
				out = append(out, InviteCount{Admin: by})
			}
			if n := &out[len(out)-1]; slices.Equal(row.Value, revoked) {
				n.Revoked++
			} else {
				n.Live++
			}
		}
		return err
	})
	return out, err
}

// CameQuery asks for a page of those who came by a link, or who ask to be let in,
// newest first.
type CameQuery struct {
	Asking bool
	Hash   string  // empty: of whatever link
	At     int64   // older than this, 0: all
	User   user.ID // and before this one of those at that time
	Limit  int
	// Match says which users are wanted; nil: all.
	Match func(ctx context.Context, ids []user.ID) ([]bool, error)
}

// maxCame is how many a page has, and maxAsking how many requests are looked at for
// those that are wanted.
const (
	maxCame   = 100
	maxAsking = 10_000
)

// CameBy is a page of those who came by a link of the actor's, or as the owner by
// any; or of those who ask to be let in. Faults: CHAT_ADMIN_REQUIRED,
// INVITE_HASH_EXPIRED.
func (s *Service) CameBy(ctx context.Context, a user.Actor, id ID, q CameQuery) (out []Came, total int, err error) {
	limit := min(cmp.Or(max(q.Limit, 0), maxCame), maxCame)
	err = s.manage(ctx, a, id, func(r store.Reader, c *Access) error {
		total = c.Pending
		if q.Hash != "" {
			i, err := c.mine(r, a, q.Hash)
			if err != nil {
				return err
			}
			if total = i.People; q.Asking {
				total = i.Asking
			}
		}
		out, err = q.read(r, id, limit)
		return err
	})
	if err != nil || q.Match == nil {
		return out, total, err
	}
	ids := make([]user.ID, len(out))
	for k := range out {
		ids[k] = out[k].User
	}
	ok, err := q.Match(ctx, ids)
	if err != nil {
		return nil, 0, err
	}
	kept := out[:0]
	for k := range out {
		if ok[k] {
			kept = append(kept, out[k])
		}
	}
	return kept[:min(len(kept), limit)], len(kept), nil
}

// read reads the records of a page; where a name is wanted or a link of requests,
// more of them are looked at.
func (q *CameQuery) read(r store.Reader, id ID, limit int) ([]Came, error) {
	prefix, record := timesKey(q.Hash), func(who user.ID) store.Key { return cameKey(q.Hash, who) }
	if q.Asking {
		prefix, record = store.K('R'), askKey
	} else if q.Hash == "" {
		return nil, nil
	}
	to, most := prefix.End(), limit
	if q.At > 0 {
		to = slices.Clone(prefix).Int(q.At)
		if q.User != 0 {
			to = to.Int(int64(q.User))
		}
	}
	if q.Match != nil || q.Asking && q.Hash != "" {
		most = maxAsking
	}
	rows, err := r.Scan(id.Owner(), prefix, to, true, most)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	refs, ids := make([]store.Ref, len(rows)), make([]user.ID, len(rows))
	for k, row := range rows {
		ids[k] = user.ID(store.IntAt(row.Key, len(prefix)+8))
		refs[k] = store.Ref{Owner: id.Owner(), Key: record(ids[k])}
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	var out []Came
	for k, v := range vs {
		c := Came{User: ids[k]}
		if v == nil {
			continue
		}
		if err := store.Decode(v, &c); err != nil {
			return nil, err
		}
		if q.Hash != "" && q.Asking && c.Hash != q.Hash || q.Match == nil && len(out) == limit {
			continue
		}
		out = append(out, c)
	}
	return out, nil
}
