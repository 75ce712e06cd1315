package auth

import "heliograph/internal/fault"

// The faults of the package, beside those of user.Create, session.LogIn and
// FLOOD_WAIT_X.
var (
	ErrPhoneInvalid  = fault.New(fault.NotAcceptable, "PHONE_NUMBER_INVALID")
	ErrPhoneFlood    = fault.New(fault.Invalid, "PHONE_NUMBER_FLOOD")
	ErrCodeEmpty     = fault.New(fault.Invalid, "PHONE_CODE_EMPTY")
	ErrCodeInvalid   = fault.New(fault.Invalid, "PHONE_CODE_INVALID")
	ErrCodeExpired   = fault.New(fault.Invalid, "PHONE_CODE_EXPIRED")
	ErrHashEmpty     = fault.New(fault.Invalid, "PHONE_CODE_HASH_EMPTY")
	ErrNoOtherWay    = fault.New(fault.NotAcceptable, "SEND_CODE_UNAVAILABLE")
	ErrNotSent       = fault.New(fault.Invalid, "SMS_CODE_CREATE_FAILED")
	ErrPhoneOccupied = fault.New(fault.Invalid, "PHONE_NUMBER_OCCUPIED")

	ErrTokenInvalid  = fault.New(fault.Invalid, "AUTH_TOKEN_INVALID")
	ErrTokenExpired  = fault.New(fault.Invalid, "AUTH_TOKEN_EXPIRED")
	ErrTokenAccepted = fault.New(fault.Invalid, "AUTH_TOKEN_ALREADY_ACCEPTED")
	// ErrTokenUnwanted says that the device has this account already.
	ErrTokenUnwanted = fault.New(fault.Invalid, "AUTH_TOKEN_EXCEPTION")
	ErrExceptTooMany = fault.New(fault.Invalid, "LIMIT_INVALID")
	ErrBot           = fault.New(fault.Invalid, "BOT_METHOD_INVALID")
)
