package poll

import (
	"context"
	"slices"
	"strconv"

	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// View is a poll as one person sees it: what that person may not know is not in
// it.
type View struct {
	Poll           // ID 0: there is no such poll. Counts is nil, and Recent, where they are not to be known (P3)
	Mine     bool  // the viewer made it
	Chosen   []int // what the viewer has chosen
	Over     bool  // it is closed
	Revealed bool  // Correct and Solution may be known, and are (P4)
}

func (v *vote) places() []int {
	if v == nil {
		return nil
	}
	return v.Chosen
}

// viewOf is p, for a viewer who has chosen something or nothing.
func viewOf(p *Poll, viewer user.ID, chosen []int, now int64) View {
	v := View{Poll: *p, Mine: p.Creator == viewer, Chosen: chosen, Over: p.over(now)}
	if v.Revealed = p.Kind.Quiz && (v.Over || len(chosen) > 0); !v.Revealed {
		v.Correct, v.Solution = nil, text.Text{}
	}
	if !v.Over && (len(chosen) == 0 || p.Kind.Secret) {
		v.Counts, v.Recent = nil, nil
	}
	return v
}

// Of is polls as viewer sees them, in the order of ids.
func (s *Service) Of(ctx context.Context, viewer user.ID, ids ...ID) ([]View, error) {
	out := make([]View, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	refs := make([]store.Ref, 0, 2*len(ids))
	for _, of := range ids {
		refs = append(refs, store.Ref{Owner: of.Owner(), Key: pollKey}, store.Ref{Owner: of.Owner(), Key: voteKey(viewer)})
	}
	err := s.store.View(ctx, func(r store.Reader) error {
		values, err := r.GetMany(refs...)
		if err != nil {
			return err
		}
		now := s.clock.Now().Unix()
		for i, of := range ids {
			if values[2*i] == nil {
				continue
			}
			p, v := Poll{ID: of}, vote{}
			if err := store.Decode(values[2*i], &p); err != nil {
				return err
			}
			if b := values[2*i+1]; b != nil {
				if err := store.Decode(b, &v); err != nil {
					return err
				}
			}
			out[i] = viewOf(&p, viewer, v.Chosen, now)
		}
		return nil
	})
	return out, err
}

// maxVoters is how many votes are in one page.
const maxVoters = 100

// Query asks for the votes of a public poll, newest first.
type Query struct {
	Option []byte // only those for it; nil: all
	Offset string // what the page before gave as Next; "": from the newest on
	Limit  int
}

// Vote is who has chosen what.
type Vote struct {
	User   user.ID
	Chosen []int
	Date   int64
}

// Votes is a page of votes. Next is "" after the last one.
type Votes struct {
	Poll  View
	Total int
	Page  []Vote
	Next  string
}

// Votes shows who has voted what. Faults: MESSAGE_ID_INVALID,
// BROADCAST_FORBIDDEN for an anonymous poll, POLL_VOTE_REQUIRED for somebody who
// does not see yet how others voted, OPTION_INVALID, OFFSET_INVALID.
func (s *Service) Votes(ctx context.Context, a user.Actor, of ID, q Query) (Votes, error) {
	vs, err := s.Of(ctx, a.ID, of)
	if err != nil {
		return Votes{}, err
	}
	out := Votes{Poll: vs[0], Total: vs[0].Voters}
	switch {
	case out.Poll.ID == 0:
		return out, errGone
	case !out.Poll.Kind.Public:
		return out, errAnonymous
	case out.Poll.Counts == nil:
		return out, errUnvoted
	}
	from := store.K('s')
	if q.Option != nil {
		i := slices.IndexFunc(out.Poll.Answers, func(a Answer) bool { return string(a.Option) == string(q.Option) })
		if i < 0 {
			return out, errOption
		}
		from, out.Total = store.K('o').Byte(byte(i)), out.Poll.Counts[i]
	}
	to := from.End()
	if q.Offset != "" {
		n, err := strconv.ParseInt(q.Offset, 10, 64)
		if err != nil || n <= 0 {
			return out, errOffset
		}
		to = slices.Clone(from).Int(n)
	}
	return out, s.page(ctx, &out, from, to, min(max(q.Limit, 1), maxVoters))
}

func (s *Service) page(ctx context.Context, out *Votes, from, to store.Key, limit int) error {
	return s.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(out.Poll.ID.Owner(), from, to, true, limit+1)
		if err != nil {
			return err
		}
		out.Page = nil
		for i, row := range rows[:min(len(rows), limit)] {
			var b ballot
			if err := store.Decode(row.Value, &b); err != nil {
				return err
			}
			out.Page = append(out.Page, Vote{User: b.User, Chosen: b.Chosen, Date: b.Date})
			if i == limit-1 && len(rows) > limit {
				out.Next = strconv.FormatInt(b.Number, 10)
			}
		}
		return nil
	})
}
