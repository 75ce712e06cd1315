package search

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/search/word"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// A term is a letter for its class and what it names; no term has a zero byte.
// The classes are on disk.
const (
	classWord   = 'w'
	classPrefix = 'p' // the first one to three characters of a word
	classStem   = 's' // with the letter of the language, of words that are not their own stem
	classChat   = 'c'
	classSort   = 't' // the kind of the chat's peer
	classFrom   = 'f'
	classSaved  = 'v'
	classKind   = 'k'
	classTag    = 'g' // of what is in Saved Messages
	classNamed  = 'n' // who is mentioned, or answered
)

// prefixes is how many characters the longest prefix has that is a term.
const prefixes = 3

func peerTerm(class byte, p peer.Peer) string {
	return string(appendPeer(nil, class, p))
}

func appendPeer(b []byte, class byte, p peer.Peer) []byte {
	b = append(b, class, '0'+byte(p.Kind))
	return strconv.AppendInt(b, p.ID, 36)
}

func sortTerm(k peer.Kind) string { return string([]byte{classSort, '0' + byte(k)}) }
func fromTerm(id user.ID) string  { return string(strconv.AppendInt([]byte{classFrom}, int64(id), 36)) }

func namedTerm(id user.ID) string {
	return string(strconv.AppendInt([]byte{classNamed}, int64(id), 36))
}
func tagTerm(emoji string) string           { return string(classTag) + emoji }
func kindTerm(bit int) string               { return string([]byte{classKind, 'a' + byte(bit)}) }
func wordTerm(w string) string              { return string(classWord) + w }
func prefixTerm(w string) string            { return string(classPrefix) + w }
func stemTerm(l word.Lang, s string) string { return string([]byte{classStem, byte(l)}) + s }

// beginning is the first n characters of w; all of it when it has no more.
func beginning(w string, n int) string {
	for i := range w {
		if n == 0 {
			return w[:i]
		}
		n--
	}
	return w
}

// part is the part of Saved Messages that a message is in; zero for messages
// elsewhere.
func part(box store.Owner, m *message.Message) peer.Peer {
	id, ok := user.OfOwner(box)
	if !ok {
		return peer.Peer{}
	}
	return m.Saved(id)
}

// tagged says whether a message is in Saved Messages, with a tag.
func tagged(box store.Owner, m *message.Message, emoji string) bool {
	return !part(box, m).IsZero() && slices.ContainsFunc(m.Reactions, func(r message.Reaction) bool { return r.Emoji == emoji })
}

// findable says whether a message can be found at all: notes in a chat cannot,
// but for those that are of a kind.
func findable(m *message.Message) bool { return m.Action == message.NoAction || m.Kinds() != 0 }

// lexicon remembers stems, which are dear.
type lexicon struct {
	stems map[stemKey]string
	buf   []byte
}

type stemKey struct {
	lang word.Lang
	word string
}

// maxStems bounds what a lexicon remembers.
const maxStems = 1 << 16

func newLexicon() *lexicon { return &lexicon{stems: map[stemKey]string{}} }

func (l *lexicon) stem(lang word.Lang, w string) string {
	if lang == 0 || len(w) <= prefixes {
		return w
	}
	k := stemKey{lang, w}
	s, ok := l.stems[k]
	if !ok {
		s = word.Stem(lang, w)
		if len(l.stems) < maxStems {
			l.stems[k] = s
		}
	}
	return s
}

// each calls f with every term of a message, with some more than once. f must
// not keep what it is given.
func (l *lexicon) each(box store.Owner, m *message.Message, f func(term []byte)) {
	if !findable(m) {
		return
	}
	b := l.buf[:0]
	term := func(class byte, s string) {
		b = append(append(b[:0], class), s...)
		f(b)
	}
	words := word.Of(m.Text.String)
	lang := word.Guess(words)
	for _, w := range words {
		term(classWord, w)
		for i, n := 0, 1; n <= prefixes && i < len(w); n++ {
			_, size := utf8.DecodeRuneInString(w[i:])
			i += size
			term(classPrefix, w[:i])
		}
		if s := l.stem(lang, w); s != w {
			b = append(append(b[:0], classStem, byte(lang)), s...)
			f(b)
		}
	}
	b = appendPeer(b[:0], classChat, m.Peer)
	f(b)
	term(classSort, string('0'+rune(m.Peer.Kind)))
	if m.As.IsZero() { // else it is not to be known who wrote it
		b = strconv.AppendInt(append(b[:0], classFrom), int64(m.From), 36)
		f(b)
	}
	if p := part(box, m); !p.IsZero() {
		b = appendPeer(b[:0], classSaved, p)
		f(b)
		for i := range m.Reactions {
			term(classTag, m.Reactions[i].Emoji)
		}
	}
	for _, n := range m.Named {
		b = strconv.AppendInt(append(b[:0], classNamed), int64(n.User), 36)
		f(b)
	}
	for bit, k := 0, m.Kinds(); k != 0; bit, k = bit+1, k>>1 {
		if k&1 != 0 {
			b = append(b[:0], classKind, 'a'+byte(bit))
			f(b)
		}
	}
	l.buf = b
}

// terms is the terms of a message, each once, in order.
func (l *lexicon) terms(box store.Owner, m *message.Message) []string {
	var out []string
	l.each(box, m, func(t []byte) { out = append(out, string(t)) })
	slices.Sort(out)
	return slices.Compact(out)
}
