package transport

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"testing"
	"time"
)

func TestBadStreams(t *testing.T) {
	t.Parallel()
	m := message(56)
	fullPacket := func(seq uint32, p []byte) []byte {
		b := join(le(uint32(len(p)+12)), le(seq), p)
		return join(b, le(crc32.ChecksumIEEE(b)))
	}
	damaged := fullPacket(0, m)
	damaged[30] ^= 1
	ee, dd := le(tagIntermediate), le(tagPadded)
	tests := []struct {
		name string
		in   []byte
		want error
	}{
		{"nothing", nil, io.EOF},
		{"abridged, no packet", []byte{0xef}, io.EOF},
		{"abridged, half a packet", join([]byte{0xef, 14}, m[:20]), io.ErrUnexpectedEOF},
		{"abridged, half a length", []byte{0xef, 0x7f, 1}, io.ErrUnexpectedEOF},
		{"abridged, empty", []byte{0xef, 0}, ErrLength},
		{"abridged, short", join([]byte{0xef, 5}, m), ErrLength},
		{"abridged, long", []byte{0xef, 0x7f, 0xff, 0xff, 0xff}, ErrLength},
		{"abridged, just too long", join([]byte{0xef}, le((MaxPacket/4+1)<<8|0x7f)), ErrLength},
		{"intermediate, half a tag", ee[:3], io.ErrUnexpectedEOF},
		{"intermediate, no packet", ee, io.EOF},
		{"intermediate, long", join(ee, le(MaxPacket+4)), ErrLength},
		{"intermediate, huge", join(ee, le(0xffffffff)), ErrLength},
		{"intermediate, odd", join(ee, le(57), m), ErrLength},
		{"intermediate, empty", join(ee, le(0)), ErrLength},
		{"intermediate, half", join(ee, le(56), m[:55]), io.ErrUnexpectedEOF},
		{"padded, long", join(dd, le(MaxPacket+16)), ErrLength},
		{"padded, short", join(dd, le(23), m), ErrLength},
		{"full, damaged", damaged, ErrChecksum},
		{"full, replayed", join(fullPacket(0, m), fullPacket(0, m)), ErrSequence},
		{"full, skipped", join(fullPacket(0, m), fullPacket(2, m)), ErrSequence},
		{"full, long", join(le(MaxPacket+16), le(0)), ErrLength},
		{"full, short", join(le(8), le(0), m), ErrLength},
		{"full, odd", fullPacket(0, m[:53]), ErrLength},
		{"full, no checksum", fullPacket(0, m)[:66], io.ErrUnexpectedEOF},
		{"garbage", bytes.Repeat([]byte("garbage "), 9), ErrFraming},
		{"half of an obfuscated head", bytes.Repeat([]byte("garbage "), 7), io.ErrUnexpectedEOF},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, piece := range []int{0, 1, 3} {
				if err := drain(&script{in: tt.in, piece: piece}); !errors.Is(err, tt.want) && !(tt.want == io.EOF && errors.Is(err, io.ErrUnexpectedEOF)) {
					t.Errorf("in pieces of %d: got %v, want %v", piece, err, tt.want)
				}
			}
		})
	}
}

// drain reads packets until an error.
func drain(s *script) error {
	c, err := Accept(s, nil)
	for err == nil {
		_, _, err = c.ReadPacket(nil)
	}
	return err
}

