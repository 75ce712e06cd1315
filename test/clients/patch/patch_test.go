package patch

import (
	"bytes"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var here = netip.MustParseAddrPort("127.0.0.1:18080")

// aKey has the size of a real one; patching does not look inside.
func aKey() []byte {
	body := strings.Repeat(strings.Repeat("A", 64)+"\n", 5) + strings.Repeat("A", 40) + "\n"
	return []byte("-----BEGIN RSA PUBLIC KEY-----\n" + body + "-----END RSA PUBLIC KEY-----")
}

// code has one match for each place that a known build has.
func code() []byte {
	movabs := "\x48\xb8"
	var b strings.Builder
	for range 2 {
		b.WriteString("\x90" + movabs + "\x1c149.154")
	}
	for range 8 {
		b.WriteString("\x90" + movabs + ".175.50\x00")
	}
	b.WriteString(movabs + "76.100\x00\x00")
	b.WriteString("\x49\x83\xc5\x02" + "\x49\x83\xc5\xfe" + "\x49\x8d\x4d\x02")
	b.WriteString("\xbb\x01\x00\x00\x50\x00\x00\x00" + "\x66\x14\x00\x00")
	b.WriteString("\x49\x81\xc4\x00\x00\x02\x00" + "\x49\x81\xc5\x00\x00\x04\x00" + "\x49\x81\xc5\x00\x02\x00\x00" + "\x49\x8d\x8c\x24\x00\x00\x02\x00")
	b.WriteString("\x282001:b2" + "8:f23d:f" + "c:4e8:f0" + "001::a\x00\x00" + "02::e\x00\x00\x00")
	return []byte(b.String())
}

func TestCode(t *testing.T) {
	t.Parallel()
	c := code()
	size := len(c)
	if ports, err := patchCode(c, here); err != nil || ports != 3 {
		t.Fatal(ports, err)
	}
	if len(c) != size {
		t.Errorf("%d bytes, were %d", len(c), size)
	}
	for want, n := range map[string]int{
		"\x48\xb8\x12127.0.0":                2, // 9 characters, twice
		"\x48\xb8.1\x00\x00\x00\x00\x00\x00": 9,
		"\xa0\x46\x00\x00":                   3, // 18080
		"149.154":                            0,
		"2001":                               0,
	} {
		if got := bytes.Count(c, []byte(want)); got != n {
			t.Errorf("%q: %d times, want %d", want, got, n)
		}
	}
}

func TestUnknownCodeIsRefusedUntouched(t *testing.T) {
	t.Parallel()
	for _, spoil := range []string{"\x1c149.154", "\x66\x14\x00\x00", "\x49\x83\xc5\xfe", "c:4e8:f0"} {
		c := bytes.Replace(code(), []byte(spoil), bytes.Repeat([]byte{0x90}, len(spoil)), 1)
		was := bytes.Clone(c)
		if _, err := patchCode(c, here); !errors.Is(err, ErrUnknownBuild) || !bytes.Equal(c, was) {
			t.Errorf("without %q: %v", spoil, err)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	known := bytes.Replace(aKey(), []byte(strings.Repeat("A", 24)), []byte(exchangeKeys[0]), 1)
	data := append(append([]byte("before"), known...), aKey()...) // the second is some other key
	if n, err := replaceKeys(data, aKey()); n != 1 || err != nil || bytes.Count(data, aKey()) != 2 {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := replaceKeys(data, aKey()); !errors.Is(err, ErrUnknownBuild) {
		t.Errorf("no key of the exchange: %v", err)
	}
	data = bytes.Clone(known)
	short := bytes.Replace(aKey(), []byte("AAAA\n-"), []byte("\n-"), 1)
	if _, err := replaceKeys(data, short); err == nil || !bytes.Equal(data, known) {
		t.Errorf("a key of another size: %v", err)
	}
	if _, err := replaceKeys(data, []byte("no key")); err == nil {
		t.Error("no key passed")
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	out := file + ".out"
	if _, err := File(file, out, aKey(), here); !errors.Is(err, ErrUnknownBuild) {
		t.Errorf("a script: %v", err)
	}
	for _, addr := range []string{"[::1]:443", "192.168.100.100:443"} {
		if _, err := File(file, out, aKey(), netip.MustParseAddrPort(addr)); err == nil || errors.Is(err, ErrUnknownBuild) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a refused binary was written")
	}
}
