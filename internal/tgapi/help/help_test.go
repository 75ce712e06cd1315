package help_test

import (
	"context"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/lang"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/help"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/user"
)

func open(t *testing.T, address string) func(perm int64, req bin.Encoder, res bin.Decoder) string {
	t.Helper()
	return openWith(t, address, languages(t, ""))
}

func openWith(t *testing.T, address string, l *lang.Service) func(perm int64, req bin.Encoder, res bin.Decoder) string {
	t.Helper()
	d := tg.NewServerDispatcher(nil)
	help.New(help.Deps{
		Clock: clock.NewFake(time.Unix(1_700_000_000, 0)), Address: netip.MustParseAddrPort(address), Name: "Home", URL: "http://home/",
		Message: message.Limits{Length: 4096, Edit: 48 * time.Hour}, Reaction: snow{}, Lang: l, Clients: german{},
	}).Register(d)
	return func(perm int64, req bin.Encoder, res bin.Decoder) string {
		t.Helper()
		var b bin.Buffer
		if err := req.Encode(&b); err != nil {
			t.Fatal(err)
		}
		ans, err := d.Handle(rpc.WithCall(t.Context(), &rpc.Call{Perm: perm}), &b)
		if f := fault.As(err); f != nil {
			return f.Code
		}
		if err != nil {
			t.Fatal(err)
		}
		b.Reset()
		if err := ans.Encode(&b); err != nil {
			t.Fatal(err)
		}
		if err := res.Decode(&b); err != nil {
			t.Fatalf("%T: %v", req, err)
		}
		return ""
	}
}

// snow is what everybody's double tap sends.
type snow struct{}

func (snow) Default(context.Context, user.ID) (string, error) { return "☃", nil }

