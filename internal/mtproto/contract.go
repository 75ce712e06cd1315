package mtproto

import (
	"context"
	"time"
)

// Key is an auth key.
type Key struct {
	ID      int64 // auth_key_id: the low 64 bits of SHA-1 of Value, little endian
	Value   [256]byte
	Expires time.Time // zero: permanent
	Perm    int64     // of a temporary key, the permanent key that it is bound to; 0 before
	DC      int       // the data centre that the client dialled when it made the key, 0 when it did not say
}

// Owner is the key whose authorization counts: the permanent key itself, or the
// one that a temporary key is bound to; 0 for a temporary key before binding.
func (k *Key) Owner() int64 {
	if k.Expires.IsZero() {
		return k.ID
	}
	return k.Perm
}

// Client is what a client told of itself in invokeWithLayer and initConnection.
type Client struct {
	Layer                                  int // 0: not told yet
	APIID                                  int
	DeviceModel, SystemVersion, AppVersion string
	SystemLangCode, LangPack, LangCode     string
}

// Keys keeps auth keys and, with each permanent key, what its client told of
// itself. Implementations are safe for concurrent use and durable on return.
type Keys interface {
	// Key returns nil, nil for a key that is not known or has expired.
	Key(ctx context.Context, id int64) (*Key, error)
	AddKey(ctx context.Context, k *Key) error
	// BindKey binds a temporary key to a permanent one until expires.
	BindKey(ctx context.Context, temp, perm int64, expires time.Time) error
	// DestroyKey forgets a key and whatever it was logged in to. Reports
	// whether the key was known.
	DestroyKey(ctx context.Context, id int64) (bool, error)
	// Client is the zero Client when nothing is remembered.
	Client(ctx context.Context, perm int64) (Client, error)
	SetClient(ctx context.Context, perm int64, c Client) error
}

// Request is one RPC call, its wrappers peeled off and its gzip undone.
type Request struct {
	MsgID     int64
	Body      []byte // TL id and fields of the innermost call; valid until Serve returns
	Layer     int    // of the session; 0 when the client never told
	NoUpdates bool   // came in invokeWithoutUpdates
	Takeout   int64  // takeout id of invokeWithTakeout, else 0
}

// Handler answers requests.
type Handler interface {
	// Serve answers one request with an encoded TL object: the result, or an
	// rpc_error. Several calls of one session run side by side; ctx ends when
	// the session does or the client drops the answer. A nil answer sends
	// nothing (the session has gone).
	Serve(ctx context.Context, s *Session, r *Request) []byte
	// Ended is called once when a session is forgotten: destroyed, expired, or
	// its key gone. Not when its connection breaks: it may come back.
	Ended(s *Session)
}
