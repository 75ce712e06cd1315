package webclient_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"heliograph/internal/webclient"
)

// names is what links lead to.
type names struct{}

func (names) Named(_ context.Context, name string) (webclient.Card, bool, error) {
	switch name {
	case "sunwatch":
		return webclient.Card{Title: "<script>Sun</script>", About: `"we" <b>watch</b>`, Username: "SunWatch", Members: 3, Kind: webclient.Group}, true, nil
	case "broken":
		return webclient.Card{}, false, errors.New("no store")
	}
	return webclient.Card{}, false, nil
}

func (names) Behind(_ context.Context, hash string) (webclient.Card, bool, error) {
	return webclient.Card{Title: "Secret", About: "hidden", Members: 7777777}, hash == "abcdefgh-_123", nil
}

func TestLanding(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "Sun", Chats: names{}}
	for _, c := range []struct {
		path  string
		code  int
		has   []string
		lacks string
	}{
		{"/sunwatch", 200, []string{"tg://resolve?domain=sunwatch", "&lt;script&gt;Sun", "@SunWatch", "3 members", "&lt;b&gt;watch"}, "<script"},
		{"/sunwatch/12", 200, []string{"domain=sunwatch&amp;post=12"}, "<script"},
		{"/+abcdefgh-_123", 200, []string{"tg://join?invite=abcdefgh-_123", "Secret"}, "hidden"},
		{"/joinchat/abcdefgh-_123", 200, []string{"tg://join?invite=abcdefgh-_123"}, "7777777"},
		{"/c/123/4", 200, []string{"tg://privatepost?channel=123&amp;post=4"}, "hidden"},
		{"/nobody", 404, nil, "tg:"},
		{"/+abcdefgh-_124", 404, nil, "tg:"},
		{"/+%22onload", 404, nil, "tg:"},
		{"/sunwatch/x", 404, nil, "tg:"},
		{"/c/x/4", 404, nil, "tg:"},
		{"/broken", 503, nil, "store"},
	} {
		r := get(t, info, "GET", c.path)
		policy := r.Header.Get("Content-Security-Policy")
		text := body(t, r)
		if r.StatusCode != c.code || strings.Contains(text, c.lacks) || c.code == 200 && !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: %d, %s", c.path, r.StatusCode, text)
		}
		for _, want := range c.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q: %s", c.path, want, text)
			}
		}
	}
	if r := get(t, webclient.Info{}, "GET", "/sunwatch"); r.StatusCode != 404 {
		t.Errorf("without chats: %d", r.StatusCode)
	}
}
