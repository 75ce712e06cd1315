package bench

import (
	"errors"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/mtproto/wire"
)

// event is a new message as a client hears of it.
type event struct {
	pts, count int
	id         int
	out        bool
	text       []byte // valid as long as what it was read from
}

// errTooLong says that the server wants the client to ask for the difference.
var errTooLong = errors.New("updates too long")

// eachMessage calls f for each new message of an updates object. Updates
// without pts are passed over. What is not as usual goes through the schema's
// own decoder, which costs ten times as much.
func eachMessage(body []byte, f func(event)) error {
	r := wire.NewReader(body)
	if r.Uint32() != updatesID || r.Uint32() != wire.VectorID {
		return eachSlowly(body, f)
	}
	var few [4]event
	events := few[:0]
	for range r.Int32() {
		switch r.Uint32() {
		case updateMessageIDID:
			r.Take(12)
		case updateNewMessageID:
			e, ok := readMessage(&r)
			e.pts, e.count = int(r.Int32()), int(r.Int32())
			if !ok {
				return eachSlowly(body, f)
			}
			events = append(events, e)
		default:
			return eachSlowly(body, f)
		}
	}
	if r.Err() != nil {
		return eachSlowly(body, f)
	}
	for _, e := range events {
		f(e)
	}
	return nil
}

// The flags of a plain private message.
const (
	flagOut    = 1 << 1
	flagFrom   = 1 << 8
	flagSilent = 1 << 13
)

// readMessage reads a message of text and nothing else.
func readMessage(r *wire.Reader) (e event, ok bool) {
	if r.Uint32() != messageID {
		return e, false
	}
	flags, flags2 := r.Uint32(), r.Uint32()
	if flags&^(flagOut|flagFrom|flagSilent) != 0 || flags2 != 0 {
		return e, false
	}
	e.out = flags&flagOut != 0
	e.id = int(r.Int32())
	if flags&flagFrom != 0 && !skipUser(r) || !skipUser(r) {
		return e, false
	}
	r.Int32() // date
	e.text = r.Bytes()
	return e, r.Err() == nil
}

func skipUser(r *wire.Reader) bool {
	id := r.Uint32()
	r.Int64()
	return id == peerUserID
}

// eachSlowly is eachMessage for everything.
func eachSlowly(body []byte, f func(event)) error {
	u, err := tg.DecodeUpdates(&bin.Buffer{Buf: body})
	if err != nil {
		return err
	}
	switch u := u.(type) {
	case *tg.UpdatesTooLong:
		return errTooLong
	case *tg.Updates:
		for _, one := range u.Updates {
			n, ok := one.(*tg.UpdateNewMessage)
			if !ok {
				continue
			}
			if e, ok := eventOf(n.Message); ok {
				e.pts, e.count = n.Pts, n.PtsCount
				f(e)
			}
		}
	}
	return nil
}

func eventOf(m tg.MessageClass) (event, bool) {
	t, ok := m.(*tg.Message)
	if !ok {
		return event{}, false
	}
	return event{id: t.ID, out: t.Out, text: []byte(t.Message)}, true
}
