package lang

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/keyword"
	"heliograph/internal/store"
)

// Faults of those who name a pack or a language.
var (
	ErrPack    = fault.New(fault.Invalid, "LANG_PACK_INVALID")
	ErrCode    = fault.New(fault.Invalid, "LANGUAGE_INVALID")
	ErrUnknown = fault.New(fault.Invalid, "LANG_CODE_NOT_SUPPORTED")
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Logger *slog.Logger
	Dir    string        // of the operator's files; "": none
	Every  time.Duration // how often to look whether they changed; default 10 seconds
}

// Service knows every language. Safe for concurrent use.
type Service struct {
	deps  Deps
	shelf *keyword.Shelf

	mu    sync.Mutex // held while files are read
	read  string     // the signature of what was read last
	state atomic.Pointer[state]
}

// state is all that was read; it never changes.
type state struct {
	packs map[string]map[string]*Language
	words *Words
}

// New reads the texts of the program and the operator's files. Errors name file
// and line.
func New(ctx context.Context, d Deps) (*Service, error) {
	if d.Store == nil || d.Logger == nil {
		panic("lang: missing dependency")
	}
	if d.Every == 0 {
		d.Every = 10 * time.Second
	}
	s := &Service{deps: d, shelf: keyword.Open()}
	return s, s.Reload(ctx)
}

// Run reads the operator's files again whenever they change, until ctx ends. An
// error in one is logged, and all stays as it was.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(s.deps.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		if err := s.Reload(ctx); err != nil && ctx.Err() == nil {
			s.deps.Logger.Error("the files of languages were not taken over", "error", err)
		}
	}
}

// Reload reads the operator's files if they changed since it last tried. An
// error changes nothing.
func (s *Service) Reload(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := signature(s.deps.Dir)
	if s.state.Load() != nil && now == s.read {
		return nil
	}
	files, err := readDir(s.deps.Dir)
	if err != nil {
		s.read = now
		return err
	}
	next, err := s.build(ctx, files)
	if err != nil {
		return err
	}
	s.read = now
	s.state.Store(next)
	return nil
}

// build makes all languages of the operator's files and the built-in texts.
func (s *Service) build(ctx context.Context, files packs) (*state, error) {
	all := packs{}
	for _, from := range []packs{builtin(), files} {
		for pack, languages := range from {
			if all[pack] == nil {
				all[pack] = map[string]*source{}
			}
			for code, file := range languages {
				all[pack][code] = file.over(all[pack][code])
			}
		}
	}
	for _, pack := range foreign {
		if all[pack] == nil {
			all[pack] = map[string]*source{}
		}
	}
	s.addEmoji(all)
	st := &state{packs: map[string]map[string]*Language{}, words: Builtin()}
	for pack, languages := range all {
		if languages[English] == nil && pack != Emoji {
			languages[English] = &source{about: map[string]string{"official": "yes"}}
		}
		made, err := s.makePack(ctx, pack, languages)
		if err != nil {
			return nil, err
		}
		st.packs[pack] = made
	}
	for code, l := range st.packs[Own] {
		st.words.texts[code] = l.Texts
	}
	return st, nil
}

func (s *Service) makePack(ctx context.Context, pack string, sources map[string]*source) (map[string]*Language, error) {
	out, keys := map[string]*Language{}, map[string]bool{}
	for code, src := range sources {
		l, err := newLanguage(pack, code, src)
		if err != nil {
			return nil, err
		}
		if l.ledger, err = s.publish(ctx, pack, code, sums(l)); err != nil {
			return nil, err
		}
		l.Version, out[code] = l.ledger.Version, l
		for key := range l.Texts {
			keys[key] = true
		}
	}
	for _, l := range out {
		l.Total = len(keys)
	}
	return out, nil
}

// sums is what a language publishes. In the pack of emoji each emoji of a word
// is for itself.
func sums(l *Language) map[string]uint64 {
	out := make(map[string]uint64, len(l.Texts))
	for key, v := range l.Texts {
		if l.Pack != Emoji {
			out[key] = v.sum()
			continue
		}
		for emoji := range strings.FieldsSeq(v.Text) {
			out[key+"\x00"+emoji] = 1
		}
	}
	return out
}

// over is the file with the gaps filled from another, which may be nil.
func (s *source) over(under *source) *source {
	if under == nil {
		return s
	}
	out := &source{about: maps.Clone(under.about), entries: maps.Clone(under.entries)}
	maps.Copy(out.about, s.about)
	maps.Copy(out.entries, s.entries)
	return out
}

// Words is the server's own texts, as they are now.
func (s *Service) Words() *Words { return s.state.Load().words }

// Languages is the languages of a pack, by English name, English first. Faults:
// LANG_PACK_INVALID.
func (s *Service) Languages(pack string) ([]*Language, error) {
	languages, ok := s.state.Load().packs[pack]
	if !ok || pack == Emoji {
		return nil, ErrPack
	}
	return slices.SortedFunc(maps.Values(languages), func(a, b *Language) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	}), nil
}

func rank(l *Language) int {
	if l.Code == English {
		return 0
	}
	return 1
}

// Language is a language of a pack. Faults: LANG_PACK_INVALID, LANGUAGE_INVALID
// for what is no code, LANG_CODE_NOT_SUPPORTED.
func (s *Service) Language(pack, code string) (*Language, error) {
	languages, ok := s.state.Load().packs[pack]
	if !ok || pack == Emoji {
		return nil, ErrPack
	}
	code = Fold(code)
	if len(code) > maxCode || !goodCode.MatchString(code) {
		return nil, ErrCode
	}
	if l := languages[code]; l != nil {
		return l, nil
	}
	return nil, ErrUnknown
}

// Translated is how many of the texts of the pack the language has. Clients carry
// English, so that is always whole.
func (l *Language) Translated() int {
	if l.Code == English {
		return l.Total
	}
	return len(l.Texts)
}

// Since is the keys of texts that came or changed, and of those that went, after
// a version; after 0 all that is there has come.
func (l *Language) Since(version int) (came, gone []string) { return l.ledger.since(version) }

// Suggest is the language of a pack for a device whose system speaks code.
func (s *Service) Suggest(pack, code string) (*Language, error) {
	for code = Fold(code); code != ""; code = code[:max(strings.LastIndexByte(code, '-'), 0)] {
		if l, err := s.Language(pack, code); err == nil {
			return l, nil
		}
	}
	return s.Language(pack, English)
}
