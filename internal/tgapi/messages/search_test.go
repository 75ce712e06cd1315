package messages_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/user"
)

// searched is the texts of an answer, its count and the rate that it names.
func (w *world) searched(as user.ID, req bin.Encoder) (found string, count, rate int) {
	w.t.Helper()
	var box tg.MessagesMessagesBox
	w.ok(as, req, &box)
	switch m := box.Messages.(type) {
	case *tg.MessagesMessages:
		return strings.Join(texts(m.Messages), "|"), len(m.Messages), 0
	case *tg.MessagesMessagesSlice:
		return strings.Join(texts(m.Messages), "|"), m.Count, m.NextRate
	case *tg.MessagesMessagesNotModified:
		return "not modified", m.Count, 0
	}
	w.t.Fatalf("%T", box.Messages)
	return "", 0, 0
}

// link sends a message with a link.
func (w *world) link(from, to user.ID, s string) {
	w.t.Helper()
	w.random++
	w.ok(from, &tg.MessagesSendMessageRequest{
		Peer: w.peer(from, to), Message: s, RandomID: w.random,
		Entities: []tg.MessageEntityClass{&tg.MessageEntityTextURL{Length: 4, URL: "https://example.org"}},
	}, nil)
}

func TestSearch(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i, s := range []string{"Crème brûlée", "creamy #dessert", "running late", "nothing", "the runner runs"} {
		w.send([]user.ID{ann, bob}[i%2], []user.ID{bob, ann}[i%2], s)
	}
	w.send(ann, cid, "cream elsewhere")
	search := func(q string, change func(*tg.MessagesSearchRequest)) string {
		t.Helper()
		r := &tg.MessagesSearchRequest{Peer: w.peer(ann, bob), Filter: &tg.InputMessagesFilterEmpty{}, Q: q, Limit: 10}
		if change != nil {
			change(r)
		}
		found, count, _ := w.searched(ann, r)
		return fmt.Sprint(count, " ", found)
	}
	for _, c := range []struct {
		q, want string
		change  func(*tg.MessagesSearchRequest)
	}{
		{"creme", "1 Crème brûlée", nil},
		{"CRÈM", "1 Crème brûlée", nil},
		{"cre", "2 creamy #dessert|Crème brûlée", nil},
		{"#des", "1 creamy #dessert", nil},
		{"#cre", "0 ", nil},
		{"runs", "2 the runner runs|running late", nil},
		{"late run", "1 running late", nil},
		{"...", "0 ", nil},
		{"cre", "1 Crème brûlée", func(r *tg.MessagesSearchRequest) { r.SetFromID(&tg.InputPeerSelf{}) }},
		{"", "2 nothing|creamy #dessert", func(r *tg.MessagesSearchRequest) { r.SetFromID(w.peer(ann, bob)) }},
		{"cre", "2 Crème brûlée", func(r *tg.MessagesSearchRequest) { r.OffsetID = 2 }},
		{"cre", "2 creamy #dessert", func(r *tg.MessagesSearchRequest) { r.Limit = 1 }},
		{"cre", "2 Crème brûlée", func(r *tg.MessagesSearchRequest) { r.Limit, r.AddOffset = 1, 1 }},
		{"cre", "2 ", func(r *tg.MessagesSearchRequest) { r.Limit = 0 }},
		{"cre", "0 ", func(r *tg.MessagesSearchRequest) { r.SetTopMsgID(1) }},
	} {
		if got := search(c.q, c.change); got != c.want {
			t.Errorf("%q: %q, not %q", c.q, got, c.want)
		}
	}
	h := uint64(2) // of the ids 2 and 1
	h ^= h >> 21
	h ^= h << 35
	h ^= h >> 4
	same := func(r *tg.MessagesSearchRequest) { r.Hash = int64(h + 1) }
	if got := search("cre", same); got != "2 not modified" {
		t.Error(got)
	}
}

