package text_test

import (
	"strings"
	"testing"

	"heliograph/internal/text"
)

// Each address is followed by its normal form; "" when nothing may lead there.
func TestAddress(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://Example.COM":             "https://example.com/",
		"HTTP://example.com/A b\tc?d#e f": "http://example.com/A%20b%20c?d#e%20f",
		"example.com?q":                   "http://example.com/?q",
		" example.com/\n":                 "http://example.com/",
		"user:pass@Example.com:0080/x":    "http://user:pass@example.com:80/x",
		"@example.com":                    "http://example.com/",
		"http://пример.рф/путь":           "http://пример.рф/путь",
		"https://[2001:DB8::1]:8443":      "https://[2001:db8::1]:8443/",
		"http://%61.com":                  "http://%61.com/",
		"tg://resolve?domain=x":           "tg://resolve?domain=x",
		"tg:resolve?domain=x":             "tg://resolve?domain=x",
		"TON://transfer/Abc":              "ton://transfer/Abc",
		"tonsite://example.ton":           "tonsite://example.ton/",
		"mailto:me@example.com?subject=x": "mailto:me@example.com?subject=x",
		"tel:+7 (999) 123-45-67":          "tel:+79991234567",
		"TEL:112":                         "tel:112",

		"":                        "",
		"http://":                 "",
		"localhost":               "",
		"http://.":                "",
		"example.com:0":           "",
		"example.com:":            "",
		"example.com:65536":       "",
		"example.com:-1":          "",
		"exa mple.com":            "",
		"http://exa<mple.com":     "",
		"http://%6.com":           "",
		"http://[::g]":            "",
		"http://[fe80::1%25eth0]": "",
		"ftp://example.com":       "",
		"javascript://a.b/%0a":    "",
		"javascript:alert(1)":     "",
		"data:text/html,x":        "",
		"tg://user:a@b":           "",
		"tg://http://example.com": "",
		"tg://":                   "",
		"ton://a.b":               "",
		"mailto:me":               "",
		"tel:1+2":                 "",
		"tel:":                    "",
	} {
		got, err := text.Normal(of("x", link(0, 1, in)), 1)
		if err != nil {
			t.Fatal(err)
		}
		if to := strings.Join(got.Tags().URLs, " "); to != want {
			t.Errorf("%q: %q, not %q", in, to, want)
		}
	}
}
