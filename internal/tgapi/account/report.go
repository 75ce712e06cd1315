package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/peer"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

func (h *Handlers) reportPeer(ctx context.Context, c *rpc.Call, r *tg.AccountReportPeerRequest) (bool, error) {
	return h.report(ctx, c, r.Peer, report.Report{What: report.Chat, Reason: input.Reason(r.Reason), Comment: r.Message})
}

// reportProfilePhoto is a report of the person: which picture, clients say by an id
// that only files have.
func (h *Handlers) reportProfilePhoto(ctx context.Context, c *rpc.Call, r *tg.AccountReportProfilePhotoRequest) (bool, error) {
	return h.report(ctx, c, r.Peer, report.Report{What: report.Photo, Reason: input.Reason(r.Reason), Comment: r.Message})
}

func (h *Handlers) report(ctx context.Context, c *rpc.Call, in tg.InputPeerClass, r report.Report) (bool, error) {
	p, err := h.In.Peer(c, in)
	if err != nil {
		return false, err
	}
	if p == c.User.Peer() || p.Kind == peer.Chat {
		return false, errPeer
	}
	r.By, r.Peer = c.User, p
	err = h.Report.Add(ctx, r)
	return err == nil, err
}
