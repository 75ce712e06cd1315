package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"heliograph/internal/control"
	"heliograph/internal/report"
)

type reportsCmd struct {
	settings
	Before int64 `help:"Only those with a lower number." placeholder:"NUMBER"`
	Limit  int   `help:"How many at most." default:"50"`
}

// Help is shown by `heliograph reports --help`.
func (reportsCmd) Help() string {
	return "Prints what people reported, the newest first, with the messages that they reported as they saw them. " +
		"The server has to be running."
}

// Run prints the reports.
func (r *reportsCmd) Run(p *process) error {
	c, err := r.valid(p)
	if err != nil {
		return err
	}
	var all []report.Report
	if err := control.NewClient(c.Data).Reports(p.ctx, r.Before, r.Limit, &all); err != nil {
		return err
	}
	for i := range all {
		if _, err := fmt.Fprint(p.out, showReport(&all[i])); err != nil {
			return err
		}
	}
	return nil
}

// showReport is one line for the report, one for each message. What people wrote
// is quoted: a terminal is not to obey it.
func showReport(r *report.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d  %s  user %d reports %v", r.Number, stamp(r.Date), r.By, r.Peer)
	if !r.Chat.IsZero() {
		fmt.Fprintf(&b, " in %v", r.Chat)
	}
	b.WriteString(": " + r.Reason)
	if r.Comment != "" {
		b.WriteString(" " + strconv.Quote(r.Comment))
	}
	b.WriteString("\n")
	for _, q := range r.Quotes {
		from := "unnamed"
		if q.From != 0 {
			from = fmt.Sprint("user ", q.From)
		}
		fmt.Fprintf(&b, "    %s  %s: %s\n", stamp(q.Date), from, strconv.Quote(q.Text))
	}
	return b.String()
}

func stamp(unix int64) string { return time.Unix(unix, 0).UTC().Format(time.DateTime) }
