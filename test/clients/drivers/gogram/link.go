package main

import (
	"net"
	"time"
)

// latency is that of a near network. Without any, as on the loopback interface,
// an answer can come before the caller has turned from sending to waiting: the
// library takes that for an error and connects anew.
const latency = 30 * time.Millisecond

// link listens on an address of its own and carries what comes to the server's,
// and back after the latency.
func link(server string) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", server)
			if err != nil {
				_ = near.Close()
				continue
			}
			go carry(far, near, 0)
			go carry(near, far, latency)
		}
	}()
	return l.Addr().String(), nil
}

// carry ends both when either ends.
func carry(to, from net.Conn, after time.Duration) {
	type chunk struct {
		bytes []byte
		due   time.Time
	}
	chunks := make(chan chunk, 1024)
	go func() {
		defer close(chunks)
		for {
			b := make([]byte, 32<<10)
			n, err := from.Read(b)
			if n > 0 {
				chunks <- chunk{b[:n], time.Now().Add(after)}
			}
			if err != nil {
				return
			}
		}
	}()
	for c := range chunks {
		time.Sleep(time.Until(c.due))
		if _, err := to.Write(c.bytes); err != nil {
			break
		}
	}
	_ = to.Close()
	_ = from.Close()
	for range chunks { // so that the reader ends as well
	}
}
