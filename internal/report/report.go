package report

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Bounds of reports.
const (
	Keep       = 10_000
	MaxQuotes  = 20
	maxQuote   = 1000 // characters of one message
	MaxComment = 512  // characters
	perDay     = 50   // of one person, all at once if need be
	limiters   = 10_000
)

const owner store.Owner = "report"

var (
	reports   = store.K('r')
	newestKey = store.K('n')

	errComment = fault.New(fault.Invalid, "MESSAGE_TOO_LONG")
)

// What was reported. The numbers are on disk.
type What int

// Kinds of reports.
const (
	Chat     What = 1 // somebody, as such
	Spam     What = 2
	Messages What = 3
	Reaction What = 4 // of Peer to a message
	Photo    What = 5 // of a profile
)

// Quote is a message as its reporter saw it.
type Quote struct {
	ID   int     `cbor:"1,keyasint" json:"id"`   // in the box of the reporter, or in the channel
	From user.ID `cbor:"2,keyasint" json:"from"` // 0: who wrote it is not told in its chat
	Date int64   `cbor:"3,keyasint" json:"date"` // Unix seconds
	Text string  `cbor:"4,keyasint,omitempty" json:"text,omitempty"`
}

// Report is what somebody told of somebody.
type Report struct {
	Number  int64     `cbor:"-" json:"number"`
	Date    int64     `cbor:"1,keyasint" json:"date"` // Unix seconds
	By      user.ID   `cbor:"2,keyasint" json:"by"`
	What    What      `cbor:"3,keyasint" json:"what"`
	Peer    peer.Peer `cbor:"4,keyasint" json:"peer"` // who or which chat
	Reason  string    `cbor:"5,keyasint,omitempty" json:"reason,omitempty"`
	Comment string    `cbor:"6,keyasint,omitempty" json:"comment,omitempty"`
	Quotes  []Quote   `cbor:"7,keyasint,omitempty" json:"quotes,omitempty"`
	Chat    peer.Peer `cbor:"8,keyasint,omitzero" json:"chat,omitzero"` // where that was, if not with Peer
}

// Deps is what a Service needs.
type Deps struct {
	Store store.Store
	Clock clock.Clock
}

// Service keeps reports. Safe for concurrent use.
type Service struct {
	store store.Store
	clock clock.Clock

	mu sync.Mutex
	by map[user.ID]*rate.Limiter
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Clock == nil {
		panic("report: missing dependency")
	}
	return &Service{store: d.Store, clock: d.Clock, by: map[user.ID]*rate.Limiter{}}
}

// Add keeps a report; Number and Date are set here, Quotes cut to what is kept.
// Faults: MESSAGE_TOO_LONG for a comment, FLOOD_WAIT_X.
func (s *Service) Add(ctx context.Context, r Report) error {
	if len([]rune(r.Comment)) > MaxComment {
		return errComment
	}
	if err := s.take(r.By); err != nil {
		return err
	}
	r.Quotes = cut(r.Quotes)
	return s.store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		var newest int64
		if _, err := store.Load(tx, owner, newestKey, &newest); err != nil {
			return err
		}
		newest++
		r.Date = s.clock.Now().Unix()
		tx.Put(owner, newestKey, store.Encode(newest))
		tx.Put(owner, reportKey(newest), store.Encode(&r))
		if newest > Keep {
			tx.Delete(owner, reportKey(newest-Keep))
		}
		return nil
	})
}

func cut(in []Quote) []Quote {
	out := make([]Quote, 0, min(len(in), MaxQuotes))
	for _, q := range in[:min(len(in), MaxQuotes)] {
		if text := []rune(q.Text); len(text) > maxQuote {
			q.Text = string(text[:maxQuote])
		}
		out = append(out, q)
	}
	return out
}

func reportKey(n int64) store.Key { return store.K('r').Int(n) }

// Newest is up to limit reports before a number, 0: all, the newest first.
func (s *Service) Newest(ctx context.Context, before int64, limit int) (out []Report, err error) {
	end := reports.End()
	if before > 0 {
		end = reportKey(before)
	}
	err = s.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(owner, reports, end, true, min(max(limit, 1), Keep))
		if err != nil {
			return err
		}
		out = make([]Report, len(rows))
		for i, row := range rows {
			if err := store.Decode(row.Value, &out[i]); err != nil {
				return err
			}
			out[i].Number = store.IntAt(row.Key, 1)
		}
		return nil
	})
	return out, err
}

// take takes one of a person's; FLOOD_WAIT_X when there is none left. It is of
// this node: several allow as many times more.
func (s *Service) take(id user.ID) error {
	now := s.clock.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.by[id]
	if l == nil {
		if len(s.by) >= limiters {
			for other, l := range s.by {
				if l.TokensAt(now) >= perDay {
					delete(s.by, other)
				}
			}
		}
		l = rate.NewLimiter(perDay/rate.Limit((24*time.Hour).Seconds()), perDay)
		s.by[id] = l
	}
	if l.AllowN(now, 1) {
		return nil
	}
	return fault.Wait(time.Duration((1 - l.TokensAt(now)) / float64(l.Limit()) * float64(time.Second)))
}
