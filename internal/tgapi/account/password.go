package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
	"heliograph/internal/mtproto/exchange"
	"heliograph/internal/rpc"
)

// Lengths of what clients make a password with, as they expect them.
const (
	saltOne      = 8 // to which a client adds some of its own
	saltTwo      = 16
	secureSalt   = 8
	secureRandom = 256
)

// getPassword is that there is none, with what a client would make one with
// (https://core.telegram.org/api/srp). What is random is so each time: nothing
// that was made with it is kept.
func (h *Handlers) getPassword(context.Context, *rpc.Call) (*tg.AccountPassword, error) {
	g, p := exchange.Group()
	return &tg.AccountPassword{
		NewAlgo: &tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow{
			Salt1: id.Bytes(saltOne), Salt2: id.Bytes(saltTwo), G: g, P: p,
		},
		NewSecureAlgo: &tg.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000{Salt: id.Bytes(secureSalt)},
		SecureRandom:  id.Bytes(secureRandom),
	}, nil
}