func TestQuickAck(t *testing.T) {
	t.Parallel()
	m := message(520)
	const token = 0x12345678
	tests := []struct {
		name, in string
		want     []byte
	}{
		{"abridged", string(join([]byte{0xef, 0x80 | 14}, m[:56], []byte{0xff, 130, 0, 0}, m)), []byte{0x92, 0x34, 0x56, 0x78}},
		{"intermediate", string(join(le(tagIntermediate), le(56|quickBit), m[:56], le(520|quickBit), m)), []byte{0x78, 0x56, 0x34, 0x92}},
		{"padded", string(join(le(tagPadded), le(59|quickBit), m[:59], le(520|quickBit), m)), join(le(0xffffffff), []byte{0x78, 0x56, 0x34, 0x92})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := &script{in: []byte(tt.in)}
			c, err := Accept(s, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range [][]byte{m[:56], m} {
				p, quick, err := c.ReadPacket(nil)
				if err != nil || !quick || !bytes.Equal(p, want) {
					t.Fatalf("%d bytes, quick %v, %v", len(p), quick, err)
				}
			}
			if err := c.WriteQuickAck(token); err != nil {
				t.Fatal(err)
			}
			got := s.out.Bytes()
			if tt.name == "padded" {
				if n := int(binary.LittleEndian.Uint32(got)); n < 8 || n > 16 || n != len(got)-4 {
					t.Fatalf("padded ack of %d bytes says %d", len(got)-4, n)
				}
				got = got[4:12]
			}
			if !bytes.Equal(got, tt.want) {
				t.Errorf("wrote %x, want %x", got, tt.want)
			}
		})
	}
}

func TestFullHasNoQuickAck(t *testing.T) {
	t.Parallel()
	s := &script{in: join(le(68), le(0))}
	c, err := Accept(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.WriteQuickAck(1); err != nil || s.out.Len() != 0 {
		t.Errorf("wrote %d bytes, %v", s.out.Len(), err)
	}
}

// TestUnpad covers clients that pad with up to 15 bytes.
func TestUnpad(t *testing.T) {
	t.Parallel()
	for pad := range maxPad + 1 {
		for _, p := range [][]byte{message(56), message(1000&^15 + 8), unencrypted(4), unencrypted(40)} {
			got := unpad(join(p, bytes.Repeat([]byte{7}, pad)))
			if !bytes.Equal(got, p) {
				t.Errorf("%d bytes with %d of padding: got %d", len(p), pad, len(got))
			}
		}
	}
	lying := unencrypted(40)
	binary.LittleEndian.PutUint32(lying[16:], 0xffffffff)
	if got := unpad(join(lying, []byte{1})); len(got) != 60 {
		t.Errorf("a false length gives %d bytes", len(got))
	}
}

func TestWriteError(t *testing.T) {
	t.Parallel()
	code := []byte{0x6c, 0xfe, 0xff, 0xff} // -404
	crc := join(le(16), le(0), code)
	for in, want := range map[string][]byte{
		"\xef":                       join([]byte{1}, code),
		"\xee\xee\xee\xee":           join(le(4), code),
		"\xdd\xdd\xdd\xdd":           join(le(4), code),
		string(join(le(100), le(0))): join(crc, le(crc32.ChecksumIEEE(crc))),
	} {
		s := &script{in: []byte(in)}
		c, err := Accept(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.WriteError(-404); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(s.out.Bytes(), want) {
			t.Errorf("%x: wrote %x, want %x", in, s.out.Bytes(), want)
		}
	}
}

func TestWriteRefusesWhatCannotBeFramed(t *testing.T) {
	t.Parallel()
	s := &script{in: []byte{0xef}}
	c, err := Accept(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range [][]byte{nil, make([]byte, 6), make([]byte, MaxPacket+4)} {
		if err := c.WritePackets(make([]byte, 8), p); !errors.Is(err, ErrPayload) {
			t.Errorf("%d bytes: %v", len(p), err)
		}
	}
	if err := c.WritePackets(); err != nil {
		t.Error(err)
	}
	if s.out.Len() != 0 {
		t.Errorf("%d bytes were written", s.out.Len())
	}
}

// TestWriteErrorSticks: after a write that stopped half way nothing else may be
// written, or the peer would read it as the rest.
func TestWriteErrorSticks(t *testing.T) {
	t.Parallel()
	client, server := pair(t)
	if _, err := client.Write([]byte{0xef}); err != nil {
		t.Fatal(err)
	}
	c, err := Accept(server, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SetWriteDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	p := message(1 << 19)
	for err == nil { // nobody reads
		err = c.WritePackets(p)
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal(err)
	}
	if err := c.SetWriteDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if again := c.WritePackets(p[:56]); !errors.Is(again, os.ErrDeadlineExceeded) {
		t.Errorf("wrote on with %v", again)
	}
}
