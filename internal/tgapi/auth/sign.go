package auth

import (
	"context"

	"github.com/gotd/td/tg"

	login "heliograph/internal/auth"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

func (h *Handlers) signIn(ctx context.Context, c *rpc.Call, r *tg.AuthSignInRequest) (tg.AuthAuthorizationClass, error) {
	in, err := h.d.Auth.SignIn(ctx, ask(c, r.PhoneNumber, r.PhoneCodeHash), r.PhoneCode)
	if err != nil {
		return nil, err
	}
	if in.User == 0 {
		return &tg.AuthAuthorizationSignUpRequired{}, nil
	}
	return h.authorization(ctx, c, in.User)
}

func (h *Handlers) signUp(ctx context.Context, c *rpc.Call, r *tg.AuthSignUpRequest) (tg.AuthAuthorizationClass, error) {
	in, err := h.d.Auth.SignUp(ctx, ask(c, r.PhoneNumber, r.PhoneCodeHash), login.Name{
		First: r.FirstName, Last: r.LastName,
	})
	if err != nil {
		return nil, err
	}
	return h.authorization(ctx, c, in.User)
}

func (h *Handlers) authorization(ctx context.Context, c *rpc.Call, id user.ID) (tg.AuthAuthorizationClass, error) {
	self, err := h.d.View.Self(ctx, c, id)
	if err != nil {
		return nil, err
	}
	return &tg.AuthAuthorization{User: self}, nil
}

func (h *Handlers) logOut(ctx context.Context, c *rpc.Call) (*tg.AuthLoggedOut, error) {
	if err := h.d.Sessions.LogOut(ctx, c.Actor()); err != nil {
		return nil, err
	}
	return &tg.AuthLoggedOut{}, nil
}

func (h *Handlers) resetAuthorizations(ctx context.Context, c *rpc.Call) (bool, error) {
	err := h.d.Sessions.ResetOthers(ctx, c.Actor())
	return err == nil, err
}
