package job

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	due     prometheus.Gauge
	lag     prometheus.Histogram
	handled *prometheus.CounterVec
	failed  *prometheus.CounterVec
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		due: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "heliograph_job_due", Help: "Alarms that are due and being handled.",
		}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "heliograph_job_lag_seconds", Help: "Time between an alarm's time and the end of its handling.",
			Buckets: []float64{.1, .5, 1, 2, 5, 10, 30, 60, 300, 3600},
		}),
		handled: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heliograph_job_handled_total", Help: "Alarms handled, by kind.",
		}, []string{"kind"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heliograph_job_failed_total", Help: "Handlings that failed and are tried again, by kind.",
		}, []string{"kind"}),
	}
	if r != nil {
		r.MustRegister(m.due, m.lag, m.handled, m.failed)
	}
	return m
}
