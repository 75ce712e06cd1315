package node

import (
	"context"
	"time"

	"heliograph/internal/mtproto"
	"heliograph/internal/session"
)

// keys shows session's auth keys to mtproto, which knows no subject.
type keys struct{ s *session.Service }

var _ mtproto.Keys = keys{}

func (k keys) Key(ctx context.Context, id int64) (*mtproto.Key, error) {
	key, err := k.s.Key(ctx, id)
	if key == nil || err != nil {
		return nil, err
	}
	out := mtproto.Key(*key)
	return &out, nil
}

func (k keys) AddKey(ctx context.Context, key *mtproto.Key) error {
	in := session.Key(*key)
	return k.s.AddKey(ctx, &in)
}

func (k keys) BindKey(ctx context.Context, temp, perm int64, expires time.Time) error {
	return k.s.BindKey(ctx, temp, perm, expires)
}

func (k keys) DestroyKey(ctx context.Context, id int64) (bool, error) { return k.s.DestroyKey(ctx, id) }

func (k keys) Client(ctx context.Context, perm int64) (mtproto.Client, error) {
	c, err := k.s.Client(ctx, perm)
	return mtproto.Client(c), err
}

func (k keys) SetClient(ctx context.Context, perm int64, c mtproto.Client) error {
	return k.s.SetClient(ctx, perm, session.Client(c))
}
