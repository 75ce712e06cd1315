//go:build clients

package clients

import (
	"bytes"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tdlib is the build of TDLib that other tests use.
const tdlib = "node_modules/@prebuilt-tdlib/linux-x64-glibc/libtdjson.so"

// longestLoopback is an address as long as any IPv4 address.
var longestLoopback = netip.MustParseAddr("127.100.100.100")

// patched is a copy of a client that knows the server alone, made by the
// command that users have.
func (s *server) patched(in string) string {
	s.t.Helper()
	out, said, err := s.patch(in)
	if err != nil {
		s.t.Fatalf("heliograph patch-client %s: %v\n%s", in, err, said)
	}
	return out
}

func (s *server) patch(in string) (out, said string, err error) {
	out = filepath.Join(s.work, strings.ReplaceAll(in, "/", "_"))
	text, err := exec.Command(s.bin, "patch-client", in, out, "--address", s.addr.String(), "--data", s.data()).CombinedOutput()
	return out, string(text), err
}

// TestPatchedTDLib logs in with each build of TDLib that is known to be laid
// out differently or to speak another layer: 208, 227 and 229.
func TestPatchedTDLib(t *testing.T) {
	t.Parallel()
	for i, c := range []struct{ version, in string }{
		{"1.8.52", "node_modules/tdlib-1.8.52/libtdjson.so"},
		{"1.8.65", "node_modules/tdlib-1.8.65/libtdjson.so"},
		{"1.8.67", tdlib},
	} {
		t.Run(c.version, func(t *testing.T) {
			t.Parallel()
			s := startServerAt(t, longestLoopback)
			phone := "999661120" + string(rune('1'+i))
			script := node(t, s, "login.mjs", "TDJSON="+s.patched(c.in), "VERSION="+c.version, "PHONE="+phone)
			for line := range script.lines {
				t.Log(line)
				if strings.HasPrefix(line, "FAIL") {
					t.Error("a step failed")
				}
			}
			if err := script.wait(); err != nil {
				t.Errorf("login.mjs: %v", err)
			}
		})
	}
}

// TestPatchedDesktop: the Telegram Desktop of the distribution is known, and
// nothing of Telegram's stays in the copy.
func TestPatchedDesktop(t *testing.T) {
	t.Parallel()
	const in = "/usr/bin/telegram-desktop"
	if _, err := os.Stat(in); err != nil {
		t.Fatalf("%v: scripts/tools installs it", err)
	}
	s := startServerAt(t, longestLoopback)
	out, said, err := s.patch(in)
	for _, want := range []string{
		": Telegram Desktop that knows " + s.addr.String(), " 2 keys\n", " 9 IPv4 addresses\n", " 8 IPv6 addresses, taken out\n", " 17 ports\n",
	} {
		if err != nil || !strings.Contains(said, want) {
			t.Errorf("%v: %s\nwant %q", err, said, want)
		}
	}
	copied, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(copied, bytes.TrimSpace(s.publicKey())); n != 2 {
		t.Errorf("the server's key is there %d times", n)
	}
	for _, gone := range []string{"149.154.", "95.161.76.100", "2001:0b28", "2001:067c", "MIIBCgKCAQEA6LszBcC1LGzy"} {
		if bytes.Contains(copied, []byte(gone)) {
			t.Errorf("%s is still there", gone)
		}
	}
	if _, said, err := s.patch(out); err == nil || !strings.Contains(said, "already patched, for "+s.addr.String()) {
		t.Errorf("patched again: %v: %s", err, said)
	}
}
