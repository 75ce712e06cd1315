package apptest_test

import (
	"testing"

	"heliograph/internal/apptest"
)

// TestFromNothing: over every transport, with temporary keys and without, a
// client makes a key, signs up and writes.
func TestFromNothing(t *testing.T) {
	t.Parallel()
	for _, how := range append(apptest.Transports, "pfs") {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			d := apptest.New(t).NewDevice("alice", apptest.TestNumber(1)).Exchange()
			if d.Transport = how; how == "pfs" {
				d.Transport, d.PFS = "", true
			}
			login(t, d)
			if err := say(d, d, "to myself over "+how, 1); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Find("to myself over " + how); err != nil {
				t.Error(err)
			}
		})
	}
}
