//go:build clients

package patch

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestTDLib(t *testing.T) {
	t.Parallel()
	in := "../node_modules/@prebuilt-tdlib/linux-x64-glibc/libtdjson.so"
	before, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err) // make test-clients installs it
	}
	out := filepath.Join(t.TempDir(), "libtdjson.so")
	r, err := File(in, out, aKey(), here)
	if err != nil || r.Keys != 2 || r.Ports != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	after, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if len(after) != len(before) || bytes.Count(after, aKey()) != 2 {
		t.Errorf("%d bytes, were %d; our key is there %d times", len(after), len(before), bytes.Count(after, aKey()))
	}
	for _, prefix := range exchangeKeys {
		if bytes.Contains(after, []byte(prefix)) {
			t.Errorf("the key %s… is still there", prefix)
		}
	}
	if _, err := File(out, filepath.Join(t.TempDir(), "x"), aKey(), here); !errors.Is(err, ErrUnknownBuild) {
		t.Errorf("patching a patched binary: %v", err)
	}
}
