package exchange

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"golang.org/x/time/rate"
)

// FuzzExchange changes one message of an exchange: step says which, body
// replaces it when raw is set and else is laid over it at offset.
func FuzzExchange(f *testing.F) {
	s := New(Options{Keys: []*rsa.PrivateKey{testKey()}, PerAddress: rate.Inf})
	f.Add(uint8(0), true, uint16(0), []byte{})
	f.Add(uint8(1), true, uint16(0), binary.LittleEndian.AppendUint32(nil, mt.ReqDHParamsRequestTypeID))
	f.Add(uint8(2), true, uint16(0), binary.LittleEndian.AppendUint32(nil, mt.SetClientDHParamsRequestTypeID))
	f.Add(uint8(2), true, uint16(0), binary.LittleEndian.AppendUint32(nil, mt.ReqPqRequestTypeID))
	f.Add(uint8(0), false, uint16(4), []byte{1})
	f.Add(uint8(1), false, uint16(40), []byte{9, 9})
	f.Add(uint8(1), false, uint16(100), []byte{0xff, 0xff})
	f.Add(uint8(2), false, uint16(39), []byte{0})
	f.Fuzz(func(t *testing.T, step uint8, raw bool, offset uint16, body []byte) {
		c := newClient(t, s)
		change := func(message []byte) []byte {
			if raw {
				return body
			}
			copy(message[min(int(offset), len(message)):], body)
			return message
		}
		if step%4 == 0 {
			if c.send(change(c.reqPQBody())) != nil {
				return
			}
			checkAnswer(t, c)
		}
		c.reqPQ()
		if step%4 == 1 {
			if c.send(change(c.reqDHBody())) != nil {
				return
			}
			checkAnswer(t, c)
			c.reqPQ()
		}
		c.reqDH()
		if c.send(change(c.setDHBody())) != nil {
			return
		}
		checkAnswer(t, c)
		if key, _ := c.authKey(); c.got != nil && c.got.Value != key {
			t.Error("the two sides have different keys")
		}
	})
}

// checkAnswer wants a whole object of the schema.
func checkAnswer(t *testing.T, c *client) {
	t.Helper()
	b := &bin.Buffer{Buf: c.answer}
	id, err := b.PeekID()
	if err != nil {
		t.Fatal(err)
	}
	switch id {
	case mt.ResPQTypeID:
		err = (&mt.ResPQ{}).Decode(b)
	case mt.ServerDHParamsOkTypeID, mt.ServerDHParamsFailTypeID:
		_, err = mt.DecodeServerDHParams(b)
	default:
		_, err = mt.DecodeSetClientDHParamsAnswer(b)
	}
	if err != nil || b.Len() != 0 {
		t.Errorf("%x: %v, %d bytes left", id, err, b.Len())
	}
}

// FuzzInner feeds what a client may have encrypted for the server's key, where
// no fuzzer gets by itself.
func FuzzInner(f *testing.F) {
	c := &client{kind: innerDC, pq: make([]byte, 8), p: make([]byte, 4), q: make([]byte, 4)}
	f.Add(c.inner())
	c.kind = innerTemp
	f.Add(c.inner())
	c.kind = innerTempDC
	f.Add(c.inner()[:90])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		in, n, err := parseInner(data)
		if err != nil {
			return
		}
		if n > len(data) || len(in.pq)+len(in.p)+len(in.q) > len(data) {
			t.Errorf("%d of %d bytes", n, len(data))
		}
		var m [rsaSize]byte
		_, _ = rand.Read(m[:])
		copy(m[:], data)
		if _, ok := unpad(m); ok {
			t.Error("a padding that nobody made")
		}
		_, _ = openOld(m)
	})
}
