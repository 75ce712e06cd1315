package channel

import (
	"slices"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// DropTopic takes a topic away that somebody deletes, and saves the channel: as long
// as there is more of it, it stays as one that is Gone.
func DropTopic(tx *update.Tx, c *Channel, t Topic, by user.ID, more bool) error {
	if !t.Gone {
		pinned, err := PinnedTopics(tx, c.ID)
		if err != nil {
			return err
		}
		if slices.Contains(pinned, t.ID) {
			savePinnedTopics(tx, c.ID, slices.DeleteFunc(pinned, func(id int) bool { return id == t.ID }))
		}
		if err := Record(tx, c, Entry{Kind: LogTopicDeleted, By: by, Was: t.log()}, tx.Now()); err != nil {
			return err
		}
		c.Topics--
		Save(tx, c)
	}
	if !more {
		tx.Delete(c.ID.Owner(), topicKey(t.ID))
		return nil
	}
	t.Gone, t.Pinned = true, false
	tx.Put(c.ID.Owner(), topicKey(t.ID), store.Encode(&t))
	return nil
}
