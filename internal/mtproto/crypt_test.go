package mtproto

import (
	"bytes"
	"crypto/rand"
	"strconv"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"

	"heliograph/internal/mtproto/wire"
)

func testKey() *Key {
	k := &Key{}
	_, _ = rand.Read(k.Value[:])
	k.ID = crypto.Key(k.Value).WithID().IntID()
	return k
}

// TestAgainstAnotherImplementation exchanges packets with gotd both ways.
func TestAgainstAnotherImplementation(t *testing.T) {
	t.Parallel()
	k := testKey()
	theirs := crypto.Key(k.Value).WithID()
	for n := 4; n < 3000; n += 4 * (1 + n/16) {
		body := make([]byte, n)
		_, _ = rand.Read(body)
		var b bin.Buffer
		if err := crypto.NewClientCipher(rand.Reader).Encrypt(theirs, crypto.EncryptedMessageData{
			Salt: 1, SessionID: 2, MessageID: 3, SeqNo: 4, MessageDataLen: int32(n), MessageDataWithPadding: body,
		}, &b); err != nil {
			t.Fatal(err)
		}
		plain, _, ok := decrypt(&k.Value, append(b.Buf, 0, 1, 2)) // and what a padded framing left
		if !ok {
			t.Fatalf("%d bytes: not decrypted", n)
		}
		e, ok := open(plain)
		if !ok || e.salt != 1 || e.session != 2 || e.id != 3 || e.seq != 4 || !bytes.Equal(e.body, body) {
			t.Fatalf("%d bytes: opened as %+v", n, e)
		}

		out := make([]byte, headSize)
		out = wire.AppendHeader(wire.AppendLong(wire.AppendLong(out, 5), 6), 7, 8, n)
		out = seal(newAuthKey(k), append(out, body...))
		data, err := crypto.NewClientCipher(rand.Reader).DecryptFromBuffer(theirs, &bin.Buffer{Buf: out})
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if data.Salt != 5 || data.SessionID != 6 || data.MessageID != 7 || !bytes.Equal(data.Data(), body) {
			t.Fatalf("%d bytes: they got %+v", n, data)
		}
	}
}

func BenchmarkDecrypt(b *testing.B) {
	for _, size := range []int{256, 4 << 10, 512 << 10} {
		b.Run(sizeName(size), func(b *testing.B) {
			k := testKey()
			plain := make([]byte, innerSize+size)
			packet := sealAs(k, plain)
			work := make([]byte, len(packet))
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				copy(work, packet)
				if _, _, ok := decrypt(&k.Value, work); !ok {
					b.Fatal("not decrypted")
				}
			}
		})
	}
}

func BenchmarkSeal(b *testing.B) {
	for _, size := range []int{256, 4 << 10, 512 << 10} {
		b.Run(sizeName(size), func(b *testing.B) {
			k := newAuthKey(testKey())
			work := make([]byte, headSize+innerSize+size, headSize+innerSize+size+64)
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				seal(k, work)
			}
		})
	}
}

func sizeName(n int) string { return strconv.Itoa(n) + "B" }
