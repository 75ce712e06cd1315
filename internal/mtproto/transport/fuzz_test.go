package transport

import (
	"bytes"
	"io"
	"testing"

	"github.com/gotd/td/bin"
)

// FuzzAccept feeds any bytes as a client's stream.
func FuzzAccept(f *testing.F) {
	m := unencrypted(20)
	f.Add([]byte{0xef, 10}, uint8(0))
	f.Add(join([]byte{0xef, 10}, m, []byte{0x7f, 10, 0, 0}, m), uint8(1))
	f.Add(join(le(tagIntermediate), le(40), m), uint8(2))
	f.Add(join(le(tagPadded), le(43), m, []byte{1, 2, 3}), uint8(9))
	f.Add(join(le(52), le(0), m, le(0)), uint8(0))
	f.Add(bytes.Repeat([]byte{1}, 70), uint8(64))
	f.Fuzz(func(t *testing.T, in []byte, head uint8) {
		ahead := min(len(in), int(head))
		readAll(t, &script{in: in[ahead:]}, in[:ahead])
	})
}

// FuzzFraming feeds any bytes behind a valid start of each framing, and behind
// a valid obfuscated head, in pieces of any size.
func FuzzFraming(f *testing.F) {
	m := unencrypted(20)
	for kind := range kinds {
		f.Add(uint8(kind), join(le(40), m), uint8(0))
		f.Add(uint8(kind), join([]byte{10}, m, []byte{0xff, 10, 0, 0}, m), uint8(3))
	}
	f.Fuzz(func(t *testing.T, kind uint8, in []byte, piece uint8) {
		k := kinds[int(kind)%len(kinds)]
		var stream bytes.Buffer
		w := greet(t, struct {
			io.Reader
			io.Writer
		}{nil, &stream}, k.codec(), k.obfuscated)
		if _, err := w.Write(in); err != nil {
			t.Fatal(err)
		}
		readAll(t, &script{in: stream.Bytes(), piece: int(piece)}, nil)
	})
}

// readAll reads until an error and checks each packet.
func readAll(t *testing.T, s *script, head []byte) {
	c, err := Accept(s, head)
	if err != nil {
		return
	}
	var buf []byte
	for {
		p, _, err := c.ReadPacket(buf)
		if err != nil {
			return
		}
		if len(p) < 20 || len(p) > MaxPacket+maxPad {
			t.Fatalf("a packet of %d bytes", len(p))
		}
		if err := c.WriteQuickAck(1); err != nil {
			t.Fatal(err)
		}
		buf = p
	}
}

// FuzzRoundTrip sends a payload of any length with the peer's codec, reads it
// and sends it back.
func FuzzRoundTrip(f *testing.F) {
	for kind := range kinds {
		f.Add(uint8(kind), uint16(0), uint8(0))
		f.Add(uint8(kind), uint16(29), uint8(7))
		f.Add(uint8(kind), uint16(4000), uint8(100))
	}
	f.Fuzz(func(t *testing.T, kind uint8, blocks uint16, piece uint8) {
		k := kinds[int(kind)%len(kinds)]
		cd, m := k.codec(), message(24+16*(1+int(blocks)%5000))
		var stream bytes.Buffer
		s := &script{piece: int(piece)}
		rw := greet(t, struct {
			io.Reader
			io.Writer
		}{&s.out, &stream}, cd, k.obfuscated)
		if err := cd.Write(rw, &bin.Buffer{Buf: bytes.Clone(m)}); err != nil {
			t.Fatal(err)
		}
		s.in = stream.Bytes()
		c, err := Accept(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, _, err := c.ReadPacket(nil)
		if err != nil || !bytes.Equal(p, m) {
			t.Fatalf("%d of %d bytes, %v", len(p), len(m), err)
		}
		if err := c.WritePackets(p); err != nil {
			t.Fatal(err)
		}
		var b bin.Buffer
		if err := cd.Read(rw, &b); err != nil || !bytes.Equal(b.Buf, m) {
			t.Fatalf("back: %d of %d bytes, %v", len(b.Buf), len(m), err)
		}
	})
}
