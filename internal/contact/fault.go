package contact

import (
	"errors"

	"heliograph/internal/fault"
)

var (
	errNameEmpty     = fault.New(fault.Invalid, "CONTACT_NAME_EMPTY")
	errContactID     = fault.New(fault.Invalid, "CONTACT_ID_INVALID")
	errPhoneFree     = fault.New(fault.Invalid, "PHONE_NOT_OCCUPIED")
	errPhoneInvalid  = fault.New(fault.Invalid, "PHONE_NUMBER_INVALID")
	errUsername      = fault.New(fault.Invalid, "USERNAME_INVALID")
	errUsernameFree  = fault.New(fault.Invalid, "USERNAME_NOT_OCCUPIED")
	errQueryEmpty    = fault.New(fault.Invalid, "SEARCH_QUERY_EMPTY")
	errQueryTooShort = fault.New(fault.Invalid, "QUERY_TOO_SHORT")
)

// errJoined says that a number got an owner between two looks at it.
var errJoined = errors.New("contact: the number belongs to somebody now")
