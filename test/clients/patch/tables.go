package patch

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"net/netip"
	"regexp"
)

// builtIn are the IPv4 addresses of data centres, production and test.
var builtIn = []string{
	"149.154.175.50", "149.154.167.51", "95.161.76.100", "149.154.175.100", "149.154.167.91", "149.154.171.5",
	"149.154.175.10", "149.154.167.40", "149.154.175.117",
}

var builtIn6 = regexp.MustCompile(`2001:0?[0-9a-f]{3}:[0-9a-f]{4}:f00[1-5]:0000:0000:0000:000[ae]\x00`)

// nowhere6 takes the room of an IPv6 address: loopback, where nobody listens.
const nowhere6 = "0000:0000:0000:0000:0000:0000:0000:0001"

// patchTables replaces the addresses where they stand and the ports in the rows
// that point at them.
func patchTables(data []byte, image *elf.File, addr netip.AddrPort) (addresses, ports int, err error) {
	targets := map[uint64]bool{} // virtual addresses of the literals
	note := func(offset int) error {
		at, ok := virtual(image, uint64(offset))
		if !ok {
			return fmt.Errorf("%w: an address lies in no section", ErrUnknownBuild)
		}
		targets[at] = true
		return nil
	}
	host := addr.Addr().String()
	for _, ip := range builtIn {
		literal := []byte("\x00" + ip + "\x00")
		for from := 0; ; {
			i := bytes.Index(data[from:], literal)
			if i < 0 {
				break
			}
			at := from + i + 1
			clear(data[at : at+len(ip)])
			copy(data[at:], host)
			if err := note(at); err != nil {
				return 0, 0, err
			}
			from = at + len(ip)
		}
	}
	for _, m := range builtIn6.FindAllIndex(data, -1) {
		copy(data[m[0]:m[1]-1], nowhere6)
		if err := note(m[0]); err != nil {
			return 0, 0, err
		}
	}
	ports = patchRows(data, image, targets, uint32(addr.Port()))
	if len(targets) == 0 || ports == 0 {
		return len(targets), ports, fmt.Errorf("%w: %d addresses and %d ports found", ErrUnknownBuild, len(targets), ports)
	}
	return len(targets), ports, nil
}

// patchRows finds the rows by their relocations: a pointer in position
// independent code is one of R_X86_64_RELATIVE. The port follows the pointer.
func patchRows(data []byte, image *elf.File, targets map[uint64]bool, port uint32) int {
	const entry = 24
	n := 0
	section := image.Section(".rela.dyn")
	if section == nil {
		return 0
	}
	table, err := section.Data()
	if err != nil {
		return 0
	}
	for ; len(table) >= entry; table = table[entry:] {
		place, info, target := binary.LittleEndian.Uint64(table), binary.LittleEndian.Uint64(table[8:]), binary.LittleEndian.Uint64(table[16:])
		if elf.R_X86_64(info&0xffffffff) != elf.R_X86_64_RELATIVE || !targets[target] {
			continue
		}
		at, ok := offset(image, place+8)
		if ok && at+4 <= uint64(len(data)) && binary.LittleEndian.Uint32(data[at:]) == 443 {
			binary.LittleEndian.PutUint32(data[at:], port)
			n++
		}
	}
	return n
}

// offset is where in the file a virtual address is.
func offset(image *elf.File, addr uint64) (uint64, bool) {
	for _, s := range image.Sections {
		if s.Addr != 0 && s.Type != elf.SHT_NOBITS && s.Addr <= addr && addr < s.Addr+s.Size {
			return s.Offset + addr - s.Addr, true
		}
	}
	return 0, false
}

// virtual is the virtual address of an offset in the file.
func virtual(image *elf.File, offset uint64) (uint64, bool) {
	for _, s := range image.Sections {
		if s.Addr != 0 && s.Type != elf.SHT_NOBITS && s.Offset <= offset && offset < s.Offset+s.Size {
			return s.Addr + offset - s.Offset, true
		}
	}
	return 0, false
}
