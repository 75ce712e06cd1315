package messages

import (
	"testing"

	"heliograph/internal/reaction"
)

// The figure is what TDLib 1.8.67 computed of the list.
func TestReactionsHash(t *testing.T) {
	t.Parallel()
	if got := reactionsHash(reaction.All()[:73]); got != 785865559991658596 {
		t.Errorf("hash %d", got)
	}
	if got := reactionsHash(nil); got != 0 {
		t.Errorf("of nothing: %d", got)
	}
}
