package push

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/mtproto"
)

// waiting is the sessions that wait for another device to log somebody in on
// their permanent key. Until then there is no box whose feed they could be in.
type waiting struct {
	mu   sync.Mutex
	keys map[Session]int64
	of   map[int64][]Session // by key
}

func newWaiting() *waiting {
	return &waiting{keys: map[Session]int64{}, of: map[int64][]Session{}}
}

// add makes a session wait, for one key only.
func (w *waiting) add(perm int64, s Session) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if old, ok := w.keys[s]; ok && old == perm {
		return
	}
	w.remove(s)
	w.keys[s] = perm
	w.of[perm] = append(w.of[perm], s)
}

func (w *waiting) drop(s Session) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.remove(s)
}

// remove is drop with mu held.
func (w *waiting) remove(s Session) {
	perm, ok := w.keys[s]
	if !ok {
		return
	}
	delete(w.keys, s)
	if w.of[perm] = slices.DeleteFunc(w.of[perm], func(x Session) bool { return x == s }); len(w.of[perm]) == 0 {
		delete(w.of, perm)
	}
}

// take ends the waiting of every session of a key.
func (w *waiting) take(perm int64) []Session {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.of[perm]
	delete(w.of, perm)
	for _, s := range all {
		delete(w.keys, s)
	}
	return all
}

// Await has a session told, once, when another device logs somebody in on the
// permanent key perm. Repeating it is cheap. The session's end undoes it.
func (h *Hub) Await(ctx context.Context, perm int64, s *mtproto.Session) { h.await(ctx, perm, s) }

func (h *Hub) await(ctx context.Context, perm int64, s Session) {
	h.waiting.add(perm, s)
	if ctx.Err() != nil { // the session ended, and Detach may have come too early
		h.waiting.drop(s)
	}
}

// LetIn tells the sessions that wait on a key that somebody has been logged in
// there. It does not block. A session that misses it asks again by itself, when
// its token expires.
func (h *Hub) LetIn(perm int64, at time.Time) {
	all := h.waiting.take(perm)
	if len(all) == 0 {
		return
	}
	b, err := encode(&tg.UpdateShort{Update: &tg.UpdateLoginToken{}, Date: int(at.Unix())})
	if err != nil {
		h.d.Logger.Error("push failed", "error", err)
		return
	}
	h.pushed.Add(float64(len(all)))
	for _, s := range all {
		s.Push(b)
	}
}
