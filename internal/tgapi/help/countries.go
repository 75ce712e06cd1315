package help

import (
	"context"
	"hash/crc32"
	"sync"

	"github.com/gotd/td/tg"

	"heliograph/internal/country"
	"heliograph/internal/rpc"
)

func (h *Handlers) getNearestDC(_ context.Context, c *rpc.Call) (*tg.NearestDC, error) {
	return &tg.NearestDC{ThisDC: c.DC(), NearestDC: c.DC()}, nil
}

// countries keeps the lists of countries by language: making one takes
// milliseconds.
type countries struct {
	mu     sync.Mutex
	byLang map[string]*tg.HelpCountriesList
}

// maxLanguages bounds what clients can make us remember.
const maxLanguages = 64

func (h *Handlers) getCountriesList(_ context.Context, _ *rpc.Call, r *tg.HelpGetCountriesListRequest) (tg.HelpCountriesListClass, error) {
	l := h.countries.list(r.LangCode)
	if r.Hash != 0 && r.Hash == l.Hash {
		return &tg.HelpCountriesListNotModified{}, nil
	}
	return l, nil
}

func (cs *countries) list(lang string) *tg.HelpCountriesList {
	lang = country.Language(lang)
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if l := cs.byLang[lang]; l != nil {
		return l
	}
	l := makeCountries(lang)
	if cs.byLang == nil || len(cs.byLang) >= maxLanguages {
		cs.byLang = map[string]*tg.HelpCountriesList{}
	}
	cs.byLang[lang] = l
	return l
}

func makeCountries(lang string) *tg.HelpCountriesList {
	l := &tg.HelpCountriesList{}
	sum := crc32.NewIEEE()
	for _, c := range country.List(lang) {
		code := tg.HelpCountryCode{CountryCode: c.Code}
		if c.Pattern != "" {
			code.SetPatterns([]string{c.Pattern})
		}
		row := tg.HelpCountry{ISO2: c.ISO, DefaultName: c.English, CountryCodes: []tg.HelpCountryCode{code}}
		if c.Name != "" {
			row.SetName(c.Name)
		}
		l.Countries = append(l.Countries, row)
		_, _ = sum.Write([]byte(c.ISO + c.Code + c.Name + c.Pattern))
	}
	l.Hash = int(sum.Sum32() >> 1)
	return l
}
