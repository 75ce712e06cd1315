package patchclient

import (
	"bytes"
	"debug/elf"
	"testing"

	"heliograph/internal/patchclient/patchclienttest"
)

// FuzzPatch: whatever the file, it is patched or refused. What was patched
// keeps its size, has the key twice and is known to be patched.
func FuzzPatch(f *testing.F) {
	for _, client := range []*patchclienttest.File{
		patchclienttest.Desktop(), patchclienttest.TDLib(), {Machine: elf.EM_X86_64, Class: elf.ELFCLASS64},
	} {
		data := client.Bytes()
		f.Add(data)
		f.Add(data[:len(data)/2])
		for at := 0; at < 64; at += 8 { // the file header
			spoiled := bytes.Clone(data)
			spoiled[at] ^= 0xff
			f.Add(spoiled)
		}
	}
	target := here()
	f.Fuzz(func(t *testing.T, data []byte) {
		size := len(data)
		r, err := patch(data, target)
		if err != nil {
			return
		}
		if len(data) != size || r.Client == "" || bytes.Count(data, builtIn(target.Key)) < len(exchangeKeys) {
			t.Errorf("%+v, %d bytes of %d", r, len(data), size)
		}
		m, err := open(data)
		if err != nil {
			t.Fatalf("what was patched cannot be read any more: %v", err)
		}
		if addr, ok := m.marked(); !ok || addr != target.Addr {
			t.Errorf("no mark: %v, %v", addr, ok)
		}
	})
}
