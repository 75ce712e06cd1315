package wire

import (
	"bytes"
	"testing"
)

func FuzzPeel(f *testing.F) {
	all := ids(inner)
	for _, w := range wrappers() {
		f.Add(join(w, ids(inner)))
		all = join(w, all)
	}
	f.Add(all)
	f.Add(packGzip(all))
	f.Add(join(wrappers()["invokeWithLayer"], packZlib(all)))
	f.Fuzz(func(t *testing.T, body []byte) {
		const limit = 1 << 16
		c, err := Peel(body, limit)
		if err != nil {
			return
		}
		if len(c.Body) < 4 || len(c.Body) > max(len(body), limit) {
			t.Errorf("a call of %d bytes in %d", len(c.Body), len(body))
		}
		for i := range c.AfterLen() {
			_ = c.AfterAt(i)
		}
		again, err := Peel(c.Body, limit)
		if err != nil || !bytes.Equal(again.Body, c.Body) {
			t.Errorf("the innermost call can be peeled again: %v", err)
		}
	})
}

func FuzzContainer(f *testing.F) {
	message := AppendHeader(nil, 4, 1, 8)
	message = join(message, ids(inner, inner))
	f.Add(AppendInt(ids(ContainerID), 0))
	f.Add(join(AppendInt(ids(ContainerID), 2), message, message))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := Container(body, nil)
		if err != nil {
			return
		}
		b := AppendInt(ids(ContainerID), int32(len(list)))
		for _, m := range list {
			b = append(AppendHeader(b, m.ID, m.Seq, len(m.Body)), m.Body...)
		}
		if !bytes.Equal(b, body) {
			t.Error("a container is not what was read from it")
		}
	})
}
