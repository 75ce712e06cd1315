package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"golang.org/x/sync/errgroup"

	"heliograph/internal/channel"
	"heliograph/internal/mtproto/wire"
	"heliograph/internal/user"
)

// The sizes of J4c, and what it is held to.
const (
	budgetJoins  = 500 // a second, into one group
	bystanders   = 50  // pairs who write to each other meanwhile
	byRate       = 500 // messages a second of all of them
	neighbours   = 100 // members of another group, in which somebody posts
	joinsPatient = 30 * time.Second
)

// joining is J4c: people join one group by a link, 500 a second, while others write
// to each other and in another group; and the same without anybody who joins.
func (b *bench) joining(ctx context.Context) error {
	j, s, err := b.prepareJoins(ctx)
	if err != nil {
		return err
	}
	defer s.kill()
	if err := j.attach(ctx, s.addr); err != nil {
		return err
	}
	defer j.detach()
	alone, err := j.measure(ctx, b, nil)
	if err != nil {
		return err
	}
	used, err := s.meter()
	if err != nil {
		return err
	}
	beside, err := j.measure(ctx, b, j.join)
	if err != nil {
		return err
	}
	c, err := used()
	if err != nil {
		return err
	}
	if err := j.count(ctx); err != nil {
		return err
	}
	b.reportJoins(j, alone, beside)
	b.r.info("J4c", "cores of the server while people join", c.server.Seconds()/c.wall.Seconds(), "")
	b.check("J4c", whatIsChecked, j.load, fmt.Sprintf("of %d private messages; the group has all %d members", j.load.delivered.Load(), len(j.people)+1))
	j.detach()
	return s.stop()
}

// reportJoins tells of both parts.
func (b *bench) reportJoins(j *joins, alone, beside latencies) {
	n := float64(len(j.took))
	b.r.add(Result{
		Job: "J4c", What: "joins into one group", Value: n / j.within.Seconds(), Unit: "/s", Bound: AtLeast, Budget: budgetJoins * 0.99,
		Note: fmt.Sprintf("%.0f joins; due to answered p50 %.1f ms, p99 %.1f ms", n, millis(quantile(j.took, 0.5)), millis(quantile(j.took, 0.99))),
	})
	for _, x := range []struct {
		what          string
		alone, beside []time.Duration
		budget        float64
	}{
		{"private messages of others meanwhile, p99", alone.private, beside.private, budgetP99},
		{"posts in another group meanwhile, to last member, p99", alone.posts, beside.posts, budgetLast},
	} {
		b.r.add(Result{
			Job: "J4c", What: x.what, Value: millis(quantile(x.beside, 0.99)), Unit: "ms", Bound: AtMost, Budget: x.budget,
			Note: fmt.Sprintf("p50 %.2f ms; with nobody who joins p99 %.1f ms, p50 %.2f ms",
				millis(quantile(x.beside, 0.5)), millis(quantile(x.alone, 0.99)), millis(quantile(x.alone, 0.5))),
		})
	}
}

// joins is a group that people join, and the others.
type joins struct {
	load   *load  // pairs
	other  *group // another group
	owner  account
	id     channel.ID
	people []account // who join
	of     time.Duration

	head   *client // of the owner
	hash   int64
	link   string
	open   []*client
	within time.Duration

	mu   sync.Mutex
	took []time.Duration
	err  error
}

// latencies are how long what others sent took, in order.
type latencies struct{ private, posts []time.Duration }

// prepareJoins makes everybody and both groups, and starts a server.
func (b *bench) prepareJoins(ctx context.Context) (*joins, *server, error) {
	dir := filepath.Join(b.dir, "J4c")
	people := int(b.o.Duration.Seconds()*budgetJoins + 0.5)
	b.progress("J4c: %d people who join a group in %v", people, b.o.Duration)
	d, err := openDepot(dir)
	if err != nil {
		return nil, nil, err
	}
	j, err := d.joins(ctx, b.o.Size, people)
	if err := errors.Join(err, d.close()); err != nil {
		return nil, nil, err
	}
	j.of = b.o.Duration
	s, err := newServer(b.o.Server, dir)
	if err != nil {
		return nil, nil, err
	}
	if _, err := s.ready(ctx, &j.owner); err != nil {
		s.kill()
		return nil, nil, err
	}
	return j, s, nil
}

func (d *depot) joins(ctx context.Context, size, people int) (*joins, error) {
	all, err := d.enroll(ctx, 2*bystanders+neighbours+1+people)
	if err != nil {
		return nil, err
	}
	next := func(n int) []account {
		part := all[:n:n]
		all = all[n:]
		return part
	}
	j := &joins{load: newLoad(ctx, next(2*bystanders), size, 1), owner: next(1)[0]}
	j.other = &group{accounts: next(neighbours), ears: make([]ear, neighbours), state: make([]heard, maxPosts), news: make(chan struct{}, 1)}
	j.people = next(people)
	c, err := d.channels.Create(ctx, user.Actor{ID: j.owner.id}, channel.Draft{Title: "Joined"})
	if err != nil {
		return nil, err
	}
	j.id = c.Channel.ID
	c, err = d.channels.Create(ctx, user.Actor{ID: j.other.accounts[0].id}, channel.Draft{Title: "Other"})
	if err != nil {
		return nil, err
	}
	j.other.id = c.Channel.ID
	var members []user.ID
	for _, a := range j.other.accounts[1:] {
		members = append(members, a.id)
	}
	return j, d.channels.Seed(ctx, j.other.id, members, nil)
}

