package search_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/search"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// A message is found as it is at once, whether it is indexed or not; and the
// lists follow.
func TestFoundAtOnce(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.send(t, ann, bob, "first secret")
	see := func(when string, words map[string]bool) {
		t.Helper()
		for q, there := range words {
			for _, id := range []user.ID{ann, bob} {
				if got := w.ids(t, id, q); slices.Equal(got, []int{m.ID}) != there || !there && len(got) > 0 {
					t.Errorf("%s: %q finds %v", when, q, got)
				}
			}
		}
	}
	see("fresh", map[string]bool{"secret": true, "other": false})
	w.catch(t)
	see("indexed", map[string]bool{"secret": true, "other": false})
	w.edit(t, m, "an other text")
	see("edited", map[string]bool{"secret": false, "other": true})
	w.catch(t)
	see("edited and indexed", map[string]bool{"secret": false, "other": true})
	w.edit(t, m, "third")
	w.remove(t, ann, m.ID)
	see("deleted", map[string]bool{"secret": false, "other": false, "third": false})
	w.catch(t)
	see("deleted and indexed", map[string]bool{"secret": false, "other": false, "third": false})
	for _, id := range []user.ID{ann, bob} {
		if n := w.records(t, id, 1) + w.records(t, id, 2); n != 0 {
			t.Errorf("%d records are left in the box of %d", n, id)
		}
	}
}

func TestStems(t *testing.T) {
	t.Parallel()
	w := open(t)
	texts := map[string]int{}
	for _, s := range []string{
		"she was running with the dogs", "a run", "los gatos de la casa", "der Hund und die Katzen", "он любит книги", "university",
	} {
		texts[s] = w.send(t, ann, ann, s).ID
	}
	for i, c := range []struct{ q, want string }{
		{"runs", "she was running with the dogs|a run"},
		{"dog runs", "she was running with the dogs"},
		{"gato", "los gatos de la casa"},
		{"katze", "der Hund und die Katzen"},
		{"книга", "он любит книги"},
		{"runner's", ""},
	} {
		if i == 3 {
			w.catch(t) // half of them before, half after
		}
		var want []int
		for s := range strings.SplitSeq(c.want, "|") {
			if id := texts[s]; id != 0 {
				want = append(want, id)
			}
		}
		got := w.ids(t, ann, c.q)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", c.q, got, want)
		}
	}
}

// Pages follow each other without a gap or a repetition while more arrives.
func TestStablePages(t *testing.T) {
	t.Parallel()
	w := open(t)
	for range 30 {
		w.send(t, ann, bob, "word")
	}
	var all []int
	at := search.Window{Limit: 7}
	for {
		p := w.find(t, ann, search.Query{Text: "word"}, at)
		all = append(all, idsOf(p.Messages)...)
		if !p.More {
			break
		}
		at.OffsetID = all[len(all)-1]
		w.send(t, bob, ann, "word")
		if len(all)%2 == 0 {
			w.catch(t)
		}
	}
	if len(all) != 30 || all[0] != 30 || all[29] != 1 || !slices.IsSortedFunc(all, func(a, b int) int { return b - a }) {
		t.Errorf("%v", all)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := open(t)
	_, err := w.search.Find(t.Context(), as(ann), search.Query{In: bob.Peer()}, search.Window{})
	want(t, "nothing asked", err, "SEARCH_QUERY_EMPTY")
	_, err = w.search.Find(t.Context(), as(ann), search.Query{Text: " \n"}, search.Window{})
	want(t, "white space asked", err, "SEARCH_QUERY_EMPTY")
	_, err = w.search.Find(t.Context(), as(ann), search.Query{Text: "x", In: peer.Of(peer.Channel, 2_000_000_000)}, search.Window{})
	want(t, "a channel", err, "CHANNEL_INVALID")
	if p := w.find(t, ann, search.Query{Text: "!?"}, search.Window{Limit: 1}); p.Total != 0 || p.Inexact {
		t.Errorf("%+v", p)
	}
}

// When too many words begin alike the newest are found, and it is said that
// this is not all.
func TestManyWordsBeginAlike(t *testing.T) {
	t.Parallel()
	w := open(t)
	const each, messages = 450, 20
	for i := range messages {
		var ws []string
		for j := range each {
			ws = append(ws, "1000"+string([]byte{byte('a' + i), byte('a' + j/26), byte('a' + j%26)}))
		}
		w.send(t, ann, ann, strings.Join(ws, " "))
	}
	w.send(t, ann, ann, "1001")
	w.catch(t)
	p := w.find(t, ann, search.Query{Text: "1000"}, search.Window{Limit: 100})
	if p.Total != messages || len(p.Messages) != messages || p.Messages[0].ID != messages {
		t.Errorf("%d of %d", len(p.Messages), p.Total)
	}
	if p := w.find(t, ann, search.Query{Text: "1000bzz"}, search.Window{Limit: 100}); p.Total != 0 {
		t.Errorf("%d", p.Total)
	}
}

// A box that is too large to be looked at is searched as far as that goes, which
// the answer says, and then indexed.
func TestUnindexedBox(t *testing.T) {
	t.Parallel()
	w := open(t)
	old := w.send(t, ann, ann, "needle")
	hay := []int{}
	for range 100 {
		hay = append(hay, w.send(t, ann, ann, "hay").ID)
	}
	for range 50 {
		q := message.Copy{From: ann.Peer(), To: ann.Peer(), IDs: hay}
		for range hay {
			w.random++
			q.Randoms = append(q.Randoms, w.random)
		}
		if _, err := w.messages.ForwardAll(t.Context(), as(ann), q); err != nil {
			t.Fatal(err)
		}
	}
	if p := w.find(t, ann, search.Query{Text: "needle"}, search.Window{Limit: 1}); !p.Inexact || p.Total != 0 {
		t.Errorf("%+v", p)
	}
	run(t, w)
	p := waitFor(t, w, search.Query{Text: "needle"}, func(p search.Page) bool { return !p.Inexact })
	if !slices.Equal(idsOf(p.Messages), []int{old.ID}) {
		t.Errorf("%+v", p)
	}
	if p := w.find(t, ann, search.Query{Text: "hay"}, search.Window{Limit: 3}); p.Total != 5100 || p.Inexact || p.Messages[0].ID != 5101 {
		t.Errorf("%+v", p)
	}
}

// run starts the worker, until the end of the test.
func run(t *testing.T, w *world) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- w.search.Run(t.Context()) }()
	t.Cleanup(func() { <-done })
}

