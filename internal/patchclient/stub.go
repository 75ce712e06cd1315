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
// centres that TDLib knows: the server is each of them. In C++, where options,
// hosts and ports are vectors of libc++:
//
//	for (int dc = 1; dc < 6; dc++) adder(&options, dc, &hosts, &ports, false);
//
// A string of libc++ of up to 22 characters is a byte with twice its length and
// the text; a vector is three pointers: to its begin, its end and the end of its
// room. All are on the stack, since adder may own hosts. The mark follows.
func stub(at, adder uint64, t Target) []byte {
	host := t.Addr.Addr().String()
	text := make([]byte, 24)
	text[0] = byte(2 * len(host))
	copy(text[1:], host)

	var a assembler
	a.code("55")          // push %rbp
	a.code("48 89 e5")    // mov %rsp,%rbp
	a.code("53")          // push %rbx
	a.code("41 54")       // push %r12
	a.code("48 83 ec 60") // sub $0x60,%rsp
	a.code("48 89 fb")    // mov %rdi,%rbx
	a.code("31 c0")       // xor %eax,%eax
	a.code("48 89 07")    // mov %rax,(%rdi)
	a.code("48 89 47 08") // mov %rax,0x8(%rdi)
	a.code("48 89 47 10") // mov %rax,0x10(%rdi)
	a.code("48 89 7d b8") // mov %rdi,-0x48(%rbp): what the adder captures

	a.code("48 b8", text[:8]...)   // movabs $text,%rax
	a.code("48 89 45 a0")          // mov %rax,-0x60(%rbp)
	a.code("48 b8", text[8:16]...) // movabs $text,%rax
	a.code("48 89 45 a8")          // mov %rax,-0x58(%rbp)
	a.code("31 c0")                // xor %eax,%eax
	a.code("48 89 45 b0")          // mov %rax,-0x50(%rbp)
	a.code("48 8d 45 a0")          // lea -0x60(%rbp),%rax
	a.code("48 89 45 c0")          // mov %rax,-0x40(%rbp): hosts
	a.code("48 83 c0 18")          // add $0x18,%rax
	a.code("48 89 45 c8")          // mov %rax,-0x38(%rbp)
	a.code("48 89 45 d0")          // mov %rax,-0x30(%rbp)

	port := binary.LittleEndian.AppendUint32(nil, uint32(t.Addr.Port()))
	a.code("c7 45 98", port...) // movl $port,-0x68(%rbp)
	a.code("48 8d 45 98")       // lea -0x68(%rbp),%rax
	a.code("48 89 45 d8")       // mov %rax,-0x28(%rbp): ports
	a.code("48 83 c0 04")       // add $0x4,%rax
	a.code("48 89 45 e0")       // mov %rax,-0x20(%rbp)
	a.code("48 89 45 e8")       // mov %rax,-0x18(%rbp)

	a.code("41 bc 01 00 00 00") // mov $1,%r12d
	loop := len(a.b)
	a.code("48 8d 7d b8")             // lea -0x48(%rbp),%rdi
	a.code("44 89 e6")                // mov %r12d,%esi
	a.code("48 8d 55 c0")             // lea -0x40(%rbp),%rdx
	a.code("48 8d 4d d8")             // lea -0x28(%rbp),%rcx
	a.code("45 31 c0")                // xor %r8d,%r8d
	a.far("e8", int(int64(adder-at))) // call adder
	a.code("41 ff c4")                // inc %r12d
	a.code("41 83 fc 06")             // cmp $6,%r12d
	a.far("0f 85", loop)              // jne loop

	a.code("48 89 d8")    // mov %rbx,%rax
	a.code("48 83 c4 60") // add $0x60,%rsp
	a.code("41 5c")       // pop %r12
	a.code("5b")          // pop %rbx
	a.code("5d")          // pop %rbp
	a.code("c3")          // ret
	a.b = append(a.b, "\x00"+t.mark()+"\x00"...)
	return a.b
}

// assembler holds what is written so far. Its positions count from the begin.
type assembler struct{ b []byte }

// code adds instructions in hexadecimal, which must be valid, and the immediate
// of the last one.
func (a *assembler) code(text string, immediate ...byte) {
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		panic(err)
	}
	a.b = append(append(a.b, b...), immediate...)
}

// far adds a call or jump to a position.
func (a *assembler) far(text string, to int) {
	a.code(text)
	a.b = binary.LittleEndian.AppendUint32(a.b, uint32(int32(to-(len(a.b)+4))))
}
