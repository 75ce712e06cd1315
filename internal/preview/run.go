package preview

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"heliograph/internal/store"
)

// Run asks for pages until ctx ends. It always returns nil.
func (s *Service) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	for range s.d.Limits.Workers {
		wg.Go(func() { s.work(ctx) })
	}
	wg.Wait()
	return nil
}

func (s *Service) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case f := <-s.queue:
			s.fly(ctx, f)
		case call := <-s.calls:
			call(ctx)
		}
	}
}

// fly finds the answer of a flight.
func (s *Service) fly(ctx context.Context, f *flight) {
	rec, err := s.answer(ctx, f)
	if err != nil && ctx.Err() == nil {
		s.d.Logger.Warn("a link preview was lost", "err", err)
	}
	if rec != nil {
		s.pages.keep(rec)
	}
	s.land(ctx, f)
}

// land ends a flight and tells those who wait for it.
func (s *Service) land(ctx context.Context, f *flight) {
	s.mu.Lock()
	delete(s.flights, f.url)
	if s.busy[f.host]--; s.busy[f.host] == 0 {
		delete(s.busy, f.host)
	}
	then := f.then
	close(f.over)
	s.mu.Unlock()
	for _, call := range then {
		call(ctx)
	}
}

func (s *Service) answer(ctx context.Context, f *flight) (*record, error) {
	if f.follow {
		return s.await(ctx, f)
	}
	page, err := s.fetch(ctx, f.url)
	if ctx.Err() != nil {
		return nil, ctx.Err() // the server stops: whoever wants the page asks anew
	}
	rec := &record{URL: f.url, ID: f.rec.ID, Expires: s.now() + int64(s.d.Limits.NoneTTL/time.Second)}
	switch {
	case err == nil:
		s.metrics.count(outPage)
		rec.Page, rec.Expires = page, s.now()+int64(s.d.Limits.TTL/time.Second)
	case errors.Is(err, ErrRefused):
		s.metrics.count(outRefused)
	default:
		s.metrics.count(outNone)
	}
	owner := Owner(f.url)
	err = s.d.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		now, err := load(tx, owner, f.url)
		if err == nil && (now == nil || now.ID == rec.ID) { // else another node has gone on
			put(tx, owner, rec)
		}
		return err
	})
	return rec, err
}

// fetch asks for a page. A page that makes the reader panic is none.
func (s *Service) fetch(ctx context.Context, address string) (page *Page, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			s.d.Logger.Error("a web page made its reader panic", "panic", fmt.Sprint(p))
		}
	}()
	began := time.Now()
	p, err := s.d.Fetch.Fetch(ctx, address)
	s.metrics.seconds.Observe(time.Since(began).Seconds())
	if err != nil {
		return nil, err
	}
	p.normal()
	if p.Title == "" && p.Description == "" {
		return nil, errors.New("preview: nothing to show")
	}
	return &p, nil
}

// await looks until another node has the answer, or has had its time.
func (s *Service) await(ctx context.Context, f *flight) (*record, error) {
	for deadline := time.Now().Add(claimFor); ; {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Second):
		}
		rec, err := s.read(ctx, f.url)
		switch now := s.now(); {
		case err != nil:
			return nil, err
		case rec.known(now):
			return rec, nil
		case !rec.claimed(now) || time.Now().After(deadline):
			return nil, nil
		}
	}
}
