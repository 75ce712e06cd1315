package poll

import (
	"bytes"
	"context"
	"slices"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Vote sets what the actor has chosen, nothing to take the vote back. Faults:
// MESSAGE_ID_INVALID, MESSAGE_POLL_CLOSED, OPTION_INVALID, OPTIONS_TOO_MUCH,
// REVOTE_NOT_ALLOWED, and those of may, which says in the same transaction whether the
// actor may; nil: yes.
func (s *Service) Vote(ctx context.Context, a user.Actor, of ID, options [][]byte, may func(store.Reader) error) (View, error) {
	if len(options) > mostAnswers {
		return View{}, errMuch
	}
	var out View
	err := s.run(ctx, of, func(tx *update.Tx) error {
		if may != nil {
			if err := may(tx); err != nil {
				return err
			}
		}
		p, err := loadPoll(tx, of)
		if err != nil {
			return err
		}
		old, err := loadVote(tx, of, a.ID)
		if err != nil {
			return err
		}
		chosen, err := p.admit(tx.Now(), old, options)
		if err != nil {
			return err
		}
		if err := p.count(tx, a.ID, old, chosen); err != nil {
			return err
		}
		putPoll(tx, p)
		out = viewOf(p, a.ID, chosen, tx.Now())
		return nil
	})
	if err != nil {
		return View{}, err
	}
	return out, s.tell(ctx, of)
}

// admit is the places of the options that somebody may choose now, who has
// chosen old before.
func (p *Poll) admit(now int64, old *vote, options [][]byte) ([]int, error) {
	switch {
	case p == nil:
		return nil, errGone
	case p.over(now):
		return nil, errClosed
	case old != nil && p.final():
		return nil, errRevote
	}
	var chosen []int
	for _, o := range options {
		i := slices.IndexFunc(p.Answers, func(a Answer) bool { return bytes.Equal(a.Option, o) })
		if i < 0 || slices.Contains(chosen, i) {
			return nil, errOption
		}
		chosen = append(chosen, i)
	}
	if len(chosen) > 1 && !p.Kind.Multiple {
		return nil, errMuch
	}
	slices.Sort(chosen)
	return chosen, nil
}

// count replaces somebody's vote and brings the counts up to it (P1).
func (p *Poll) count(tx *update.Tx, u user.ID, old *vote, chosen []int) error {
	if old != nil {
		p.Voters--
		for _, i := range old.Chosen {
			p.Counts[i]--
		}
		removeVote(tx, p, u, old)
	}
	if len(chosen) > 0 {
		p.Voters++
		for _, i := range chosen {
			p.Counts[i]++
		}
		p.Last++
		putVote(tx, p, u, &vote{Chosen: chosen, Date: tx.Now(), Number: p.Last})
	}
	if !p.Kind.Public {
		return nil
	}
	rows, err := tx.Scan(p.ID.Owner(), store.K('s'), store.K('s').End(), true, recentVoters)
	if err != nil {
		return err
	}
	p.Recent = nil
	for _, r := range rows {
		var b ballot
		if err := store.Decode(r.Value, &b); err != nil {
			return err
		}
		p.Recent = append(p.Recent, b.User)
	}
	return nil
}
