package listen

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/gotd/td/proto/codec"

	"heliograph/internal/mtproto/transport"
)

func TestShutdown(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}), make(chan struct{})
	r := start(t, Options{
		Grace: time.Minute, FirstBytes: time.Minute,
		HTTP: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(entered)
			<-leave
			if r.Context().Err() != nil {
				t.Error("a request was cancelled in the time of grace")
			}
			_, _ = io.WriteString(w, "done")
		}),
	})
	silent, client := r.dial(), r.dial()
	if err := talk(client, codec.Abridged{}, false); err != nil {
		t.Fatal(err)
	}
	answer := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + r.addr)
		if err != nil {
			answer <- err.Error()
			return
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		answer <- string(body)
	}()
	<-entered
	r.stop()
	mustClose(t, silent)
	mustClose(t, client)
	close(leave)
	if got := <-answer; got != "done" {
		t.Errorf("a request under way got %q", got)
	}
	if err := <-r.done; err != nil {
		t.Error(err)
	}
	r.done <- nil
}

// TestShutdownIsFinal has a client that does not go by itself.
func TestShutdownIsFinal(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{})
	r := start(t, Options{Grace: 50 * time.Millisecond, MTProto: func(_ context.Context, c transport.Conn) {
		defer close(ended)
		for {
			p, _, err := c.ReadPacket(nil)
			if err != nil {
				return
			}
			_ = c.WritePackets(p)
		}
	}})
	nc := r.dial()
	if err := talk(nc, codec.Abridged{}, false); err != nil {
		t.Fatal(err)
	}
	r.stop()
	mustClose(t, nc)
	<-ended
}

func TestShutdownEndsWebSockets(t *testing.T) {
	t.Parallel()
	connected, gone := make(chan struct{}), make(chan struct{})
	r := start(t, Options{Grace: time.Minute, MTProto: func(ctx context.Context, _ transport.Conn) {
		close(connected)
		<-ctx.Done()
	}})
	go func() {
		if err := talkWeb(t, "ws://"+r.addr, nil); err == nil {
			t.Error("nobody echoes, and yet something came back")
		}
		close(gone)
	}()
	<-connected
	r.stop()
	if err := <-r.done; err != nil {
		t.Error(err)
	}
	r.done <- nil
	<-gone
}
