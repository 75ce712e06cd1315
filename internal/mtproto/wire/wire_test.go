package wire

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

const inner = 0x11223344

func text(s ...string) (b []byte) {
	for _, t := range s {
		b = AppendBytes(b, t)
	}
	return b
}

func ids(list ...uint32) (b []byte) {
	for _, id := range list {
		b = AppendID(b, id)
	}
	return b
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func packGzip(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return AppendBytes(AppendID(nil, GzipPackedID), out.Bytes())
}

func packZlib(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return AppendBytes(AppendID(nil, GzipPackedID), out.Bytes())
}

// wrappers are all that there are, each without its query.
func wrappers() map[string][]byte {
	long := AppendLong(nil, 77)
	initHead := join(ids(initConnectionID), AppendInt(nil, 3), AppendInt(nil, 17),
		text("model", "system", "app", "en", "pack", "de"))
	json := join(ids(jsonObjectID, VectorID), AppendInt(nil, 3),
		ids(jsonObjectValueID), text("a"), ids(jsonArrayID, VectorID), AppendInt(nil, 3),
		ids(jsonNullID, jsonBoolID, boolTrueID, jsonNumberID), long,
		ids(jsonObjectValueID), text("b"), ids(jsonStringID), text(strings.Repeat("x", 300)),
		ids(jsonObjectValueID), text("c"), ids(jsonObjectID, VectorID), AppendInt(nil, 0))
	return map[string][]byte{
		"invokeWithLayer":              AppendInt(ids(invokeWithLayerID), 200),
		"initConnection":               join(initHead, ids(inputClientProxyID), text("host"), AppendInt(nil, 443), json),
		"invokeAfterMsg":               join(ids(invokeAfterMsgID), long),
		"invokeAfterMsgs":              AppendIDs(ids(invokeAfterMsgsID), []int64{1, 2, 3}),
		"invokeWithoutUpdates":         ids(invokeWithoutUpdatesID),
		"invokeWithMessagesRange":      join(ids(invokeWithMessagesRangeID, messageRangeID), long),
		"invokeWithTakeout":            join(ids(invokeWithTakeoutID), long),
		"invokeWithBusinessConnection": join(ids(invokeWithBusinessID), text("connection")),
		"invokeWithGooglePlay":         join(ids(invokeWithPlayIntegrityID), text("nonce", "token")),
		"invokeWithApnsSecret":         join(ids(invokeWithApnsSecretID), text("nonce", "secret")),
		"invokeWithReCaptcha":          join(ids(invokeWithReCaptchaID), text("token")),
	}
}

func TestPeelEach(t *testing.T) {
	t.Parallel()
	query := join(ids(inner), text("query"))
	for name, w := range wrappers() {
		for _, body := range [][]byte{join(w, query), join(w, packZlib(query)), packGzip(join(w, query))} {
			c, err := Peel(body, 1<<16)
			if err != nil || !bytes.Equal(c.Body, query) {
				t.Errorf("%s: %v, body %x", name, err, c.Body)
			}
		}
		for cut := range len(w) { // never a panic, never something made up
			if _, err := Peel(w[:cut], 1<<16); err == nil && cut > 4 {
				t.Errorf("%s cut to %d bytes was taken", name, cut)
			}
		}
	}
}

func TestPeelTells(t *testing.T) {
	t.Parallel()
	w := wrappers()
	order := []string{
		"invokeWithoutUpdates", "invokeWithLayer", "initConnection", "invokeAfterMsgs", "invokeWithTakeout",
		"invokeAfterMsg", "invokeWithBusinessConnection", "invokeWithMessagesRange",
	}
	for range 20 {
		rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		body := ids(inner)
		for _, name := range order {
			if body = join(w[name], body); rand.IntN(3) == 0 {
				body = packGzip(body)
			}
		}
		c, err := Peel(body, 1<<20)
		if err != nil {
			t.Fatalf("%v: %v", order, err)
		}
		i := c.Init
		if c.Layer != 200 || !c.Inited || !c.NoUpdates || c.Takeout != 77 || string(c.Business) != "connection" ||
			i.APIID != 17 || string(i.DeviceModel) != "model" || string(i.LangCode) != "de" {
			t.Errorf("%v: %+v", order, c)
		}
		sum := int64(0)
		for i := range c.AfterLen() {
			sum += c.AfterAt(i)
		}
		if c.AfterLen() != 4 || sum != 77+1+2+3 {
			t.Errorf("%v: waits for %d", order, c.AfterLen())
		}
	}
}

func TestPeelDoesNotAllocate(t *testing.T) {
	w := wrappers()
	body := join(w["invokeWithLayer"], w["initConnection"], w["invokeAfterMsg"], ids(inner))
	if n := testing.AllocsPerRun(100, func() { _, _ = Peel(body, 1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestPeelBounds(t *testing.T) {
	t.Parallel()
	deep := bytes.Repeat(ids(invokeWithoutUpdatesID), 1000)
	if _, err := Peel(join(deep, ids(inner)), 1<<16); !errors.Is(err, ErrTooDeep) {
		t.Error(err)
	}
	zeros := join(ids(inner), make([]byte, 1<<20))
	bomb := packZlib(packGzip(zeros))
	if _, err := Peel(bomb, 1<<16); !errors.Is(err, ErrTooBig) {
		t.Error(err)
	}
	if _, err := Peel(bomb, 1<<21); err != nil {
		t.Error(err)
	}
	json := join(AppendInt(ids(initConnectionID), 2), AppendInt(nil, 1), text("", "", "", "", "", ""))
	for range 100 {
		json = AppendInt(join(json, ids(jsonArrayID, VectorID)), 1)
	}
	if _, err := Peel(join(json, ids(jsonNullID, inner)), 1<<16); !errors.Is(err, ErrMalformed) {
		t.Error(err)
	}
	many := AppendIDs(ids(invokeAfterMsgsID), make([]int64, maxAfter))
	if _, err := Peel(join(many, many, ids(inner)), 1<<16); !errors.Is(err, ErrMalformed) {
		t.Error(err)
	}
}

func TestDeflate(t *testing.T) {
	t.Parallel()
	for _, n := range []int{300, 3000, 300000} {
		body := join(ids(inner), bytes.Repeat([]byte("abcd"), n/4))
		packed := Deflate(body)
		if len(packed) >= len(body) || len(packed)%4 != 0 {
			t.Fatalf("%d bytes become %d", len(body), len(packed))
		}
		var theirs proto.GZIP // by another implementation
		if err := theirs.Decode(&bin.Buffer{Buf: packed}); err != nil || !bytes.Equal(theirs.Data, body) {
			t.Errorf("%d bytes: %v", n, err)
		}
		if c, err := Peel(packed, len(body)); err != nil || !bytes.Equal(c.Body, body) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	noise := AppendID(nil, inner)
	for range 1000 {
		noise = AppendLong(noise, rand.Int64())
	}
	if got := Deflate(noise); !bytes.Equal(got, noise) {
		t.Error("what does not compress was compressed")
	}
	if file := join(ids(uploadFileID), make([]byte, 5000)); !bytes.Equal(Deflate(file), file) {
		t.Error("a piece of a file was compressed")
	}
}

func TestContainerAgainstAnotherImplementation(t *testing.T) {
	t.Parallel()
	var theirs proto.MessageContainer
	for i := range 10 {
		body := join(ids(inner), make([]byte, 4*i))
		theirs.Messages = append(theirs.Messages, proto.Message{ID: int64(i), SeqNo: i, Bytes: len(body), Body: body})
	}
	var b bin.Buffer
	if err := theirs.Encode(&b); err != nil {
		t.Fatal(err)
	}
	got, err := Container(b.Buf, nil)
	if err != nil || len(got) != 10 {
		t.Fatal(len(got), err)
	}
	for i, m := range got {
		if m.ID != int64(i) || m.Seq != int32(i) || !bytes.Equal(m.Body, theirs.Messages[i].Body) {
			t.Errorf("message %d is %+v", i, m)
		}
	}
}

func TestEncodersAgainstAnotherImplementation(t *testing.T) {
	t.Parallel()
	decode := func(b []byte, to bin.Decoder) {
		t.Helper()
		buf := &bin.Buffer{Buf: b}
		if err := to.Decode(buf); err != nil || buf.Len() != 0 {
			t.Errorf("%T: %v, %d bytes left", to, err, buf.Len())
		}
	}
	var pong mt.Pong
	decode(Pong(1, 2), &pong)
	var bad mt.BadMsgNotification
	decode(BadMsg(1, 2, 16), &bad)
	var salt mt.BadServerSalt
	decode(BadSalt(1, 2, 3), &salt)
	var created mt.NewSessionCreated
	decode(NewSession(1, 2, 3), &created)
	var state mt.MsgsStateInfo
	decode(StateInfo(1, []byte{4, 1}), &state)
	var dropped mt.RPCAnswerDropped
	decode(AnswerDropped(1, 2, 3), &dropped)
	var salts mt.FutureSalts
	decode(FutureSalts(1, 2, []Salt{{1, 2, 3}, {4, 5, 6}}), &salts)
	var fail mt.RPCError
	decode(Error(400, "CODE"), &fail)
	if pong.MsgID != 1 || pong.PingID != 2 || bad.ErrorCode != 16 || salt.NewServerSalt != 3 || salt.ErrorCode != 48 ||
		created.UniqueID != 2 || string(state.Info) != "\x04\x01" || dropped.Bytes != 3 ||
		len(salts.Salts) != 2 || salts.Salts[1].Salt != 6 || fail.ErrorMessage != "CODE" {
		t.Error("other values")
	}
}

func TestBytes(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 3, 4, 253, 254, 255, 256, 70000} {
		want := bytes.Repeat([]byte{7}, n)
		b := AppendBytes(nil, want)
		r := NewReader(b)
		if got := r.Bytes(); !bytes.Equal(got, want) || len(r.Rest()) != 0 || len(b)%4 != 0 || r.Err() != nil {
			t.Errorf("%d bytes", n)
		}
	}
}
