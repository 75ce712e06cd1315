package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

func (h *Handlers) checkUsername(ctx context.Context, c *rpc.Call, name string) (bool, error) {
	err := h.Users.CheckUsername(ctx, c.Actor(), name)
	return err == nil, err
}

func (h *Handlers) updateProfile(ctx context.Context, c *rpc.Call, r *tg.AccountUpdateProfileRequest) (tg.UserClass, error) {
	var e user.Edit
	if v, ok := r.GetFirstName(); ok {
		e.FirstName = &v
	}
	if v, ok := r.GetLastName(); ok {
		e.LastName = &v
	}
	if v, ok := r.GetAbout(); ok {
		e.About = &v
	}
	if _, err := h.Users.Edit(ctx, c.Actor(), e); err != nil {
		return nil, err
	}
	return h.View.Self(ctx, c, c.User)
}

func (h *Handlers) updateBirthday(ctx context.Context, c *rpc.Call, r *tg.AccountUpdateBirthdayRequest) (bool, error) {
	var b user.Birthday
	if in, ok := r.GetBirthday(); ok {
		b = user.Birthday{Day: in.Day, Month: in.Month, Year: in.Year}
	}
	_, err := h.Users.SetBirthday(ctx, c.Actor(), b)
	return err == nil, err
}

func (h *Handlers) updateStatus(ctx context.Context, c *rpc.Call, offline bool) (bool, error) {
	h.Presence.SetOnline(ctx, c.Actor(), offline)
	return true, nil
}

func (h *Handlers) updateUsername(ctx context.Context, c *rpc.Call, name string) (tg.UserClass, error) {
	if _, err := h.Users.SetUsername(ctx, c.Actor(), name); err != nil {
		return nil, err
	}
	return h.View.Self(ctx, c, c.User)
}
