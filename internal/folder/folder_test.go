package folder_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const me user.ID = 1

var actor = user.Actor{ID: me, Origin: 7}

type world struct {
	t     *testing.T
	store store.Store
	log   *update.Log
	*folder.Service
}

func open(t *testing.T, l folder.Limits) *world {
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
	w := &world{t: t, store: st}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1_700_000_000, 0))})
	w.Service = folder.New(folder.Deps{Store: st, Log: w.log, Limits: l})
	return w
}

func who(ns ...int64) (out []peer.Peer) {
	for _, n := range ns {
		out = append(out, peer.Of(peer.User, n))
	}
	return out
}

func some(id folder.ID, title string) folder.Folder {
	return folder.Folder{ID: id, Title: text.Text{String: title}, Rules: folder.Contacts}
}

func (w *world) list() folder.List {
	w.t.Helper()
	l, err := w.List(w.t.Context(), me)
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

func (w *world) kinds() (out []update.Kind) {
	w.t.Helper()
	d, err := w.log.Since(w.t.Context(), me.Owner(), update.Position{Pts: 1}, 1<<20)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range d.Events {
		out = append(out, e.Kind)
	}
	return out
}

func (w *world) want(what string, err error, code string) {
	w.t.Helper()
	got := ""
	if f := fault.As(err); f != nil {
		got = f.Code
	} else if err != nil {
		w.t.Errorf("%s: %v", what, err)
	}
	if got != code {
		w.t.Errorf("%s: %q, not %q", what, got, code)
	}
}

// A folder comes back as it was saved: each chat once, included before excluded.
func TestSave(t *testing.T) {
	t.Parallel()
	w := open(t, folder.Limits{})
	color := 3
	f := folder.Folder{
		ID: 2, Title: text.Text{String: " Work 😀 ", Entities: []text.Entity{
			{Kind: text.CustomEmoji, Offset: 6, Length: 2, ID: 5}, {Kind: text.Bold, Offset: 1, Length: 4},
		}},
		Emoticon: "💼", Color: &color, Still: true, Rules: folder.Groups | folder.NotMuted,
		Pinned: who(5, 6, 5), Include: who(6, 7, 8, 7), Exclude: who(9, 5, 7, 9),
	}
	w.want("save", w.Save(t.Context(), actor, f), "")
	f.Title = text.Text{String: "Work 😀", Entities: []text.Entity{{Kind: text.CustomEmoji, Offset: 5, Length: 2, ID: 5}}}
	f.Pinned, f.Include, f.Exclude = who(5, 6), who(7, 8), who(9)
	if got := w.list(); !reflect.DeepEqual(got, folder.List{Order: []folder.ID{0, 2}, Folders: map[folder.ID]folder.Folder{2: f}}) {
		t.Errorf("%+v", got)
	}
	for n, in := range map[int64]bool{5: true, 7: true, 9: false, 10: false} {
		err := w.store.View(t.Context(), func(r store.Reader) error {
			got, err := folder.Holds(r, me.Owner(), who(n)[0])
			if got != in {
				t.Errorf("%d: %t", n, got)
			}
			return err
		})
		w.want("holds", err, "")
	}
	bad := 99
	f.Color, f.Emoticon = &bad, strings.Repeat("x", 33)
	w.want("again", w.Save(t.Context(), actor, f), "")
	if got := w.list().Folders[2]; got.Color != nil || got.Emoticon != "" {
		t.Errorf("%+v", got)
	}
	for range 2 {
		w.want("delete", w.Delete(t.Context(), actor, 2), "")
	}
	if got := w.list(); len(got.Folders) != 0 || len(got.Order) != 1 {
		t.Errorf("%+v", got)
	}
	if got := w.kinds(); !reflect.DeepEqual(got, []update.Kind{update.Folder, update.Folder, update.Folder}) {
		t.Errorf("%v", got)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	w := open(t, folder.Limits{Folders: 2, Chats: 3})
	for code, fs := range map[string][]folder.Folder{
		"FILTER_ID_INVALID":     {some(0, "x"), some(1, "x"), some(256, "x"), some(-1, "x")},
		"FILTER_TITLE_EMPTY":    {some(2, ""), some(2, " \u200b")},
		"MESSAGE_TOO_LONG":      {some(2, "1234567890123")},
		"FILTER_INCLUDE_EMPTY":  {{ID: 2, Title: text.Text{String: "x"}, Exclude: who(2), Rules: folder.NotRead}},
		"LIMIT_INVALID":         {{ID: 2, Title: text.Text{String: "x"}, Pinned: who(2, 3), Include: who(4, 5)}, {ID: 2, Title: text.Text{String: "x"}, Rules: folder.Bots, Exclude: who(2, 3, 4, 5)}},
		"FILTER_NOT_SUPPORTED":  {{ID: 2, Title: text.Text{String: "x"}, Include: who(2), Shared: true}},
		"ENTITY_BOUNDS_INVALID": {{ID: 2, Title: text.Text{String: "x", Entities: []text.Entity{{Kind: text.CustomEmoji, Offset: -1, Length: 1}}}, Rules: folder.Bots}},
	} {
		for _, f := range fs {
			w.want(fmt.Sprintf("%+v", f), w.Save(t.Context(), actor, f), code)
		}
	}
	w.want("delete", w.Delete(t.Context(), actor, 1), "FILTER_ID_INVALID")
	if got := w.kinds(); got != nil {
		t.Errorf("%v", got)
	}
	for id, code := range []string{2: "", 3: "", 4: "LIMIT_INVALID"} {
		if id > 1 {
			w.want("one more", w.Save(t.Context(), actor, some(folder.ID(id), "123456789012")), code)
		}
	}
	w.want("one of them", w.Save(t.Context(), actor, some(3, "x")), "")
}

// After any changes the order names each folder once, and All; two stores of
// the same changes agree with a model.
func TestOrder(t *testing.T) {
	t.Parallel()
	w := open(t, folder.Limits{})
	rnd := rand.New(rand.NewPCG(1, 2))
	model := []folder.ID{0}
	for range 400 {
		id := folder.ID(2 + rnd.IntN(12))
		switch rnd.IntN(4) {
		case 0, 1:
			err := w.Save(t.Context(), actor, some(id, "x"))
			if !slices.Contains(model, id) {
				if len(model) > folder.DefaultFolders {
					w.want("too many", err, "LIMIT_INVALID")
					continue
				}
				model = append(model, id)
			}
			w.want("save", err, "")
		case 2:
			w.want("delete", w.Delete(t.Context(), actor, id), "")
			model = slices.DeleteFunc(model, func(o folder.ID) bool { return o == id })
		case 3:
			var order []folder.ID
			for range rnd.IntN(8) {
				order = append(order, folder.ID(rnd.IntN(14)))
			}
			w.want("reorder", w.Reorder(t.Context(), actor, order), "")
			if !slices.Contains(order, 0) {
				order = slices.Insert(order, 0, 0)
			}
			var next []folder.ID
			for _, o := range slices.Concat(order, model) {
				if slices.Contains(model, o) && !slices.Contains(next, o) {
					next = append(next, o)
				}
			}
			model = next
		}
		if l := w.list(); !slices.Equal(l.Order, model) || len(l.Folders) != len(model)-1 {
			t.Fatalf("%v with %d folders, not %v", l.Order, len(l.Folders), model)
		}
	}
	before := len(w.kinds())
	w.want("as it is", w.Reorder(t.Context(), actor, model), "")
	for range 2 {
		w.want("tags", w.ShowTags(t.Context(), actor, true), "")
	}
	if got := w.kinds()[before:]; !w.list().Tags || !reflect.DeepEqual(got, []update.Kind{update.Folders}) {
		t.Errorf("%v", got)
	}
}

// Nothing of a folder with people alone can be shared.
func TestShare(t *testing.T) {
	t.Parallel()
	w := open(t, folder.Limits{})
	channel := peer.Of(peer.Channel, 4)
	w.want("rules", w.Save(t.Context(), actor, some(2, "x")), "")
	w.want("people", w.Save(t.Context(), actor, folder.Folder{ID: 3, Title: text.Text{String: "x"}, Include: who(2)}), "")
	w.want("a channel", w.Save(t.Context(), actor, folder.Folder{ID: 4, Title: text.Text{String: "x"}, Include: append(who(2), channel)}), "")
	for _, c := range []struct {
		id    folder.ID
		chats []peer.Peer
		code  string
	}{
		{9, who(2), "FILTER_ID_INVALID"},
		{2, who(2), "FILTER_NOT_SUPPORTED"},
		{3, who(2), "PEERS_LIST_EMPTY"},
		{3, []peer.Peer{channel}, "PEERS_LIST_EMPTY"},
		{4, nil, "PEERS_LIST_EMPTY"},
		{4, []peer.Peer{channel}, ""},
	} {
		w.want(fmt.Sprint(c.id), w.Shareable(t.Context(), actor, c.id, c.chats), c.code)
	}
	for id, code := range map[folder.ID]string{9: "FILTER_ID_INVALID", 4: "FILTER_NOT_SUPPORTED"} {
		_, err := w.Linked(t.Context(), actor, id)
		w.want("linked", err, code)
	}
	for slug, code := range map[string]string{"": "INVITE_SLUG_EMPTY", "x": "INVITE_SLUG_EXPIRED"} {
		_, err := w.Find(t.Context(), slug)
		w.want("find", err, code)
	}
}

func TestSuggested(t *testing.T) {
	t.Parallel()
	w := open(t, folder.Limits{})
	for _, n := range []int{2, 1, 0} {
		ss, err := w.Suggested(t.Context(), me)
		w.want("suggested", err, "")
		if len(ss) != n {
			t.Fatalf("%+v", ss)
		}
		if n > 0 {
			f := ss[0].Folder
			f.ID, f.Title = folder.ID(10-n), text.Text{String: "mine"}
			w.want("take it", w.Save(t.Context(), actor, f), "")
		}
	}
}
