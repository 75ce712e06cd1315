package bench

import (
	"slices"
	"time"
)

// quantile is the q-th part of sorted durations; 0 when there are none.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func sortDurations(d []time.Duration) []time.Duration {
	slices.Sort(d)
	return d
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