func TestDefaultReaction(t *testing.T) {
	t.Parallel()
	w := tgapitest.Open(t)
	help.New(help.Deps{Clock: w.Clock, Address: netip.MustParseAddrPort("192.0.2.1:8080"), Reaction: snow{}, Lang: languages(t, ""), Clients: german{}}).Register(w.D)
	var c tg.Config
	w.OK(w.Person(1, "Ann"), &tg.HelpGetConfigRequest{}, &c)
	if r, ok := c.ReactionsDefault.(*tg.ReactionEmoji); !ok || r.Emoticon != "☃" {
		t.Errorf("%v", c.ReactionsDefault)
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	call := open(t, "192.0.2.1:8080")
	var c tg.Config
	call(0, &tg.HelpGetConfigRequest{}, &c)
	if c.ThisDC != 2 || c.Date != 1_700_000_000 || c.Expires <= c.Date || len(c.DCOptions) != 5 || c.MessageLengthMax != 4096 || c.EditTimeLimit != 48*3600 {
		t.Errorf("%+v", c)
	}
	for i, o := range c.DCOptions {
		if o.ID != i+1 || o.IPAddress != "192.0.2.1" || o.Port != 8080 || o.Ipv6 {
			t.Errorf("%+v", o)
		}
	}
	c = tg.Config{}
	open(t, "[2001:db8::1]:443")(0, &tg.HelpGetConfigRequest{}, &c)
	if o := c.DCOptions[0]; !o.Ipv6 || o.IPAddress != "2001:db8::1" {
		t.Errorf("%+v", o)
	}
	var n tg.NearestDC
	if call(0, &tg.HelpGetNearestDCRequest{}, &n); n.NearestDC != 2 || n.ThisDC != 2 {
		t.Errorf("%+v", n)
	}
}

func TestAppConfig(t *testing.T) {
	t.Parallel()
	call := open(t, "192.0.2.1:8080")
	var box, again tg.HelpAppConfigBox
	call(0, &tg.HelpGetAppConfigRequest{}, &box)
	c, ok := box.AppConfig.(*tg.HelpAppConfig)
	if !ok || c.Hash == 0 {
		t.Fatalf("%+v", box)
	}
	values := map[string]string{}
	for _, v := range c.Config.(*tg.JSONObject).Value {
		values[v.Key] = fmt.Sprint(v.Value)
	}
	if len(values) != len(c.Config.(*tg.JSONObject).Value) || values["dialogs_pinned_limit_default"] == "" {
		t.Errorf("%v", values)
	}
	call(0, &tg.HelpGetAppConfigRequest{Hash: c.Hash}, &again)
	if _, ok := again.AppConfig.(*tg.HelpAppConfigNotModified); !ok {
		t.Errorf("%+v", again)
	}
	open(t, "192.0.2.2:8080")(0, &tg.HelpGetAppConfigRequest{Hash: c.Hash}, &again)
	if _, ok := again.AppConfig.(*tg.HelpAppConfigNotModified); !ok {
		t.Error("another hash after a restart")
	}
}

func TestCountries(t *testing.T) {
	t.Parallel()
	call := open(t, "192.0.2.1:8080")
	list := func(lang string, hash int) *tg.HelpCountriesList {
		t.Helper()
		var box tg.HelpCountriesListBox
		call(0, &tg.HelpGetCountriesListRequest{LangCode: lang, Hash: hash}, &box)
		l, _ := box.CountriesList.(*tg.HelpCountriesList)
		return l
	}
	en, de := list("en", 0), list("de_AT", 0)
	if len(en.Countries) < 230 || len(de.Countries) != len(en.Countries) || en.Hash == de.Hash || en.Hash == 0 {
		t.Fatalf("%d and %d countries, hashes %d and %d", len(en.Countries), len(de.Countries), en.Hash, de.Hash)
	}
	if list("de", de.Hash) != nil || list("en-GB", en.Hash) != nil || list("de", en.Hash) == nil {
		t.Error("not modified, or modified, at the wrong time")
	}
	for _, lang := range []string{"", "xx", "not a language", "\xff", "zz-Zzzz-x-a-b-c", string(make([]byte, 1000))} {
		if list(lang, en.Hash) != nil {
			t.Errorf("%q is not English", lang)
		}
	}
}

func TestLittleOnes(t *testing.T) {
	t.Parallel()
	call := open(t, "192.0.2.1:8080")
	if code := call(1, &tg.HelpGetInviteTextRequest{}, &tg.HelpInviteText{}); code != "AUTH_KEY_UNREGISTERED" {
		t.Error(code)
	}
	var u tg.HelpAppUpdateBox
	call(0, &tg.HelpGetAppUpdateRequest{}, &u)
	if _, ok := u.AppUpdate.(*tg.HelpNoAppUpdate); !ok {
		t.Errorf("%+v", u)
	}
}

// What cannot be chosen or bought is an empty list, in full each time.
func TestNothingToChoose(t *testing.T) {
	t.Parallel()
	w := tgapitest.Open(t)
	help.New(help.Deps{Clock: w.Clock, Address: netip.MustParseAddrPort("192.0.2.1:8080"), Reaction: snow{}, Lang: languages(t, ""), Clients: german{}}).Register(w.D)
	a := w.Person(1, "Ann")
	for _, hash := range []int{0, 7} {
		for _, req := range []bin.Encoder{&tg.HelpGetPeerColorsRequest{Hash: hash}, &tg.HelpGetPeerProfileColorsRequest{Hash: hash}} {
			var box tg.HelpPeerColorsBox
			w.OK(a, req, &box)
			if c, ok := box.PeerColors.(*tg.HelpPeerColors); !ok || c.Hash != 0 || len(c.Colors) != 0 {
				t.Errorf("%T: %+v", req, box)
			}
		}
	}
	var p tg.HelpPremiumPromo
	w.OK(a, &tg.HelpGetPremiumPromoRequest{}, &p)
	if p.StatusText != "" || len(p.PeriodOptions)+len(p.Videos)+len(p.VideoSections)+len(p.Users) != 0 {
		t.Errorf("%+v", p)
	}
	if code := w.Call(0, &tg.HelpGetPremiumPromoRequest{}, &p); code != "AUTH_KEY_PERM_EMPTY" {
		t.Errorf("nobody: %q", code)
	}
}
