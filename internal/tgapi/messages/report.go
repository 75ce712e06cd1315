package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

var errMessage = fault.New(fault.Invalid, "MESSAGE_ID_INVALID")

// registerReports lists the methods about what others do: what of it one reports,
// and when they have read something.
func (h *Handlers) registerReports(d *tg.ServerDispatcher) {
	d.OnMessagesGetOutboxReadDate(rpc.User(h.getOutboxReadDate))
	d.OnMessagesReport(rpc.User(h.report))
	d.OnMessagesReportReaction(rpc.User(h.reportReaction))
	d.OnMessagesReportSpam(rpc.User(h.reportSpam))
}

// reportSpam also takes the bar off the chat that offers it.
func (h *Handlers) reportSpam(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (bool, error) {
	p, err := h.reported(c, in)
	if err != nil {
		return false, err
	}
	if err := h.Report.Add(ctx, report.Report{By: c.User, What: report.Spam, Peer: p, Reason: "spam"}); err != nil {
		return false, err
	}
	_, err = h.Dialog.HideBar(ctx, c.Actor(), p)
	return err == nil, err
}

// reported is the chat that in names, which is not one with oneself.
func (h *Handlers) reported(c *rpc.Call, in tg.InputPeerClass) (peer.Peer, error) {
	p, err := h.chat(c, in)
	if err == nil && p == c.User.Peer() {
		err = errPeer
	}
	return p, err
}

func (h *Handlers) report(ctx context.Context, c *rpc.Call, r *tg.MessagesReportRequest) (tg.ReportResultClass, error) {
	p, err := h.reported(c, r.Peer)
	if err != nil {
		return nil, err
	}
	quotes, _, err := h.quotes(ctx, c, p, r.ID)
	if err != nil {
		return nil, err
	}
	next, err := report.Next(string(r.Option), r.Message)
	switch {
	case err != nil:
		return nil, err
	case next.Options != nil:
		out := &tg.ReportResultChooseOption{Title: next.Title}
		for _, o := range next.Options {
			out.Options = append(out.Options, tg.MessageReportOption{Text: o.Title, Option: []byte(o.ID)})
		}
		return out, nil
	case next.Comment != "":
		return &tg.ReportResultAddComment{Option: []byte(next.Comment)}, nil
	}
	err = h.Report.Add(ctx, report.Report{By: c.User, What: report.Messages, Peer: p, Reason: next.Reason, Comment: r.Message, Quotes: quotes})
	return &tg.ReportResultReported{}, err
}

// quotes is messages of others as the caller sees them.
func (h *Handlers) quotes(ctx context.Context, c *rpc.Call, chat peer.Peer, ids []int) ([]report.Quote, []message.Message, error) {
	if len(ids) == 0 || len(ids) > report.MaxQuotes*5 {
		return nil, nil, errMessage
	}
	ms, err := h.Message.ByID(ctx, c.Actor(), ids...)
	if err != nil {
		return nil, nil, err
	}
	var out []report.Quote
	for i := range ms {
		if ms[i].Peer == chat {
			out = append(out, report.Quote{ID: ms[i].ID, From: ms[i].From, Date: ms[i].Date, Text: ms[i].Text.String})
		}
	}
	if len(out) == 0 {
		return nil, nil, errMessage
	}
	return out, ms, nil
}

func (h *Handlers) reportReaction(ctx context.Context, c *rpc.Call, r *tg.MessagesReportReactionRequest) (bool, error) {
	p, err := h.reported(c, r.Peer)
	if err != nil {
		return false, err
	}
	who, err := h.reported(c, r.ReactionPeer)
	if err != nil {
		return false, err
	}
	quotes, ms, err := h.quotes(ctx, c, p, []int{r.ID})
	if err != nil {
		return false, err
	}
	for _, like := range ms[0].Reactions {
		if like.From == user.ID(who.ID) {
			err := h.Report.Add(ctx, report.Report{By: c.User, What: report.Reaction, Peer: who, Reason: "reaction", Comment: like.Emoji, Quotes: quotes})
			return err == nil, err
		}
	}
	return false, errMessage
}
