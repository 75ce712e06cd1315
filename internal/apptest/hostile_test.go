package apptest_test

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// hostile is somebody who sends what no client sends, and Bob, who gets it. The
// tests that have one are not parallel to others: they measure what is allocated.
type hostile struct {
	*testing.T
	srv        *apptest.Server
	alice, bob *apptest.Device
	own        int // id of a message of Alice's to Bob
}

func openHostile(t *testing.T) *hostile {
	t.Helper()
	w := &hostile{T: t, srv: apptest.New(t)}
	w.alice, w.bob = pair(t, w.srv)
	w.own = w.send("a message")
	return w
}

func (w *hostile) toBob() tg.InputPeerClass { return w.alice.InputPeer(w.bob.Self.ID) }

// send sends a text to Bob and returns its id.
func (w *hostile) send(text string) int {
	w.Helper()
	if err := say(w.alice, w.bob, text, id.Int64()); err != nil {
		w.Fatal(err)
	}
	m, err := w.alice.Find(text)
	if err != nil {
		w.Fatal(err)
	}
	return m.ID
}

// received waits until Bob has a text.
func (w *hostile) received(text string) *tg.Message {
	w.Helper()
	var m *tg.Message
	err := w.bob.Expect(fmt.Sprintf("%q", text), func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		m, ok = n.Message.(*tg.Message)
		return ok && m.Message == text
	})
	if err != nil {
		w.Fatal(err)
	}
	return m
}

// raw is an encoded request.
type raw []byte

func (r raw) Encode(b *bin.Buffer) error { b.Put(r); return nil }

// rawly encodes a request that is no more than bytes to the client.
func rawly(build func(b *bin.Buffer)) raw {
	var b bin.Buffer
	build(&b)
	return b.Buf
}

// nothing is an answer that is of no interest.
type nothing struct{}

func (nothing) Decode(b *bin.Buffer) error { b.Skip(b.Len()); return nil }

// call has Alice make a request and returns the error, "" for none.
func (w *hostile) call(req bin.Encoder) string {
	w.Helper()
	ctx, cancel := w.alice.Context()
	defer cancel()
	err := w.alice.API.Invoker().Invoke(ctx, req, nothing{})
	if e := new(tgerr.Error); errors.As(err, &e) {
		return e.Message
	}
	if err != nil {
		w.Fatalf("%v", err)
	}
	return ""
}

// boxes is what is stored of both people but what is kept by the way: indexes,
// when they were seen, their logins.
func (w *hostile) boxes() uint64 {
	w.Helper()
	sum := fnv.New64a()
	err := w.srv.Node().Subjects().Store.View(w.Context(), func(r store.Reader) error {
		for _, d := range []*apptest.Device{w.alice, w.bob} {
			rows, err := r.Scan(user.ID(d.Self.ID).Owner(), nil, nil, false, 0)
			if err != nil {
				return err
			}
			for _, row := range rows {
				if !bytes.ContainsAny(row.Key[:1], "xLA") {
					fmt.Fprintf(sum, "%d %x %x\n", d.Self.ID, row.Key, row.Value)
				}
			}
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return sum.Sum64()
}

// most is how much client and server together may allocate for one call beside
// what the request has, and times is how often they may have that.
const (
	most  = 8 << 20
	times = 60
)

// attack is one hostile request and what it is answered: one of several, with |
// between them; "" is no error.
type attack struct {
	name string
	req  bin.Encoder
	want string
}

// fend makes requests. What is refused must store nothing; whatever it is must
// not cost more than its size explains, and the next call must be answered.
func (w *hostile) fend(attacks []attack) {
	w.Helper()
	for _, a := range attacks {
		before := w.boxes()
		got := w.measured(a.name, a.req)
		if !slices.Contains(strings.Split(a.want, "|"), got) {
			w.Errorf("%s: %q instead of %q", a.name, got, a.want)
		}
		if got != "" && w.boxes() != before {
			w.Errorf("%s: refused and stored", a.name)
		}
		if got := w.call(&tg.UpdatesGetStateRequest{}); got != "" {
			w.Errorf("after %s: %s", a.name, got)
		}
	}
}

// measured makes a request and fails when it has cost more memory than its size
// explains.
func (w *hostile) measured(name string, req bin.Encoder) string {
	w.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		w.Fatalf("%s: %v", name, err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := w.call(req)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > most+times*uint64(len(b.Buf)) {
		w.Errorf("%s: %d bytes allocated for a request of %d", name, used, len(b.Buf))
	}
	return got
}

// now is the server's time.
func (w *hostile) now() time.Time { return time.Now() }
