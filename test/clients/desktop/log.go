package desktop

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// packet is what the client sent or received at once.
type packet struct {
	sent bool
	body *Value // a core_message
}

// follower reads the log of MTProto that the client writes into files of its
// own, a new one every quarter of an hour.
type follower struct {
	dir  string
	read map[string]*file
}

type file struct {
	offset int64
	begun  []byte // of a line that is not yet whole
	entry  []string
}

// pollEvery is how often the log and the screen are looked at.
const pollEvery = 15 * time.Millisecond

// follow calls f for each packet, until the context ends or an entry is not
// what is known here: then f is called with that error, and the rest is read.
func (l *follower) follow(ctx context.Context, f func(packet, error)) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if err := l.poll(f); err != nil {
			f(packet{}, err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// poll reads what is new in all files, in their order.
func (l *follower) poll(f func(packet, error)) error {
	names, err := filepath.Glob(filepath.Join(l.dir, "DebugLogs", "mtp_*.txt"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		if l.read[name] == nil {
			l.read[name] = &file{}
		}
		if err := l.read[name].poll(name, f); err != nil {
			return err
		}
	}
	return nil
}

func (l *file) poll(name string, f func(packet, error)) error {
	in, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	text, err := io.ReadAll(io.NewSectionReader(in, l.offset, 1<<40))
	if err != nil {
		return err
	}
	l.offset += int64(len(text))
	text = append(l.begun, text...)
	for {
		line, rest, whole := bytes.Cut(text, []byte("\n"))
		if !whole {
			l.begun = slices.Clone(text)
			return nil
		}
		l.line(string(line), f)
		text = rest
	}
}

var (
	entryBegins = regexp.MustCompile(`^\[\d\d:\d\d:\d\d\.\d{3} [^\]]*\] \(dc:[^)]*\) (Send|Recv): `)
	entryEnds   = regexp.MustCompile(`^\} \(dc:[^)]*\)$`)
)

// line notes a line, and tells of the entry that it ends.
func (l *file) line(line string, f func(packet, error)) {
	if entryBegins.MatchString(line) {
		l.entry = []string{line}
		return
	}
	if l.entry == nil {
		return // about something else
	}
	if l.entry = append(l.entry, line); !entryEnds.MatchString(line) {
		return
	}
	text := strings.Join(l.entry, "\n")
	l.entry = nil
	m := entryBegins.FindStringSubmatchIndex(text)
	v, err := parse(text[m[1]:])
	if err != nil {
		err = fmt.Errorf("%w:\n%s", err, text)
	}
	f(packet{sent: text[m[2]:m[3]] == "Send", body: v}, err)
}
