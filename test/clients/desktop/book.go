package desktop

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Call is a request of the client.
type Call struct {
	Method string // with a dot after the namespace
	Layer  int    // the one it was wrapped in, 0 when it was not
	Args   *Value
	Result *Value // nil until it is there
}

// Error is the server's, "" if there was none or no answer yet.
func (c *Call) Error() string {
	if c.Result != nil && c.Result.Name == "rpc.error" {
		return c.Result.Text("error_message")
	}
	return ""
}

// book is what the client's log says: its calls, their answers, and what is in
// its chats. Safe for concurrent use.
type book struct {
	tell func(Event) // not concurrently, in the order of the log

	mu      sync.Mutex
	changed chan struct{} // closed and replaced with every packet
	calls   []*Call
	byID    map[int64]*Call // by message id
	heard   map[int64]bool  // message ids of what was received
	updates []*Value
	chats   map[int64]map[int64]*Message
	broken  error // the first thing that the client could not decode
}

func newBook(tell func(Event)) *book {
	return &book{
		tell: tell, changed: make(chan struct{}), byID: map[int64]*Call{}, heard: map[int64]bool{},
		chats: map[int64]map[int64]*Message{},
	}
}

// note takes a packet of the log.
func (b *book) note(p packet, err error) {
	b.mu.Lock()
	var events []Event
	if err != nil && b.broken == nil {
		b.broken = err
	}
	if p.body != nil {
		events = b.message(p.sent, p.body)
	}
	close(b.changed)
	b.changed = make(chan struct{})
	b.mu.Unlock()
	for _, e := range events {
		b.tell(e)
	}
}

// message is one of MTProto.
func (b *book) message(sent bool, m *Value) []Event {
	body, id := m.Field("body"), m.Int("msg_id")
	if body == nil {
		return nil
	}
	if body.Name == "msg.container" {
		var events []Event
		for _, inner := range body.List("messages") {
			events = append(events, b.message(sent, inner)...)
		}
		return events
	}
	if sent {
		b.request(id, body)
		return nil
	}
	if b.heard[id] {
		return nil // sent again, and the client knows it too
	}
	b.heard[id] = true
	if body.Name != "rpc.result" {
		return b.apply(body)
	}
	call := b.byID[body.Int("req_msg_id")]
	if call == nil || call.Result != nil {
		return nil
	}
	call.Result = body.Field("result")
	if call.Method == "messages.deleteMessages" && call.Error() == "" {
		return b.remove(call.Args.List("id"))
	}
	return b.apply(call.Result)
}

func (b *book) request(id int64, body *Value) {
	c := &Call{}
	for body.Field("query") != nil && strings.HasPrefix(body.Name, "in") { // invoke… and initConnection
		if body.Name == "invokeWithLayer" {
			c.Layer = int(body.Int("layer"))
		}
		body = body.Field("query")
	}
	if _, _, api := strings.Cut(body.Name, "."); !api || slices.Contains(serviceMessages, body.Name) {
		return
	}
	c.Method, c.Args = body.Name, body
	if b.byID[id] == nil {
		b.calls, b.byID[id] = append(b.calls, c), c
	}
}

// serviceMessages are MTProto's own, whose names look as if they had a namespace.
var serviceMessages = []string{
	"msgs.ack", "msgs.state_req", "msgs.state_info", "msgs.all_info", "msg.resend_req", "ping.delay_disconnect",
	"http.wait", "rpc.drop_answer", "destroy.session", "get.future_salts",
}

// apply is for everything that may hold updates or messages.
func (b *book) apply(v *Value) []Event {
	var events []Event
	switch v.Name {
	case "updates", "updatesCombined":
		for _, u := range v.List("updates") {
			events = append(events, b.update(u)...)
		}
	case "updateShort":
		events = b.update(v.Field("update"))
	case "updateShortMessage":
		b.updates = append(b.updates, v)
		events = b.put(Added, shortOf(v))
	case "updates.difference", "updates.differenceSlice":
		for _, m := range v.List("new_messages") {
			events = append(events, b.put(Added, messageOf(m))...)
		}
		for _, u := range v.List("other_updates") {
			events = append(events, b.update(u)...)
		}
	default:
		for _, m := range v.List("messages") { // histories, dialogs
			b.put("", messageOf(m))
		}
	}
	return events
}

func (b *book) update(u *Value) []Event {
	b.updates = append(b.updates, u)
	switch u.Name {
	case "updateNewMessage":
		return b.put(Added, messageOf(u.Field("message")))
	case "updateEditMessage":
		return b.put(Edited, messageOf(u.Field("message")))
	case "updateDeleteMessages":
		return b.remove(u.List("messages"))
	}
	return nil
}

func (b *book) put(kind string, m *Message) []Event {
	if m == nil {
		return nil
	}
	if b.chats[m.Peer] == nil {
		b.chats[m.Peer] = map[int64]*Message{}
	}
	b.chats[m.Peer][m.ID] = m
	return []Event{{Kind: kind, Message: *m}}
}

func (b *book) remove(ids []*Value) []Event {
	e := Event{Kind: Deleted}
	for _, id := range ids {
		e.IDs = append(e.IDs, id.Int())
		for _, chat := range b.chats {
			delete(chat, id.Int())
		}
	}
	return []Event{e}
}

// chat is what is in the chat with somebody, oldest first.
func (b *book) chat(peer int64) []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	var r []Message
	for _, id := range slices.Sorted(maps.Keys(b.chats[peer])) {
		r = append(r, *b.chats[peer][id])
	}
	return r
}

// mark is where the calls stand.
func (b *book) mark() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.calls)
}

// forget forgets what is in the chats, as a program does that ends, and returns
// where the calls stand.
func (b *book) forget() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.chats)
	return len(b.calls)
}

// since is the calls after a mark.
func (b *book) since(mark int) []Call {
	b.mu.Lock()
	defer b.mu.Unlock()
	var r []Call
	for _, c := range b.calls[mark:] {
		r = append(r, *c)
	}
	return r
}

// until waits for something that find, called under the lock, finds.
func until[T any](ctx context.Context, b *book, what string, find func() *T) (*T, error) {
	for {
		b.mu.Lock()
		r, changed, broken := find(), b.changed, b.broken
		b.mu.Unlock()
		if r != nil {
			return r, nil
		}
		if broken != nil {
			return nil, broken
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("the log of the client has no %s: %w", what, context.Cause(ctx))
		}
	}
}

// called waits for a call after a mark, whether it was answered or not.
func (b *book) called(ctx context.Context, mark int, method string) error {
	_, err := until(ctx, b, method, func() *Call { return b.find(mark, func(c *Call) bool { return c.Method == method }) })
	return err
}

// answered waits for the answer to a call after a mark. An error of the server's
// is an error.
func (b *book) answered(ctx context.Context, mark int, method string) (*Call, error) {
	c, err := until(ctx, b, "answered "+method, func() *Call {
		return b.find(mark, func(c *Call) bool { return c.Method == method && c.Result != nil })
	})
	if err == nil && c.Error() != "" {
		err = fmt.Errorf("%s: %s", method, c.Error())
	}
	return c, err
}

// find is the first call after a mark that ok accepts, or nil. mu is held.
func (b *book) find(mark int, ok func(*Call) bool) *Call {
	for _, c := range b.calls[mark:] {
		if ok(c) {
			found := *c
			return &found
		}
	}
	return nil
}
