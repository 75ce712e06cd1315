package patchclient

import (
	"fmt"
	"strings"
)

// optionsFunction is td::ConnectionCreator::get_default_dc_options(bool).
const optionsFunction = "_ZN2td17ConnectionCreator22get_default_dc_optionsEb"

// What the function's instructions tell of it besides addresses.
const (
	functionPiece = "function get_default_dc_options"
	clearPiece    = "code that makes the result an empty vector"
	callPiece     = "calls that add IPv4 addresses"
	call6Piece    = "calls that add IPv6 addresses"
	adderPiece    = "function that adds addresses"
)

// The instructions before those calls, which say how it is called: rcx is the
// ports, esi the data centre, r8d whether it is IPv6. ?? is any byte.
const (
	callCode  = "48 8d 4d ?? be ?? 00 00 00 45 31 c0 e8 ?? ?? ?? ??"
	call6Code = "48 8d 4d ?? be ?? 00 00 00 41 b8 01 00 00 00 e8 ?? ?? ?? ??"
)

// tdlib4 are the last 8 bytes of the addresses as TDLib's code stores them.
var tdlib4 = []struct{ ip, stored string }{
	{"149.154.175.50", ".175.50\x00"},
	{"149.154.167.51", ".167.51\x00"},
	{"95.161.76.100", "76.100\x00\x00"},
	{"149.154.175.100", ".175.100"},
	{"149.154.167.91", ".167.91\x00"},
	{"149.154.171.5", ".171.5\x00\x00"},
	{"149.154.175.10", ".175.10\x00"},
	{"149.154.167.40", ".167.40\x00"},
	{"149.154.175.117", ".175.117"},
}

// tdlib is TDLib as clang builds it with libc++. Its code makes each address
// out of immediates, in an order and with arithmetic that differ from build to
// build; what it calls with them does not, so the whole function is replaced.
func tdlib() layout {
	pieces := append(
		keyPieces(),
		piece{what: functionPiece, want: 1, find: func(m *image) []int {
			begin, end, ok := m.function(optionsFunction)
			if !ok || end-begin < stubRoom {
				return nil
			}
			return []int{begin}
		}},
		piece{clearPiece, 1, inOptions("0f 57 c0 0f 11 07 48 c7 47 10 00 00 00 00")},
		piece{"ports 443 and 80", 1, inOptions("bb 01 00 00 50 00 00 00")},
		piece{"port 5222", 1, inOptions("66 14 00 00")},
	)
	for _, a := range tdlib4 { // movabs $stored,%rcx; mov %rcx,??(%r15)
		pieces = append(pieces, piece{"address " + a.ip, 1, inOptions("48 b9 " + fmt.Sprintf("% x", a.stored) + " 49 89 4f ??")})
	}
	return layout{
		client: "TDLib",
		next:   "load it in place of the one it was made of; with the npm package tdl: tdl.configure({ tdjson: '" + outName + "' })",
		sign: func(m *image) bool {
			_, _, ok := m.function("td_json_client_create")
			return ok || signed("N2td17ConnectionCreatorE")(m) // the type name of td::ConnectionCreator
		},
		pieces: append(
			pieces,
			piece{callPiece, len(tdlib4) - 1, inOptions(callCode)}, // two are added at once
			piece{call6Piece, 7, inOptions(call6Code)},
			piece{adderPiece, 1, adders},
		),
		apply: applyTDLib,
	}
}

// inOptions finds a pattern of hexadecimal bytes, ?? being any, in the function.
func inOptions(pattern string) func(m *image) []int {
	return func(m *image) []int {
		begin, end, ok := m.function(optionsFunction)
		if !ok {
			return nil
		}
		want := strings.Fields(pattern)
		var found []int
		for at := begin; at+len(want) <= end; at++ {
			if matches(m.data[at:], want) {
				found = append(found, at)
			}
		}
		return found
	}
}

func matches(code []byte, want []string) bool {
	for i, w := range want {
		if w != "??" && w != hexByte(code[i]) {
			return false
		}
	}
	return true
}

func hexByte(b byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[b>>4], digits[b&15]})
}

// adders are the different functions that the calls go to.
func adders(m *image) []int {
	var all []int
	seen := map[int]bool{}
	for _, code := range []string{callCode, call6Code} {
		size := len(strings.Fields(code))
		for _, at := range inOptions(code)(m) {
			next, _ := m.address(at + size)
			to, ok := m.offset(next+uint64(int32(m.uint32(at+size-4))), 1)
			if ok && !seen[to] {
				seen[to] = true
				all = append(all, to)
			}
		}
	}
	return all
}

// applyTDLib writes into m; after an error m is of no use.
func applyTDLib(m *image, f found, t Target) ([]Change, error) {
	begin, end, _ := m.function(optionsFunction)
	at, ok := m.address(begin)
	adder, there := m.address(f[adderPiece][0])
	if !ok || !there {
		return nil, fmt.Errorf("%w: its code is in no segment", ErrUnknown)
	}
	room := m.data[begin:end]
	for i := range room {
		room[i] = 0xcc // int3: nothing comes here
	}
	copy(room, stub(at, adder, t))
	return []Change{
		{"IPv4 addresses", len(tdlib4)},
		{"calls that add IPv6 addresses, taken out", len(f[call6Piece])},
		{"ports", 3},
	}, nil
}
