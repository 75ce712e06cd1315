package patch

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

// dcSymbol is td::ConnectionCreator::get_default_dc_options(bool).
const dcSymbol = "_ZN2td17ConnectionCreator22get_default_dc_optionsEb"

// dcFunction is the range in the file of TDLib's function that makes the
// built-in addresses.
func dcFunction(image *elf.File) (begin, end uint64, ok bool) {
	symbols, err := image.DynamicSymbols()
	if err != nil {
		return 0, 0, false
	}
	for _, s := range symbols {
		if s.Name == dcSymbol {
			begin, ok = offset(image, s.Value)
			return begin, begin + s.Size, ok
		}
	}
	return 0, 0, false
}

// edit replaces the second part of each match of pattern, whose first part only
// says where to look: the opcode before an immediate.
type edit struct {
	what    string
	pattern string // two groups
	new     string // as long as the second group
	want    int    // matches in known builds; 0 for "some"
}

// edits are those of one address. libc++ keeps a short string in its object:
// one byte with twice the length, then the text. The compiler loads it in two
// halves of eight bytes, which the instruction movabs (48|49 b8..bf) carries,
// and patches lengths and digits that differ between addresses by arithmetic.
func edits(addr netip.AddrPort) []edit {
	host := addr.Addr().String()
	text := host + strings.Repeat("\x00", 15-len(host))
	first, second := string(rune(2*len(host)))+text[:7], text[7:]
	port := binary.LittleEndian.AppendUint32(nil, uint32(addr.Port()))
	return []edit{
		{"first half of IPv4", `([\x48\x49][\xb8-\xbf])([\x1a\x1c\x1e]149\.154|\x1a95\.161\.)`, first, 2},
		{"second half of IPv4", `([\x48\x49][\xb8-\xbf])(\.1[67][0-9]\.[0-9\x00]{3}|76\.100\x00\x00)`, second, 9},
		{"length fix-up", `(\x49\x83\xc5|\x49\x8d\x4d)(\x02|\xfe)`, "\x00", 3},
		{"ports 443 and 80", `()(\xbb\x01\x00\x00\x50\x00\x00\x00)`, latin1(port) + latin1(port), 1},
		{"port 5222", `()(\x66\x14\x00\x00)`, latin1(port), 1},
		{"IPv6 digit fix-up", `(\x49\x81[\xc4\xc5]|\x49\x8d\x8c\x24)(\x00\x00[\x02\x04]\x00|\x00\x02\x00\x00)`, "\x00\x00\x00\x00", 4},
		{"IPv6, part 1", `([\x28\x2a])(2001:(?:b2|67))`, "0000:00", 0},
		{"IPv6, part 2", `()(8:f23[df]:f)`, "0:0000:0", 0},
		{"IPv6, part 3", `()(c:4e8:f0)`, "0:000:00", 0},
		{"IPv6, part 4", `()(001::[ae]\x00\x00)`, "000::1\x00\x00", 0},
		{"IPv6, part 5", `()(02::[ae]\x00\x00\x00)`, "00::1\x00\x00\x00", 0},
	}
}

// patchCode edits the machine code of dcFunction and returns how many ports it
// replaced.
func patchCode(code []byte, addr netip.AddrPort) (ports int, err error) {
	// Patterns match runes: read each byte as one, so that \xb8 means a byte.
	text := latin1(code)
	for _, e := range edits(addr) {
		pattern, err := regexp.Compile("(?s)" + e.pattern)
		if err != nil {
			return 0, err
		}
		n := len(pattern.FindAllStringIndex(text, -1))
		if n != e.want && e.want != 0 || n == 0 {
			return 0, fmt.Errorf("%w: %s: %d places, want %d", ErrUnknownBuild, e.what, n, e.want)
		}
		text = pattern.ReplaceAllStringFunc(text, func(match string) string {
			return pattern.FindStringSubmatch(match)[1] + e.new
		})
	}
	if got := len([]rune(text)); got != len(code) {
		return 0, fmt.Errorf("%w: the code would grow from %d to %d bytes", ErrUnknownBuild, len(code), got)
	}
	for i, r := range []rune(text) {
		code[i] = byte(r)
	}
	return 3, nil
}

// latin1 is a text with one rune for each byte.
func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}
