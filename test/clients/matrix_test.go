//go:build clients

package clients

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"
)

// kind is a client that takes part in the matrix. start is given its name.
type kind struct {
	name  string
	start func(t *testing.T, s *server, name string) (client, error)
	// fails says that some of its handshakes fail by its own mistakes, about one
	// in a hundred: docs/clients. Its user tries again, and so does the matrix.
	fails bool
}

// kinds are ordered by the layer that they speak.
var kinds = []kind{
	{name: "telethon", start: driver("/usr/bin/python3", "drivers/telethon_driver.py")},
	{name: "desktop", start: startDesk},
	{name: "mtproto-core", start: driver("node", "drivers/mtproto-core.mjs"), fails: true},
	{name: "gramjs", start: driver("node", "drivers/gramjs.mjs", "telegram")},
	{name: "teleproto", start: driver("node", "drivers/gramjs.mjs", "teleproto")},
	{name: "gogram", start: driver("../../bin/gogram"), fails: true},
	{name: "mtcute-web", start: driver("node", "drivers/mtcute.mjs", "web")},
	{name: "mtcute", start: driver("node", "drivers/mtcute.mjs", "node")},
	{name: "tdlib", start: startTDLib},
	{name: "gotd", start: func(_ *testing.T, s *server, _ string) (client, error) { return newGotd(s) }},
}

func driver(command ...string) func(*testing.T, *server, string) (client, error) {
	return func(t *testing.T, s *server, name string) (client, error) {
		return startProcess(t, s, name, nil, command...)
	}
}

func startTDLib(t *testing.T, s *server, name string) (client, error) {
	library, said, err := s.patch(tdlib)
	if err != nil {
		return nil, fmt.Errorf("patch TDLib: %w: %s", err, said)
	}
	return startProcess(t, s, name, []string{"TDJSON=" + library}, "node", "drivers/tdlib.mjs")
}

// How many do the same at once: enough to keep two cores busy.
const (
	loginsAtOnce = 3
	pairsAtOnce  = 12
)

// TestMatrix has each client talk to each other one, both ways. CLIENTS_MATRIX
// names some, separated by commas, for a part of it.
func TestMatrix(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	m.meet(t)
	m.talk(t)
	m.miss(t)
	m.report(t)
}

// matrix is everybody who takes part and what became of each direction of each
// pair.
type matrix struct {
	server  *server
	people  []*person // those whose login failed have no id
	cells   []*cell
	whole   bool
	refused map[string]error // by name: why a login failed
}

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	m := &matrix{server: startServer(t), whole: true, refused: map[string]error{}}
	if err := os.WriteFile(m.server.keyFile(), m.server.publicKey(), 0o644); err != nil {
		t.Fatal(err)
	}
	for i, k := range kinds {
		if only := os.Getenv("CLIENTS_MATRIX"); only != "" && !slices.Contains(strings.Split(only, ","), k.name) {
			m.whole = false
			continue
		}
		m.people = append(m.people, newPerson(k, fmt.Sprintf("+999662%04d", 7000+i)))
	}
	for _, w := range m.people {
		for _, r := range m.people {
			if w != r {
				m.cells = append(m.cells, &cell{writer: w, reader: r, passed: map[string]bool{}})
			}
		}
	}
	return m
}

// each does f for everyone, some at once, and notes who cannot go on.
func (m *matrix) each(t *testing.T, limit int, f func(context.Context, *person) error) {
	t.Helper()
	errs := make([]error, len(m.people))
	var g errgroup.Group
	g.SetLimit(limit)
	for i, p := range m.people {
		g.Go(func() error {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2*stepTimeout, errNothing)
			defer cancel()
			errs[i] = f(ctx, p)
			return nil
		})
	}
	_ = g.Wait() // nobody ends it for all
	for i, p := range m.people {
		if errs[i] != nil && m.refused[p.name] == nil {
			m.refused[p.name] = errs[i]
			t.Errorf("%s: %v\n%s", p.name, errs[i], p.last())
		}
	}
}

// meet logs everybody in and has them find each other by number.
func (m *matrix) meet(t *testing.T) {
	t.Helper()
	m.each(t, loginsAtOnce, func(ctx context.Context, p *person) error {
		err := p.start(ctx, t, m.server)
		for range 2 {
			if err == nil || !p.kind.fails {
				break
			}
			t.Logf("%s tries again: %v", p.name, err)
			err = p.start(ctx, t, m.server)
		}
		return err
	})
	m.each(t, len(m.people), func(ctx context.Context, p *person) error {
		for _, o := range m.people {
			if o == p || m.refused[o.name] != nil || m.refused[p.name] != nil {
				continue
			}
			id, err := p.meet(ctx, o.phone)
			if err != nil {
				return err
			}
			if id != o.me.ID {
				return fmt.Errorf("the number of %s belongs to %d instead of %d", o.name, id, o.me.ID)
			}
			p.peers[o.name] = id
		}
		return nil
	})
}

func (m *matrix) takesPart(c *cell) bool {
	return m.refused[c.writer.name] == nil && m.refused[c.reader.name] == nil
}

// talk is the live part of all pairs.
func (m *matrix) talk(t *testing.T) {
	t.Helper()
	var g errgroup.Group
	g.SetLimit(pairsAtOnce)
	for _, c := range m.cells {
		if m.takesPart(c) {
			g.Go(func() error {
				c.live(t.Context())
				return nil
			})
		}
	}
	_ = g.Wait()
}

// miss has one after the other go away while all others write to it.
func (m *matrix) miss(t *testing.T) {
	t.Helper()
	for _, p := range m.people {
		var cells []*cell
		for _, c := range m.cells {
			if c.reader == p && m.takesPart(c) {
				cells = append(cells, c)
			}
		}
		missing(t.Context(), p, cells)
	}
}

// missing is the round of p, who reads in all of cells. A cell that fails takes
// no part in what follows.
func missing(ctx context.Context, p *person, cells []*cell) {
	together := func(f func(context.Context, *cell) error) {
		var g errgroup.Group
		for _, c := range cells {
			g.Go(func() error {
				ctx, cancel := context.WithTimeoutCause(ctx, stepTimeout, errNothing)
				defer cancel()
				if c.lost == nil {
					c.lost = f(ctx, c)
				}
				return nil
			})
		}
		_ = g.Wait()
	}
	alone := func(f func(context.Context) error) {
		ctx, cancel := context.WithTimeoutCause(ctx, stepTimeout, errNothing)
		defer cancel()
		err := f(ctx)
		together(func(context.Context, *cell) error { return err })
	}
	together(func(ctx context.Context, c *cell) error { return c.prepare(ctx) })
	alone(p.away)
	together(func(ctx context.Context, c *cell) error { return c.meanwhile(ctx) })
	alone(p.back)
	var g errgroup.Group
	for _, c := range cells {
		g.Go(func() error {
			c.caughtUp(ctx)
			return nil
		})
	}
	_ = g.Wait()
}

// report shows the table, and writes it when all took part.
func (m *matrix) report(t *testing.T) {
	t.Helper()
	for _, c := range m.cells {
		if m.takesPart(c) && c.failed != "" {
			t.Errorf("%s writes, %s reads: %s: %v\n%s:\n%s\n%s:\n%s", c.writer.name, c.reader.name, c.failed, c.err,
				c.writer.name, c.writer.last(), c.reader.name, c.reader.last())
		}
	}
	t.Logf("\n%s", m.table())
	if !m.whole {
		return
	}
	if err := os.WriteFile("../../docs/clients-matrix.md", []byte(m.page()), 0o644); err != nil {
		t.Error(err)
	}
}
