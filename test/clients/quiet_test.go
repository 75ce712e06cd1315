//go:build clients

package clients

import (
	"bufio"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/tg"
)

// TestQuiet: TDLib, once it is logged in, asks for what it needs, gets answers
// that it is content with, and then leaves the server alone; and so it does when
// it is started again. Then it opens a chat and a profile.
func TestQuiet(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	q := &quiet{server: s}
	script := node(t, s, "quiet.mjs", "TDJSON="+s.patched(tdlib))
	for line := range script.lines {
		t.Log(line)
		switch {
		case line == "WATCH":
			q.begin()
			script.say("watching")
		case line == "LOADED":
			q.end()
			script.say("go on")
		case line == "ALONE":
			q.stranger()
			script.say("you have a message")
		case strings.HasPrefix(line, "FAIL"):
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("quiet.mjs: %v", err)
	}
	q.refusals()
	q.complaints()
}

// quiet watches what a server is asked.
type quiet struct {
	*server
	since time.Time
	asked map[string]int
}

// minute is how long TDLib is watched: what it repeats, it repeats within it.
const minute = time.Minute

func (q *quiet) begin() {
	q.t.Helper()
	q.since, q.asked = time.Now(), q.requests()
}

// often are methods that are asked more than twice, for something else each
// time: the settings of three scopes, three sets of stickers.
var often = map[string]int{"account.getNotifySettings": 3, "messages.getStickerSet": 3}

// end lets the minute pass and looks at what was asked in it.
func (q *quiet) end() {
	q.t.Helper()
	<-time.After(time.Until(q.since.Add(minute)))
	now := q.requests()
	for _, method := range slices.Sorted(maps.Keys(now)) {
		n := now[method] - q.asked[method]
		if n > 0 {
			q.t.Logf("  %s: %d", method, n)
		}
		if n > max(2, often[method]) {
			q.t.Errorf("%s was asked %d times in a minute", method, n)
		}
	}
}

// stranger writes to the client.
func (q *quiet) stranger() {
	q.t.Helper()
	d := external(q.t, q.server).NewDevice("gus", "+9996611006").Exchange()
	d.Connect()
	defer d.Disconnect()
	if err := d.Login(); err != nil {
		q.t.Fatal(err)
	}
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.ContactsImportContacts(ctx, []tg.InputPhoneContact{{Phone: "9996611005", FirstName: "Quentin"}})
	if err != nil {
		q.t.Fatal(err)
	}
	u, _ := r.Users[0].(*tg.User)
	to := &tg.InputPeerUser{UserID: u.ID, AccessHash: u.AccessHash}
	if _, err := d.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: to, Message: "knock", RandomID: 1}); err != nil {
		q.t.Fatal(err)
	}
}

// broken are errors that no client should ever meet: what is not served, and
// what went wrong here.
var broken = map[string]bool{"METHOD_INVALID": true, "INPUT_FETCH_ERROR": true, "INTERNAL": true, "TIMEOUT": true}

func (q *quiet) refusals() {
	q.t.Helper()
	for _, m := range q.metrics() {
		if broken[m.code] && m.n > 0 {
			q.t.Errorf("%s was answered %s", m.method, m.code)
		}
	}
}

// complaints are what TDLib has logged as an error about an answer.
func (q *quiet) complaints() {
	q.t.Helper()
	log, err := os.ReadFile(filepath.Join(q.work, "tdlib.log"))
	if err != nil {
		q.t.Fatal(err)
	}
	for line := range strings.Lines(string(log)) {
		if strings.HasPrefix(line, "[ 0]") || strings.HasPrefix(line, "[ 1]") && strings.Contains(line, "Receive") {
			q.t.Errorf("TDLib: %s", line)
		}
	}
}

// requests counts those that were answered, by method.
func (q *quiet) requests() map[string]int {
	q.t.Helper()
	out := map[string]int{}
	for _, m := range q.metrics() {
		out[m.method] += m.n
	}
	return out
}

// metric is how often a method was answered with an error, "" for a result.
type metric struct {
	method, code string
	n            int
}

var sample = regexp.MustCompile(`^heliograph_rpc_(?:seconds_count|errors_total)\{(?:error="([^"]*)",)?method="([^"]*)"\} (\d+)$`)

func (q *quiet) metrics() (out []metric) {
	q.t.Helper()
	res, err := http.Get(fmt.Sprintf("http://%s/metrics", q.admin))
	if err != nil {
		q.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		if m := sample.FindStringSubmatch(lines.Text()); m != nil {
			n, err := strconv.Atoi(m[3])
			if err != nil {
				q.t.Fatal(err)
			}
			out = append(out, metric{m[2], m[1], n})
		}
	}
	if lines.Err() != nil || len(out) == 0 {
		q.t.Fatalf("no metrics: %v", lines.Err())
	}
	return out
}
