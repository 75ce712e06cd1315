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
)
