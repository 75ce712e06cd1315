package messages

import (
	"testing"

	"heliograph/internal/message"
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

// The figure is by TDLib's rule: SavedReactionTags::calc_hash.
func TestTagsHash(t *testing.T) {
	t.Parallel()
	tags := []message.Tag{{Emoji: "🔥", Title: "hot", Count: 2}, {Emoji: "👍", Count: 1}}
	if got := tagsHash(tags); got != 7130066841935339186 {
		t.Errorf("hash %d", got)
	}
	if got := tagsHash(nil); got != 0 {
		t.Errorf("of nothing: %d", got)
	}
}
