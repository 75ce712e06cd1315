package report_test

import (
	"strings"
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/report"
	"heliograph/internal/store/pebble"
	"heliograph/internal/user"
)

func open(t *testing.T) (*report.Service, *clock.Fake) {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	ck := clock.NewFake(time.Unix(1_700_000_000, 0))
	return report.New(report.Deps{Store: st, Clock: ck}), ck
}

func code(err error) string {
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestAdd(t *testing.T) {
	t.Parallel()
	s, ck := open(t)
	long := report.Report{By: 1, What: report.Messages, Peer: user.ID(2).Peer(), Reason: "spam", Comment: strings.Repeat("ä", report.MaxComment)}
	for i := range report.MaxQuotes + 5 {
		long.Quotes = append(long.Quotes, report.Quote{ID: i + 1, From: 2, Text: strings.Repeat("ß", 5000)})
	}
	if err := s.Add(t.Context(), long); err != nil {
		t.Fatal(err)
	}
	long.Comment += "x"
	if err := s.Add(t.Context(), long); code(err) != "MESSAGE_TOO_LONG" {
		t.Error(err)
	}
	for i := 1; ; i++ {
		err := s.Add(t.Context(), report.Report{By: 1, What: report.Chat, Peer: user.ID(3).Peer()})
		if err == nil {
			continue
		}
		if i != 50 || fault.As(err) == nil || fault.As(err).Kind != fault.Flood {
			t.Fatalf("the %d. more: %v", i, err)
		}
		break
	}
	if err := s.Add(t.Context(), report.Report{By: 2, What: report.Chat, Peer: user.ID(3).Peer()}); err != nil {
		t.Error("somebody else:", err)
	}
	ck.Advance(24 * time.Hour)
	if err := s.Add(t.Context(), report.Report{By: 1, What: report.Spam, Peer: user.ID(4).Peer()}); err != nil {
		t.Error("the next day:", err)
	}
	all, err := s.Newest(t.Context(), 0, 1000)
	if err != nil || len(all) != 52 || all[0].Number != 52 || all[0].Peer != user.ID(4).Peer() || all[0].Date != ck.Now().Unix() {
		t.Fatalf("%d, %v", len(all), err)
	}
	first := all[51]
	if first.Number != 1 || len(first.Quotes) != report.MaxQuotes || len([]rune(first.Quotes[0].Text)) != 1000 {
		t.Errorf("%d quotes in %d", len(first.Quotes), first.Number)
	}
	if page, err := s.Newest(t.Context(), 52, 2); err != nil || len(page) != 2 || page[0].Number != 51 {
		t.Errorf("%+v, %v", page, err)
	}
}

// Every way through the menu ends with a reason.
func TestMenu(t *testing.T) {
	t.Parallel()
	ends := 0
	var walk func(option string, depth int)
	walk = func(option string, depth int) {
		s, err := report.Next(option, "")
		if err != nil || depth > 3 {
			t.Fatalf("%q: %v", option, err)
		}
		for _, o := range s.Options {
			if o.ID == "" || o.Title == "" || s.Title == "" {
				t.Errorf("%q: %+v", option, s)
			}
			walk(o.ID, depth+1)
		}
		switch {
		case s.Comment != "":
			again, err := report.Next(s.Comment, "because")
			if err != nil || again.Reason != option || s.Comment != option {
				t.Errorf("%q: %+v, %v", option, again, err)
			}
			ends++
		case s.Options == nil:
			if s.Reason != option {
				t.Errorf("%q: %+v", option, s)
			}
			ends++
		}
	}
	walk("", 0)
	if ends < 10 {
		t.Errorf("%d ways", ends)
	}
	if _, err := report.Next("violence/none", ""); code(err) != "OPTION_INVALID" {
		t.Error(err)
	}
}
