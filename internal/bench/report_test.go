package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// epoch is any time.
var epoch = time.Unix(1_800_000_000, 0)

// shown is what a reader of updates found, as text.
func shown(body []byte, read func([]byte, func(event)) error) (string, error) {
	var b strings.Builder
	err := read(body, func(e event) { fmt.Fprintf(&b, "%d:%d:%d:%v:%s ", e.id, e.pts, e.count, e.out, e.text) })
	return b.String(), err
}

func TestReport(t *testing.T) {
	t.Parallel()
	r := &Report{}
	r.add(Result{Job: "a", What: "fast enough", Value: 9000, Unit: "/s", Bound: AtLeast, Budget: 8000})
	r.add(Result{Job: "a", What: "too slow", Value: 7000, Unit: "/s", Bound: AtLeast, Budget: 8000})
	r.add(Result{Job: "b", What: "small enough", Value: 12, Unit: "KB", Bound: AtMost, Budget: 12})
	r.add(Result{Job: "b", What: "too big", Value: 12.1, Unit: "KB", Bound: AtMost, Budget: 12})
	r.info("c", "just so", 1, "s")
	for i, want := range []Verdict{Pass, Over, Pass, Over, Info} {
		if r.Results[i].Verdict != want {
			t.Errorf("%s: %q, want %q", r.Results[i].What, r.Results[i].Verdict, want)
		}
	}
	if r.Failed() {
		t.Error("to be over budget is no failure")
	}
	r.add(Result{Job: "d", What: "lost", Value: 1, Bound: AtMost, Verdict: Failed})
	if !r.Failed() {
		t.Error("a lost message is a failure")
	}
	var text, js bytes.Buffer
	if err := r.Text(&text); err != nil || !strings.Contains(text.String(), "≥ 8000 /s") || !strings.Contains(text.String(), "0.88") {
		t.Errorf("%v\n%s", err, &text)
	}
	var back Report
	if err := r.JSON(&js); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(js.Bytes(), &back); err != nil || len(back.Results) != 6 || back.Results[1] != r.Results[1] {
		t.Errorf("%v\n%s", err, &js)
	}
}

func TestQuantiles(t *testing.T) {
	t.Parallel()
	var d []time.Duration
	if quantile(d, 0.5) != 0 {
		t.Error("the median of nothing")
	}
	for i := 100; i > 0; i-- {
		d = append(d, time.Duration(i))
	}
	sortDurations(d)
	for q, want := range map[float64]time.Duration{0: 1, 0.5: 51, 0.99: 100, 1: 100} {
		if got := quantile(d, q); got != want {
			t.Errorf("%v: %d, want %d", q, got, want)
		}
	}
}

func TestHistogram(t *testing.T) {
	t.Parallel()
	const a, b = `x_bucket{method="m",le="`, `x_bucket{method="other",le="`
	before := map[string]float64{a + `0.001"}`: 10, a + `0.005"}`: 10, a + `+Inf"}`: 10}
	after := map[string]float64{a + `0.001"}`: 60, a + `0.005"}`: 110, a + `+Inf"}`: 110, b + `0.001"}`: 1e6}
	h := histogramOf(before, after, "x", `method="m"`)
	for q, want := range map[float64]float64{0.25: 0.0005, 0.5: 0.001, 0.75: 0.003, 1: 0.005} {
		if got := h.quantile(q); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v: %v, want %v", q, got, want)
		}
	}
	after[a+`+Inf"}`] = 210
	if got := histogramOf(before, after, "x", `method="m"`).quantile(0.99); !math.IsInf(got, 1) {
		t.Errorf("above every bucket: %v", got)
	}
}
