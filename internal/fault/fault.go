// Package fault is the domain error: what a person's client is told.
//
// A fault has a kind, which the edges map to a status once, and a code, one of
// the strings listed at https://core.telegram.org/api/errors. Whatever is not
// a fault is a bug of ours and is answered 500.
//
// Owns the error type. Must not import anything but the standard library.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind says what sort of refusal a fault is.
type Kind int

// The kinds, by the status that MTProto and the Bot API answer.
const (
	Invalid       Kind = 400 // the request is wrong
	Unauthorized  Kind = 401 // nobody is logged in here
	Forbidden     Kind = 403 // not allowed to do this
	NotFound      Kind = 404 // no such method or thing
	NotAcceptable Kind = 406 // refused, and clients show nothing by themselves
	Flood         Kind = 420 // too many; try again later
)

// Error is one refusal. It is immutable; compare with errors.Is, which looks at
// kind and code only.
type Error struct {
	Kind Kind
	Code string // as on the wire; a "%d" is replaced by N
	N    int    // the number in the code, where it has one
}

// New makes a fault without a number.
func New(k Kind, code string) *Error { return &Error{Kind: k, Code: code} }

// NewN makes a fault whose code carries a number in place of "%d".
func NewN(k Kind, code string, n int) *Error { return &Error{Kind: k, Code: code, N: n} }

// Wait says that the caller has to wait d, rounded up to a whole second.
func Wait(d time.Duration) *Error {
	return NewN(Flood, "FLOOD_WAIT_%d", max(1, int((d+time.Second-1)/time.Second)))
}

// Message is the code as it goes over the wire.
func (e *Error) Message() string {
	if strings.Contains(e.Code, "%d") {
		return fmt.Sprintf(e.Code, e.N)
	}
	return e.Code
}

// Error is the status and the message.
func (e *Error) Error() string { return fmt.Sprintf("%d %s", int(e.Kind), e.Message()) }

// Is matches faults of the same kind and code, whatever their number.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && t.Code == e.Code
}

// As returns the fault in err's chain, or nil.
func As(err error) *Error {
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return nil
}
