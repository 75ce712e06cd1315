package apptest

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/tgerr"
)

// A script is a text of commands, one a line:
//
//	alice login
//	alice send bob "hi"
//	bob expect message alice "hi"
//	bob history alice
//	  alice: hi
//	alice fails MESSAGE_EMPTY send bob ""
//	server restart
//	server later 31s
//	server file tdesktop/de "\"lng_a\" = \"A\";"
//
// The first word is a device: a person, or the second device of one as
// "alice.2". A line that begins with two spaces is output that the command
// before it has to give; the flag -update writes what it gives. # begins a
// comment. The verbs are in verbs.go.
type script struct {
	t       *testing.T
	srv     *Server
	devices map[string]*Device
	people  []string          // in order of appearance: their test numbers
	groups  map[string]int64  // by what the script calls them
	links   map[string]string // likewise
	site    *site             // nil: none yet
	at      int               // when media are to be sent, 0: at once
}

// command is one line with its expected output.
type command struct {
	line   int
	text   string
	words  []string
	output []string
}

// RunScript runs one file against a server. With update the file is rewritten
// with the output that the commands gave.
func RunScript(t *testing.T, srv *Server, file string, update bool) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &script{t: t, srv: srv, devices: map[string]*Device{}, groups: map[string]int64{}, links: map[string]string{}}
	var out strings.Builder
	for c := range commands(t, string(b)) {
		start := time.Now()
		got := s.run(c)
		if d := time.Since(start); d > time.Second {
			t.Logf("%v: %s", d, c.text)
		}
		out.WriteString(c.text)
		for _, line := range got {
			out.WriteString("  " + line + "\n")
		}
		if !update && strings.Join(got, "\n") != strings.Join(c.output, "\n") {
			t.Fatalf("%s:%d: %s\ngot:\n  %s\nwant:\n  %s", file, c.line, strings.TrimSpace(c.text), strings.Join(got, "\n  "), strings.Join(c.output, "\n  "))
		}
	}
	if update {
		if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// commands yields the commands of a text; a comment or an empty line is one
// without words.
func commands(t *testing.T, text string) func(func(command) bool) {
	return func(yield func(command) bool) {
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		for i := 0; i < len(lines); {
			c := command{line: i + 1, text: lines[i] + "\n"}
			words, err := split(lines[i])
			if err != nil {
				t.Fatalf("line %d: %v", c.line, err)
			}
			c.words = words
			for i++; i < len(lines) && strings.HasPrefix(lines[i], "  "); i++ {
				c.output = append(c.output, lines[i][2:])
			}
			if !yield(c) {
				return
			}
		}
	}
}

// split cuts a line into words; a word in double quotes is a Go string.
func split(line string) ([]string, error) {
	var words []string
	for {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			return words, nil
		}
		if line[0] == '"' {
			q, err := strconv.QuotedPrefix(line)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", line, err)
			}
			w, err := strconv.Unquote(q)
			if err != nil {
				return nil, err
			}
			words, line = append(words, w), line[len(q):]
			continue
		}
		w, rest, _ := strings.Cut(line, " ")
		words, line = append(words, w), rest
	}
}

// run runs one command and returns its output.
func (s *script) run(c command) []string {
	s.t.Helper()
	if len(c.words) == 0 {
		return nil
	}
	c.words = s.placed(c.words)
	if c.words[0] == "server" {
		s.server(c)
		return nil
	}
	if len(c.words) < 2 {
		s.t.Fatalf("line %d: no verb", c.line)
	}
	d := s.device(c.words[0])
	verb, args := c.words[1], c.words[2:]
	want := ""
	if verb == "fails" {
		want, verb, args = args[0], args[1], args[2:]
	}
	s.at = 0
	if verb == "later" { // WHEN VERB …: has media sent later by the verb that sends them at once
		var err error
		if s.at, err = d.date(args[0]); err != nil {
			s.t.Fatalf("line %d: %v", c.line, err)
		}
		verb, args = args[1], args[2:]
	}
	f := verbs[verb]
	if f == nil {
		s.t.Fatalf("line %d: unknown verb %q", c.line, verb)
	}
	out, err := f(s, d, args)
	var e *tgerr.Error
	for deadline := time.Now().Add(patience); want != "" && err != nil && !errors.As(err, &e) && time.Now().Before(deadline); {
		<-time.After(50 * time.Millisecond) // the server had closed the connection: the client makes another
		out, err = f(s, d, args)
	}
	switch {
	case want != "" && errors.As(err, &e) && e.Message == want:
		return nil
	case want != "":
		s.t.Fatalf("line %d: %s: %v, want the error %s", c.line, strings.TrimSpace(c.text), err, want)
	case err != nil:
		s.t.Fatalf("line %d: %s: %v", c.line, strings.TrimSpace(c.text), err)
	}
	return s.unplaced(out)
}

// server runs a command to the server: to restart, to set its clock ahead, or about
// web pages.
func (s *script) server(c command) {
	s.t.Helper()
	switch {
	case len(c.words) == 2 && c.words[1] == "restart":
		s.srv.Restart()
		s.reconnect()
		return
	case len(c.words) == 3 && c.words[1] == "later":
		if d, err := time.ParseDuration(c.words[2]); err == nil {
			s.later(d)
			return
		}
	case len(c.words) == 4 && c.words[1] == "file":
		if err := s.srv.file(c.words[2], c.words[3]); err != nil {
			s.t.Fatalf("line %d: %v", c.line, err)
		}
		return
	}
	if err := s.web(c.words[1:]); err != nil {
		s.t.Fatalf("line %d: %v", c.line, err)
	}
}

// idle is how long a connection is kept that nothing comes over.
const idle = 5 * time.Minute

// later sets the clock ahead. When that is much, the server finds every
// connection silent for too long and closes it.
func (s *script) later(by time.Duration) {
	for _, d := range s.devices {
		if by >= idle && d.stop != nil && d.Self != nil {
			d.cutOff.Store(true)
		}
	}
	s.srv.Later(by)
}

// reconnect waits until every device that was connected is so again.
func (s *script) reconnect() {
	s.t.Helper()
	for _, d := range s.devices {
		if d.stop != nil && d.Self != nil {
			d.Back()
		}
	}
}

// device finds or makes a device; each person has a test number.
func (s *script) device(name string) *Device {
	if d := s.devices[name]; d != nil {
		return d
	}
	person, _, _ := strings.Cut(name, ".")
	d := s.srv.NewDevice(person, s.phone(person))
	s.devices[name] = d
	return d
}

func (s *script) phone(person string) string {
	for i, p := range s.people {
		if p == person {
			return TestNumber(i + 1)
		}
	}
	s.people = append(s.people, person)
	return TestNumber(len(s.people))
}

// TestNumber is the n-th test number; its code is 22222.
func TestNumber(n int) string { return fmt.Sprintf("+999662%04d", n) }

// person is the first device of a person that is logged in, to learn ids from.
func (s *script) person(name string) (*Device, error) {
	for n, d := range s.devices {
		if p, _, _ := strings.Cut(n, "."); p == name && d.Self != nil {
			return d, nil
		}
	}
	return nil, fmt.Errorf("%s has not logged in yet", name)
}

// name is the person with an id.
func (s *script) name(id int64) string {
	for _, d := range s.devices {
		if d.Self != nil && d.Self.ID == id {
			return d.Person
		}
	}
	if id == 777000 {
		return "service"
	}
	return fmt.Sprint(id)
}
