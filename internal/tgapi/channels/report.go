package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
)

// reportSpam is of what somebody has written in a group, by an admin.
func (h *Handlers) reportSpam(ctx context.Context, c *rpc.Call, r *tg.ChannelsReportSpamRequest) (bool, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return false, err
	}
	who, err := h.In.Peer(c, r.Participant)
	if err != nil {
		return false, err
	}
	ms, err := h.Message.Spam(ctx, c.Actor(), id.Peer(), who, r.ID[:min(len(r.ID), maxByID)])
	if err != nil {
		return false, err
	}
	told := report.Report{By: c.User, What: report.Spam, Peer: who, Chat: id.Peer(), Reason: "spam"}
	for i := range ms {
		told.Quotes = append(told.Quotes, view.Quote(&ms[i]))
	}
	err = h.Report.Add(ctx, told)
	return err == nil, err
}
