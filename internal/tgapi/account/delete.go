package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/account"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

// Ending answers the account.* methods by which accounts end.
type Ending struct{ accounts *account.Service }

// NewEnding makes Ending.
func NewEnding(s *account.Service) *Ending {
	if s == nil {
		panic("account: missing dependency")
	}
	return &Ending{s}
}

// Register lists the methods.
func (h *Ending) Register(d *tg.ServerDispatcher) {
	d.OnAccountDeleteAccount(rpc.User(h.deleteAccount))
}

// errPassword is the answer to a password where there is none.
var errPassword = fault.New(fault.Invalid, "PASSWORD_HASH_INVALID")

// deleteAccount ends the account at once: nobody has a password, without which it
// would have to wait (https://core.telegram.org/api/account-deletion). The reason is
// nobody's to read.
func (h *Ending) deleteAccount(ctx context.Context, c *rpc.Call, r *tg.AccountDeleteAccountRequest) (bool, error) {
	if password, ok := r.GetPassword(); ok {
		if _, empty := password.(*tg.InputCheckPasswordEmpty); !empty {
			return false, errPassword
		}
	}
	err := h.accounts.Delete(ctx, c.Actor())
	return err == nil, err
}
