package patchclient

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
)

// What a file can be instead of a client that may be patched.
var (
	ErrNotELF       = errors.New("not a Linux program or library (ELF)")
	ErrArchitecture = errors.New("built for another architecture")
)

// image is an x86-64 ELF file in memory. Offsets are positions in data,
// addresses where the loader puts them.
type image struct {
	data    []byte
	elf     *elf.File
	symbols []elf.Symbol // the dynamic ones
}

// foreign is how files begin that people may take for a client.
var foreign = []struct{ magic, what string }{
	{"MZ", "it is a Windows program"},
	{"\xcf\xfa\xed\xfe", "it is a macOS program"},
	{"\xca\xfe\xba\xbe", "it is a macOS program"},
	{"PK\x03\x04", "it is an archive, as Android and iOS apps are"},
	{"!<arch>\n", "it is a package: unpack it first (dpkg-deb -x)"},
	{"hsqs", "it is a snap: unpack it first (unsquashfs)"},
	{"\xfd7zXZ", "it is an archive: unpack it first"},
	{"\x1f\x8b", "it is an archive: unpack it first"},
	{"#!", "it is a script: name the binary that it starts"},
}

// open reads the headers. Its errors wrap ErrNotELF or ErrArchitecture.
func open(data []byte) (*image, error) {
	if !bytes.HasPrefix(data, []byte(elf.ELFMAG)) {
		for _, f := range foreign {
			if bytes.HasPrefix(data, []byte(f.magic)) {
				return nil, fmt.Errorf("%w: %s", ErrNotELF, f.what)
			}
		}
		return nil, ErrNotELF
	}
	const identity = 20 // up to the machine, alike in every class
	if len(data) < identity {
		return nil, fmt.Errorf("%w: damaged: it ends in its header", ErrNotELF)
	}
	class, order, machine := elf.Class(data[elf.EI_CLASS]), elf.Data(data[elf.EI_DATA]), elf.Machine(binary.LittleEndian.Uint16(data[18:]))
	if class != elf.ELFCLASS64 || order != elf.ELFDATA2LSB || machine != elf.EM_X86_64 {
		return nil, fmt.Errorf("%w: it is for %v, %v, %v; what can be patched is for x86-64", ErrArchitecture, machine, class, order)
	}
	f, err := elf.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: damaged: %w", ErrNotELF, err)
	}
	symbols, err := f.DynamicSymbols()
	if err != nil && !errors.Is(err, elf.ErrNoSymbols) {
		return nil, fmt.Errorf("%w: damaged: %w", ErrNotELF, err)
	}
	return &image{data, f, symbols}, nil
}

// isProgram says whether the file is to be run, not to be loaded by another.
func (m *image) isProgram() bool {
	if m.elf.Type == elf.ET_EXEC {
		return true
	}
	for _, p := range m.elf.Progs {
		if p.Type == elf.PT_INTERP {
			return true
		}
	}
	return false
}

// text finds every occurrence of s.
func (m *image) text(s string) []int { return occurrences(m.data, []byte(s)) }

// occurrences may overlap.
func occurrences(data, s []byte) []int {
	var found []int
	for from := 0; ; {
		i := bytes.Index(data[from:], s)
		if i < 0 {
			return found
		}
		found = append(found, from+i)
		from += i + 1
	}
}

// offset is where size bytes at an address are in the file; ok is false when
// they are not all there.
func (m *image) offset(addr, size uint64) (at int, ok bool) {
	for _, p := range m.elf.Progs {
		if p.Type == elf.PT_LOAD && p.Vaddr <= addr && addr-p.Vaddr < p.Filesz && size <= p.Filesz-(addr-p.Vaddr) {
			return m.inFile(p.Off+(addr-p.Vaddr), size)
		}
	}
	return 0, false
}

// address is where the loader puts what is at an offset.
func (m *image) address(at int) (uint64, bool) {
	for _, p := range m.elf.Progs {
		if off := uint64(at); p.Type == elf.PT_LOAD && p.Off <= off && off-p.Off < p.Filesz {
			return p.Vaddr + (off - p.Off), true
		}
	}
	return 0, false
}

func (m *image) inFile(off, size uint64) (int, bool) {
	n := uint64(len(m.data))
	return int(off), off <= n && size <= n-off
}

// function is the range in the file of a function that the dynamic symbol table
// names.
func (m *image) function(symbol string) (begin, end int, ok bool) {
	for _, s := range m.symbols {
		if s.Name == symbol && elf.ST_TYPE(s.Info) == elf.STT_FUNC {
			begin, ok = m.offset(s.Value, s.Size)
			return begin, begin + int(s.Size), ok
		}
	}
	return 0, 0, false
}

// relocation tells the loader to write at place the address that target gets.
// A pointer in position independent code is one.
type relocation struct {
	entry         int // offset of the relocation
	place, target uint64
}

// relocations are those of kind R_X86_64_RELATIVE.
func (m *image) relocations() iter.Seq[relocation] {
	const size = 24
	return func(yield func(relocation) bool) {
		section := m.elf.Section(".rela.dyn")
		if section == nil {
			return
		}
		at, ok := m.inFile(section.Offset, section.FileSize)
		if !ok {
			return
		}
		for end := at + int(section.FileSize); end-at >= size; at += size {
			r := relocation{entry: at, place: m.uint64(at), target: m.uint64(at + 16)}
			if elf.R_TYPE64(m.uint64(at+8)) == uint32(elf.R_X86_64_RELATIVE) && !yield(r) {
				return
			}
		}
	}
}

// redirect makes a relocation write the address target.
func (m *image) redirect(r relocation, target uint64) {
	binary.LittleEndian.PutUint64(m.data[r.entry+16:], target)
}

func (m *image) uint64(at int) uint64 { return binary.LittleEndian.Uint64(m.data[at:]) }
func (m *image) uint32(at int) uint32 { return binary.LittleEndian.Uint32(m.data[at:]) }
