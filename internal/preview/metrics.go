package preview

import "github.com/prometheus/client_golang/prometheus"

// The outcomes of looking for a page.
const (
	outHit     = "hit"     // it was known
	outPage    = "page"    // fetched: there is one
	outNone    = "none"    // fetched: there is none, or the host does not say
	outRefused = "refused" // the address leads where the server does not go
	outBusy    = "busy"    // too many at once
	outInside  = "inside"  // a link to this server
)

type metrics struct {
	outcome *prometheus.CounterVec
	seconds prometheus.Histogram
}

func newMetrics(r prometheus.Registerer, queued func() float64) *metrics {
	m := &metrics{
		outcome: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heliograph_preview_total", Help: "Link previews looked for, by outcome.",
		}, []string{"outcome"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "heliograph_preview_fetch_seconds", Help: "Time that a fetch took.", Buckets: []float64{.05, .1, .25, .5, 1, 2.5, 5, 10},
		}),
	}
	if r != nil {
		r.MustRegister(m.outcome, m.seconds, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "heliograph_preview_queue", Help: "Fetches that wait for their turn.",
		}, queued))
	}
	return m
}

func (m *metrics) count(outcome string) { m.outcome.WithLabelValues(outcome).Inc() }
