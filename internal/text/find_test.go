package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"heliograph/internal/text"
)

var kindNames = map[text.EntityKind]string{
	text.Mention: "mention", text.Hashtag: "hashtag", text.BotCommand: "command", text.URL: "url", text.Email: "email",
	text.Phone: "phone", text.Cashtag: "cashtag", text.BankCard: "card",
}

// found is what Normal finds in s, as "kind what".
func found(t *testing.T, s string) []string {
	t.Helper()
	n, err := text.Normal(of(s), 100000)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	units := utf16.Encode([]rune(n.String))
	out := []string{}
	for _, e := range n.Entities {
		out = append(out, kindNames[e.Kind]+" "+string(utf16.Decode(units[e.Offset:e.Offset+e.Length])))
	}
	return out
}

func checkFound(t *testing.T, cases map[string][]string) {
	t.Helper()
	for s, want := range cases {
		if got := found(t, s); !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

func TestFindNames(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 32)
	checkFound(t, map[string][]string{
		"@alice, (@bobby) or @Carol_9!": {"mention @alice", "mention @bobby", "mention @Carol_9"},
		"@abc @gif @PIC":                {"mention @gif", "mention @PIC"},
		"@" + long:                      {"mention @" + long},
		"@" + long + "b":                {},
		"me@alice яalice @aliceя 1@bob": {},
		"@alice@bobby":                  {"mention @alice"},
		"😀@alice":                       {"mention @alice"},
		"/start":                        {"command /start"},
		"say /help@some_bot now":        {"command /help@some_bot"},
		"/help@ab and/or a/b /a/ </b>":  {},
		"/" + long + long:               {"command /" + long + long},
		"/" + long + long + "b":         {},
	})
}

func TestFindTags(t *testing.T) {
	t.Parallel()
	digits := strings.Repeat("1", 255)
	checkFound(t, map[string][]string{
		"#go #Привет #日本語 #a_1":    {"hashtag #go", "hashtag #Привет", "hashtag #日本語", "hashtag #a_1"},
		"#1 #12 #_ # ##":           {},
		"#1a, #a1.":                {"hashtag #1a", "hashtag #a1"},
		"#a#b x#c #d# #e":          {"hashtag #e"},
		"#" + digits + "a":         {"hashtag #" + digits + "a"},
		"#a" + digits + "23 x":     {"hashtag #a" + digits},
		"#" + digits + "1a":        {},
		"#go@channel #go@ab":       {"hashtag #go@channel", "hashtag #go"},
		"#per·la #mi\u200cxa #x™":  {"hashtag #per·la", "hashtag #mi\u200cxa", "hashtag #x"},
		"$TON, $A $1INCH":          {"cashtag $TON", "cashtag $A", "cashtag $1INCH"},
		"$ton $TON1 $$A $A$ x$A $": {},
		"$ABCDEFGH $ABCDEFGHI":     {"cashtag $ABCDEFGH"},
		"$TON@channel":             {"cashtag $TON@channel"},
	})
}

func TestFindLinks(t *testing.T) {
	t.Parallel()
	checkFound(t, map[string][]string{
		"see example.com.":                           {"url example.com"},
		"(http://example.com/a_(b)), ok":             {"url http://example.com/a_(b)"},
		"a [b](https://example.com/x) c":             {"url https://example.com/x"},
		"<https://example.com/?a=1&b=2#c>":           {"url https://example.com/?a=1&b=2#c"},
		"HTTPS://EXAMPLE.COM":                        {"url HTTPS://EXAMPLE.COM"},
		"www.пример.рф/путь?да, и почта.онлайн":      {"url www.пример.рф/путь?да", "url почта.онлайн"},
		"http://münchen.de xn--80ak6aa92e.com":       {"url http://münchen.de", "url xn--80ak6aa92e.com"},
		"http://intranet.corp/x":                     {"url http://intranet.corp/x"},
		"intranet.corpo file.txt v1.2 e.g. 3.14":     {},
		"The end.Then more. Or the end.In":           {},
		"END.IN":                                     {"url END.IN"},
		"127.0.0.1:8080/x 256.1.1.1 1.2.3":           {"url 127.0.0.1:8080/x"},
		"example.com:443/a example.org:99999/b":      {"url example.com:443/a", "url example.org"},
		"ftp://example.com sftp://example.com":       {"url ftp://example.com"},
		"http://user:pass@example.com/x":             {"url http://user:pass@example.com/x"},
		"http://a-.com http://a_b.com -a.com":        {"url -a.com"},
		"example.com?q example.com? x.org#":          {"url example.com?q", "url example.com", "url x.org"},
		"#example.com /example.com @example.com":     {"hashtag #example", "command /example", "mention @example"},
		"tg://resolve?domain=x TON://transfer":       {"url tg://resolve?domain=x", "url TON://transfer"},
		"tg:resolve tg://":                           {},
		"tonsite://example.ton/a":                    {"url tonsite://example.ton/a"},
		"👉example.com👈":                              {},
		"teiegram.org":                               {},
		"https://example.com/…":                      {"url https://example.com/"},
		"\u202ehttp://example.com":                   {"url http://example.com"},
		"http://" + strings.Repeat("a", 64) + ".com": {},
	})
}

func TestFindMail(t *testing.T) {
	t.Parallel()
	checkFound(t, map[string][]string{
		"write to b+c@d.com, a.b@example.co.uk!": {"email b+c@d.com", "email a.b@example.co.uk"},
		"mailto:me@example.com":                  {"email me@example.com"},
		"me@example":                             {},
		"a@b@example.com":                        {},
		"me@exam_ple.com":                        {"email me@exam_ple.com"},
		"me@example-.com":                        {},
		"me@example.toolongtld":                  {},
		"@me@example.com":                        {},
	})
}

func TestFindNumbers(t *testing.T) {
	t.Parallel()
	checkFound(t, map[string][]string{
		"4111 1111 1111 1111":                         {"card 4111 1111 1111 1111"},
		"pay 5555-5555-5555-4444, ok":                 {"card 5555-5555-5555-4444"},
		"378282246310005":                             {"card 378282246310005"},
		"4111 1111 1111 1112":                         {},
		"x4111111111111111":                           {},
		"4111111111111111x 1234":                      {},
		"+7 (999) 123-45-67!":                         {"phone +7 (999) 123-45-67"},
		"+79991234567,+12025550123":                   {"phone +79991234567", "phone +12025550123"},
		"+442071838750 +380.44.123.45.67":             {"phone +442071838750", "phone +380.44.123.45.67"},
		"+7 999 123-45-67 2 pieces, +442071838750 12": {"phone +7 999 123-45-67", "phone +442071838750"},
		"call +12 (34":                                {},
		"1+79991234567 ++79991234567 x+79991234567":   {},
		"+7999123456 +1234567":                        {},
		"+10 20 30 40 50":                             {},
		"+7 999 123  45 67":                           {},
		"+79991234567a":                               {},
		"+0123456789":                                 {},
		"2+2=4 and 1,000,000 or 12:30":                {},
	})
}

// Long texts made to be looked at over and over take no longer than others: with
// time that grows with the square this test would take an hour.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	const size = 1 << 18
	for _, s := range []string{
		"a.", ".", "..a", "@a.", "a@.", "@", "a@a.a@", "http://a.", "://.", "a:.", "#", "#a", "#a@", "#a@aaa", "$A$", "/a", "/a@", "//",
		"+", "+1 ", "+(", "1 ", "1", "4111111111111111 ", "tg://", "tg://a?", "a.com/((", "a.com/).", "a.b?.,", "\u200e\u200f", "\u202e", "\r", "😀", "😀.", "é.",
		"mailto:a@b.c", "a.com:0", "a.com:99999", "\n ", "-.-", "_@a.b_",
	} {
		for _, in := range []string{strings.Repeat(s, size/len(s)), "x" + strings.Repeat(s, size/len(s)) + "x.com"} {
			out, err := text.Normal(of(in, bold(0, 1)), size)
			if err == nil && len(out.Entities) > text.MaxEntities {
				t.Errorf("%q: %d entities", s, len(out.Entities))
			}
		}
	}
}

// As many entities as may come, of every kind and across each other, over as long
// a text as may be.
func TestHostileEntities(t *testing.T) {
	t.Parallel()
	in := text.Text{String: strings.Repeat("#a b.com ", 450)}
	for i := range text.MaxGiven {
		k := text.EntityKind(i % int(text.Date+1))
		in.Entities = append(in.Entities, text.Entity{Kind: k, Offset: i, Length: 1 + i*7%3000, Extra: "a.b", ID: 1})
	}
	out, err := text.Normal(in, 4096)
	if err != nil {
		t.Fatal(err)
	}
	checkNormal(t, in, out, 4096)
	if len(out.Entities) == 0 {
		t.Error("nothing left")
	}
}
