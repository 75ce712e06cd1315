package preview

import (
	"context"
	"errors"
	"net/url"
	"time"

	"heliograph/internal/id"
	"heliograph/internal/job"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// ErrRefused is what a Fetcher answers for an address that leads where the server
// does not go.
var ErrRefused = errors.New("preview: the address is refused")

const (
	maxAddress = 2048             // bytes
	claimFor   = 15 * time.Second // longer than a fetch takes
	openFor    = 10 * time.Second
)

// target is an address that may have a page, in parts.
func target(address string) (*url.URL, bool) {
	if len(address) > maxAddress {
		return nil, false
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Host == "" {
		return nil, false
	}
	return u, u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "tg"
}

// Wanted says whether address, in normal form, is one that can have a preview.
func Wanted(address string) bool {
	_, ok := target(address)
	return ok
}

// Look is what is known of the page at an address. When that is nothing, the page
// is asked for: by is for whom, 0 for nobody. It does not wait for the answer.
func (s *Service) Look(ctx context.Context, by user.ID, address string) (Result, error) {
	u, ok := target(address)
	if !ok || s.d.Fetch == nil {
		return Result{}, nil
	}
	if username, own := s.inside(u); own {
		return s.here(ctx, username)
	}
	if rec := s.pages.find(address, s.now()); rec != nil {
		s.metrics.count(outHit)
		return rec.result(), nil
	}
	f, first := s.board(address, u.Host)
	switch {
	case f == nil:
		s.metrics.count(outBusy)
		return Result{}, nil
	case first:
		s.open(context.WithoutCancel(ctx), f, by)
	}
	select {
	case <-f.opened:
		return f.found, f.err
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
}

// Wait is Look that waits for the answer as long as ctx and the fetch last.
func (s *Service) Wait(ctx context.Context, by user.ID, address string) (Result, error) {
	r, err := s.Look(ctx, by, address)
	if err != nil || !r.Pending() {
		return r, err
	}
	s.mu.Lock()
	f := s.flights[address]
	s.mu.Unlock()
	if f != nil {
		select {
		case <-f.over:
		case <-ctx.Done():
			return r, nil
		}
	}
	return s.known(ctx, address)
}

// known is what is known of an address now, without asking for more.
func (s *Service) known(ctx context.Context, address string) (Result, error) {
	now := s.now()
	rec := s.pages.find(address, now)
	if rec == nil {
		var err error
		if rec, err = s.read(ctx, address); err != nil {
			return Result{}, err
		}
	}
	if rec.known(now) || rec.claimed(now) {
		return rec.result(), nil
	}
	return Result{}, nil
}

// Then has f called when there is an answer for an address that this node asks
// for, soon when it does not. That may be forgotten when there is too much to do.
func (s *Service) Then(address string, f func(context.Context)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if fl := s.flights[address]; fl != nil {
		if len(fl.then) < maxThen {
			fl.then = append(fl.then, f)
		}
		return
	}
	select {
	case s.calls <- f:
	default:
	}
}

// maxThen is how many may wait for one page.
const maxThen = 1000

// flight is a page that is being asked for.
type flight struct {
	url, host string
	opened    chan struct{} // closed once it is known what becomes of it:
	found     Result
	err       error
	rec       *record                 // the claim
	follow    bool                    // another node's
	over      chan struct{}           // closed at the end
	then      []func(context.Context) // guarded by Service.mu
}

// board is the flight of an address, a new one if need be; nil when there are too
// many.
func (s *Service) board(address, host string) (f *flight, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f = s.flights[address]; f != nil {
		return f, false
	}
	if len(s.flights) >= cap(s.queue) || s.busy[host] >= s.d.Limits.PerHost {
		return nil, false
	}
	f = &flight{url: address, host: host, opened: make(chan struct{}), over: make(chan struct{})}
	s.flights[address] = f
	s.busy[host]++
	return f, true
}

// open finds out what becomes of a flight, and has it flown if need be.
func (s *Service) open(ctx context.Context, f *flight, by user.ID) {
	ctx, cancel := context.WithTimeout(ctx, openFor)
	defer cancel()
	rec, mine, err := s.claim(ctx, f, by)
	if f.err = err; err == nil && rec != nil {
		f.found, f.rec, f.follow = rec.result(), rec, !mine
	}
	close(f.opened)
	if f.found.Pending() {
		s.queue <- f // there is room: no more fly than it holds
		return
	}
	s.land(ctx, f)
}

// claim reads what is known of a flight's address. When that is nothing it takes
// the fetch upon this node (V1); rec is nil when that is too much (V2).
func (s *Service) claim(ctx context.Context, f *flight, by user.ID) (rec *record, mine bool, err error) {
	now := s.now()
	if rec, err = s.read(ctx, f.url); err != nil || rec.claimed(now) {
		return rec, false, err
	}
	if rec.known(now) {
		s.metrics.count(outHit)
		s.pages.keep(rec)
		return rec, false, nil
	}
	if by != 0 && !s.users.take(by, s.d.Clock) || !s.hosts.take(f.host, s.d.Clock) {
		s.metrics.count(outBusy)
		return nil, false, nil
	}
	owner := Owner(f.url)
	if err := s.d.Alarms.Set(ctx, job.Pages, owner, now+int64(s.d.Limits.NoneTTL/time.Second)); err != nil {
		return nil, false, err
	}
	err = s.d.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) (err error) {
		mine = false
		if rec, err = load(tx, owner, f.url); err != nil || rec.claimed(now) || rec.known(now) {
			return err
		}
		rec, mine = &record{URL: f.url, ID: id.Int64(), Claim: now + int64(claimFor/time.Second)}, true
		put(tx, owner, rec)
		return nil
	})
	return rec, mine, err
}
