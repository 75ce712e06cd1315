package patchclient

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// stubRoom is how long the longest stub is, at most.
const stubRoom = 256

// stub is a function to stand at address at: it returns (rdi points at the
// result) a vector to which adder has added one address for each of the five data
// centres that TDLib knows: the server is each of them.
// In C++, where options, hosts and ports are vectors of libc++:
//
//	for (int dc = 1; dc < 6; dc++) adder(&options, dc, &hosts, &ports, false);
//
// Data follows the code. A string of libc++ of up to 22 characters is a byte
// with twice its length and the text; a vector is three pointers: to its begin,
// its end and the end of its room.
func stub(at, adder uint64, t Target) []byte {
	var a assembler
	a.code("55")          // push %rbp
	a.code("48 89 e5")    // mov %rsp,%rbp
	a.code("53")          // push %rbx
	a.code("41 54")       // push %r12
	a.code("48 83 ec 50") // sub $0x50,%rsp

	a.code("48 89 fb")    // mov %rdi,%rbx
	a.code("31 c0")       // xor %eax,%eax
	a.code("48 89 07")    // mov %rax,(%rdi)
	a.code("48 89 47 08") // mov %rax,0x8(%rdi)
	a.code("48 89 47 10") // mov %rax,0x10(%rdi)
	a.code("48 89 7d b8") // mov %rdi,-0x48(%rbp), what the adder captures

	hosts := a.far("48 8d 05") // lea hosts(%rip),%rax
	a.code("48 89 45 c0")      // mov %rax,-0x40(%rbp)
	a.code("48 83 c0 18")      // add $0x18,%rax
	a.code("48 89 45 c8")      // mov %rax,-0x38(%rbp)
	a.code("48 89 45 d0")      // mov %rax,-0x30(%rbp)

	ports := a.far("48 8d 05") // lea ports(%rip),%rax
	a.code("48 89 45 d8")      // mov %rax,-0x28(%rbp)
	a.code("48 83 c0 04")      // add $0x4,%rax
	a.code("48 89 45 e0")      // mov %rax,-0x20(%rbp)
	a.code("48 89 45 e8")      // mov %rax,-0x18(%rbp)

	a.code("41 bc 01 00 00 00") // mov $1,%r12d
	loop := len(a.b)
	a.code("48 8d 7d b8")  // lea -0x48(%rbp),%rdi
	a.code("44 89 e6")     // mov %r12d,%esi
	a.code("48 8d 55 c0")  // lea -0x40(%rbp),%rdx
	a.code("48 8d 4d d8")  // lea -0x28(%rbp),%rcx
	a.code("45 31 c0")     // xor %r8d,%r8d
	call := a.far("e8")    // call adder
	a.code("41 ff c4")     // inc %r12d
	a.code("41 83 fc 06")  // cmp $6,%r12d
	next := a.far("0f 85") // jne loop
	a.point(next, loop)

	a.code("48 89 d8")    // mov %rbx,%rax
	a.code("48 83 c4 50") // add $0x50,%rsp
	a.code("41 5c")       // pop %r12
	a.code("5b")          // pop %rbx
	a.code("5d")          // pop %rbp
	a.code("c3")          // ret

	a.point(call, int(int64(adder-at)))
	host := t.Addr.Addr().String()
	a.point(hosts, a.data(24, append([]byte{byte(2 * len(host))}, host...)))
	a.point(ports, a.data(4, binary.LittleEndian.AppendUint32(nil, uint32(t.Addr.Port()))))
	a.data(0, append([]byte{0}, t.mark()+"\x00"...))
	return a.b
}

// assembler holds what is written so far. Its positions count from the begin.
type assembler struct{ b []byte }

// code adds instructions in hexadecimal, which must be valid.
func (a *assembler) code(text string) {
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		panic(err)
	}
	a.b = append(a.b, b...)
}

// far adds an instruction that ends in a distance of 4 bytes, and returns the
// position of that for point.
func (a *assembler) far(text string) int {
	a.code(text)
	a.b = append(a.b, 0, 0, 0, 0)
	return len(a.b) - 4
}

// point makes the distance at a position lead to another.
func (a *assembler) point(at, to int) {
	binary.LittleEndian.PutUint32(a.b[at:], uint32(int32(to-(at+4))))
}

// data adds b, with zeros up to size, where 8 divides the position, which it
// returns.
func (a *assembler) data(size int, b []byte) int {
	for len(a.b)%8 != 0 {
		a.b = append(a.b, 0)
	}
	at := len(a.b)
	a.b = append(a.b, b...)
	for len(a.b) < at+size {
		a.b = append(a.b, 0)
	}
	return at
}
