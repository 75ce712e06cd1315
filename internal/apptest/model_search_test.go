package apptest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gotd/td/tg"
)

// pass lets some seconds go by.
func (p *play) pass() { p.s.Later(time.Duration(p.r.IntN(40)) * time.Second) }

var filters = []struct {
	f  tg.MessagesFilterClass
	ok func(*mMessage) bool
}{
	{&tg.InputMessagesFilterPinned{}, func(x *mMessage) bool { return x.pinned }},
	{&tg.InputMessagesFilterURL{}, func(x *mMessage) bool { return strings.Contains(x.text, "https://") }},
	{&tg.InputMessagesFilterContacts{}, func(x *mMessage) bool { return x.kind == "contact" }},
	{&tg.InputMessagesFilterGeo{}, func(x *mMessage) bool { return x.kind == "geo" }},
	{&tg.InputMessagesFilterPoll{}, func(x *mMessage) bool { return x.kind == "poll" }},
	{&tg.InputMessagesFilterPhotos{}, func(*mMessage) bool { return false }},
}

// wordsOf are the words that a text can be found by: each with and without the
// sign before it.
func wordsOf(text string) (out []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' && r != '$' && r != '.'
	}) {
		out = append(out, w, strings.TrimLeft(w, "#$"))
	}
	return out
}

// search looks for something, in one chat or in all.
func (p *play) search() {
	who, with := p.someone(), p.someone()
	everywhere := p.r.IntN(4) == 0
	r := &tg.MessagesSearchRequest{Peer: p.chat(who, with), Filter: &tg.InputMessagesFilterEmpty{}, Limit: p.r.IntN(12) + 1}
	ok := []func(*mMessage) bool{func(x *mMessage) bool { return everywhere || x.chat == with }, func(x *mMessage) bool { return !x.note && x.chat != service }}
	for range p.r.IntN(3) {
		w := []rune(vocabulary[p.r.IntN(len(vocabulary))])
		if n := p.r.IntN(len(w)) + 1; n > 1 || unicode.IsLetter(w[0]) {
			w = w[:n]
		}
		r.Q += " " + string(w)
		ok = append(ok, func(x *mMessage) bool {
			return slices.ContainsFunc(wordsOf(x.text), func(has string) bool { return strings.HasPrefix(has, string(w)) })
		})
	}
	if p.r.IntN(3) == 0 || r.Q == "" {
		f := filters[p.r.IntN(len(filters))]
		r.Filter = f.f
		ok = append(ok, f.ok)
	}
	if p.r.IntN(3) == 0 && !everywhere {
		from := p.someone()
		r.SetFromID(p.chat(who, from))
		ok = append(ok, func(x *mMessage) bool { return x.from == from })
	}
	if p.r.IntN(4) == 0 {
		if x := p.some(who, nil); x != nil {
			r.MinDate, r.MaxDate = x.date, x.date+p.r.IntN(100)
			ok = append(ok, func(x *mMessage) bool { return x.date >= r.MinDate && x.date <= r.MaxDate })
		}
	}
	if who == with && !everywhere {
		ok = append(ok, p.savedOnly(who, r)...)
	}
	var all []*mMessage
	for _, x := range p.m.boxes[who].list {
		if !slices.ContainsFunc(ok, func(f func(*mMessage) bool) bool { return !f(x) }) {
			all = append(all, x)
		}
	}
	slices.Reverse(all)
	if everywhere {
		p.searchAll(who, r, all)
		return
	}
	if p.r.IntN(2) == 0 {
		r.OffsetID, r.AddOffset = p.r.IntN(p.m.boxes[who].lastID+2), p.r.IntN(8)-4
	}
	res := must(p, "search", func(ctx context.Context) (tg.MessagesMessagesClass, error) {
		return p.device[who].API.MessagesSearch(ctx, r)
	})
	p.found(fmt.Sprintf("%d searches with %d %q %T %v", who, with, r.Q, r.Filter, r), res, window(all, r.OffsetID, r.AddOffset, r.Limit), len(all))
	if r.Q == "" && r.MinDate == 0 && r.FromID == nil && r.SavedPeerID == nil && r.SavedReaction == nil {
		n := must(p, "counters", func(ctx context.Context) ([]tg.MessagesSearchCounter, error) {
			return p.device[who].API.MessagesGetSearchCounters(ctx, &tg.MessagesGetSearchCountersRequest{Peer: r.Peer, Filters: []tg.MessagesFilterClass{r.Filter}})
		})
		if len(n) != 1 || n[0].Count != len(all) {
			p.t.Fatalf("%d counts %T with %d: %v, not %d", who, r.Filter, with, n, len(all))
		}
	}
}

// savedOnly narrows a search in Saved Messages, to a part or to tags.
func (p *play) savedOnly(who int, r *tg.MessagesSearchRequest) (ok []func(*mMessage) bool) {
	if p.r.IntN(3) == 0 {
		part := p.someone()
		r.SetSavedPeerID(p.chat(who, part))
		ok = append(ok, func(x *mMessage) bool { return x.part == part })
	}
	if p.r.IntN(2) == 0 {
		emoji := emojis[p.r.IntN(len(emojis))]
		r.SetSavedReaction([]tg.ReactionClass{&tg.ReactionEmoji{Emoticon: emoji}})
		ok = append(ok, func(x *mMessage) bool { return x.liked(who) == emoji })
	}
	return ok
}

// searchAll looks in all chats, page by page.
func (p *play) searchAll(who int, in *tg.MessagesSearchRequest, all []*mMessage) {
	r := &tg.MessagesSearchGlobalRequest{Q: in.Q, Filter: in.Filter, MinDate: in.MinDate, MaxDate: in.MaxDate, OffsetPeer: &tg.InputPeerEmpty{}, Limit: in.Limit}
	if r.Q == "" && r.MinDate != 0 {
		return
	}
	var got []int
	for {
		res := must(p, "search everywhere", func(ctx context.Context) (tg.MessagesMessagesClass, error) {
			return p.device[who].API.MessagesSearchGlobal(ctx, r)
		})
		page := messagesOf(res)
		for _, m := range page {
			if x := p.seen(m); x.chat != service { // whose texts are not ours
				got = append(got, x.id)
			}
		}
		s, more := res.(*tg.MessagesMessagesSlice)
		if !more || len(page) == 0 || s.NextRate == 0 {
			break
		}
		last, ok := page[len(page)-1].AsNotEmpty()
		if !ok {
			p.t.Fatal("an empty message is found")
		}
		r.OffsetRate, r.OffsetID, r.OffsetPeer = s.NextRate, last.GetID(), p.chat(who, p.person(last.GetPeerID()))
	}
	if want := window(all, 0, 0, len(all)); !slices.Equal(got, want) {
		p.t.Fatalf("%d searches everywhere %v: %v, not %v", who, r, got, want)
	}
}

func (p *play) found(what string, res tg.MessagesMessagesClass, ids []int, total int) {
	p.t.Helper()
	got, n := idsOf(messagesOf(res)), 0
	switch res := res.(type) {
	case *tg.MessagesMessages:
		n = len(res.Messages)
	case *tg.MessagesMessagesSlice:
		if n = res.Count; res.Inexact {
			p.t.Fatalf("%s: inexact", what)
		}
	}
	if !slices.Equal(got, ids) || n != total {
		p.t.Fatalf("%s: %v of %d, not %v of %d", what, got, n, ids, total)
	}
}
