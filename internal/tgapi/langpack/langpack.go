// Package langpack is the edge of the langpack.* methods: the languages in which
// clients speak.
//
// Owns their decoding and answers. Must not hold a rule: those are in lang.
package langpack

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/lang"
	"heliograph/internal/rpc"
)

// Handlers answer the methods of the namespace.
type Handlers struct {
	lang *lang.Service
	url  string // where to ask about a language that names no place itself
}

// New makes the Handlers. url is where the server is found on the web.
func New(l *lang.Service, url string) *Handlers {
	if l == nil {
		panic("langpack: missing dependency")
	}
	return &Handlers{l, url}
}

// Register lists every langpack.* method: clients call them before anybody is
// logged in, to show the first page.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnLangpackGetDifference(rpc.Public(h.getDifference))
	d.OnLangpackGetLangPack(rpc.Public(h.getLangPack))
	d.OnLangpackGetLanguage(rpc.Public(h.getLanguage))
	d.OnLangpackGetLanguages(rpc.Public(h.getLanguages))
	d.OnLangpackGetStrings(rpc.Public(h.getStrings))
}

func (h *Handlers) getLanguages(_ context.Context, _ *rpc.Call, pack string) ([]tg.LangPackLanguage, error) {
	list, err := h.lang.Languages(pack)
	if err != nil {
		return nil, err
	}
	out := make([]tg.LangPackLanguage, 0, len(list))
	for _, l := range list {
		out = append(out, *h.language(l))
	}
	return out, nil
}

func (h *Handlers) getLanguage(_ context.Context, _ *rpc.Call, r *tg.LangpackGetLanguageRequest) (*tg.LangPackLanguage, error) {
	l, err := h.lang.Language(r.LangPack, r.LangCode)
	if err != nil {
		return nil, err
	}
	return h.language(l), nil
}

func (h *Handlers) language(l *lang.Language) *tg.LangPackLanguage {
	out := &tg.LangPackLanguage{
		Official: l.Official, Rtl: l.RTL, Beta: l.Beta, Name: l.Name, NativeName: l.Native, LangCode: l.Code, PluralCode: l.Plural,
		StringsCount: l.Total, TranslatedCount: l.Translated(), TranslationsURL: l.URL,
	}
	if out.TranslationsURL == "" {
		out.TranslationsURL = h.url
	}
	if l.Base != "" {
		out.SetBaseLangCode(l.Base)
	}
	return out
}

func (h *Handlers) getLangPack(_ context.Context, _ *rpc.Call, r *tg.LangpackGetLangPackRequest) (*tg.LangPackDifference, error) {
	return h.since(r.LangPack, r.LangCode, 0)
}

func (h *Handlers) getDifference(_ context.Context, _ *rpc.Call, r *tg.LangpackGetDifferenceRequest) (*tg.LangPackDifference, error) {
	return h.since(r.LangPack, r.LangCode, max(r.FromVersion, 0))
}

// since answers under the code that was asked for, by which clients know their
// language. A version that there has not been is from another server: then all
// texts come.
func (h *Handlers) since(pack, code string, version int) (*tg.LangPackDifference, error) {
	l, err := h.lang.Language(pack, code)
	if err != nil {
		return nil, err
	}
	after := version
	if version > l.Version {
		after = 0
	}
	came, gone := l.Since(after)
	out := &tg.LangPackDifference{
		LangCode: code, FromVersion: version, Version: l.Version, Strings: make([]tg.LangPackStringClass, 0, len(came)+len(gone)),
	}
	for _, key := range came {
		out.Strings = append(out.Strings, text(key, l.Texts[key]))
	}
	for _, key := range gone {
		out.Strings = append(out.Strings, &tg.LangPackStringDeleted{Key: key})
	}
	return out, nil
}

// getStrings says of each text that there is none, too: clients complain about
// those that are missing from the answer.
func (h *Handlers) getStrings(_ context.Context, _ *rpc.Call, r *tg.LangpackGetStringsRequest) ([]tg.LangPackStringClass, error) {
	l, err := h.lang.Language(r.LangPack, r.LangCode)
	if err != nil {
		return nil, err
	}
	out := make([]tg.LangPackStringClass, 0, len(r.Keys))
	for _, key := range r.Keys {
		if v, ok := l.Texts[key]; ok {
			out = append(out, text(key, v))
		} else {
			out = append(out, &tg.LangPackStringDeleted{Key: key})
		}
	}
	return out, nil
}

func text(key string, v lang.Value) tg.LangPackStringClass {
	if !v.Plural {
		return &tg.LangPackString{Key: key, Value: v.Text}
	}
	out := &tg.LangPackStringPluralized{Key: key, OtherValue: v.Forms[lang.Other]}
	for form, set := range map[int]func(string){
		lang.Zero: out.SetZeroValue, lang.One: out.SetOneValue, lang.Two: out.SetTwoValue, lang.Few: out.SetFewValue, lang.Many: out.SetManyValue,
	} {
		if v.Forms[form] != "" {
			set(v.Forms[form])
		}
	}
	return out
}
