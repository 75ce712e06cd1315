package wire

// MaxMessages is how many messages a container may hold.
const MaxMessages = 1020

// Message is one message of a container.
type Message struct {
	ID   int64
	Seq  int32
	Body []byte
}

// Container reads the messages of a msg_container, its id included, and adds
// them to dst. It refuses nested containers, bodies that do not add up and
// whatever follows the last message.
func Container(body []byte, dst []Message) ([]Message, error) {
	r := NewReader(body)
	id, n := r.Uint32(), int(r.Uint32())
	if r.bad || id != ContainerID || n > MaxMessages || n > len(r.b)/16 {
		return dst, ErrMalformed
	}
	for range n {
		m := Message{ID: r.Int64(), Seq: r.Int32()}
		size := int(r.Int32())
		if size < 4 || size%4 != 0 {
			return dst, ErrMalformed
		}
		m.Body = r.Take(size)
		if r.bad || ID(m.Body) == ContainerID {
			return dst, ErrMalformed
		}
		dst = append(dst, m)
	}
	if len(r.b) != 0 {
		return dst, ErrMalformed
	}
	return dst, nil
}
