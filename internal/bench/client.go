package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/gotd/td/bin"

	"heliograph/internal/mtproto/wire"
)

// ackEvery is how many messages of the server are acknowledged at once, as
// clients do.
const ackEvery = 16

var errClosed = errors.New("connection closed")

// rpcError is an error that the server answered a call with.
type rpcError struct {
	code int
	text string
}

// Error implements error.
func (e *rpcError) Error() string { return fmt.Sprintf("%d %s", e.code, e.text) }

// call is a request on its way. done is called once, in the reader's goroutine;
// result is valid until it returns.
type call struct {
	body  []byte // kept to be sent again when the salt was wrong
	after int64  // the call that has to be served first; 0: none
	done  func(result []byte, err error)

	id, packet int64 // of its message, and of the container around it
}

// client is one connection of one login: an MTProto session with as little
// around it as the protocol allows. Safe for concurrent use.
type client struct {
	key     *authKey
	sock    *socket
	session int64
	// updates gets every updates object, in the reader's goroutine; body is
	// valid until it returns.
	updates func(body []byte, at time.Time)
	plain   []byte // the reader's
	ended   chan struct{}

	mu     sync.Mutex
	salt   int64
	lastID int64
	seq    int32 // calls sent
	acks   []int64
	calls  map[int64]*call
	err    error // why nothing more can be sent
	inner  []byte
	out    []byte
}

// connect opens a connection and starts its reader, which ends with the
// connection. updates may be nil.
func connect(ctx context.Context, addr string, key *authKey, updates func(body []byte, at time.Time)) (*client, error) {
	s, err := dial(ctx, addr)
	if err != nil {
		return nil, err
	}
	c := &client{
		key: key, sock: s, session: rand.Int64() | 1, updates: updates,
		ended: make(chan struct{}), calls: map[int64]*call{},
	}
	go c.readAll()
	return c, nil
}

// close ends the connection and waits until every call has been told.
func (c *client) close() {
	c.sock.close()
	<-c.ended
}

// start sends a call and returns the id of its message. When that fails done
// is not called.
func (c *client) start(x *call) (int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return 0, c.err
	}
	err := c.send(x)
	return x.id, err
}

// call sends a request and waits for its answer.
func (c *client) call(ctx context.Context, body []byte) ([]byte, error) {
	type answer struct {
		result []byte
		err    error
	}
	got := make(chan answer, 1)
	_, err := c.start(&call{body: body, done: func(result []byte, err error) {
		got <- answer{append([]byte(nil), result...), err}
	}})
	if err != nil {
		return nil, err
	}
	select {
	case a := <-got:
		return a.result, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// invoke is call with the schema's types.
func (c *client) invoke(ctx context.Context, req bin.Encoder, res bin.Decoder) error {
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		return err
	}
	result, err := c.call(ctx, b.Buf)
	if err != nil {
		return fmt.Errorf("%T: %w", req, err)
	}
	return res.Decode(&bin.Buffer{Buf: result})
}

// nextID is a message id: Unix time in 2^-32 s, growing, divisible by four.
func (c *client) nextID() int64 {
	now := time.Now()
	id := (now.Unix()<<32 | int64(now.Nanosecond())<<32/1e9) &^ 3
	c.lastID = max(id, c.lastID+4)
	return c.lastID
}

// send writes a call, and acks with it when there are enough. mu is held.
func (c *client) send(x *call) error {
	withAcks := len(c.acks) >= ackEvery
	p := c.begin()
	if withAcks {
		p = append(p, make([]byte, 16+8)...) // heads of packet and container, below
		p = c.appendAcks(p)
	}
	x.id = c.nextID()
	size := len(x.body)
	if x.after != 0 {
		size += 12
	}
	p = wire.AppendHeader(p, x.id, 2*c.seq+1, size)
	c.seq++
	if x.after != 0 {
		p = wire.AppendLong(wire.AppendID(p, invokeAfterMsgID), x.after)
	}
	p = append(p, x.body...)
	x.packet = x.id
	if withAcks {
		x.packet = c.nextID()
		h := wire.AppendHeader(p[16:16], x.packet, 2*c.seq, len(p)-32)
		wire.AppendInt(wire.AppendID(h, wire.ContainerID), 2)
	}
	c.calls[x.id] = x
	if err := c.flush(p); err != nil {
		delete(c.calls, x.id)
		return err
	}
	return nil
}

// sendAcks acknowledges everything that came so far. mu is held.
func (c *client) sendAcks() error { return c.flush(c.appendAcks(c.begin())) }

// begin starts a plain text with salt and session. mu is held.
func (c *client) begin() []byte {
	return wire.AppendLong(wire.AppendLong(c.inner[:0], c.salt), c.session)
}

// appendAcks adds a message with all acks. mu is held.
func (c *client) appendAcks(p []byte) []byte {
	p = wire.AppendHeader(p, c.nextID(), 2*c.seq, 12+8*len(c.acks))
	p = wire.AppendIDs(wire.AppendID(p, wire.AckID), c.acks)
	c.acks = c.acks[:0]
	return p
}

// flush encrypts and writes a plain text. mu is held.
func (c *client) flush(plain []byte) error {
	c.inner = plain
	c.out = c.key.seal(append(c.out[:0], 0, 0, 0, 0), plain)
	if err := c.sock.write(c.out); err != nil {
		c.err = err
		return err
	}
	return nil
}

// fail tells every call that there will be no answer.
func (c *client) fail(err error) {
	c.mu.Lock()
	c.err = err
	calls := c.calls
	c.calls = map[int64]*call{}
	c.mu.Unlock()
	for _, x := range calls {
		x.done(nil, err)
	}
	close(c.ended)
}

// failure is why the connection broke; nil while it has not.
func (c *client) failure() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}
