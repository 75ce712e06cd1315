package messages

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
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
	p, err := h.reported(ctx, c, in)
	if err != nil {
		return false, err
	}
	if err := h.Report.Add(ctx, report.Report{By: c.User, What: report.Spam, Peer: p, Reason: "spam"}); err != nil {
		return false, err
	}
	if p.Kind == peer.User { // other chats have no bar
		_, err = h.Dialog.HideBar(ctx, c.Actor(), p)
	}
	return err == nil, err
}

// reported is the chat that in names, which is not one with oneself; a group only for
// who sees it.
func (h *Handlers) reported(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (peer.Peer, error) {
	p, err := h.seen(ctx, c, in)
	if err == nil && p == c.User.Peer() {
		err = errPeer
	}
	return p, err
}

func (h *Handlers) report(ctx context.Context, c *rpc.Call, r *tg.MessagesReportRequest) (tg.ReportResultClass, error) {
	p, err := h.reported(ctx, c, r.Peer)
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
	var ms []message.Message
	var err error
	if chat.Kind == peer.Channel {
		ms, err = h.Message.Posts(ctx, c.Actor(), chat, ids...)
	} else {
		ms, err = h.Message.ByID(ctx, c.Actor(), ids...)
	}
	if err != nil {
		return nil, nil, err
	}
	ms = slices.DeleteFunc(ms, func(m message.Message) bool { return m.Peer != chat })
	out := make([]report.Quote, len(ms))
	for i := range ms {
		out[i] = view.Quote(&ms[i])
	}
	if len(out) == 0 {
		return nil, nil, errMessage
	}
	return out, ms, nil
}

func (h *Handlers) reportReaction(ctx context.Context, c *rpc.Call, r *tg.MessagesReportReactionRequest) (bool, error) {
	p, err := h.reported(ctx, c, r.Peer)
	if err != nil {
		return false, err
	}
	who, err := h.reported(ctx, c, r.ReactionPeer)
	if err != nil {
		return false, err
	}
	quotes, ms, err := h.quotes(ctx, c, p, []int{r.ID})
	if err != nil {
		return false, err
	}
	rs := ms[0].Reactions
	if p.Kind == peer.Channel {
		if rs, err = h.Message.Voices(ctx, c.Actor(), p, r.ID, user.ID(who.ID)); err != nil {
			return false, err
		}
	}
	for _, like := range rs {
		if like.From.Peer() == who {
			told := report.Report{By: c.User, What: report.Reaction, Peer: who, Reason: "reaction", Comment: like.Emoji, Quotes: quotes}
			if p.Kind != peer.User {
				told.Chat = p
			}
			err := h.Report.Add(ctx, told)
			return err == nil, err
		}
	}
	return false, errMessage
}
