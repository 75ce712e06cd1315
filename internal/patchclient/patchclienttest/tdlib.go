package patchclienttest

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"strings"
)

// OptionsFunction is where TDLib makes its addresses.
const OptionsFunction = "_ZN2td17ConnectionCreator22get_default_dc_optionsEb"

// TDLib is libtdjson.so. Its function has the instructions of a real one, as far
// as addresses go, in another order.
func TDLib() *File {
	f := &File{Machine: elf.EM_X86_64, Class: elf.ELFCLASS64}
	f.Rodata = []byte("\x00N2td17ConnectionCreatorE\x00" + keys())
	var c bytes.Buffer
	c.WriteString("\x55\x48\x89\xe5")
	c.WriteString("\x0f\x57\xc0\x0f\x11\x07\x48\xc7\x47\x10\x00\x00\x00\x00")                      // the result is empty
	c.WriteString("\x48\xb9\xbb\x01\x00\x00\x50\x00\x00\x00" + "\x41\xc7\x46\x08\x66\x14\x00\x00") // ports
	c.WriteString("\x49\xbd\x1c149.154" + "\x48\xb9\x1a95.161.")
	for _, end := range []string{
		".175.10\x00", ".167.40\x00", ".175.117", ".175.50\x00", ".167.51\x00", "76.100\x00\x00", ".175.100", ".167.91\x00", ".171.5\x00\x00",
	} {
		c.WriteString("\x48\xb9" + end + "\x49\x89\x4f\x08")
	}
	c.WriteString("\x48\xb9\x2a2001:b2" + "\x48\xb98:f23d:f" + "\x49\xbc001::e\x00\x00")
	call := func(dc byte, code string) {
		c.WriteString("\x48\x8d\x4d\xb0\xbe" + string([]byte{dc, 0, 0, 0}) + code + "\xe8")
		put(&c, int32(TextAdder-(c.Len()+4)))
	}
	for dc := range byte(8) {
		call(dc, "\x45\x31\xc0")
	}
	for dc := range byte(7) {
		call(dc, "\x41\xb8\x01\x00\x00\x00")
	}
	c.WriteString("\x5d\xc3")
	f.Text = []byte(strings.Repeat("\x90", TextAdder+16))
	copy(f.Text, c.Bytes())
	f.Symbols = []Symbol{{"_ZN2td17ConnectionCreator6hangupEv", TextAdder, 16}, {OptionsFunction, 0, c.Len()}}
	return f
}

// TextAdder is where in Text of TDLib the function is that adds addresses.
const TextAdder = 1024

// ReadText is the code in data, which was made of f.
func (f *File) ReadText(data []byte) []byte { return data[f.text() : f.text()+len(f.Text)] }

// Int32 is the number in code at an offset.
func Int32(code []byte, at int) int32 { return int32(binary.LittleEndian.Uint32(code[at:])) }