// All chats are searched at once, page by page, while more is written.
func TestSearchGlobal(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i := range 10 {
		w.send(ann, []user.ID{bob, cid, ann}[i%3], fmt.Sprint("note ", i))
		w.clock.Advance(time.Second)
	}
	r := &tg.MessagesSearchGlobalRequest{Q: "note", Filter: &tg.InputMessagesFilterEmpty{}, OffsetPeer: &tg.InputPeerEmpty{}, Limit: 4}
	var all []string
	for page := range 4 {
		var box tg.MessagesMessagesBox
		w.ok(ann, r, &box)
		m, ok := box.Messages.(*tg.MessagesMessagesSlice)
		if !ok || m.Count != 10+page {
			t.Fatalf("page %d: %+v", page, box.Messages)
		}
		if all = append(all, texts(m.Messages)...); m.NextRate == 0 {
			break
		}
		last := m.Messages[len(m.Messages)-1].(*tg.Message)
		if m.NextRate != last.Date {
			t.Errorf("rate %d of %d", m.NextRate, last.Date)
		}
		with := user.ID(last.PeerID.(*tg.PeerUser).UserID)
		r.OffsetRate, r.OffsetID, r.OffsetPeer = m.NextRate, last.ID, w.peer(ann, with)
		w.send(bob, ann, "note of bob")
	}
	if got := strings.Join(all, ""); got != "note 9note 8note 7note 6note 5note 4note 3note 2note 1note 0" {
		t.Error(got)
	}
	for i, c := range []struct {
		count  int
		change func(r *tg.MessagesSearchGlobalRequest)
	}{
		{12, func(r *tg.MessagesSearchGlobalRequest) { r.UsersOnly = true }},
		{0, func(r *tg.MessagesSearchGlobalRequest) { r.GroupsOnly = true }},
		{0, func(r *tg.MessagesSearchGlobalRequest) { r.BroadcastsOnly = true }},
		{12, func(r *tg.MessagesSearchGlobalRequest) { r.SetFolderID(0) }},
		{0, func(r *tg.MessagesSearchGlobalRequest) { r.SetFolderID(1) }},
	} {
		r := &tg.MessagesSearchGlobalRequest{Q: "no", Filter: &tg.InputMessagesFilterEmpty{}, OffsetPeer: &tg.InputPeerEmpty{}, Limit: 1}
		c.change(r)
		if _, n, _ := w.searched(ann, r); n != c.count {
			t.Errorf("%d: %d, not %d", i, n, c.count)
		}
	}
}

func TestSearchSentMedia(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.link(ann, bob, "link of ann")
	w.link(bob, ann, "link of bob")
	w.send(ann, cid, "no link")
	r := &tg.MessagesSearchSentMediaRequest{Filter: &tg.InputMessagesFilterURL{}, Limit: 5}
	if found, n, _ := w.searched(ann, r); found != "link of ann" || n != 1 {
		t.Errorf("%q of %d", found, n)
	}
}

// Links are counted, and found by day and by place.
func TestSearchSums(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i := range 9 {
		if w.send(bob, ann, "no link"); i%2 == 0 {
			w.link(bob, ann, fmt.Sprint("link ", i))
		}
		w.clock.Advance(8 * time.Hour)
	}
	links := &tg.InputMessagesFilterURL{}
	var counters tg.MessagesSearchCounterVector
	w.ok(ann, &tg.MessagesGetSearchCountersRequest{
		Peer: w.peer(ann, bob), Filters: []tg.MessagesFilterClass{links, &tg.InputMessagesFilterPinned{}},
	}, &counters)
	if c := counters.Elems; len(c) != 2 || c[0].Count != 5 || c[0].Inexact || c[1].Count != 0 {
		t.Errorf("%+v", c)
	}
	var days tg.MessagesSearchResultsCalendar
	w.ok(ann, &tg.MessagesGetSearchResultsCalendarRequest{Peer: w.peer(ann, bob), Filter: links}, &days)
	sum := 0
	for i, d := range days.Periods {
		if sum += d.Count; d.Date%86400 != 0 || days.Messages[i].GetID() != d.MaxMsgID || d.MinMsgID > d.MaxMsgID {
			t.Errorf("%+v", d)
		}
	}
	if days.Count != 5 || sum != 5 || len(days.Periods) < 3 || days.MinMsgID != 2 || len(days.Users) == 0 {
		t.Errorf("%+v", days)
	}
	var at tg.MessagesSearchResultsPositions
	w.ok(ann, &tg.MessagesGetSearchResultsPositionsRequest{Peer: w.peer(ann, bob), Filter: links, Limit: 3}, &at)
	if at.Count != 5 || len(at.Positions) != 3 || at.Positions[0].Offset != 0 || at.Positions[2].Offset != 4 || at.Positions[2].MsgID != 2 {
		t.Errorf("%+v", at)
	}
}
