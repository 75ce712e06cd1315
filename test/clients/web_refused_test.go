//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// refusals are errors that no client should ever meet, but for what Telegram Desktop
// was refused, which its own test looks at, and what TDLib alone asks for.
func (k *trio) refusals() error {
	var all []error
	for _, m := range k.watch.metrics() {
		if m.code != "" && m.n > 0 {
			k.t.Logf("  %s was answered %s, %d times", m.method, m.code, m.n)
		}
		if broken[m.code] && m.n > k.refusedDesktop(m) && !slices.Contains(ofTDLib, m.method) {
			all = append(all, fmt.Errorf("%s was answered %s", m.method, m.code))
		}
	}
	return errors.Join(all...)
}

// ofTDLib are methods that are not served and that the web client never calls.
var ofTDLib = []string{"contacts.getBirthdays"}

// refusedDesktop is how often Telegram Desktop was answered so.
func (k *trio) refusedDesktop(m metric) int {
	n := 0
	for _, c := range k.Calls(0) {
		if c.Method == m.method && c.Error() == m.code {
			n++
		}
	}
	return n
}

// webRefusedNothing: not after the server's death either; the page met no error of its
// own, and Telegram Desktop could decode every answer.
func (k *trio) webRefusedNothing(ctx context.Context) error {
	var r struct{ Problems []string }
	if err := k.driver.call(ctx, "problems", object{}, &r); err != nil {
		return err
	}
	if len(r.Problems) > 0 {
		return fmt.Errorf("the page complains:\n%s", strings.Join(r.Problems, "\n"))
	}
	return errors.Join(k.refusals(), k.Undecoded())
}
