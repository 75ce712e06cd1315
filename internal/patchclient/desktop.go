package patchclient

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// desktop4 and desktop6 are the addresses in Telegram Desktop, production and
// test, each in one literal that one row points at.
var (
	desktop4 = []string{
		"149.154.175.50", "149.154.167.51", "95.161.76.100", "149.154.175.100", "149.154.167.91", "149.154.171.5",
		"149.154.175.10", "149.154.167.40", "149.154.175.117",
	}
	desktop6 = []string{
		"2001:0b28:f23d:f001:0000:0000:0000:000a", "2001:067c:04e8:f002:0000:0000:0000:000a",
		"2001:0b28:f23d:f003:0000:0000:0000:000a", "2001:067c:04e8:f004:0000:0000:0000:000a",
		"2001:0b28:f23f:f005:0000:0000:0000:000a", "2001:0b28:f23d:f001:0000:0000:0000:000e",
		"2001:067c:04e8:f002:0000:0000:0000:000e", "2001:0b28:f23d:f003:0000:0000:0000:000e",
	}
)

const (
	desktopPort = 443
	// nowhere6 is where rows of IPv6 end up: on the client's own machine, never
	// at somebody else's.
	nowhere6 = "::1"
	rows4    = "rows of IPv4 addresses with port 443"
	rows6    = "rows of IPv6 addresses with port 443"
)

// desktop is Telegram Desktop with its tables in position independent code. The
// literals of IPv6 addresses have room for 39 characters: one takes the
// server's address, one nowhere6, one the mark, and the rows are pointed at
// those. No other literal stays.
func desktop() layout {
	pieces := keyPieces()
	for _, ip := range slices.Concat(desktop4, desktop6) {
		pieces = append(pieces, piece{what: "address " + ip, want: 1, find: literal(ip)})
	}
	return layout{
		client: "Telegram Desktop",
		next:   "start it with a directory of its own: " + outName + " -workdir ~/heliograph-desktop",
		sign:   signed("N3MTP8InstanceE"), // the type name of MTP::Instance
		pieces: append(
			pieces,
			piece{what: rows4, want: len(desktop4), find: func(m *image) []int { return entries(m.rows(desktop4)) }},
			piece{what: rows6, want: len(desktop6), find: func(m *image) []int { return entries(m.rows(desktop6)) }},
		),
		apply: applyDesktop,
	}
}

// signed says whether a file has the C string s. A program that holds s in its
// constants, as this one does, need not have it so.
func signed(s string) func(m *image) bool {
	return func(m *image) bool { return len(literal(s)(m)) > 0 }
}

// literal finds a C string, none that ends in it.
func literal(s string) func(m *image) []int {
	return func(m *image) []int {
		at := m.text("\x00" + s + "\x00")
		for i := range at {
			at[i]++
		}
		return at
	}
}

// row is {int id; const char *ip; int port}: its pointer and where its port is.
type row struct {
	relocation
	port int
}

// rows finds those that point at one of the literals and have the known port.
func (m *image) rows(ips []string) []row {
	targets := map[uint64]bool{}
	for _, ip := range ips {
		for _, at := range literal(ip)(m) {
			if addr, ok := m.address(at); ok {
				targets[addr] = true
			}
		}
	}
	var rows []row
	for r := range m.relocations() {
		if !targets[r.target] {
			continue
		}
		if at, ok := m.offset(r.place, 12); ok && m.uint32(at+8) == desktopPort {
			rows = append(rows, row{r, at + 8})
		}
	}
	return rows
}

func entries(rows []row) []int {
	at := make([]int, len(rows))
	for i, r := range rows {
		at[i] = r.entry
	}
	return at
}

// applyDesktop writes into m; after an error m is of no use.
func applyDesktop(m *image, f found, t Target) ([]Change, error) {
	to4, to6 := m.rows(desktop4), m.rows(desktop6)
	var room []int
	for _, ip := range desktop6 {
		room = append(room, f["address "+ip][0])
	}
	for _, ip := range slices.Concat(desktop4, desktop6) {
		at := f["address "+ip][0]
		clear(m.data[at : at+len(ip)])
	}
	copy(m.data[room[0]:], t.Addr.Addr().String())
	copy(m.data[room[1]:], nowhere6)
	copy(m.data[room[2]:], t.mark())
	addr4, ok4 := m.address(room[0])
	addr6, ok6 := m.address(room[1])
	if !ok4 || !ok6 {
		return nil, fmt.Errorf("%w: its addresses are in no segment", ErrUnknown)
	}
	for _, r := range to4 {
		m.redirect(r.relocation, addr4)
		binary.LittleEndian.PutUint32(m.data[r.port:], uint32(t.Addr.Port()))
	}
	for _, r := range to6 {
		m.redirect(r.relocation, addr6)
		binary.LittleEndian.PutUint32(m.data[r.port:], uint32(t.Addr.Port()))
	}
	return []Change{
		{"IPv4 addresses", len(to4)},
		{"IPv6 addresses, taken out", len(to6)},
		{"ports", len(to4) + len(to6)},
	}, nil
}
