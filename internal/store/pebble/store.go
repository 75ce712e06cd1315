package pebble

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"

	pdb "github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/vfs"

	"heliograph/internal/store"
)

// MaxUpdate is the largest Update, in bytes of keys and values.
const MaxUpdate = 256 << 20

// Options of Open. The zero value is ready for use.
type Options struct {
	// FS is where the directory is; nil is the disk.
	FS vfs.FS
	// CacheBytes bounds the cache of blocks read from disk: 64 MiB when 0.
	CacheBytes int64
	// MinFree is the room on the disk below which Updates return ErrFull:
	// 128 MiB when 0, no check when negative.
	MinFree int64
	// Logger receives what the engine has to say; nil discards it.
	Logger *slog.Logger
	// Fatal is called at most once, in a goroutine of its own, when the log or
	// the manifest could not be written. What is in memory may then be ahead of
	// the disk for good, so every View and Update returns ErrBroken until the
	// directory is opened again. A server should say so and exit. nil: no call.
	Fatal func(error)
}

// Store is an open directory. It implements store.Store.
type Store struct {
	db    *pdb.DB
	dir   string
	disk  vfs.FS // without the guard
	guard *guardFS
	locks *locks
	room  room
	stats stats
	cache *pdb.Cache
	lock  *pdb.Lock

	closed atomic.Bool
	use    sync.RWMutex // read-locked while the database is in use
}

var _ store.Store = (*Store)(nil)

// Open opens dir and creates it when it is missing. It returns an error that
// wraps ErrInUse, ErrFormat or store.ErrCorrupt where that is what is wrong.
func Open(dir string, o Options) (_ *Store, err error) {
	o = o.withDefaults()
	dir = filepath.Clean(dir)
	if err := makeDir(o.FS, dir); err != nil {
		return nil, fmt.Errorf("store: create directory: %w", err)
	}
	lock, err := pdb.LockDirectory(dir, o.FS)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrInUse, dir, err)
	}
	s := &Store{dir: dir, disk: o.FS, locks: newLocks(), lock: lock}
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.Close())
		}
	}()
	if err := checkFormat(o.FS, dir); err != nil {
		return nil, fmt.Errorf("store: open %s: %w", dir, err)
	}
	log := newLogger(o.Logger)
	s.guard = &guardFS{FS: o.FS, dir: dir}
	s.guard.broken = func(cause error) {
		err := fmt.Errorf("%w: %s: %w", ErrBroken, dir, cause)
		o.Logger.Error("store broken", "dir", dir, "err", cause)
		if o.Fatal != nil {
			go o.Fatal(err)
		}
	}
	log.fatal = s.guard.fail
	s.room = room{disk: o.FS, dir: dir, min: o.MinFree}
	s.cache = pdb.NewCache(o.CacheBytes)
	if s.db, err = openDB(dir, s.options(log)); err != nil {
		s.cache.Unref()
		return nil, err
	}
	s.guard.armed.Store(true)
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.FS == nil {
		o.FS = vfs.Default
	}
	if o.CacheBytes == 0 {
		o.CacheBytes = 64 << 20
	}
	if o.MinFree == 0 {
		o.MinFree = 128 << 20
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// options are Pebble's. The memtable bounds what a start after a crash has to
// read back.
func (s *Store) options(log *logger) *pdb.Options {
	o := &pdb.Options{
		FS:                          s.guard,
		Cache:                       s.cache,
		Lock:                        s.lock,
		Logger:                      log,
		FormatMajorVersion:          pebbleFormat,
		MemTableSize:                32 << 20,
		MemTableStopWritesThreshold: 4,
		L0CompactionThreshold:       4,
		L0StopWritesThreshold:       24,
		LBaseMaxBytes:               256 << 20,
	}
	l := log.events(&s.stats)
	o.EventListener = &l
	for i := range o.Levels {
		o.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
		o.Levels[i].FilterType = pdb.TableFilter
	}
	return o
}

// openDB turns the panics with which Pebble meets some damaged files into errors.
func openDB(dir string, o *pdb.Options) (db *pdb.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: cannot open %s: %v", store.ErrCorrupt, dir, p)
		}
	}()
	db, err = pdb.Open(dir, o)
	if err == nil && db.Metrics().Total().TablesCount == 0 {
		// The first log of a new directory is begun in Pebble's oldest format, in
		// which damage looks like a crash. This begins another.
		if err = db.Flush(); err != nil {
			err = errors.Join(err, db.Close())
		}
	}
	if err != nil {
		return nil, wrapOpen(dir, err)
	}
	return db, nil
}

// enter begins the use of the database; leave ends it.
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
	if err := s.broken(); err != nil {
		s.use.RUnlock()
		return err
	}
	return nil
}

func (s *Store) leave() { s.use.RUnlock() }

// broken is the error of P2, nil while all is well.
func (s *Store) broken() error {
	if err := s.guard.err(); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrBroken, s.dir, err)
	}
	return nil
}

// Close waits for running transactions and closes the directory. Calls after
// the first return nil.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.use.Lock()
	defer s.use.Unlock()
	err := errors.Join(s.db.Close(), s.lock.Close(), s.broken())
	s.cache.Unref()
	return err
}