// waitFor asks again and again until an answer will do.
func waitFor(t *testing.T, w *world, q search.Query, done func(search.Page) bool) search.Page {
	t.Helper()
	for begin := time.Now(); ; <-time.After(5 * time.Millisecond) {
		p := w.find(t, ann, q, search.Window{Limit: 10})
		if done(p) {
			return p
		}
		if time.Since(begin) > time.Minute {
			t.Fatalf("%+v", p)
		}
	}
}

// The worker indexes a box once it has grown, and after a change, unasked.
func TestWorker(t *testing.T) {
	t.Parallel()
	w := open(t)
	run(t, w)
	for range 520 {
		w.send(t, ann, bob, "word")
	}
	indexed := func(part byte, there bool) {
		t.Helper()
		for begin := time.Now(); (w.records(t, bob, part) > 0) != there; <-time.After(5 * time.Millisecond) {
			if time.Since(begin) > time.Minute {
				t.Fatalf("part %d: %d", part, w.records(t, bob, part))
			}
		}
	}
	indexed(1, true)
	ids := []int{}
	for id := range 520 {
		ids = append(ids, id+1)
	}
	w.remove(t, ann, ids...)
	w.clock.Advance(time.Second)
	indexed(2, false)
	indexed(1, false)
}

// An index is made anew when it is of another version, or was removed.
func TestVersions(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.small = true
	w.use(w.store)
	for i := range 100 {
		w.send(t, ann, ann, strings.Repeat("word ", i+1), text.Entity{Kind: text.Bold, Length: 1})
	}
	w.catch(t)
	n := w.records(t, ann, 1)
	check := func() {
		t.Helper()
		if got := len(w.ids(t, ann, "word")); got != 100 {
			t.Errorf("%d found", got)
		}
	}
	box := ann.Owner()
	if err := w.store.Update(t.Context(), []store.Owner{box}, func(tx store.Tx) error { return search.Age(tx, box) }); err != nil {
		t.Fatal(err)
	}
	for more := true; more; {
		check()
		var err error
		if more, err = w.search.Round(t.Context(), box); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.records(t, ann, 1); got != n {
		t.Errorf("%d lists, not %d", got, n)
	}
	if err := w.search.Drop(t.Context(), box); err != nil {
		t.Fatal(err)
	}
	if got := w.records(t, ann, 0) + w.records(t, ann, 1) + w.records(t, ann, 2); got != 0 {
		t.Errorf("%d records are left", got)
	}
	check()
	w.catch(t)
	check()
}
