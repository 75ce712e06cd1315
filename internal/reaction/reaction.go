package reaction

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Default is what a double tap sends until the person chooses.
const Default = "❤"

const (
	maxRecent = 50
	maxUses   = 1000 // of one emoji: then all are halved, so that habits can change
)

// habits is the record 'e' of a box.
type habits struct {
	Recent  []string       `cbor:"1,keyasint,omitempty"` // newest first
	Uses    map[string]int `cbor:"2,keyasint,omitempty"`
	Default string         `cbor:"3,keyasint,omitempty"`
}

var habitsKey = store.K('e')

func load(r store.Reader, box store.Owner) (habits, error) {
	var h habits
	_, err := store.Load(r, box, habitsKey, &h)
	return h, err
}

func save(tx store.Tx, box store.Owner, h *habits) { tx.Put(box, habitsKey, store.Encode(h)) }

// Used notes, in the transaction of the reaction, that the actor has reacted
// with emoji, which are normal. With recent they come first among the recent
// ones, and the actor's other devices are told.
func Used(tx *update.Tx, b *update.Box, a user.Actor, recent bool, emoji ...string) error {
	if len(emoji) == 0 {
		return nil
	}
	h, err := load(tx, a.ID.Owner())
	if err != nil {
		return err
	}
	if h.Uses == nil {
		h.Uses = map[string]int{}
	}
	for _, e := range emoji {
		if h.Uses[e]++; h.Uses[e] > maxUses {
			h.halve()
		}
	}
	if recent && h.first(emoji) {
		b.Append(update.Event{Kind: update.RecentReactions, Origin: a.Origin})
	}
	save(tx, a.ID.Owner(), &h)
	return nil
}

// halve forgets half of every use.
func (h *habits) halve() {
	for e, n := range h.Uses {
		if h.Uses[e] = n / 2; n < 2 {
			delete(h.Uses, e)
		}
	}
}

// first puts emoji before the other recent ones; false when they are there.
func (h *habits) first(emoji []string) bool {
	list := slices.Clone(emoji)
	for _, e := range h.Recent {
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	list = list[:min(len(list), maxRecent)]
	if slices.Equal(list, h.Recent) {
		return false
	}
	h.Recent = list
	return true
}

// Service answers what a person reacts with. Safe for concurrent use.
type Service struct {
	store store.Store
	log   *update.Log
}

// Deps is what a Service needs.
type Deps struct {
	Store store.Store
	Log   *update.Log
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil {
		panic("reaction: missing dependency")
	}
	return &Service{d.Store, d.Log}
}

func (s *Service) habits(ctx context.Context, id user.ID) (h habits, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		h, err = load(r, id.Owner())
		return err
	})
	return h, err
}

// Recent is what a person has reacted with, the newest first.
func (s *Service) Recent(ctx context.Context, id user.ID) ([]string, error) {
	h, err := s.habits(ctx, id)
	return h.Recent, err
}

// Top is everything that can be reacted with, what the person uses most first.
func (s *Service) Top(ctx context.Context, id user.ID) ([]string, error) {
	h, err := s.habits(ctx, id)
	out := All()
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(h.Uses[b], h.Uses[a]) })
	return out, err
}

// Default is what a person's double tap sends.
func (s *Service) Default(ctx context.Context, id user.ID) (string, error) {
	h, err := s.habits(ctx, id)
	return cmp.Or(h.Default, Default), err
}

// SetDefault chooses what a double tap sends. Fault: REACTION_INVALID.
func (s *Service) SetDefault(ctx context.Context, a user.Actor, emoji string) error {
	e, err := Normal(emoji)
	if err != nil {
		return err
	}
	return s.change(ctx, a, func(h *habits, _ *update.Box) { h.Default = e })
}

// ClearRecent forgets what the actor has reacted with.
func (s *Service) ClearRecent(ctx context.Context, a user.Actor) error {
	return s.change(ctx, a, func(h *habits, b *update.Box) {
		if len(h.Recent) > 0 {
			h.Recent = nil
			b.Append(update.Event{Kind: update.RecentReactions, Origin: a.Origin})
		}
	})
}

func (s *Service) change(ctx context.Context, a user.Actor, fn func(*habits, *update.Box)) error {
	box := a.ID.Owner()
	return s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		b, err := tx.Box(box)
		if err != nil {
			return err
		}
		h, err := load(tx, box)
		if err != nil {
			return err
		}
		fn(&h, b)
		save(tx, box, &h)
		return nil
	})
}
