package storetest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"heliograph/internal/store"
)

// patience ends a test that hangs; no test passes or fails by it otherwise.
const patience = 2 * time.Minute

// Engine tells Run how to make stores.
type Engine struct {
	// Open returns handles on the same, empty data: several where the engine
	// lets several nodes work on it, else one. They are closed by Open's
	// t.Cleanup; a test may close them earlier.
	Open func(t *testing.T) []store.Store
	// OpenBackup opens what Backup wrote into dir, closed by t.Cleanup.
	OpenBackup func(t *testing.T, dir string) store.Store
}

// Run runs the suite. Its tests run in parallel, each on data of its own.
func Run(t *testing.T, e Engine) {
	tests := []struct {
		name string
		run  func(*testing.T, Engine)
	}{
		{"OwnWrites", one(testOwnWrites)},
		{"EmptyAndAbsent", one(testEmptyAndAbsent)},
		{"BigValue", one(testBigValue)},
		{"ManyWrites", one(testManyWrites)},
		{"ManyOwners", one(testManyOwners)},
		{"OwnersAsPrefixes", one(testOwnersAsPrefixes)},
		{"Kept", one(testKept)},
		{"Scan", one(testScan)},
		{"ScanLimits", one(testScanLimits)},
		{"DeleteRange", one(testDeleteRange)},
		{"Rollback", one(testRollback)},
		{"NotNamed", one(testNotNamed)},
		{"BadOwners", one(testBadOwners)},
		{"Panic", one(testPanic)},
		{"Counters", testCounters},
		{"Linearizable", testLinearizable},
		{"Snapshot", testSnapshot},
		{"RepeatedReads", one(testRepeatedReads)},
		{"Retry", testRetry},
		{"CancelQueued", one(testCancelQueued)},
		{"CancelledBefore", one(testCancelledBefore)},
		{"CloseUnderLoad", one(testCloseUnderLoad)},
		{"Backup", testBackup},
		{"BackupRefused", one(testBackupRefused)},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			x.run(t, e)
		})
	}
}

// one adapts a test that needs a single handle.
func one(f func(*testing.T, store.Store)) func(*testing.T, Engine) {
	return func(t *testing.T, e Engine) { f(t, e.Open(t)[0]) }
}

// owner is a name of the kind that subjects use: a byte and a number.
func owner(i int) store.Owner { return store.Owner(store.K('u').Int(int64(i))) }

func update(t *testing.T, s store.Store, owners []store.Owner, fn func(store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), owners, fn); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func view(t *testing.T, s store.Store, fn func(store.Reader) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Fatalf("view: %v", err)
	}
}

// within fails the test when done does not close.
func within(t *testing.T, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("still waiting: deadlock?")
	}
}

func number(b []byte) uint64 {
	if len(b) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

func encode(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// add adds n to a counter and returns its value.
func add(tx store.Tx, o store.Owner, key []byte, n uint64) (uint64, error) {
	v, err := tx.Get(o, key)
	if err != nil {
		return 0, err
	}
	n += number(v)
	tx.Put(o, key, encode(n))
	return n, nil
}

func noise(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func expect(r store.Reader, o store.Owner, key string, want []byte) error {
	got, err := r.Get(o, []byte(key))
	if err != nil {
		return err
	}
	if (got == nil) != (want == nil) || string(got) != string(want) {
		return fmt.Errorf("%s of %x: got %.40q (nil: %t), want %.40q (nil: %t)", key, o, got, got == nil, want, want == nil)
	}
	return nil
}
