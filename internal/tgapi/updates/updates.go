// Package updates is the edge of the updates.* methods.
//
// Owns the answers to "what have I missed". Must not render events: view does.
package updates

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Deps is what the Handlers need.
type Deps struct {
	In       *input.Resolver
	View     *view.Renderer
	Log      *update.Log
	Dialog   *dialog.Service
	Channels *channel.Service
	Groups   Groups
}

// Groups brings the box of somebody up to the basic groups that they are in.
type Groups interface {
	CatchUp(ctx context.Context, who user.ID) error
}

// Handlers answer the methods of the namespace.
type Handlers struct{ Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.In == nil || d.View == nil || d.Log == nil || d.Dialog == nil || d.Channels == nil || d.Groups == nil {
		panic("updates: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every updates.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnUpdatesGetChannelDifference(rpc.Any(h.getChannelDifference))
	d.OnUpdatesGetDifference(rpc.Any(h.getDifference))
	d.OnUpdatesGetState(rpc.Any0(h.getState))
}

func (h *Handlers) getState(ctx context.Context, c *rpc.Call) (*tg.UpdatesState, error) {
	if err := h.Groups.CatchUp(ctx, c.User); err != nil {
		return nil, err
	}
	st, err := h.Log.State(ctx, c.User.Owner())
	if err != nil {
		return nil, err
	}
	unread, err := h.Dialog.Unread(ctx, c.User)
	out := view.State(st, unread)
	return &out, err
}

// slice is how many events one difference holds, unless the client wants
// fewer.
const slice = 500

var (
	errEmptyPts = fault.New(fault.Invalid, "PERSISTENT_TIMESTAMP_EMPTY")
	errPts      = fault.New(fault.Invalid, "PERSISTENT_TIMESTAMP_INVALID")
)

func (h *Handlers) getDifference(ctx context.Context, c *rpc.Call, r *tg.UpdatesGetDifferenceRequest) (tg.UpdatesDifferenceClass, error) {
	switch {
	case r.Pts == 0:
		return nil, errEmptyPts
	case r.Pts < 0:
		return nil, errPts
	}
	limit := slice
	if r.PtsLimit > 0 {
		limit = min(limit, r.PtsLimit)
	}
	if err := h.Groups.CatchUp(ctx, c.User); err != nil {
		return nil, err
	}
	st, err := h.Log.State(ctx, c.User.Owner()) // first: its date must not be after anything that Since does not see
	if err != nil {
		return nil, err
	}
	d, err := h.Log.Since(ctx, c.User.Owner(), update.Position{Pts: r.Pts}, limit)
	if err != nil {
		return nil, err
	}
	if d.TooLong || r.PtsTotalLimit > 0 && st.At.Pts-r.Pts > r.PtsTotalLimit {
		return &tg.UpdatesDifferenceTooLong{Pts: st.At.Pts}, nil
	}
	d.Events = slices.DeleteFunc(unseen(d.Events, r), func(e update.Event) bool { return own(&e, c) })
	if len(d.Events) == 0 && !d.More && d.At.Pts == r.Pts {
		return &tg.UpdatesDifferenceEmpty{Date: int(st.Date)}, nil
	}
	state := update.State{At: d.At, Date: st.Date}
	if n := len(d.Events); d.More && n > 0 {
		state.Date = d.Events[n-1].Date
	}
	unread, err := h.Dialog.Unread(ctx, c.User)
	if err != nil {
		return nil, err
	}
	return h.View.Difference(ctx, c.User, d, view.State(state, unread))
}

// late is how many seconds an update may be on its way: an answer that was
// faster has moved the client's date already.
const late = 10

// own says whether e tells the caller's device of its own login.
func own(e *update.Event, c *rpc.Call) bool {
	if e.Kind != update.NewAuthorization {
		return false
	}
	n, err := session.DecodeNewLogin(e.Data)
	return err == nil && n.Perm == c.Perm
}

// unseen leaves out what came, without a pts, after the client's pts but well
// before its date: it was told of that. What remains may be repeated, which
// changes nothing.
func unseen(events []update.Event, r *tg.UpdatesGetDifferenceRequest) []update.Event {
	i := 0
	for i < len(events) && events[i].At.Pts == r.Pts && events[i].Date < int64(r.Date)-late {
		i++
	}
	return events[i:]
}
