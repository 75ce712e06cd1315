package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"heliograph/internal/message"
	"heliograph/internal/search/word"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// maxWords is how many words of a query count.
const maxWords = 32

// query is a Query made ready.
type query struct {
	Query
	me     user.ID // who asks
	words  []asked
	parted int  // with General as Top: what is older is in it as well
	never  bool // it has a text without any word: nothing matches
}

// asked is one word that is looked for.
type asked struct {
	word  string
	stems map[word.Lang]string // nil for words too short to have one
	exact []string             // its stems, where they are other words
}

// parse makes a query ready; ok is false when nothing narrows it.
func parse(q *Query) (out *query, ok bool) {
	text := strings.TrimSpace(q.Text)
	dated := !q.In.IsZero() && (q.Since > 0 || q.Until > 0)
	if text == "" && q.From == 0 && q.As.IsZero() && q.Kinds == 0 && q.Saved.IsZero() && len(q.Tags) == 0 && !dated && q.Top == 0 {
		return nil, false
	}
	out = &query{Query: *q}
	words := word.Asked(text)
	out.never = text != "" && len(words) == 0
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	words = slices.Compact(words)
	for _, w := range words[:min(len(words), maxWords)] {
		out.words = append(out.words, ask(w))
	}
	return out, true
}

func ask(w string) asked {
	a := asked{word: w}
	if utf8.RuneCountInString(w) <= prefixes {
		return a
	}
	a.stems = map[word.Lang]string{}
	for _, l := range word.Languages(w) {
		s := word.Stem(l, w)
		a.stems[l] = s
		if s != w && !slices.Contains(a.exact, s) {
			a.exact = append(a.exact, s)
		}
	}
	return a
}

// match says whether a message is one of those that are looked for.
func (q *query) match(box store.Owner, m *message.Message) bool {
	switch {
	case q.never, !findable(m), !q.inChat(m):
		return false
	case q.From != 0 && (m.From != q.From || !m.As.IsZero()), q.Kinds != 0 && !q.shows(m):
		return false
	case !q.As.IsZero() && m.As != q.As:
		return false
	case m.Date < q.Since, q.Until > 0 && m.Date > q.Until:
		return false
	case !q.Saved.IsZero() && part(box, m) != q.Saved:
		return false
	case slices.ContainsFunc(q.Tags, func(emoji string) bool { return !tagged(box, m, emoji) }):
		return false
	case q.Top != 0 && !m.InThread(q.Top) && m.ID >= q.parted:
		return false
	case len(q.words) == 0:
		return true
	}
	words := word.Of(m.Text.String)
	lang := word.Lang(0)
	if slices.ContainsFunc(q.words, func(a asked) bool { return a.stems != nil }) {
		lang = word.Guess(words)
	}
	for i := range q.words {
		if !q.words[i].among(words, lang) {
			return false
		}
	}
	return true
}

// shows says whether a message is of one of the kinds that are looked for.
func (q *query) shows(m *message.Message) bool {
	if m.Kinds()&q.Kinds != 0 {
		return true
	}
	return q.Kinds&message.MentionsMe != 0 && slices.ContainsFunc(m.Named, func(n message.Named) bool { return n.User == q.me })
}

// inChat says whether a message is in a chat that the query is about.
func (q *query) inChat(m *message.Message) bool {
	if !q.In.IsZero() {
		return m.Peer == q.In
	}
	return (q.Sort == 0 || m.Peer.Kind == q.Sort) && (q.Only == nil || slices.Contains(q.Only, m.Peer)) && !slices.Contains(q.Except, m.Peer)
}

// among says whether one of the words of a text in a language is a.
func (a *asked) among(words []string, lang word.Lang) bool {
	if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, a.word) || slices.Contains(a.exact, w) }) {
		return true
	}
	stem, ok := a.stems[lang]
	if !ok {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return len(w) > prefixes && w[0] == stem[0] && word.Stem(lang, w) == stem
	})
}
