package patchclient

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"heliograph/internal/patchclient/patchclienttest"
	"heliograph/internal/serverkey"
)

// aKey is one for all tests: making it takes a while.
var aKey = sync.OnceValue(func() *rsa.PublicKey {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		panic(err)
	}
	return &key.PublicKey
})

// here has the longest address there is.
func here() Target {
	return Target{Addr: netip.MustParseAddrPort("192.168.100.100:65535"), Key: aKey()}
}

func checkKeys(t *testing.T, data []byte) {
	t.Helper()
	if n := bytes.Count(data, bytes.TrimSpace(serverkey.PublicPEM(aKey()))); n != 2 {
		t.Errorf("the server's key is there %d times", n)
	}
	if !bytes.Contains(data, []byte(patchclienttest.OtherKey())) {
		t.Error("a key that has nothing to do with the key exchange is gone")
	}
	for _, k := range exchangeKeys {
		if bytes.Contains(data, []byte(k.begin)) {
			t.Errorf("%s is still there", k.what)
		}
	}
}

func TestDesktop(t *testing.T) {
	t.Parallel()
	client := patchclienttest.Desktop()
	data := client.Bytes()
	size := len(data)
	if rows := client.ReadRows(data); len(rows) != 17 || rows[16] != (patchclienttest.Row{ID: 5, IP: "149.154.171.5", Port: 443}) {
		t.Fatalf("the file is wrong: %v", rows)
	}
	r, err := patch(data, here())
	if err != nil || r.Client != "Telegram Desktop" || !r.Program || len(data) != size {
		t.Fatalf("%+v, %v, %d bytes", r, err, len(data))
	}
	checkKeys(t, data)
	for i, row := range client.ReadRows(data) {
		want := patchclienttest.Rows()[i]
		want.Port = 65535
		if strings.Contains(want.IP, ":") {
			want.IP = "::1"
		} else {
			want.IP = "192.168.100.100"
		}
		if row != want {
			t.Errorf("row %d: %v, want %v", i, row, want)
		}
	}
	for _, row := range patchclienttest.Rows() {
		if bytes.Contains(data, []byte(row.IP)) {
			t.Errorf("%s is still there", row.IP)
		}
	}
	if want := (Change{"ports", 17}); r.Changes[len(r.Changes)-1] != want {
		t.Errorf("%v, want %v", r.Changes, want)
	}
}

func TestTDLib(t *testing.T) {
	t.Parallel()
	client := patchclienttest.TDLib()
	data := client.Bytes()
	before := bytes.Clone(client.ReadText(data))
	r, err := patch(data, here())
	if err != nil || r.Client != "TDLib" || r.Program {
		t.Fatalf("%+v, %v", r, err)
	}
	checkKeys(t, data)
	code := client.ReadText(data)
	end := client.Symbols[1].Size
	if !bytes.Equal(code[end:], before[end:]) {
		t.Error("other functions changed")
	}
	if text := string(code[:end]); strings.Contains(text, ".175.") || strings.Contains(text, "2001") || strings.Contains(text, "\xbb\x01\x00\x00") {
		t.Errorf("the built-in addresses are still there: %q", text)
	}
	// Each distance counts from the end of its instruction.
	set := []byte("\x45\x31\xc0\xe8") // that it is not IPv6, then the call
	if n := bytes.Count(code[:end], set); n != 1 {
		t.Fatalf("%d calls", n)
	}
	call := bytes.Index(code, set) + len(set)
	if to := call + 4 + int(patchclienttest.Int32(code, call)); to != patchclienttest.TextAdder {
		t.Errorf("the call goes to %#x", to)
	}
	immediate := func(instruction string, size int) string {
		_, rest, _ := strings.Cut(string(code[:end]), instruction)
		return rest[:size]
	}
	if first, second := immediate("\x48\xb8", 8), immediate("\x48\x89\x45\xa0\x48\xb8", 8); first+second != "\x1e192.168.100.100" {
		t.Errorf("string %q %q", first, second)
	}
	if port := immediate("\xc7\x45\x98", 4); port != "\xff\xff\x00\x00" {
		t.Errorf("port %q", port)
	}
}

// Each piece is spoiled once, in each layout: the error names it, and what comes
// after it too when it depends on it.
func TestMissingPiecesAreNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		client string
		file   *patchclienttest.File
		layout layout
	}{
		{"Telegram Desktop", patchclienttest.Desktop(), desktop()},
		{"TDLib", patchclienttest.TDLib(), tdlib()},
	} {
		whole := c.file.Bytes()
		m, err := open(whole)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.layout.pieces {
			if p.what == functionPiece || p.what == adderPiece {
				continue // below
			}
			data := bytes.Clone(whole)
			for i := range 24 { // more than the part that is alike everywhere
				data[p.find(m)[0]+i] ^= 1
			}
			_, err := patch(data, here())
			if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "it is "+c.client) || !strings.Contains(err.Error(), "\n\t"+p.what+": found ") {
				t.Errorf("%s without %s: %v", c.client, p.what, err)
			}
		}
	}
}

func TestOtherFunctionsAreNamed(t *testing.T) {
	t.Parallel()
	short := patchclienttest.TDLib()
	short.Symbols[1].Size = stubRoom - 1
	renamed := patchclienttest.TDLib()
	renamed.Symbols[1].Name = "_ZN2td3fooEv"
	gcc := patchclienttest.TDLib()
	gcc.Rodata = gcc.Rodata[bytes.Index(gcc.Rodata, []byte("-----")):]
	gcc.Symbols = []patchclienttest.Symbol{{Name: "td_json_client_create", Size: 1}}
	two := patchclienttest.TDLib()
	call := bytes.LastIndexByte(two.Text[:two.Symbols[1].Size], 0xe8)
	two.Text[call+1]++
	twice := patchclienttest.Desktop()
	twice.Rodata = append(twice.Rodata, "\x0095.161.76.100\x00"...)
	for want, f := range map[string]*patchclienttest.File{
		functionPiece + ": found 0, want 1":        short,
		"\n\t" + functionPiece + ": found 0":       renamed,
		adderPiece + ": found 2, want 1":           two,
		"address 95.161.76.100: found 2, want 1":   twice,
		"it is Telegram Desktop, but not laid out": twice,
	} {
		if _, err := patch(f.Bytes(), here()); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	none := &patchclienttest.File{Machine: renamed.Machine, Class: renamed.Class, Rodata: []byte("something else")}
	if _, err := patch(none.Bytes(), here()); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "nothing in it says that it is Telegram Desktop or TDLib") {
		t.Errorf("another library: %v", err)
	}
}

func TestPatchedIsNotPatchedAgain(t *testing.T) {
	t.Parallel()
	for _, f := range []*patchclienttest.File{patchclienttest.Desktop(), patchclienttest.TDLib()} {
		data := f.Bytes()
		if _, err := patch(data, here()); err != nil {
			t.Fatal(err)
		}
		_, err := patch(data, here())
		if !errors.Is(err, ErrPatched) || !strings.Contains(err.Error(), "for 192.168.100.100:65535: to have one for another address, patch the original") {
			t.Errorf("%v", err)
		}
	}
}
