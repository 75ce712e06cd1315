package rpc

import (
	"encoding/binary"
	"strings"
	"sync"
	"time"

	"github.com/gotd/td/tg"
	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/fault"
)

// metrics counts requests by method and error. A method that the schema does
// not know counts as "unknown", so that nobody can make labels.
type metrics struct {
	seconds *prometheus.HistogramVec
	errors  *prometheus.CounterVec
	names   map[uint32]string

	mu    sync.RWMutex
	known map[uint32]*methodMetrics
	other *methodMetrics
}

type methodMetrics struct {
	id      uint32
	name    string
	class   Class
	seconds prometheus.Observer
	errors  *prometheus.CounterVec
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "heliograph_rpc_seconds", Help: "Time to answer a request, by method.",
			Buckets: []float64{.00025, .0005, .00075, .001, .0015, .0025, .005, .01, .025, .05, .1, .25, 1, 5, 30},
		}, []string{"method"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heliograph_rpc_errors_total", Help: "Requests answered with an error, by method and error.",
		}, []string{"method", "error"}),
		names: tg.TypesMap(),
		known: map[uint32]*methodMetrics{},
	}
	m.other = m.make(0, "unknown")
	if r != nil {
		r.MustRegister(m.seconds, m.errors)
	}
	return m
}

func (m *metrics) make(id uint32, name string) *methodMetrics {
	mm := &methodMetrics{id: id, name: name, seconds: m.seconds.WithLabelValues(name), errors: m.errors}
	if sendingMethods[name] {
		mm.class = Sending
	}
	if loadingMethods[name] {
		mm.class = Loading
	}
	return mm
}

// method finds the metrics of the method that a body calls.
func (m *metrics) method(body []byte) *methodMetrics {
	if len(body) < 4 {
		return m.other
	}
	id := binary.LittleEndian.Uint32(body)
	m.mu.RLock()
	mm := m.known[id]
	m.mu.RUnlock()
	if mm != nil {
		return mm
	}
	name, _, _ := strings.Cut(m.names[id], "#")
	if name == "" {
		return m.other
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known[id] == nil {
		m.known[id] = m.make(id, name)
	}
	return m.known[id]
}

func (m *methodMetrics) done(d time.Duration) { m.seconds.Observe(d.Seconds()) }

// fail counts an error; numbers in codes are left out.
func (m *methodMetrics) fail(f *fault.Error) { m.errors.WithLabelValues(m.name, f.Code).Inc() }
