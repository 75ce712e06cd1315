//go:build clients

package clients

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// process is a client in a driver: see drivers/README.md.
type process struct {
	cmd     *exec.Cmd
	log     *os.File // all that went in and came out
	happens chan event
	ended   chan struct{} // closed with its output

	mu    sync.Mutex
	in    io.WriteCloser
	calls int
	waits map[int]chan<- answer
	tail  []string // the last lines of log
}

// keyFile is where drivers find the server's key.
func (s *server) keyFile() string { return filepath.Join(s.work, "server.pem") }

type answer struct {
	Result json.RawMessage `json:"result"`
	Error  string          `json:"error"`
}

// tailLines is how much of a driver's log a report shows.
const tailLines = 12

// startProcess runs a driver. It ends with the test.
func startProcess(t *testing.T, s *server, name string, env []string, command ...string) (*process, error) {
	t.Helper()
	p := &process{happens: make(chan event, 1000), ended: make(chan struct{}), waits: map[int]chan<- answer{}}
	var err error
	p.log, err = os.OpenFile(filepath.Join(s.work, name+"-driver.log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	p.cmd = exec.Command(command[0], command[1:]...)
	p.cmd.Env = slices.Concat(os.Environ(), []string{
		"HOST=" + s.addr.Addr().String(), fmt.Sprintf("PORT=%d", s.addr.Port()), "PUBKEY=" + s.keyFile(), "WORK=" + s.work,
	}, env)
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	errs, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	t.Cleanup(p.close)
	var read sync.WaitGroup
	read.Go(func() { p.scan(errs, p.note) })
	read.Go(func() { p.scan(out, p.heard) })
	go func() {
		read.Wait()
		close(p.happens)
		close(p.ended)
	}()
	return p, nil
}

func (p *process) scan(r io.Reader, f func(string)) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		f(lines.Text())
	}
}

// note keeps a line for reports.
func (p *process) note(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = fmt.Fprintf(p.log, "%s %s\n", time.Now().Format("15:04:05.000"), line)
	p.tail = append(p.tail[max(0, len(p.tail)-tailLines+1):], line)
}

func (p *process) heard(line string) {
	p.note("> " + line)
	var o struct {
		ID int `json:"id"`
		answer
		event
	}
	if err := json.Unmarshal([]byte(line), &o); err != nil {
		return // a library that prints: it is in the log
	}
	if o.Kind != "" {
		p.happens <- o.event
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if w := p.waits[o.ID]; w != nil {
		delete(p.waits, o.ID)
		w <- o.answer
	}
}

// call asks the driver, and puts its answer into result unless that is nil.
func (p *process) call(ctx context.Context, name string, args, result any) error {
	got := make(chan answer, 1)
	p.mu.Lock()
	p.calls++
	id := p.calls
	p.waits[id] = got
	p.mu.Unlock()
	line, err := json.Marshal(map[string]any{"id": id, "call": name, "args": args})
	if err != nil {
		return err
	}
	p.note("< " + string(line))
	if err := p.write(line); err != nil {
		return fmt.Errorf("%s: the driver has ended: %w", name, err)
	}
	select {
	case a := <-got:
		if a.Error != "" {
			return fmt.Errorf("%s: %s", name, a.Error)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-p.ended:
		return fmt.Errorf("%s: the driver has ended", name)
	case <-ctx.Done():
		return fmt.Errorf("%s: no answer: %w", name, context.Cause(ctx))
	}
}

func (p *process) write(line []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := p.in.Write(append(line, '\n'))
	return err
}

type object = map[string]any

func (p *process) login(ctx context.Context, who identity) (self, error) {
	var me self
	err := p.call(ctx, "login", who, &me)
	return me, err
}

func (p *process) meet(ctx context.Context, phone string) (int64, error) {
	return p.id(ctx, "meet", object{"phone": phone})
}

func (p *process) id(ctx context.Context, call string, args any) (int64, error) {
	var r struct {
		ID int64 `json:"id"`
	}
	err := p.call(ctx, call, args, &r)
	if err == nil && r.ID == 0 {
		err = errors.New(call + ": no id")
	}
	return r.ID, err
}

func (p *process) send(ctx context.Context, peer int64, t styled, reply int64) (int64, error) {
	return p.id(ctx, "send", object{"peer": peer, "text": t.Text, "entities": t.Entities, "reply": reply})
}

func (p *process) edit(ctx context.Context, peer, id int64, t styled) error {
	return p.call(ctx, "edit", object{"peer": peer, "id": id, "text": t.Text, "entities": t.Entities}, nil)
}

func (p *process) remove(ctx context.Context, peer, id int64) error {
	return p.call(ctx, "remove", object{"peer": peer, "id": id}, nil)
}

func (p *process) history(ctx context.Context, peer int64) ([]message, error) {
	var r struct {
		Messages []message `json:"messages"`
	}
	err := p.call(ctx, "history", object{"peer": peer}, &r)
	return r.Messages, err
}

func (p *process) away(ctx context.Context) error { return p.call(ctx, "away", object{}, nil) }
func (p *process) back(ctx context.Context) error { return p.call(ctx, "back", object{}, nil) }
func (p *process) events() <-chan event           { return p.happens }

func (p *process) last() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.tail, "\n")
}

// closePatience is how long a driver may take to end by itself.
const closePatience = 10 * time.Second

func (p *process) close() {
	if p.in.Close() != nil {
		return // it was closed before
	}
	kill := time.AfterFunc(closePatience, func() { _ = p.cmd.Process.Kill() })
	defer kill.Stop()
	<-p.ended
	_ = p.cmd.Wait() // how it ends is not what is tested
	_ = p.log.Close()
}
