package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"heliograph/internal/backup"
	"heliograph/internal/control"
	"heliograph/internal/store/pebble"
)

type backupCmd struct {
	settings
	Dir string `arg:"" help:"Where to; must not exist or be empty."`
}

// Help is shown by `heliograph backup --help`.
func (backupCmd) Help() string {
	return "A server that runs on the data directory makes the copy itself and goes on working. On the same disk the copy " +
		"shares files with the store, so it is quick and takes no room: copy it to another machine afterwards."
}

// Run asks the server for a backup, or makes it when none runs.
func (b *backupCmd) Run(p *process) error {
	c, err := b.valid(p)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(b.Dir)
	if err != nil {
		return err
	}
	err = control.NewClient(c.Data).Backup(p.ctx, dir)
	if errors.Is(err, control.ErrNotRunning) {
		err = backup.TakeStopped(p.ctx, &c, dir)
	}
	if errors.Is(err, pebble.ErrInUse) {
		return fmt.Errorf("a server uses %s but does not answer on %s: stop it or try again", c.Data, filepath.Join(c.Data, control.File))
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, "backup is in", dir)
	return err
}

type restoreCmd struct {
	settings
	Dir string `arg:"" help:"A backup." type:"existingdir"`
}

// Run restores.
func (r *restoreCmd) Run(p *process) error {
	c, err := r.valid(p)
	if err != nil {
		return err
	}
	if err := backup.Restore(p.ctx, &c, r.Dir); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s is restored from %s\n", c.Data, r.Dir)
	return err
}
