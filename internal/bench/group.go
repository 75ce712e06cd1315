package bench

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gotd/td/tg"
	"golang.org/x/sync/errgroup"

	"heliograph/internal/channel"
	"heliograph/internal/user"
)

// The budgets of J4 and J4b.
const (
	budgetDeliveries = 60_000 // a second
	budgetLast       = 50.0   // ms from a post until the last member has it
	budgetLastBig    = 1000.0 // the same in the big group
)

// ahead is how many posts may be on their way to members when deliveries are
// counted.
const ahead = 16

// groupMark begins what a post says.
var groupMark = []byte("heliograph-post ")

// groups is J4 and J4b: one writes to a supergroup, everybody with a session has
// to hear each post once.
func (b *bench) groups(ctx context.Context) error {
	if err := b.group(ctx, "J4", b.o.Online, b.o.Online); err != nil {
		return err
	}
	return b.group(ctx, "J4b", b.o.Members, b.o.Crowd)
}

func (b *bench) group(ctx context.Context, job string, members, online int) error {
	g, s, err := b.gather(ctx, job, members, online)
	if err != nil {
		return err
	}
	defer s.kill()
	before, err := s.memory(ctx, time.Second)
	if err != nil {
		return err
	}
	if err := g.attach(ctx, s.addr); err != nil {
		return err
	}
	defer g.detach()
	big := job == "J4b"
	if !big {
		if err := b.deliveries(ctx, s, g); err != nil {
			return err
		}
	}
	if err := b.lastMember(ctx, s, g, big); err != nil {
		return err
	}
	after, err := s.memory(ctx, time.Second)
	if err != nil {
		return err
	}
	b.r.info(job, "resident memory of the server", after.resident/(1<<20), "MB")
	b.r.info(job, "of that, before anybody came", before.resident/(1<<20), "MB")
	x := Result{Job: job, What: "posts that somebody was not told of, or twice", Value: float64(g.wrong.Load()), Bound: AtMost}
	if x.Note = fmt.Sprintf("%d posts, %d members, %d of them with a session", g.posts, members, online); x.Value > 0 {
		x.Verdict = Failed
	}
	b.r.add(x)
	g.detach()
	return s.stop()
}

// deliveries measures how many a second there can be.
func (b *bench) deliveries(ctx context.Context, s *server, g *group) error {
	b.progress("J4: %d members, as fast as it goes for %v", len(g.accounts), b.o.Duration)
	used, err := s.meter()
	if err != nil {
		return err
	}
	begin, from := time.Now(), g.posts
	for time.Since(begin) < b.o.Duration {
		if err := g.post(ctx, b.o.Size); err != nil {
			return err
		}
		if err := g.heard(ctx, g.posts-ahead); err != nil {
			return err
		}
	}
	if err := g.heard(ctx, g.posts); err != nil {
		return err
	}
	c, err := used()
	if err != nil {
		return err
	}
	n := float64((g.posts - from) * g.listeners())
	b.r.add(Result{
		Job: "J4", What: "deliveries of posts to members", Value: n / c.wall.Seconds(), Unit: "/s", Bound: AtLeast, Budget: budgetDeliveries,
		Note: fmt.Sprintf("%d posts", g.posts-from),
	})
	b.r.info("J4", "server CPU for 1,000 deliveries", millis(c.server)/n*1000, "ms")
	b.r.info("J4", "generator CPU for 1,000 deliveries", millis(c.generator)/n*1000, "ms")
	return nil
}

// lastMember measures how long a post takes until everybody has it, one at a time.
func (b *bench) lastMember(ctx context.Context, s *server, g *group, big bool) error {
	job, budget, rest := "J4", budgetLast, 50*time.Millisecond
	if big {
		job, budget, rest = "J4b", budgetLastBig, 200*time.Millisecond
	}
	b.progress("%s: one post at a time for %v", job, b.o.Duration)
	used, err := s.meter()
	if err != nil {
		return err
	}
	d, err := g.each(ctx, b.o.Size, b.o.Duration, rest)
	if err != nil {
		return err
	}
	c, err := used()
	if err != nil {
		return err
	}
	b.r.add(Result{
		Job: job, What: "post to last member, p99", Value: millis(quantile(d, 0.99)), Unit: "ms", Bound: AtMost, Budget: budget,
		Note: fmt.Sprintf("%d posts, p50 %.1f ms", len(d), millis(quantile(d, 0.5))),
	})
	b.r.info(job, "server CPU of a post", millis(c.server)/float64(len(d)), "ms")
	return nil
}

