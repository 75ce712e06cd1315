package bench

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"net"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/tg"
)

func TestOnlyLoopbackIsDialled(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"192.0.2.1:8080", "[2001:db8::1]:443", "0.0.0.0:8080"} {
		if _, err := dial(t.Context(), addr); !errors.Is(err, errNotLoopback) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for _, addr := range []string{"example.org:443", "localhost:1", ""} { // names could lead anywhere
		if _, err := dial(t.Context(), addr); err == nil {
			t.Errorf("%q was dialled", addr)
		}
	}
}

func TestTransportErrorsAreTold(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		defer func() { _ = l.Close() }()
		if nc, err := l.Accept(); err == nil {
			_, _ = nc.Write([]byte{4, 0, 0, 0, 0x6c, 0xfe, 0xff, 0xff}) // -404
		}
	}()
	s, err := dial(t.Context(), l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if _, err := s.read(); err != transportError(-404) {
		t.Fatal(err)
	}
}

// What seal makes the other side can open, and the other way round.
func TestPackets(t *testing.T) {
	t.Parallel()
	k := &authKey{}
	_, _ = rand.Read(k.value[:])
	id := k.value.ID()
	k.id = int64(binary.LittleEndian.Uint64(id[:]))
	server := crypto.NewServerCipher(rand.Reader)
	for _, size := range []int{4, 200, 1000} {
		body := make([]byte, size)
		_, _ = rand.Read(body)
		var b bin.Buffer
		data := crypto.EncryptedMessageData{Salt: 1, SessionID: 2, MessageID: 3, SeqNo: 5, MessageDataLen: int32(size), MessageDataWithPadding: body}
		if err := data.Encode(&b); err != nil {
			t.Fatal(err)
		}
		got, err := server.DecryptFromBuffer(crypto.AuthKey{Value: k.value, ID: id}, &bin.Buffer{Buf: k.seal(nil, b.Buf)})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Data(), body) || got.MessageID != 3 {
			t.Fatalf("%d bytes came out differently", size)
		}
		var packet bin.Buffer
		if err := server.Encrypt(crypto.AuthKey{Value: k.value, ID: id}, data, &packet); err != nil {
			t.Fatal(err)
		}
		plain, err := k.open(nil, packet.Buf)
		if err != nil || !bytes.Equal(plain[innerSize:innerSize+size], body) {
			t.Fatalf("%d bytes of the server: %v", size, err)
		}
		packet.Buf[30] ^= 1
		if _, err := k.open(nil, packet.Buf); err == nil {
			t.Fatal("a damaged packet was opened")
		}
	}
}

func encode(t *testing.T, v bin.Encoder) []byte {
	t.Helper()
	var b bin.Buffer
	if err := v.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Buf
}

// What is encoded by hand is what the schema says.
func TestRequests(t *testing.T) {
	t.Parallel()
	text := appendText(nil, 7, epoch, 200)
	if len(text) != 200 {
		t.Errorf("a text of %d bytes", len(text))
	}
	want := encode(t, &tg.MessagesSendMessageRequest{
		Peer: &tg.InputPeerUser{UserID: 5, AccessHash: 6}, Message: string(text), RandomID: 8,
	})
	if got := appendSend(nil, 5, 6, text, 8); !bytes.Equal(got, want) {
		t.Errorf("messages.sendMessage:\n%x\n%x", got, want)
	}
	want = encode(t, &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: &tg.InitConnectionRequest{
		APIID: initAPI, DeviceModel: initText, SystemVersion: initText, AppVersion: initText, SystemLangCode: initText,
		LangPack: initText, LangCode: initText, Query: &tg.UpdatesGetStateRequest{},
	}})
	if got := append(appendInit(nil), encode(t, &tg.UpdatesGetStateRequest{})...); !bytes.Equal(got, want) {
		t.Errorf("wrappers:\n%x\n%x", got, want)
	}
}

// Updates read by hand are what the schema's decoder reads.
func TestUpdates(t *testing.T) {
	t.Parallel()
	plain := &tg.Message{ID: 3, PeerID: &tg.PeerUser{UserID: 9}, FromID: &tg.PeerUser{UserID: 9}, Message: "hello", Date: 1}
	own := &tg.Message{ID: 4, Out: true, PeerID: &tg.PeerUser{UserID: 9}, FromID: &tg.PeerUser{UserID: 1}, Message: "well"}
	edited := &tg.Message{ID: 5, PeerID: &tg.PeerUser{UserID: 9}, Message: "late"}
	edited.SetEditDate(7)
	all := func(us ...tg.UpdateClass) []byte {
		return encode(t, &tg.Updates{Updates: us, Users: []tg.UserClass{&tg.User{ID: 9}}, Chats: []tg.ChatClass{}})
	}
	for _, c := range []struct {
		name string
		body []byte
		want string
	}{
		{"plain", all(&tg.UpdateNewMessage{Message: plain, Pts: 7, PtsCount: 1}), "3:7:1:false:hello "},
		{"own", all(&tg.UpdateMessageID{ID: 4, RandomID: 5}, &tg.UpdateNewMessage{Message: own, Pts: 8, PtsCount: 1}), "4:8:1:true:well "},
		{"unusual", all(&tg.UpdateNewMessage{Message: edited, Pts: 9, PtsCount: 1}, &tg.UpdateNewMessage{Message: plain, Pts: 10, PtsCount: 1}), "5:9:1:false:late 3:10:1:false:hello "},
		{"without pts", all(&tg.UpdateContactsReset{}), ""},
		{"status", encode(t, &tg.UpdateShort{Update: &tg.UpdateUserStatus{UserID: 9, Status: &tg.UserStatusRecently{}}}), ""},
	} {
		if got, err := shown(c.body, eachMessage); got != c.want || err != nil {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
		if got, err := shown(c.body, eachSlowly); got != c.want || err != nil {
			t.Errorf("%s, slowly: %q, %v", c.name, got, err)
		}
	}
	if _, err := shown(encode(t, &tg.UpdatesTooLong{}), eachMessage); err != errTooLong {
		t.Errorf("too long: %v", err)
	}
	if _, err := shown([]byte{1, 2, 3, 4}, eachMessage); err == nil {
		t.Error("garbage passed")
	}
}
