package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"heliograph/internal/config"
	"heliograph/internal/serverkey"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

// format is the number of the layout that this package writes and reads.
const format = 1

const (
	manifestFile = "backup.json"
	storeDir     = "store"
)

// manifest says what a backup is. A directory with one is a whole backup.
type manifest struct {
	Format int       `json:"format"`
	Engine string    `json:"engine"`
	Made   time.Time `json:"made"`
}

var (
	// ErrNotEmpty says that the target holds something already.
	ErrNotEmpty = errors.New("is not empty")
	// ErrNoBackup says that a directory is not a whole backup.
	ErrNoBackup = errors.New("is not a backup")
	// ErrEngine says that the engine is backed up with its own tools.
	ErrEngine = errors.New("only the engine pebble is backed up by this program: for postgres use pg_dump, and keep " +
		serverkey.File + " beside it")
)

// Take writes a backup of the open store s and of the key in c.Data into dir,
// which must not exist or be empty, while the server goes on working. The
// directory appears when it is whole.
func Take(ctx context.Context, c *config.Config, s store.Store, dir string) (err error) {
	if c.Store.Engine != config.EnginePebble {
		return ErrEngine
	}
	if err := vacant(dir); err != nil {
		return err
	}
	part := filepath.Clean(dir) + ".partial"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("backup: %w", errors.Join(err, os.RemoveAll(part)))
		}
	}()
	if err := os.MkdirAll(part, 0o700); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(part, serverkey.File), filepath.Join(c.Data, serverkey.File), 0o600); err != nil {
		return err
	}
	if err := s.Backup(ctx, filepath.Join(part, storeDir)); err != nil {
		return err
	}
	text, err := json.Marshal(manifest{format, c.Store.Engine, time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(part, manifestFile), append(text, '\n')); err != nil {
		return err
	}
	return publish(part, dir)
}

// TakeStopped is Take for a server that does not run: it opens the store. The
// error wraps pebble.ErrInUse when a server runs on it after all.
func TakeStopped(ctx context.Context, c *config.Config, dir string) (err error) {
	if c.Store.Engine != config.EnginePebble {
		return ErrEngine
	}
	if _, err := serverkey.Load(c.Data); err != nil {
		return err
	}
	if _, err := os.Stat(c.StoreDir()); err != nil {
		return fmt.Errorf("there is no store to back up: %w", err)
	}
	s, err := pebble.Open(c.StoreDir(), pebble.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return Take(ctx, c, s, dir)
}

// Restore makes c.Data what it was when dir was taken. c.Data must hold neither
// a key nor a store, so a restore never destroys anything.
func Restore(ctx context.Context, c *config.Config, dir string) error {
	if c.Store.Engine != config.EnginePebble {
		return ErrEngine
	}
	if err := check(dir); err != nil {
		return err
	}
	for _, path := range []string{filepath.Join(c.Data, serverkey.File), c.StoreDir()} {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s exists: move it away first, a restore overwrites nothing", path)
		}
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	part := c.StoreDir() + ".partial"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := copyTree(ctx, part, filepath.Join(dir, storeDir)); err != nil {
		return fmt.Errorf("restore: %w", errors.Join(err, os.RemoveAll(part)))
	}
	if err := copyFile(filepath.Join(c.Data, serverkey.File), filepath.Join(dir, serverkey.File), 0o600); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := publish(part, c.StoreDir()); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

// check refuses what is not a whole backup that this version understands.
func check(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s %w: it has no %s", dir, ErrNoBackup, manifestFile)
	}
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Format < 1 {
		return fmt.Errorf("%s %w: %s cannot be read", dir, ErrNoBackup, manifestFile)
	}
	if m.Format > format || m.Engine != config.EnginePebble {
		return fmt.Errorf("%s has format %d of engine %q: a newer version of this program made it", dir, m.Format, m.Engine)
	}
	_, err = serverkey.Load(dir)
	return err
}
