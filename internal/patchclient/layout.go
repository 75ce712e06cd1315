package patchclient

import (
	"errors"
	"fmt"
	"strings"
)

// ErrUnknown says that a file is not laid out like any client that is known.
var ErrUnknown = errors.New("not a build that is known")

// layout is how a client's builds keep keys and addresses.
type layout struct {
	client string
	next   string              // what to do with the copy outName
	sign   func(m *image) bool // whether it is that client, of whatever build
	pieces []piece             // what must be there to be patched
	apply  func(m *image, f found, t Target) ([]Change, error)
}

// piece is something that a layout holds, and how often.
type piece struct {
	what string
	want int
	find func(m *image) []int // offsets
}

// found is where the pieces of a layout are, by name.
type found map[string][]int

// layouts is the list.
func layouts() []layout { return []layout{desktop(), tdlib()} }

// survey looks for each piece and says which are not there as often as wanted.
func (l *layout) survey(m *image) (f found, missing []string) {
	f = make(found, len(l.pieces))
	for _, p := range l.pieces {
		f[p.what] = p.find(m)
		if n := len(f[p.what]); n != p.want {
			missing = append(missing, fmt.Sprintf("%s: found %d, want %d", p.what, n, p.want))
		}
	}
	return f, missing
}

// recognise finds the layout all of whose pieces are there. Its error wraps
// ErrUnknown and says what was not found of the client that the file is, or
// that it is none.
func recognise(m *image) (layout, found, error) {
	var clients []string
	var partly error
	for _, l := range layouts() {
		f, missing := l.survey(m)
		if len(missing) == 0 {
			return l, f, nil
		}
		clients = append(clients, l.client)
		if partly == nil && l.sign(m) {
			partly = fmt.Errorf("%w: it is %s, but not laid out like those that can be patched:\n\t%s",
				ErrUnknown, l.client, strings.Join(missing, "\n\t"))
		}
	}
	if partly != nil {
		return layout{}, nil, partly
	}
	return layout{}, nil, fmt.Errorf("%w: nothing in it says that it is %s", ErrUnknown, strings.Join(clients, " or "))
}
