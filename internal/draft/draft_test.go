package draft_test

import (
	"strings"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const me user.ID = 1

var actor = user.Actor{ID: me, Origin: 7}

func open(t testing.TB) (*draft.Service, *update.Log) {
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
	log := update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1_700_000_000, 0))})
	return draft.New(draft.Deps{Store: st, Log: log, MaxLength: 100}), log
}

func who(n int64) peer.Peer { return peer.Of(peer.User, n) }

func TestDrafts(t *testing.T) {
	t.Parallel()
	s, log := open(t)
	save := func(d draft.Draft, code string) {
		t.Helper()
		got := ""
		err := s.Save(t.Context(), actor, d)
		if f := fault.As(err); f != nil {
			got = f.Code
		} else if err != nil {
			t.Fatal(err)
		}
		if got != code {
			t.Errorf("%q, not %q", got, code)
		}
	}
	bold := text.Text{String: "bold", Entities: []text.Entity{{Kind: text.Bold, Length: 4}}}
	save(draft.Draft{Peer: who(2), Text: bold, NoWebpage: true}, "")
	save(draft.Draft{Peer: who(3), ReplyTo: 5}, "")
	save(draft.Draft{Peer: who(4)}, "") // nothing there, nothing to remove
	save(draft.Draft{Peer: who(4), Text: text.Text{String: strings.Repeat("x", 101)}}, "MESSAGE_TOO_LONG")
	save(draft.Draft{Peer: who(4), Text: text.Text{String: "\xff"}}, "ENCODING_INVALID")
	save(draft.Draft{Peer: peer.Of(peer.Chat, 4), Text: bold}, "PEER_ID_INVALID")
	save(draft.Draft{Peer: peer.Of(peer.Channel, 4), Text: bold}, "CHANNEL_PRIVATE")
	ds, err := s.Of(t.Context(), me, who(2), who(3), who(4))
	if err != nil || ds[0].Text.String != "bold" || len(ds[0].Text.Entities) != 1 || !ds[0].NoWebpage || ds[0].Date != 1_700_000_000 ||
		ds[1].ReplyTo != 5 || !ds[2].IsZero() || ds[2].Peer != who(4) {
		t.Errorf("%+v %v", ds, err)
	}
	if ds, err := s.All(t.Context(), me); err != nil || len(ds) != 2 || ds[1].Peer != who(3) {
		t.Errorf("%+v %v", ds, err)
	}
	save(draft.Draft{Peer: who(2), Text: text.Text{String: " \n"}}, "") // removes it
	if ds, err := s.All(t.Context(), me); err != nil || len(ds) != 1 {
		t.Errorf("%+v %v", ds, err)
	}
	if err := s.ClearAll(t.Context(), actor); err != nil {
		t.Error(err)
	}
	if ds, err := s.All(t.Context(), me); err != nil || len(ds) != 0 {
		t.Errorf("%+v %v", ds, err)
	}
	d, err := log.Since(t.Context(), me.Owner(), update.Position{Pts: 1}, 100)
	if err != nil || len(d.Events) != 4 || d.At.Pts != 1 {
		t.Fatalf("%+v %v", d, err)
	}
	for i, n := range []int64{2, 3, 2, 3} {
		if e := d.Events[i]; e.Kind != update.Draft || e.Peer != who(n) || e.Origin != actor.Origin {
			t.Errorf("%d: %+v", i, e)
		}
	}
	if ds, err := s.Of(t.Context(), me); err != nil || len(ds) != 0 {
		t.Errorf("%+v %v", ds, err)
	}
}

// Each topic of a chat has its own draft, up to a number of them.
func TestDraftsOfTopics(t *testing.T) {
	t.Parallel()
	s, log := open(t)
	words := func(topic int, w string) draft.Draft {
		return draft.Draft{Peer: who(2), Topic: topic, Text: text.Text{String: w}}
	}
	for i, d := range []draft.Draft{words(0, "chat"), words(7, "seven"), words(9, "nine"), words(7, "seven anew"), words(9, "")} {
		if err := s.Save(t.Context(), actor, d); err != nil {
			t.Fatal(i, err)
		}
	}
	ds, err := s.At(t.Context(), me, draft.Place{Peer: who(2)}, draft.Place{Peer: who(2), Topic: 7}, draft.Place{Peer: who(2), Topic: 9})
	if err != nil || ds[0].Text.String != "chat" || ds[1].Text.String != "seven anew" || ds[1].Topic != 7 || !ds[2].IsZero() {
		t.Errorf("%+v %v", ds, err)
	}
	if ds, err := s.All(t.Context(), me); err != nil || len(ds) != 2 || ds[0].Topic != 0 || ds[1].Topic != 7 {
		t.Errorf("%+v %v", ds, err)
	}
	d, err := log.Since(t.Context(), me.Owner(), update.Position{}, 100)
	if err != nil || len(d.Events) != 5 || d.Events[1].ID != 7 || d.Events[4].ID != 9 {
		t.Errorf("%+v %v", d.Events, err)
	}
	for i := range 250 {
		if err := s.Save(t.Context(), actor, words(100+i, "many")); err != nil {
			t.Fatal(err)
		}
	}
	if ds, err := s.All(t.Context(), me); err != nil || len(ds) != 200 || ds[0].Topic != 0 || ds[199].Topic != 349 {
		t.Errorf("%d kept, %v", len(ds), err)
	}
	if err := s.ClearAll(t.Context(), actor); err != nil {
		t.Fatal(err)
	}
	if ds, err := s.All(t.Context(), me); err != nil || len(ds) != 0 {
		t.Errorf("%+v %v", ds, err)
	}
}
