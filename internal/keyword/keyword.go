package keyword

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./fetch

//go:embed keywords.bin
var data []byte

// Row is one word and the emoji that it finds, in the order of keyboards.
type Row struct {
	Word  string
	Emoji []string
}

// maxLoaded bounds how many languages are held in memory, each of which takes
// about a megabyte.
const maxLoaded = 8

// Shelf hands out the words of languages. It unpacks each when it is asked for,
// and keeps the last few. Safe for concurrent use.
type Shelf struct {
	file  *File
	order map[string]int // of emoji

	mu     sync.Mutex
	loaded []*shelved // the last one used is the last
}

type shelved struct {
	code string
	once sync.Once
	book *Book
	err  error
}

// Open reads which languages there are.
func Open() *Shelf {
	f, err := ReadFile(data)
	if err != nil {
		panic(fmt.Sprintf("keyword: the file of this program: %v", err)) // a test reads all of it
	}
	s := &Shelf{file: f, order: make(map[string]int, len(f.Emoji))}
	for i, e := range f.Emoji {
		s.order[e] = i
	}
	return s
}

// Language is the code of the language that serves those who ask for one: the
// same, or the same without region and script, in lower case; empty when there
// is none. Chinese of Taiwan, Hong Kong and Macau is traditional.
func (s *Shelf) Language(code string) string {
	code = strings.ToLower(strings.ReplaceAll(code, "_", "-"))
	switch {
	case code == "nb" || code == "nn" || strings.HasPrefix(code, "nb-") || strings.HasPrefix(code, "nn-"):
		code = "no"
	case code == "zh-tw" || code == "zh-hk" || code == "zh-mo" || strings.HasPrefix(code, "zh-hant-"):
		code = "zh-hant"
	case code == "iw":
		code = "he"
	case code == "in":
		code = "id"
	case code == "tl":
		code = "fil"
	}
	for code != emojiBlock && code != "" {
		if _, ok := s.file.contents[code]; ok {
			return code
		}
		at := strings.LastIndexByte(code, '-')
		code = code[:max(at, 0)]
	}
	return ""
}

// Languages is the codes of all languages, sorted.
func (s *Shelf) Languages() []string { return s.file.Languages() }

// Edition is the newest edition of a language, as Language names it.
func (s *Shelf) Edition(code string) int { return s.file.contents[code].edition }

// Since is what came and what went after an edition, sorted by word; after 0 all
// that is there has come. code is as Language names it.
func (s *Shelf) Since(code string, edition int) (came, gone []Row, err error) {
	b, err := s.book(code)
	if err != nil || edition >= b.Edition {
		return nil, nil, err
	}
	in, out := map[string][]string{}, map[string][]string{}
	for _, emoji := range s.file.Emoji {
		for _, w := range b.Words[emoji] {
			switch had, has := w.From <= edition, w.Gone == 0; {
			case has && !had:
				in[w.Text] = append(in[w.Text], emoji)
			case !has && had && w.Gone > edition:
				out[w.Text] = append(out[w.Text], emoji)
			}
		}
	}
	return rows(in), rows(out), nil
}

func rows(m map[string][]string) []Row {
	out := make([]Row, 0, len(m))
	for _, word := range slices.SortedFunc(maps.Keys(m), cmp.Compare[string]) {
		out = append(out, Row{Word: word, Emoji: m[word]})
	}
	return out
}

func (s *Shelf) book(code string) (*Book, error) {
	b := s.place(code)
	b.once.Do(func() { b.book, b.err = s.file.Book(code) })
	return b.book, b.err
}

// place is where the book of a language stands or will stand.
func (s *Shelf) place(code string) *shelved {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.loaded, func(b *shelved) bool { return b.code == code }); i >= 0 {
		b := s.loaded[i]
		s.loaded = append(slices.Delete(s.loaded, i, i+1), b)
		return b
	}
	if len(s.loaded) >= maxLoaded {
		s.loaded = slices.Delete(s.loaded, 0, 1)
	}
	b := &shelved{code: code}
	s.loaded = append(s.loaded, b)
	return b
}
