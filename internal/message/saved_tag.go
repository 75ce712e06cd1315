package message

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"heliograph/internal/peer"
	"heliograph/internal/reaction"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Tag is what saved messages are tagged with.
type Tag struct {
	Emoji string `cbor:"-"`
	Title string `cbor:"1,keyasint,omitempty"`
	Count int    `cbor:"2,keyasint,omitempty"` // messages
}

// tagList is the tags of a part of Saved Messages, of all for a zero peer, by
// emoji.
func tagList(part peer.Peer) store.Key { return part.Key(store.K('g')) }

func loadTag(r store.Reader, box store.Owner, part peer.Peer, emoji string) (Tag, error) {
	t := Tag{}
	_, err := store.Load(r, box, tagList(part).String(emoji), &t)
	t.Emoji = emoji
	return t, err
}

func saveTag(tx store.Tx, box store.Owner, part peer.Peer, t *Tag) {
	if t.Count <= 0 && t.Title == "" {
		tx.Delete(box, tagList(part).String(t.Emoji))
		return
	}
	tx.Put(box, tagList(part).String(t.Emoji), store.Encode(t))
}

// retag counts that m, of Saved Messages, had the tags was and has now.
func retag(tx store.Tx, box store.Owner, m *Message, was, now []string) error {
	count := func(emoji string, by int) error {
		for _, part := range []peer.Peer{{}, m.Saved(user.ID(m.Peer.ID))} {
			t, err := loadTag(tx, box, part, emoji)
			if err != nil {
				return err
			}
			t.Count += by
			saveTag(tx, box, part, &t)
		}
		return nil
	}
	for _, e := range was {
		if !slices.Contains(now, e) {
			if err := count(e, -1); err != nil {
				return err
			}
		}
	}
	for _, e := range now {
		if !slices.Contains(was, e) {
			if err := count(e, 1); err != nil {
				return err
			}
		}
	}
	return nil
}

// Tags is the tags of a part of Saved Messages, of all of it for a zero peer,
// the most used first. Titles are those of all.
func (s *Service) Tags(ctx context.Context, id user.ID, part peer.Peer) ([]Tag, error) {
	var out []Tag
	err := s.store.View(ctx, func(r store.Reader) error {
		list := tagList(part)
		rows, err := r.Scan(id.Owner(), list, list.End(), false, 0)
		if err != nil {
			return err
		}
		out = make([]Tag, len(rows))
		for i, row := range rows {
			out[i].Emoji = string(row.Key[len(list):])
			if err := store.Decode(row.Value, &out[i]); err != nil {
				return err
			}
			if part.IsZero() {
				continue
			}
			all, err := loadTag(r, id.Owner(), peer.Peer{}, out[i].Emoji)
			if err != nil {
				return err
			}
			out[i].Title = all.Title
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b Tag) int { return cmp.Compare(b.Count, a.Count) })
	return out, err
}

// maxTitle is how many characters the title of a tag has.
const maxTitle = 12

// NameTag gives a tag a title, "" none. Faults: REACTION_INVALID,
// REACTION_EMPTY for a tag that no message has, ENCODING_INVALID.
func (s *Service) NameTag(ctx context.Context, a user.Actor, emoji, title string) error {
	e, err := reaction.Normal(emoji)
	if err != nil {
		return err
	}
	t, err := text.Rules{Limit: math.MaxInt, Kinds: text.Of(text.CustomEmoji), Caption: true}.Normal(text.Text{String: title})
	if err != nil {
		return err
	}
	if title = t.String; utf8.RuneCountInString(title) > maxTitle {
		title = string([]rune(title)[:maxTitle])
	}
	box := a.ID.Owner()
	return s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		t, err := loadTag(tx, box, peer.Peer{}, e)
		if err != nil {
			return err
		}
		if t.Count == 0 && t.Title == "" {
			return errTag
		}
		if t.Title == title {
			return nil
		}
		t.Title = title
		saveTag(tx, box, peer.Peer{}, &t)
		b, err := tx.Box(box)
		if err != nil {
			return err
		}
		b.Append(update.Event{Kind: update.SavedTags, Origin: a.Origin})
		return nil
	})
}
