package auth

import (
	"context"

	"github.com/gotd/td/tg"

	login "heliograph/internal/auth"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// exportLoginToken makes the session wait before the token is read, lest it be
// accepted in between.
func (h *Handlers) exportLoginToken(ctx context.Context, c *rpc.Call, r *tg.AuthExportLoginTokenRequest) (tg.AuthLoginTokenClass, error) {
	if r.APIID <= 0 {
		return nil, errAPIID
	}
	except := make([]user.ID, len(r.ExceptIDs))
	for i, id := range r.ExceptIDs {
		except[i] = user.ID(id)
	}
	h.await(ctx, c)
	e, err := h.d.Auth.ExportToken(ctx, ask(c, "", ""), except)
	if err != nil {
		return nil, err
	}
	return h.loginToken(ctx, c, e)
}

// importLoginToken is for clients that were sent to another data centre. There
// is one only, so it answers like exportLoginToken, of a token that exists.
func (h *Handlers) importLoginToken(ctx context.Context, c *rpc.Call, token []byte) (tg.AuthLoginTokenClass, error) {
	h.await(ctx, c)
	e, err := h.d.Auth.ImportToken(ctx, ask(c, "", ""), token)
	if err != nil {
		return nil, err
	}
	return h.loginToken(ctx, c, e)
}

func (h *Handlers) await(ctx context.Context, c *rpc.Call) {
	if c.Session != nil && c.Perm != 0 && c.User == 0 && !c.NoUpdates {
		h.d.Waiting.Await(ctx, c.Perm, c.Session)
	}
}

func (h *Handlers) loginToken(ctx context.Context, c *rpc.Call, e login.Entry) (tg.AuthLoginTokenClass, error) {
	if e.User == 0 {
		return &tg.AuthLoginToken{Expires: int(e.Token.Expires.Unix()), Token: e.Token.Value}, nil
	}
	in, err := h.authorization(ctx, c, e.User)
	if err != nil {
		return nil, err
	}
	return &tg.AuthLoginTokenSuccess{Authorization: in}, nil
}

func (h *Handlers) acceptLoginToken(ctx context.Context, c *rpc.Call, token []byte) (*tg.Authorization, error) {
	a, err := h.d.Auth.AcceptToken(ctx, c.Actor(), token)
	if err != nil {
		return nil, err
	}
	t := view.Authorization(a, false)
	return &t, nil
}
