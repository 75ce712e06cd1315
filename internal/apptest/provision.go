package apptest

import (
	"context"
	"crypto/sha1" //nolint:gosec // what the protocol names keys by
	"encoding/binary"

	gotdsession "github.com/gotd/td/session"

	"heliograph/internal/id"
	"heliograph/internal/session"
)

// Exchange makes the device do a key exchange of its own when it connects for
// the first time. Without it the test gives server and client a key, for the
// exchange takes a client seconds of arithmetic.
func (d *Device) Exchange() *Device {
	d.key = []byte{}
	return d
}

// provision gives client and server an auth key.
func (d *Device) provision() {
	d.t.Helper()
	d.key = id.Bytes(256)
	sum := sha1.Sum(d.key)
	k := session.Key{ID: int64(binary.LittleEndian.Uint64(sum[12:])), DC: 2}
	copy(k.Value[:], d.key)
	if err := d.srv.Node().Subjects().Session.AddKey(context.Background(), &k); err != nil {
		d.t.Fatal(err)
	}
	l := gotdsession.Loader{Storage: d.store}
	if err := l.Save(context.Background(), &gotdsession.Data{DC: 2, Addr: d.addr.String(), AuthKey: d.key, AuthKeyID: sum[12:]}); err != nil {
		d.t.Fatal(err)
	}
}
