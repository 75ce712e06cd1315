package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/message"
	"heliograph/internal/user"
)

// storedChats is how many chats share what the long chat leaves.
const storedChats = 200

// batch is how many messages one transaction writes.
const batch = 100

// archive is a data directory with many messages. The first two accounts have
// the long chat.
type archive struct {
	dir      string
	accounts []account
	chat     int // messages of the long chat
}

// stored makes the archive, once for all jobs that need it. Each copy of a
// message, the sender's and the receiver's, counts as a stored message.
func (b *bench) stored(ctx context.Context) (*archive, error) {
	if b.archive != nil {
		return b.archive, nil
	}
	begin := time.Now()
	b.progress("storing %d messages, %d of them in one chat", b.o.Stored, b.o.Chat)
	a := &archive{dir: filepath.Join(b.dir, "stored"), chat: b.o.Chat}
	d, err := openDepot(a.dir)
	if err != nil {
		return nil, err
	}
	if a.accounts, err = d.enroll(ctx, 2+2*storedChats); err == nil {
		err = d.fill(ctx, a, (b.o.Stored/2-a.chat)/storedChats, b.o.Size)
	}
	if err != nil {
		_ = d.close()
		return nil, fmt.Errorf("store messages: %w", err)
	}
	if err := d.close(); err != nil {
		return nil, err
	}
	b.archive = a
	b.progress("stored in %.0f s", time.Since(begin).Seconds())
	return a, nil
}

// fill writes the long chat and each messages to every other one.
func (d *depot) fill(ctx context.Context, a *archive, each, size int) error {
	g, ctx := errgroup.WithContext(ctx)
	for i := 0; i < len(a.accounts); i += 2 {
		n := each
		if i == 0 {
			n = a.chat
		}
		g.Go(func() error { return d.chat(ctx, a.accounts[i].id, a.accounts[i+1].id, n, size) })
	}
	return g.Wait()
}

// chat writes n messages from one user to another: the first ones one by one,
// then those forwarded to the same chat again and again, for that writes many
// in one transaction.
func (d *depot) chat(ctx context.Context, from, to user.ID, n, size int) error {
	actor, peer := user.Actor{ID: from}, to.Peer()
	ids := make([]int, 0, batch)
	for i := range min(n, batch) {
		draft := message.Draft{To: peer, Random: rand.Int64() | 1}
		draft.Text.String = string(appendText(nil, i+1, time.Now(), size))
		c, err := d.messages.Send(ctx, actor, draft)
		if err != nil {
			return err
		}
		ids = append(ids, c.Messages[0].ID)
	}
	for left := n - len(ids); left > 0; left -= len(ids) {
		ids = ids[:min(left, len(ids))]
		q := message.Copy{From: peer, To: peer, IDs: ids}
		for range ids {
			q.Randoms = append(q.Randoms, rand.Int64()|1)
		}
		if _, err := d.messages.ForwardAll(ctx, actor, q); err != nil {
			return err
		}
	}
	return nil
}
