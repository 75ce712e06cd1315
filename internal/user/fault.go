package user

import (
	"errors"

	"heliograph/internal/fault"
)

var (
	errFirstName    = fault.New(fault.Invalid, "FIRSTNAME_INVALID")
	errLastName     = fault.New(fault.Invalid, "LASTNAME_INVALID")
	errAboutLong    = fault.New(fault.Invalid, "ABOUT_TOO_LONG")
	errPhoneTaken   = fault.New(fault.Invalid, "PHONE_NUMBER_OCCUPIED")
	errPhoneInvalid = fault.New(fault.Invalid, "PHONE_NUMBER_INVALID")
	errNameInvalid  = fault.New(fault.Invalid, "USERNAME_INVALID")
	errNameOccupied = fault.New(fault.Invalid, "USERNAME_OCCUPIED")
	errNameSame     = fault.New(fault.Invalid, "USERNAME_NOT_MODIFIED")
	errNoSuchUser   = fault.New(fault.Invalid, "USER_ID_INVALID")
)

// ErrTaken is returned by Create when the id belongs to somebody: draw another.
var ErrTaken = errors.New("user: id is taken")
