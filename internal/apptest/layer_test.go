package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestNewerLayer: a client from the future is served in the newest layer that
// is known, which is what such clients are made for.
func TestNewerLayer(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	newer, native := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2))
	newer.Layer = tg.Layer + 21
	login(t, newer)
	login(t, native)
	meet(t, native, newer)
	if err := say(native, newer, "to the future", 1); err != nil {
		t.Fatal(err)
	}
	if err := newer.Expect("to the future", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		return ok && m.Message == "to the future"
	}); err != nil {
		t.Error(err)
	}
}

// TestOlderLayer: a client older than all that are known is told to update, and
// served once it has.
func TestOlderLayer(t *testing.T) {
	t.Parallel()
	d := apptest.New(t).NewDevice("alice", apptest.TestNumber(1))
	d.Connect()
	config := func(layer int) error {
		ctx, cancel := d.Context()
		defer cancel()
		return d.API.Invoker().Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: layer, Query: &tg.InitConnectionRequest{
			APIID: 1, DeviceModel: "old", SystemVersion: "1", AppVersion: "1", SystemLangCode: "en", LangCode: "en", Query: &tg.HelpGetConfigRequest{},
		}}, &tg.Config{})
	}
	if err := config(100); !tgerr.Is(err, "UPDATE_APP_TO_LOGIN") {
		t.Errorf("served: %v", err)
	}
	if err := config(tg.Layer); err != nil {
		t.Error(err)
	}
}
