package mtproto

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are counters resolved ahead, so that counting is one atomic add.
type metrics struct {
	connections, sessions, calls   prometheus.Gauge
	packetsIn, packetsOut          prometheus.Counter
	bytesIn, bytesOut              prometheus.Counter
	badPackets, badMsgs, overflows *prometheus.CounterVec
	closed, translations           *prometheus.CounterVec
}

func newMetrics(r prometheus.Registerer) *metrics {
	const ns, sub = "heliograph", "mtproto"
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: ns, Subsystem: sub, Name: name, Help: help})
	}
	vec := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(
			prometheus.CounterOpts{Namespace: ns, Subsystem: sub, Name: name, Help: help}, []string{label})
	}
	packets := vec("packets_total", "Packets read and written.", "direction")
	bytes := vec("bytes_total", "Bytes of packets read and written.", "direction")
	m := &metrics{
		connections: gauge("connections", "Open connections."),
		sessions:    gauge("sessions", "Sessions in memory, connected or not."),
		calls:       gauge("calls_in_flight", "Calls being served."),
		packetsIn:   packets.WithLabelValues("in"), packetsOut: packets.WithLabelValues("out"),
		bytesIn: bytes.WithLabelValues("in"), bytesOut: bytes.WithLabelValues("out"),
		badPackets:   vec("bad_packets_total", "Packets that were not understood.", "reason"),
		badMsgs:      vec("bad_messages_total", "Messages refused with a bad_msg code.", "code"),
		overflows:    vec("queue_overflows_total", "Queues that had to drop.", "queue"),
		closed:       vec("closed_total", "Connections closed by the server.", "reason"),
		translations: vec("translation_failures_total", "What could not be carried between API layers.", "what"),
	}
	if r != nil {
		r.MustRegister(m.connections, m.sessions, m.calls, packets, bytes, m.badPackets, m.badMsgs, m.overflows, m.closed, m.translations)
	}
	return m
}

func (m *metrics) badPacket(reason string) { m.badPackets.WithLabelValues(reason).Inc() }

func (m *metrics) badMsg(code int32) { m.badMsgs.WithLabelValues(strconv.Itoa(int(code))).Inc() }

func (m *metrics) overflow(queue string) { m.overflows.WithLabelValues(queue).Inc() }

func (m *metrics) translation(what string) { m.translations.WithLabelValues(what).Inc() }

func (m *metrics) close(reason string) { m.closed.WithLabelValues(reason).Inc() }
