package apptest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"
)

// poll CHAT QUESTION ANSWERS [public] [multiple] [once] [secret] [quiz PLACE] [for SECONDS]:
// answers are separated by commas
func poll(s *script, d *Device, args []string) ([]string, error) {
	m := &tg.InputMediaPoll{Poll: tg.Poll{Question: tg.TextWithEntities{Text: args[1]}}}
	p := &m.Poll
	for _, a := range strings.Split(args[2], ",") {
		p.Answers = append(p.Answers, &tg.InputPollAnswer{Text: tg.TextWithEntities{Text: a}})
	}
	for i := 3; i < len(args); i++ {
		switch args[i] {
		case "public":
			p.PublicVoters = true
		case "multiple":
			p.MultipleChoice = true
		case "once":
			p.RevotingDisabled = true
		case "secret":
			p.HideResultsUntilClose = true
		case "quiz", "for":
			n, err := strconv.Atoi(args[i+1])
			if err != nil {
				return nil, err
			}
			if args[i] == "for" {
				p.SetClosePeriod(n)
			} else {
				p.Quiz = true
				m.SetCorrectAnswers([]int{n})
				m.SetSolution("because")
			}
			i++
		default:
			return nil, fmt.Errorf("what is %q?", args[i])
		}
	}
	return s.sendMedia(d, args[0], m, "")
}

// closepoll CHAT QUESTION
func closePoll(s *script, d *Device, args []string) ([]string, error) {
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	p, ok := m.Media.(*tg.MessageMediaPoll)
	if !ok {
		return nil, fmt.Errorf("%T", m.Media)
	}
	closed := p.Poll
	closed.Closed = true
	return s.editMedia(d, args[0], args[1], &tg.InputMediaPoll{Poll: closed})
}

// onPoll finds a poll and the option of one of its answers.
func (s *script) onPoll(d *Device, chat, question string) (tg.InputPeerClass, int, func(answer string) []byte, error) {
	to, m, err := s.named(d, chat, question)
	if err != nil {
		return nil, 0, nil, err
	}
	p, ok := m.Media.(*tg.MessageMediaPoll)
	if !ok {
		return nil, 0, nil, fmt.Errorf("%T", m.Media)
	}
	return to, m.ID, func(answer string) []byte {
		for _, a := range p.Poll.Answers {
			if a, ok := a.(*tg.PollAnswer); ok && a.Text.Text == answer {
				return a.Option
			}
		}
		return []byte("no such answer")
	}, nil
}

// vote CHAT QUESTION [ANSWER …]: prints how the votes stand then
func vote(s *script, d *Device, args []string) ([]string, error) {
	to, msg, option, err := s.onPoll(d, args[0], args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesSendVoteRequest{Peer: to, MsgID: msg}
	for _, a := range args[2:] {
		r.Options = append(r.Options, option(a))
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesSendVote(ctx, r)
	return pollAnswer(u, err)
}

// results CHAT QUESTION: asks how the votes stand
func results(s *script, d *Device, args []string) ([]string, error) {
	to, msg, _, err := s.onPoll(d, args[0], args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesGetPollResults(ctx, &tg.MessagesGetPollResultsRequest{Peer: to, MsgID: msg})
	return pollAnswer(u, err)
}

// pollAnswer is the one update of an answer about a poll.
func pollAnswer(u tg.UpdatesClass, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	us, ok := u.(*tg.Updates)
	if !ok || len(us.Updates) != 1 {
		return nil, fmt.Errorf("%v", u)
	}
	p, ok := us.Updates[0].(*tg.UpdateMessagePoll)
	if !ok {
		return nil, fmt.Errorf("%T", us.Updates[0])
	}
	return showResults(&p.Poll, &p.Results), nil
}

// showResults is how votes stand, an answer a line, as far as it is told.
func showResults(p *tg.Poll, r *tg.PollResults) []string {
	lines := make([]string, len(p.Answers))
	for i, a := range p.Answers {
		answer, ok := a.(*tg.PollAnswer)
		if !ok {
			continue
		}
		lines[i] = answer.Text.Text
		at := slices.IndexFunc(r.Results, func(v tg.PollAnswerVoters) bool { return string(v.Option) == string(answer.Option) })
		if at < 0 {
			continue
		}
		v := &r.Results[at]
		if n, ok := v.GetVoters(); ok {
			lines[i] += fmt.Sprintf(" %d", n)
		}
		if v.Chosen {
			lines[i] += " mine"
		}
		if v.Correct {
			lines[i] += " right"
		}
	}
	last := fmt.Sprintf("%d voted", r.TotalVoters)
	if p.Closed {
		last += ", closed"
	}
	if r.Solution != "" {
		last += ", " + r.Solution
	}
	return append(lines, last)
}

// voters CHAT QUESTION [ANSWER]: prints who voted what
func voters(s *script, d *Device, args []string) ([]string, error) {
	to, msg, option, err := s.onPoll(d, args[0], args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesGetPollVotesRequest{Peer: to, ID: msg, Limit: 1}
	if len(args) > 2 {
		r.SetOption(option(args[2]))
	}
	var lines []string
	for {
		ctx, cancel := d.Context()
		v, err := d.API.MessagesGetPollVotes(ctx, r)
		cancel()
		if err != nil {
			return nil, err
		}
		for _, x := range v.Votes {
			lines = append(lines, s.showVote(x))
		}
		next, more := v.GetNextOffset()
		if !more {
			return lines, nil
		}
		r.SetOffset(next)
	}
}

func (s *script) showVote(v tg.MessagePeerVoteClass) string {
	who, ok := v.GetPeer().(*tg.PeerUser)
	if !ok {
		return fmt.Sprintf("%T", v.GetPeer())
	}
	switch v := v.(type) {
	case *tg.MessagePeerVote:
		return fmt.Sprintf("%s: %s", s.name(who.UserID), v.Option)
	case *tg.MessagePeerVoteMultiple:
		return fmt.Sprintf("%s: %s", s.name(who.UserID), v.Options)
	}
	return s.name(who.UserID)
}

// pollChange matches the update that the votes of a poll stand so: "3 voted".
func pollChange(want string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdateMessagePoll)
		if !ok {
			return false
		}
		lines := showResults(&p.Poll, &p.Results)
		return lines[len(lines)-1] == want
	}
}
