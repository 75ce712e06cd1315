package lang

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"heliograph/internal/keyword"
)

// Keywords is by which words people look for emoji: those of the program, and
// the operator's. Versions count both: the edition of the program's words, and
// the version of the operator's in the lower bits, so that one number tells what
// a client has.
type Keywords struct{ s *Service }

// Keywords are by which words people look for emoji.
func (s *Service) Keywords() Keywords { return Keywords{s} }

const (
	editionBits = 16
	maxAdded    = 1<<editionBits - 1
)

// Language is the language that serves those who ask for one; empty: none.
func (k Keywords) Language(code string) string {
	for c := Fold(code); c != ""; c = c[:max(strings.LastIndexByte(c, '-'), 0)] {
		if k.added(c) != nil && k.s.shelf.Language(c) != c {
			return c
		}
		if k.s.shelf.Language(c) == c {
			return c
		}
	}
	return k.s.shelf.Language(code)
}

func (k Keywords) added(code string) *Language { return k.s.state.Load().packs[Emoji][code] }

// addEmoji gives every language of the program a file of the operator's, an
// empty one if there is none: so what was in a file that is gone is told to be
// gone.
func (s *Service) addEmoji(all packs) {
	if all[Emoji] == nil {
		all[Emoji] = map[string]*source{}
	}
	codes := s.shelf.Languages()
	if st := s.state.Load(); st != nil {
		codes = slices.AppendSeq(codes, maps.Keys(st.packs[Emoji]))
	}
	for _, code := range codes {
		if all[Emoji][code] == nil {
			all[Emoji][code] = &source{}
		}
	}
}

// Since is what came and what went after a version, which is 0 at first, and the
// version of now. Of a language that is not known nothing comes.
func (k Keywords) Since(_ context.Context, code string, version int) (came, gone []keyword.Row, now int, err error) {
	code = k.Language(code)
	shelf := k.s.shelf.Language(code)
	edition, added := k.s.shelf.Edition(shelf), 0
	own := k.added(code)
	if own != nil {
		added = min(own.Version, maxAdded)
	}
	now = 1 + edition<<editionBits + added
	if code == "" || version >= now {
		return nil, nil, now, nil
	}
	had, hadAdded := 0, 0
	if version > 0 {
		had, hadAdded = (version-1)>>editionBits, (version-1)&maxAdded
	}
	if edition > 0 {
		if came, gone, err = k.s.shelf.Since(shelf, had); err != nil {
			return nil, nil, 0, err
		}
	}
	if own != nil {
		in, out := own.Since(hadAdded)
		if edition > 0 && version > 0 && len(in)+len(out) > 0 {
			have, _, err := k.s.shelf.Since(shelf, 0)
			if err != nil {
				return nil, nil, 0, err
			}
			in, out = missing(in, have), missing(out, have)
		}
		came, gone = join(came, pairs(in)), join(unlessIn(gone, own), pairs(out))
	}
	return came, gone, now, nil
}

// missing is the keys that rows do not have.
func missing(keys []string, rows []keyword.Row) []string {
	return slices.DeleteFunc(keys, func(key string) bool {
		word, emoji, _ := strings.Cut(key, "\x00")
		i, found := slices.BinarySearchFunc(rows, word, func(r keyword.Row, w string) int { return cmp.Compare(r.Word, w) })
		return found && slices.Contains(rows[i].Emoji, emoji)
	})
}

// unlessIn is the rows that a language of the operator's does not have.
func unlessIn(rows []keyword.Row, own *Language) (out []keyword.Row) {
	for _, r := range rows {
		kept := strings.Fields(own.Texts[r.Word].Text)
		r.Emoji = slices.DeleteFunc(r.Emoji, func(e string) bool { return slices.Contains(kept, e) })
		if len(r.Emoji) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// pairs reads keys of a ledger of emoji: a word and one emoji each, sorted.
func pairs(keys []string) (rows []keyword.Row) {
	for _, key := range keys {
		word, emoji, _ := strings.Cut(key, "\x00")
		if n := len(rows); n > 0 && rows[n-1].Word == word {
			rows[n-1].Emoji = append(rows[n-1].Emoji, emoji)
			continue
		}
		rows = append(rows, keyword.Row{Word: word, Emoji: []string{emoji}})
	}
	return rows
}

// join is the rows of both, sorted, with one row for a word: the operator's
// emoji are the first.
func join(a, b []keyword.Row) []keyword.Row {
	for _, r := range b {
		i, found := slices.BinarySearchFunc(a, r.Word, func(x keyword.Row, w string) int { return cmp.Compare(x.Word, w) })
		if !found {
			a = slices.Insert(a, i, r)
			continue
		}
		for _, e := range a[i].Emoji {
			if !slices.Contains(r.Emoji, e) {
				r.Emoji = append(r.Emoji, e)
			}
		}
		a[i] = r
	}
	return a
}
