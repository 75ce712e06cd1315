package bench

import (
	"testing"
	"time"
)

// People join, and others write meanwhile.
func TestJoins(t *testing.T) {
	t.Parallel()
	o := options(t, "joins")
	o.Duration = time.Second
	r := run(t, o)
	for _, what := range []string{"joins into one group", "private messages of others meanwhile, p99", "posts in another group meanwhile, to last member, p99"} {
		found := false
		for _, x := range r.Results {
			found = found || x.What == what && x.Value > 0
		}
		if !found {
			t.Errorf("no %s in %+v", what, r.Results)
		}
	}
}
