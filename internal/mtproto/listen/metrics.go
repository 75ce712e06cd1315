package listen

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	accepted prometheus.Counter
	rejected *prometheus.CounterVec
	clients  *prometheus.GaugeVec
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		accepted: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "heliograph_listen_accepted_total",
			Help: "Connections accepted, refused ones included.",
		}),
		rejected: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heliograph_listen_rejected_total",
			Help: "Connections refused before they were served.",
		}, []string{"reason"}),
		clients: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "heliograph_listen_clients",
			Help: "MTProto clients connected.",
		}, []string{"transport"}),
	}
	if r != nil {
		r.MustRegister(m.accepted, m.rejected, m.clients)
	}
	return m
}

func (m *metrics) reject(reason string) { m.rejected.WithLabelValues(reason).Inc() }

// serve counts a client for as long as f runs.
func (m *metrics) serve(transport string, f func()) {
	g := m.clients.WithLabelValues(transport)
	g.Inc()
	defer g.Dec()
	f()
}
