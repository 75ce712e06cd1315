package bench

import (
	"errors"
	"fmt"
	"time"

	"heliograph/internal/mtproto/wire"
)

// inflated bounds what one answer may inflate to.
const inflated = 64 << 20

// readAll serves what the server sends until the connection ends.
func (c *client) readAll() {
	for {
		packet, err := c.sock.read()
		at := time.Now()
		if err == nil {
			err = c.packet(packet, at)
		}
		if err != nil {
			c.sock.close()
			c.fail(fmt.Errorf("%w: %w", errClosed, err))
			return
		}
	}
}

// packet serves one packet.
func (c *client) packet(packet []byte, at time.Time) (err error) {
	if c.plain, err = c.key.open(c.plain, packet); err != nil {
		return err
	}
	r := wire.NewReader(c.plain)
	r.Int64() // salt
	if r.Int64() != c.session {
		return errPacket
	}
	m := wire.Message{ID: r.Int64(), Seq: r.Int32()}
	m.Body = r.Take(int(r.Int32()))
	if r.Err() != nil || len(m.Body) < 4 {
		return errPacket
	}
	var lone [1]wire.Message
	msgs := append(lone[:0], m)
	if wire.ID(m.Body) == wire.ContainerID {
		if msgs, err = wire.Container(m.Body, nil); err != nil {
			return err
		}
	}
	for _, m := range msgs {
		if err := c.message(m, at); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.acks) >= 2*ackEvery && c.err == nil {
		return c.sendAcks()
	}
	return nil
}

// message serves one message.
func (c *client) message(m wire.Message, at time.Time) error {
	if m.Seq&1 != 0 {
		c.mu.Lock()
		c.acks = append(c.acks, m.ID)
		c.mu.Unlock()
	}
	r := wire.NewReader(m.Body)
	switch r.Uint32() {
	case wire.RPCResultID:
		return c.answer(r.Int64(), r.Rest())
	case wire.NewSessionID:
		r.Take(16)
		c.setSalt(r.Int64())
	case wire.BadSaltID:
		id := r.Int64()
		r.Take(8)
		c.setSalt(r.Int64())
		return c.again(id)
	case wire.BadMsgID:
		id := r.Int64()
		r.Take(4)
		return c.refused(id, r.Int32())
	case wire.AckID, wire.PongID, wire.DetailedInfoID, wire.NewDetailedInfoID, wire.FutureSaltsID:
	case wire.GzipPackedID:
		body, err := wire.Inflate(r.Bytes(), inflated)
		if err != nil {
			return err
		}
		return c.message(wire.Message{ID: m.ID, Body: body}, at)
	default:
		if c.updates != nil {
			c.updates(m.Body, at)
		}
	}
	return r.Err()
}

func (c *client) setSalt(salt int64) {
	c.mu.Lock()
	c.salt = salt
	c.mu.Unlock()
}

// take finds the call that a message or a container carried, and forgets it.
func (c *client) take(id int64) *call {
	c.mu.Lock()
	defer c.mu.Unlock()
	x := c.calls[id]
	for _, y := range c.calls {
		if x == nil && y.packet == id {
			x = y
		}
		if x != nil {
			break
		}
	}
	if x != nil {
		delete(c.calls, x.id)
	}
	return x
}

// answer hands a result to its call.
func (c *client) answer(id int64, result []byte) error {
	x := c.take(id)
	if x == nil {
		return nil // answered before, and sent again
	}
	if wire.ID(result) == wire.GzipPackedID {
		r := wire.NewReader(result[4:])
		plain, err := wire.Inflate(r.Bytes(), inflated)
		if err != nil {
			return err
		}
		result = plain
	}
	if wire.ID(result) == wire.RPCErrorID {
		r := wire.NewReader(result[4:])
		e := &rpcError{code: int(r.Int32())}
		e.text = string(r.Bytes())
		x.done(nil, e)
		return r.Err()
	}
	x.done(result, nil)
	return nil
}

// again sends the call of a message, or of a container, under the right salt.
func (c *client) again(id int64) error {
	x := c.take(id)
	if x == nil {
		return nil // acks: nothing is lost that would not be told again
	}
	_, err := c.start(x)
	if err != nil {
		x.done(nil, err)
	}
	return err
}

// refused gives up a call whose message was not accepted.
func (c *client) refused(id int64, code int32) error {
	if x := c.take(id); x != nil {
		x.done(nil, fmt.Errorf("bad message, code %d", code))
		return nil
	}
	return errors.New("a message of acks was refused")
}
