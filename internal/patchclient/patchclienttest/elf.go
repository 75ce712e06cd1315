package patchclienttest

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
)

// base is how far addresses are from offsets in a File.
const base = 0x400000

// File is an x86-64 ELF file: one segment with everything. Its methods change
// it so that Bytes gives a file that patchclient has to refuse, or a library in
// place of a program.
type File struct {
	Machine elf.Machine
	Class   elf.Class
	Interp  bool   // it is a program that ld.so starts
	Rodata  []byte // constants
	Rows    []byte // data that holds pointers
	Text    []byte // code
	Rela    []elf.Rela64
	Symbols []Symbol // of functions in Text
}

// Symbol is a function of a File: what it is called, where in Text it is.
type Symbol struct {
	Name     string
	At, Size int
}

// The sections follow the headers in this order, each at a multiple of align.
const (
	headers = 64 + 2*56
	align   = 16
)

// rodata, rows and text are where sections begin in the file.
func (f *File) rodata() int { return headers }
func (f *File) rows() int   { return next(f.rodata() + len(f.Rodata)) }
func (f *File) text() int   { return next(f.rows() + len(f.Rows)) }

func next(at int) int { return (at + align - 1) / align * align }

type section struct {
	name string
	kind elf.SectionType
	data []byte
	size uint64 // of an entry
	link uint32
}

// Bytes is the file.
func (f *File) Bytes() []byte {
	var rela, symbols bytes.Buffer
	put(&rela, f.Rela)
	names := []byte{0}
	put(&symbols, elf.Sym64{})
	for _, s := range f.Symbols {
		put(&symbols, elf.Sym64{
			Name: uint32(len(names)), Info: elf.ST_INFO(elf.STB_GLOBAL, elf.STT_FUNC), Shndx: 3,
			Value: uint64(base + f.text() + s.At), Size: uint64(s.Size),
		})
		names = append(append(names, s.Name...), 0)
	}
	return f.assemble([]section{
		{name: ".rodata", kind: elf.SHT_PROGBITS, data: f.Rodata},
		{name: ".data.rel.ro", kind: elf.SHT_PROGBITS, data: f.Rows},
		{name: ".text", kind: elf.SHT_PROGBITS, data: f.Text},
		{name: ".rela.dyn", kind: elf.SHT_RELA, data: rela.Bytes(), size: 24},
		{name: ".dynsym", kind: elf.SHT_DYNSYM, data: symbols.Bytes(), size: 24, link: 6},
		{name: ".dynstr", kind: elf.SHT_STRTAB, data: names},
	})
}

func (f *File) assemble(sections []section) []byte {
	shstrtab := []byte{0}
	heads := []elf.Section64{{}}
	body := make([]byte, headers)
	add := func(s section) {
		body = append(body, make([]byte, next(len(body))-len(body))...)
		heads = append(heads, elf.Section64{
			Name: uint32(len(shstrtab)), Type: uint32(s.kind), Addr: uint64(base + len(body)), Off: uint64(len(body)),
			Size: uint64(len(s.data)), Entsize: s.size, Link: s.link,
		})
		shstrtab = append(append(shstrtab, s.name...), 0)
		body = append(body, s.data...)
	}
	for _, s := range sections {
		add(s)
	}
	all := append(bytes.Clone(shstrtab), ".shstrtab\x00"...)
	add(section{name: ".shstrtab", kind: elf.SHT_STRTAB, data: all})

	var head, out bytes.Buffer
	h := elf.Header64{
		Type: uint16(elf.ET_DYN), Machine: uint16(f.Machine), Version: 1, Phoff: 64, Shoff: uint64(len(body)), Ehsize: 64,
		Phentsize: 56, Phnum: 2, Shentsize: 64, Shnum: uint16(len(heads)), Shstrndx: uint16(len(heads) - 1),
	}
	copy(h.Ident[:], elf.ELFMAG)
	h.Ident[elf.EI_CLASS], h.Ident[elf.EI_DATA], h.Ident[elf.EI_VERSION] = byte(f.Class), byte(elf.ELFDATA2LSB), 1
	put(&head, h)
	second := elf.Prog64{Type: uint32(elf.PT_NOTE)}
	if f.Interp {
		second.Type = uint32(elf.PT_INTERP)
	}
	size := uint64(len(body))
	put(&head, []elf.Prog64{{Type: uint32(elf.PT_LOAD), Vaddr: base, Filesz: size, Memsz: size}, second})
	copy(body, head.Bytes())
	out.Write(body)
	put(&out, heads)
	return out.Bytes()
}

// put writes what a Buffer always takes.
func put(b *bytes.Buffer, v any) {
	if err := binary.Write(b, binary.LittleEndian, v); err != nil {
		panic(err)
	}
}
