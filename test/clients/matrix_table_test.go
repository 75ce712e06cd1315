//go:build clients

package clients

import (
	"fmt"
	"strings"
)

// page is docs/clients-matrix.md: the same text for the same outcome.
func (m *matrix) page() string {
	var b strings.Builder
	b.WriteString(`# Which clients talk to which

Written by ` + "`make test-clients`" + ` (test/clients/matrix_test.go): do not edit. Each client below is the real library, as one person; each writes to each other one, and what the other one shows is compared with what was written, as the libraries themselves decoded it.

| client | version | layer |
|---|---|---|
`)
	for _, p := range m.people {
		fmt.Fprintf(&b, "| %s | %s | %d |\n", p.name, p.me.Version, p.me.Layer)
	}
	fmt.Fprintf(&b, `
The row writes, the column reads. A number is how many of these %d steps passed:

`, len(steps))
	for i, s := range steps {
		fmt.Fprintf(&b, "%d. %s\n", i+1, explained[s])
	}
	b.WriteString("\n")
	b.WriteString(m.table())
	return b.String()
}

var explained = map[string]string{
	"new message":      "a text with a bold stretch and a link arrives at once, with exactly that text and those entities",
	"reply":            "the answer to it arrives, naming the right message in the writer's own box",
	"edit":             "an edited text, with new entities, arrives with its mark",
	"deletion":         "a message deleted for both disappears",
	"writer's history": "the history, asked of the server, says all of that: at the writer's",
	"reader's history": "and at the reader's",
	"missed message":   "after a time without connection: a reply with entities sent meanwhile arrives in the difference",
	"missed edit":      "and the edit of an older message",
	"missed deletion":  "and the deletion of one",
	"history after":    "and the history agrees",
}

// table has a row for each writer and a column for each reader.
func (m *matrix) table() string {
	var b strings.Builder
	b.WriteString("| |")
	for _, p := range m.people {
		fmt.Fprintf(&b, " %s |", p.name)
	}
	fmt.Fprintf(&b, "\n|---|%s\n", strings.Repeat("---|", len(m.people)))
	for _, w := range m.people {
		fmt.Fprintf(&b, "| **%s** |", w.name)
		for _, r := range m.people {
			fmt.Fprintf(&b, " %s |", m.outcome(w, r))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (m *matrix) outcome(w, r *person) string {
	for _, c := range m.cells {
		if c.writer != w || c.reader != r {
			continue
		}
		switch {
		case !m.takesPart(c):
			return "no login"
		case c.failed != "":
			return fmt.Sprintf("%d, not %s", len(c.passed), c.failed)
		}
		return fmt.Sprint(len(c.passed))
	}
	return "–"
}
