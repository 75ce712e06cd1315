package auth

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
	"heliograph/internal/session"
)

func (h *Handlers) bindTempAuthKey(ctx context.Context, c *rpc.Call, r *tg.AuthBindTempAuthKeyRequest) (bool, error) {
	err := c.Session.BindTemporary(ctx, c.MsgID, r.PermAuthKeyID, r.Nonce, r.ExpiresAt, r.EncryptedMessage)
	return err == nil, err
}

func (h *Handlers) dropTempAuthKeys(ctx context.Context, c *rpc.Call, except []int64) (bool, error) {
	if c.Perm == 0 {
		return false, session.ErrPermEmpty
	}
	err := h.d.Sessions.DropTemporary(ctx, c.Perm, except)
	return err == nil, err
}
