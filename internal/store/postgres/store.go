package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"heliograph/internal/store"
)

const connectTimeout = 10 * time.Second

// Form is the statement set.
type Form string

// The forms: found out from the database, all owners in one statement, or one
// owner in each.
const (
	FormAuto       Form = ""
	FormPostgreSQL Form = "postgresql"
	FormCitus      Form = "citus"
)

// Options of Open. The zero value is ready for use.
type Options struct {
	Lanes   int  // database transactions at once: 2
	Batch   int  // Updates in one database transaction: 256
	Owners  int  // owners whose records are remembered: 50,000; none when negative
	Readers int  // connections for Views: 8
	Form    Form // see Form
	// Logger receives what the engine has to say; nil discards it.
	Logger *slog.Logger
}

// Store is an open database. It implements store.Store.
type Store struct {
	views  *connections // of Views
	write  *connections // of lanes: a crowd of readers must not keep a batch waiting
	queue  *queue
	memory memory
	narrow bool // one owner to a statement
	lanes  sync.WaitGroup
	log    *slog.Logger
	stats  stats

	closed atomic.Bool
	use    sync.RWMutex // read-locked while the store is in use
}

type (
	connections = pgxpool.Pool
	conn        = pgxpool.Conn
)

var _ store.Store = (*Store)(nil)

// Open connects, and creates the tables where they are missing. ctx is for
// opening alone. The error wraps ErrFormat when the tables are not ours or are
// those of a newer version.
func Open(ctx context.Context, dsn string, o Options) (*Store, error) {
	o = o.withDefaults()
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("store: postgres address: %w", err)
	}
	for k, v := range settings {
		cfg.ConnConfig.RuntimeParams[k] = v
	}
	cfg.ConnConfig.ConnectTimeout = connectTimeout
	s := &Store{
		log:    o.Logger.With("engine", "postgres"),
		memory: memory{max: max(o.Owners, 0), of: map[store.Owner]known{}},
	}
	cfg.MaxConns = int32(o.Readers)
	if s.views, err = pgxpool.NewWithConfig(ctx, cfg); err != nil {
		return nil, fmt.Errorf("store: postgres: %w", err)
	}
	cfg = cfg.Copy()
	cfg.MaxConns = int32(o.Lanes)
	if s.write, err = pgxpool.NewWithConfig(ctx, cfg); err != nil {
		s.views.Close()
		return nil, fmt.Errorf("store: postgres: %w", err)
	}
	citus, err := s.prepare(ctx)
	if err != nil {
		s.views.Close()
		s.write.Close()
		return nil, fmt.Errorf("store: postgres: %w", err)
	}
	s.narrow = o.Form == FormCitus || o.Form == FormAuto && citus
	s.queue = newQueue(o.Batch, s.narrow)
	for range o.Lanes {
		s.lanes.Add(1)
		go s.lane()
	}
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Lanes <= 0 {
		o.Lanes = 2
	}
	if o.Batch <= 0 {
		o.Batch = 256
	}
	if o.Owners == 0 {
		o.Owners = 50_000
	}
	if o.Readers <= 0 {
		o.Readers = 8
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// enter begins the use of the store; leave ends it.
func (s *Store) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.closed.Load() {
		return store.ErrClosed
	}
	s.use.RLock()
	if s.closed.Load() {
		s.use.RUnlock()
		return store.ErrClosed
	}
	return nil
}

func (s *Store) leave() { s.use.RUnlock() }

// Update queues fn for a lane. fn runs again when another server got ahead.
func (s *Store) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	owners, err := store.CheckOwners(owners)
	if err != nil {
		return err
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	r := newRequest(owners)
	if err := s.queue.add(r); err != nil {
		return err
	}
	return s.queue.wait(ctx, r, fn)
}

// Close waits for running and queued transactions. Calls after the first
// return nil.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.use.Lock()
	defer s.use.Unlock()
	s.queue.close()
	s.lanes.Wait()
	s.write.Close()
	s.views.Close()
	return nil
}

// clean gives the caller its own error where the context ended, and hides that
// the connection was closed for it.
func clean(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cerr := ctx.Err(); cerr != nil {
		return cerr
	}
	if pe := (*pgconn.PgError)(nil); errors.As(err, &pe) && (pe.Code == "XX001" || pe.Code == "XX002") {
		return fmt.Errorf("%w: %w", store.ErrCorrupt, err)
	}
	return fmt.Errorf("store: postgres: %w", err)
}