// attach connects everybody, and has the owner make a link. Who will join has not
// said anything yet.
func (j *joins) attach(ctx context.Context, addr string) error {
	if err := j.load.attach(ctx, addr); err != nil {
		return err
	}
	if err := j.other.attach(ctx, addr); err != nil {
		return err
	}
	var err error
	if j.head, err = connect(ctx, addr, &j.owner.key, nil); err != nil {
		return err
	}
	if _, err := j.head.login(ctx); err != nil {
		return err
	}
	if j.hash, err = j.head.chatHash(ctx, j.id); err != nil {
		return err
	}
	var r tg.ExportedChatInviteBox
	if err := j.head.invoke(ctx, &tg.MessagesExportChatInviteRequest{Peer: &tg.InputPeerChannel{ChannelID: int64(j.id), AccessHash: j.hash}}, &r); err != nil {
		return err
	}
	made, ok := r.ExportedChatInvite.(*tg.ChatInviteExported)
	if !ok {
		return fmt.Errorf("the link is %T", r.ExportedChatInvite)
	}
	_, j.link, _ = strings.Cut(made.Link, "/+")
	j.open = make([]*client, len(j.people))
	e, ectx := errgroup.WithContext(ctx)
	e.SetLimit(dialers)
	for i := range j.people {
		e.Go(func() (err error) {
			j.open[i], err = connect(ectx, addr, &j.people[i].key, nil)
			return err
		})
	}
	return e.Wait()
}

func (j *joins) detach() {
	j.load.detach()
	j.other.detach()
	var wg sync.WaitGroup
	for _, c := range append([]*client{j.head}, j.open...) {
		if c != nil {
			wg.Go(c.close)
		}
	}
	wg.Wait()
	j.head, j.open = nil, nil
}

// measure has the others write, while something else happens.
func (j *joins) measure(ctx context.Context, b *bench, meanwhile func(context.Context) error) (latencies, error) {
	var out latencies
	j.load.timing.Store(false)
	j.load.open.Store(true)
	j.load.stopping.Store(false)
	if _, err := j.load.pace(ctx, byRate, warmUp); err != nil {
		return out, err
	}
	j.load.timing.Store(true)
	e, ectx := errgroup.WithContext(ctx)
	e.Go(func() error {
		skipped, err := j.load.pace(ectx, byRate, j.of)
		if err == nil && skipped > 0 {
			err = fmt.Errorf("%d private messages could not be sent in time", skipped)
		}
		return err
	})
	e.Go(func() (err error) {
		out.posts, err = j.other.each(ectx, b.o.Size, j.of, 50*time.Millisecond)
		return err
	})
	if meanwhile != nil {
		e.Go(func() error { return meanwhile(ectx) })
	}
	if err := e.Wait(); err != nil {
		return out, err
	}
	if err := j.load.settle(ctx); err != nil {
		return out, err
	}
	out.private = j.load.delays()
	return out, nil
}

// join has all join when they are due, whatever became of others.
func (j *joins) join(ctx context.Context) error {
	body, err := joinBody(j.link)
	if err != nil {
		return err
	}
	var wait sync.WaitGroup
	begin := time.Now()
	for i, c := range j.open {
		due := begin.Add(time.Duration(i) * time.Second / budgetJoins)
		if d := time.Until(due); d > 0 {
			select {
			case <-time.After(d):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		wait.Add(1)
		if _, err := c.start(&call{body: append([]byte(nil), body...), done: func(_ []byte, err error) {
			j.joined(time.Since(due), err)
			wait.Done()
		}}); err != nil {
			return err
		}
	}
	all := make(chan struct{})
	go func() {
		wait.Wait()
		close(all)
	}()
	select {
	case <-all:
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(joinsPatient):
		return fmt.Errorf("not everybody was answered within %v", joinsPatient)
	}
	j.within = time.Since(begin)
	sortDurations(j.took)
	return j.err
}

// joinBody is the first call of a connection that wants no updates: of who joins
// most look again much later.
func joinBody(link string) ([]byte, error) {
	b := bin.Buffer{Buf: appendInit(wire.AppendID(nil, tg.InvokeWithoutUpdatesRequestTypeID))}
	err := (&tg.MessagesImportChatInviteRequest{Hash: link}).Encode(&b)
	return b.Buf, err
}

func (j *joins) joined(after time.Duration, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.took = append(j.took, after)
	j.err = errors.Join(j.err, err)
}

// count checks that everybody is in.
func (j *joins) count(ctx context.Context) error {
	var r tg.MessagesChatFull
	if err := j.head.invoke(ctx, &tg.ChannelsGetFullChannelRequest{Channel: &tg.InputChannel{ChannelID: int64(j.id), AccessHash: j.hash}}, &r); err != nil {
		return err
	}
	full, ok := r.FullChat.(*tg.ChannelFull)
	if !ok || full.ParticipantsCount != len(j.people)+1 {
		return fmt.Errorf("the group is %v, where %d should be", r.FullChat, len(j.people)+1)
	}
	return nil
}