// each posts for a time, one after the other with rests between them, and is how
// long each took to the last member, in order.
func (g *group) each(ctx context.Context, size int, during, rest time.Duration) ([]time.Duration, error) {
	var d []time.Duration
	for begin := time.Now(); time.Since(begin) < during; {
		if err := g.post(ctx, size); err != nil {
			return nil, err
		}
		if err := g.heard(ctx, g.posts); err != nil {
			return nil, err
		}
		d = append(d, g.took(g.posts))
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	sortDurations(d)
	return d, nil
}

// maxPosts is how many posts a group counts.
const maxPosts = 1 << 17

// group is a supergroup with members who listen; the first account writes.
type group struct {
	accounts []account
	id       channel.ID
	hash     int64
	open     []*client
	writer   *client
	posts    int

	ears  []ear
	state []heard
	wrong atomic.Int64
	news  chan struct{} // somebody was the last to hear something
}

// ear is what a member has heard.
type ear struct{ last int }

// heard is a post as members hear of it.
type heard struct {
	due   time.Time
	by    atomic.Int32
	until atomic.Int64 // Unix nanoseconds at which the last one heard it
}

func (g *group) listeners() int { return len(g.accounts) - 1 }

// gather makes the group and starts a server.
func (b *bench) gather(ctx context.Context, job string, members, online int) (*group, *server, error) {
	dir := filepath.Join(b.dir, job)
	b.progress("%s: %d users in a group of %d", job, online, members)
	d, err := openDepot(dir)
	if err != nil {
		return nil, nil, err
	}
	g := &group{ears: make([]ear, online), state: make([]heard, maxPosts), news: make(chan struct{}, 1)}
	g.accounts, g.id, err = d.group(ctx, members, online)
	if err != nil {
		_ = d.close()
		return nil, nil, err
	}
	if err := d.close(); err != nil {
		return nil, nil, err
	}
	s, err := newServer(b.o.Server, dir)
	if err != nil {
		return nil, nil, err
	}
	if _, err := s.ready(ctx, &g.accounts[0]); err != nil {
		s.kill()
		return nil, nil, err
	}
	return g, s, nil
}

// group makes a supergroup of which some members have an account; the others are
// members by the channel's records alone.
func (d *depot) group(ctx context.Context, members, online int) ([]account, channel.ID, error) {
	all, err := d.enroll(ctx, online)
	if err != nil {
		return nil, 0, err
	}
	c, err := d.channels.Create(ctx, user.Actor{ID: all[0].id}, channel.Draft{Title: "Bench"})
	if err != nil {
		return nil, 0, err
	}
	var listed, others []user.ID
	for i := range all[1:] {
		listed = append(listed, all[1+i].id)
	}
	for range members - online {
		others = append(others, user.NewID())
	}
	return all, c.Channel.ID, d.channels.Seed(ctx, c.Channel.ID, listed, others)
}

// attach connects everybody, and has the writer learn the access hash.
func (g *group) attach(ctx context.Context, addr string) error {
	g.open = make([]*client, len(g.accounts))
	e, ectx := errgroup.WithContext(ctx)
	e.SetLimit(dialers)
	for i := range g.accounts {
		e.Go(func() (err error) {
			var told func([]byte, time.Time)
			if i > 0 {
				told = func(body []byte, at time.Time) { g.told(i, body, at) }
			}
			if g.open[i], err = connect(ectx, addr, &g.accounts[i].key, told); err != nil {
				return err
			}
			_, err = g.open[i].login(ectx)
			return err
		})
	}
	if err := e.Wait(); err != nil {
		return err
	}
	g.writer = g.open[0]
	var err error
	g.hash, err = g.writer.chatHash(ctx, g.id)
	return err
}

// chatHash is the access hash of a channel that is on one's list of chats.
func (c *client) chatHash(ctx context.Context, id channel.ID) (int64, error) {
	var r tg.MessagesDialogsBox
	if err := c.invoke(ctx, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 10}, &r); err != nil {
		return 0, err
	}
	if ds, ok := r.Dialogs.(*tg.MessagesDialogs); ok {
		for _, c := range ds.Chats {
			if c, ok := c.(*tg.Channel); ok && c.ID == int64(id) {
				return c.AccessHash, nil
			}
		}
	}
	return 0, fmt.Errorf("the group is not on its owner's list of chats: %T", r.Dialogs)
}

func (g *group) detach() {
	var wg sync.WaitGroup
	for _, c := range g.open {
		if c != nil {
			wg.Go(c.close)
		}
	}
	wg.Wait()
	g.open = nil
}

// post writes the next post, and waits until it is stored.
func (g *group) post(ctx context.Context, size int) error {
	if g.posts+1 >= maxPosts {
		return fmt.Errorf("more than %d posts", maxPosts)
	}
	g.posts++
	p := &g.state[g.posts]
	p.due = time.Now()
	var u tg.UpdatesBox
	return g.writer.invoke(ctx, &tg.MessagesSendMessageRequest{
		Peer:    &tg.InputPeerChannel{ChannelID: int64(g.id), AccessHash: g.hash},
		Message: string(appendText(append([]byte(nil), groupMark...), g.posts, p.due, size)), RandomID: rand.Int64() | 1,
	}, &u)
}

// told reads what a member is sent: each post once, in their order.
func (g *group) told(who int, body []byte, at time.Time) {
	for {
		i := bytes.Index(body, groupMark)
		if i < 0 {
			return
		}
		body = body[i+len(groupMark):]
		n, _, ok := parseText(body)
		if !ok || n < 1 || n >= maxPosts || n != g.ears[who].last+1 {
			g.wrong.Add(1)
		}
		if !ok || n < 1 || n >= maxPosts {
			continue
		}
		g.ears[who].last = n
		p := &g.state[n]
		for until := p.until.Load(); at.UnixNano() > until && !p.until.CompareAndSwap(until, at.UnixNano()); {
			until = p.until.Load()
		}
		if int(p.by.Add(1)) == g.listeners() {
			select {
			case g.news <- struct{}{}:
			default:
			}
		}
	}
}

// heardFor bounds how long a post may take.
const heardFor = 30 * time.Second

// heard waits until everybody has heard a post.
func (g *group) heard(ctx context.Context, n int) error {
	if n < 1 {
		return nil
	}
	end := time.NewTimer(heardFor)
	defer end.Stop()
	for int(g.state[n].by.Load()) < g.listeners() {
		select {
		case <-g.news:
		case <-ctx.Done():
			return ctx.Err()
		case <-end.C:
			return fmt.Errorf("post %d was heard by %d of %d members", n, g.state[n].by.Load(), g.listeners())
		}
	}
	return nil
}

// took is how long a post took to its last member.
func (g *group) took(n int) time.Duration {
	p := &g.state[n]
	return time.Unix(0, p.until.Load()).Sub(p.due)
}
