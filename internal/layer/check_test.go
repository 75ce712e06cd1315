package layer_test

import (
	"errors"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/layer"
)

// nested asks for the history with somebody known by a message of somebody known
// by a message, and so on.
func nested(t testing.TB, deep int) []byte {
	t.Helper()
	p := tg.InputPeerClass(&tg.InputPeerSelf{})
	for range deep {
		p = &tg.InputPeerUserFromMessage{Peer: p, MsgID: 1, UserID: 1}
	}
	var b bin.Buffer
	if err := (&tg.MessagesGetHistoryRequest{Peer: p}).Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Buf
}

// What nests deeper than any client does is refused before it is decoded, in
// every layer; what is only long is not.
func TestCheckDepth(t *testing.T) {
	t.Parallel()
	tr := layer.New()
	many := &tg.MessagesGetMessagesRequest{}
	for i := range 100_000 {
		many.ID = append(many.ID, &tg.InputMessageID{ID: i})
	}
	var long bin.Buffer
	if err := many.Encode(&long); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body []byte
		ok   bool
	}{
		"sixty":          {nested(t, 60), true},
		"seventy":        {nested(t, 70), false},
		"a million":      {nested(t, 1_000_000), false},
		"long":           {long.Buf, true},
		"cut off":        {long.Buf[:100_000], false},
		"no such method": {append([]byte{1, 2, 3, 4}, long.Buf...), true},
		"no method":      {append([]byte{0xf7, 0xe7, 0xab, 0x72}, long.Buf...), true},
	} {
		if len(c.body) < 1200 { // what is shorter cannot hurt
			c.body = append(c.body, make([]byte, 1200)...)
		}
		if err := tr.Check(c.body); (err == nil) != c.ok || err != nil && !errors.Is(err, layer.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, l := range []int{layer.Oldest, 200, layer.Native - 1} {
		if _, err := tr.Request(nested(t, 1000), l); !errors.Is(err, layer.ErrMalformed) {
			t.Errorf("layer %d: %v", l, err)
		}
	}
}
