package apptest

import (
	"fmt"

	"github.com/gotd/td/tg"
)

// report CHAT TEXT [OPTION [COMMENT]]: prints what comes next
func reportMessage(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesReportRequest{Peer: to, ID: []int{m.ID}}
	if len(args) > 2 {
		r.Option = []byte(args[2])
	}
	if len(args) > 3 {
		r.Message = args[3]
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesReport(ctx, r)
	if err != nil {
		return nil, err
	}
	switch res := res.(type) {
	case *tg.ReportResultChooseOption:
		lines := []string{res.Title + ":"}
		for _, o := range res.Options {
			lines = append(lines, fmt.Sprintf("%s (%s)", o.Text, o.Option))
		}
		return lines, nil
	case *tg.ReportResultAddComment:
		return []string{"say more: " + string(res.Option)}, nil
	}
	return []string{"reported"}, nil
}

// reportperson CHAT [spam|photo|reaction TEXT]
func reportPerson(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	switch {
	case len(args) == 1:
		_, err = d.API.AccountReportPeer(ctx, &tg.AccountReportPeerRequest{Peer: to, Reason: &tg.InputReportReasonFake{}, Message: "not him"})
	case args[1] == "spam":
		_, err = d.API.MessagesReportSpam(ctx, to)
	case args[1] == "photo":
		_, err = d.API.AccountReportProfilePhoto(ctx, &tg.AccountReportProfilePhotoRequest{
			Peer: to, PhotoID: &tg.InputPhotoEmpty{}, Reason: &tg.InputReportReasonPornography{},
		})
	default:
		var m *tg.Message
		if m, err = d.Find(args[2]); err == nil {
			_, err = d.API.MessagesReportReaction(ctx, &tg.MessagesReportReactionRequest{Peer: to, ID: m.ID, ReactionPeer: to})
		}
	}
	return nil, err
}

// reports: prints what the operator reads, the newest first
func reports(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	all, err := s.srv.Node().Subjects().Report.Newest(ctx, 0, 100)
	var lines []string
	for _, r := range all {
		line := fmt.Sprintf("%s about %s: %s", s.name(int64(r.By)), s.name(r.Peer.ID), r.Reason)
		if r.Comment != "" {
			line += ", " + r.Comment
		}
		for _, q := range r.Quotes {
			line += fmt.Sprintf(" | %s: %s", s.name(int64(q.From)), q.Text)
		}
		lines = append(lines, line)
	}
	return lines, err
}
