package account

import (
	"context"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/tgapi/view"
)

// Sessions answers the account.* methods about the devices that are logged in.
type Sessions struct{ sessions *session.Service }

// NewSessions makes Sessions.
func NewSessions(s *session.Service) *Sessions {
	if s == nil {
		panic("account: missing dependency")
	}
	return &Sessions{s}
}

// Register lists the methods.
func (h *Sessions) Register(d *tg.ServerDispatcher) {
	d.OnAccountChangeAuthorizationSettings(rpc.User(h.changeAuthorizationSettings))
	d.OnAccountGetAuthorizations(rpc.User0(h.getAuthorizations))
	d.OnAccountResetAuthorization(rpc.User(h.resetAuthorization))
}

func (h *Sessions) getAuthorizations(ctx context.Context, c *rpc.Call) (*tg.AccountAuthorizations, error) {
	list, err := h.sessions.List(ctx, c.Actor())
	if err != nil {
		return nil, err
	}
	answer := &tg.AccountAuthorizations{AuthorizationTTLDays: int(h.sessions.IdleLogins() / (24 * time.Hour))}
	for _, a := range list {
		answer.Authorizations = append(answer.Authorizations, view.Authorization(a, a.Perm == c.Perm))
	}
	return answer, nil
}

func (h *Sessions) resetAuthorization(ctx context.Context, c *rpc.Call, hash int64) (bool, error) {
	err := h.sessions.Reset(ctx, c.Actor(), hash)
	return err == nil, err
}

func (h *Sessions) changeAuthorizationSettings(ctx context.Context, c *rpc.Call, r *tg.AccountChangeAuthorizationSettingsRequest) (bool, error) {
	set := session.Settings{Confirm: r.Confirmed}
	if v, ok := r.GetEncryptedRequestsDisabled(); ok {
		set.NoSecretChats = &v
	}
	if v, ok := r.GetCallRequestsDisabled(); ok {
		set.NoCalls = &v
	}
	err := h.sessions.Change(ctx, c.Actor(), r.Hash, set)
	return err == nil, err
}
