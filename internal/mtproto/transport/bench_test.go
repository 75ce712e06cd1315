package transport

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/gotd/td/bin"
)

// loop is a stream that repeats itself for ever and swallows what is written.
type loop struct {
	script
	all []byte
}

func (l *loop) Read(p []byte) (int, error) {
	if len(l.in) == 0 {
		l.in = l.all
	}
	n := copy(p, l.in)
	l.in = l.in[n:]
	return n, nil
}

func (l *loop) Write(p []byte) (int, error) { return len(p), nil }

func BenchmarkReadPacket(b *testing.B) {
	for _, k := range kinds {
		for _, n := range []int{296, 1<<19 + 40} {
			b.Run(fmt.Sprintf("%s/%d", k.name, n), func(b *testing.B) {
				var stream bytes.Buffer
				cd := k.codec()
				w := greet(b, struct {
					io.Reader
					io.Writer
				}{nil, &stream}, cd, k.obfuscated)
				greeting := bytes.Clone(stream.Bytes())
				stream.Reset()
				if err := cd.Write(w, &bin.Buffer{Buf: message(n)}); err != nil {
					b.Fatal(err)
				}
				l := &loop{script: script{in: greeting}, all: stream.Bytes()}
				c, err := Accept(l, nil)
				if err != nil {
					b.Fatal(err)
				}
				if c.Name() != k.name {
					b.Fatal(c.Name())
				}
				// What repeats is not what CTR and the sequence number expect.
				in := c.(*conn)
				buf := make([]byte, 0, n+16)
				b.SetBytes(int64(n))
				b.ReportAllocs()
				for b.Loop() {
					in.seqIn = 0
					if k.obfuscated {
						in.r, in.w = 0, 0
						if _, err := in.readBody(buf, n); err != nil {
							b.Fatal(err)
						}
						continue
					}
					if _, _, err := in.ReadPacket(buf); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkWritePackets(b *testing.B) {
	for _, k := range kinds {
		for _, n := range []int{296, 1<<19 + 40} {
			b.Run(fmt.Sprintf("%s/%d", k.name, n), func(b *testing.B) {
				var stream bytes.Buffer
				greet(b, struct {
					io.Reader
					io.Writer
				}{nil, &stream}, k.codec(), k.obfuscated)
				c, err := Accept(&loop{script: script{in: join(stream.Bytes(), le(100), le(0))}}, nil)
				if err != nil {
					b.Fatal(err)
				}
				p := message(n)
				b.SetBytes(int64(n))
				b.ReportAllocs()
				for b.Loop() {
					if err := c.WritePackets(p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
