package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// Verdict says how a number compares with its budget.
type Verdict string

// The verdicts. Failed is for a run that lost, doubled or mixed up something:
// its numbers count for nothing.
const (
	Info   Verdict = ""
	Pass   Verdict = "PASS"
	Over   Verdict = "OVER"
	Failed Verdict = "FAIL"
)

// Bound says which side of a budget is the good one.
type Bound string

// The bounds.
const (
	AtMost  Bound = "≤"
	AtLeast Bound = "≥"
)

// Result is one number of a job.
type Result struct {
	Job     string  `json:"job"`
	What    string  `json:"what"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Bound   Bound   `json:"bound,omitempty"`
	Budget  float64 `json:"budget,omitempty"`
	Verdict Verdict `json:"verdict,omitempty"`
	Note    string  `json:"note,omitempty"`
}

// Report is everything that a run found out.
type Report struct {
	Began   time.Time `json:"began"`
	Seconds float64   `json:"seconds"`
	Machine Machine   `json:"machine"`
	Results []Result  `json:"results"`
}

// Failed says whether something was lost, doubled or out of order.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Results, func(x Result) bool { return x.Verdict == Failed })
}

// add judges a number against a budget.
func (r *Report) add(x Result) {
	switch {
	case x.Verdict != Info || x.Bound == "":
	case x.Bound == AtMost && x.Value <= x.Budget, x.Bound == AtLeast && x.Value >= x.Budget:
		x.Verdict = Pass
	default:
		x.Verdict = Over
	}
	r.Results = append(r.Results, x)
}

// info adds a number that has no budget.
func (r *Report) info(job, what string, value float64, unit string) {
	r.add(Result{Job: job, What: what, Value: value, Unit: unit})
}

// JSON writes the report for programs.
func (r *Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// Text writes the report for people.
func (r *Report) Text(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "job\twhat\tmeasured\tbudget\tratio\t\tnote")
	for _, x := range r.Results {
		budget, ratio := "", ""
		if x.Bound != "" {
			budget = fmt.Sprintf("%s %s %s", x.Bound, number(x.Budget), x.Unit)
			if x.Budget != 0 {
				ratio = fmt.Sprintf("%.2f", x.Value/x.Budget)
			}
		}
		fmt.Fprintf(t, "%s\t%s\t%s %s\t%s\t%s\t%s\t%s\n", x.Job, x.What, number(x.Value), x.Unit, budget, ratio, x.Verdict, x.Note)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\ntook %.0f s\n", r.Machine, r.Seconds)
	return err
}

// number shows what matters of a number.
func number(v float64) string {
	switch {
	case v != 0 && v < 10 && v > -10:
		return fmt.Sprintf("%.2f", v)
	case v < 1000 && v > -1000:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
