package bench

import (
	"testing"
	"time"
)

// A small group hears every post once.
func TestGroup(t *testing.T) {
	t.Parallel()
	o := options(t, "group")
	o.Online, o.Members, o.Crowd, o.Duration = 20, 2000, 30, time.Second
	r := run(t, o)
	posts := false
	for _, x := range r.Results {
		posts = posts || x.What == "deliveries of posts to members" && x.Value > 0
	}
	if !posts {
		t.Errorf("%+v", r.Results)
	}
}

// What is told twice, or left out, is noticed.
func TestGroupNoticesWhatIsWrong(t *testing.T) {
	t.Parallel()
	g := &group{accounts: make([]account, 2), ears: make([]ear, 2), state: make([]heard, maxPosts), news: make(chan struct{}, 1)}
	say := func(n int) { g.told(1, appendText(append([]byte("…"), groupMark...), n, time.Now(), 50), time.Now()) }
	say(1)
	say(2)
	if g.wrong.Load() != 0 || g.heard(t.Context(), 2) != nil {
		t.Error("two posts in their order are not right")
	}
	say(2)
	say(4)
	if n := g.wrong.Load(); n != 2 {
		t.Errorf("%d faults, not 2", n)
	}
}
