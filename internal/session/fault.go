package session

import (
	"errors"

	"heliograph/internal/fault"
)

// The faults of the package.
var (
	ErrHashInvalid   = fault.New(fault.Invalid, "HASH_INVALID")
	ErrFresh         = fault.New(fault.NotAcceptable, "FRESH_RESET_AUTHORISATION_FORBIDDEN")
	ErrPermEmpty     = fault.New(fault.Unauthorized, "AUTH_KEY_PERM_EMPTY")
	ErrKeyInvalid    = fault.New(fault.Unauthorized, "AUTH_KEY_INVALID")
	ErrUnregistered  = fault.New(fault.Unauthorized, "AUTH_KEY_UNREGISTERED")
	ErrTempUnknown   = fault.New(fault.Invalid, "TEMP_AUTH_KEY_EMPTY")
	ErrTempBound     = fault.New(fault.Invalid, "TEMP_AUTH_KEY_ALREADY_BOUND")
	ErrPermUnknown   = fault.New(fault.Invalid, "ENCRYPTED_MESSAGE_INVALID")
	ErrExpiryInvalid = fault.New(fault.Invalid, "EXPIRES_AT_INVALID")
)

// ErrKeyExists says that another key has this id already: the exchange has to
// make another one.
var ErrKeyExists = errors.New("session: another auth key has this id")

// ErrOccupied says that somebody is logged in on a key that another device
// wanted to let in.
var ErrOccupied = errors.New("session: somebody is logged in on this key")

// errMoved says that a login changed while it was looked at; try again.
var errMoved = errors.New("session: login changed meanwhile")
