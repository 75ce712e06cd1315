package patchclienttest

import (
	"debug/elf"
	"encoding/binary"
	"strings"
)

// key is a built-in key that begins so; what follows is none of a real one.
func key(begin string) string {
	body := begin + strings.Repeat("A", 360-len(begin))
	var lines strings.Builder
	for ; len(body) > 64; body = body[64:] {
		lines.WriteString(body[:64] + "\n")
	}
	return "-----BEGIN RSA PUBLIC KEY-----\n" + lines.String() + body + "\n-----END RSA PUBLIC KEY-----"
}

// OtherKey is in each client and has nothing to do with the key exchange.
func OtherKey() string { return key("MIIBCgKCAQEAyr+18Rex2oht") }

func keys() string {
	return key("MIIBCgKCAQEA6LszBcC1LGzy") + "\x00" + OtherKey() + "\x00" + key("MIIBCgKCAQEAyMEdY1aR+sCR") + "\x00"
}

// Row is a data centre in the tables of Telegram Desktop.
type Row struct {
	ID   int32
	IP   string
	Port int32
}

// Rows are those of Telegram Desktop, test before production.
func Rows() []Row {
	return []Row{
		{1, "2001:0b28:f23d:f001:0000:0000:0000:000e", 443},
		{2, "2001:067c:04e8:f002:0000:0000:0000:000e", 443},
		{3, "2001:0b28:f23d:f003:0000:0000:0000:000e", 443},
		{1, "149.154.175.10", 443},
		{2, "149.154.167.40", 443},
		{3, "149.154.175.117", 443},
		{1, "2001:0b28:f23d:f001:0000:0000:0000:000a", 443},
		{2, "2001:067c:04e8:f002:0000:0000:0000:000a", 443},
		{3, "2001:0b28:f23d:f003:0000:0000:0000:000a", 443},
		{4, "2001:067c:04e8:f004:0000:0000:0000:000a", 443},
		{5, "2001:0b28:f23f:f005:0000:0000:0000:000a", 443},
		{1, "149.154.175.50", 443},
		{2, "149.154.167.51", 443},
		{2, "95.161.76.100", 443},
		{3, "149.154.175.100", 443},
		{4, "149.154.167.91", 443},
		{5, "149.154.171.5", 443},
	}
}

// Desktop is Telegram Desktop.
func Desktop() *File {
	f := &File{Machine: elf.EM_X86_64, Class: elf.ELFCLASS64, Interp: true}
	text := "\x00N3MTP8InstanceE\x00" + keys() + "8.8.8.8\x002001:4860:4860::8888\x00"
	places := map[string]int{}
	for _, r := range Rows() {
		places[r.IP] = len(text)
		text += r.IP + "\x00"
	}
	f.Rodata = []byte(text)
	f.Rows = make([]byte, len(Rows())*24)
	for i, r := range Rows() {
		at := i * 24
		binary.LittleEndian.PutUint32(f.Rows[at:], uint32(r.ID))
		binary.LittleEndian.PutUint32(f.Rows[at+16:], uint32(r.Port))
		f.Rela = append(f.Rela, elf.Rela64{
			Off: uint64(base + f.rows() + at + 8), Info: uint64(elf.R_X86_64_RELATIVE),
			Addend: int64(base + f.rodata() + places[r.IP]),
		})
	}
	return f
}

// ReadRows is what Telegram Desktop has after ld.so relocated data, which was
// made of f.
func (f *File) ReadRows(data []byte) []Row {
	var rows []Row
	begin := f.rows()
	entries := next(f.text() + len(f.Text))
	for i := range f.Rela {
		at := begin + i*24
		target := int(binary.LittleEndian.Uint64(data[entries+i*24+16:])) - base
		ip, _, _ := strings.Cut(string(data[target:target+64]), "\x00")
		rows = append(rows, Row{int32(binary.LittleEndian.Uint32(data[at:])), ip, int32(binary.LittleEndian.Uint32(data[at+16:]))})
	}
	return rows
}
