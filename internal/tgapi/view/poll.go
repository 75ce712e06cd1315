package view

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/poll"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Polls reads polls as viewers see them.
type Polls interface {
	// Of returns one view for each id, with ID 0 where there is no poll.
	Of(ctx context.Context, viewer user.ID, ids ...poll.ID) ([]poll.View, error)
}

// shown is a poll that a message shows.
type shown struct {
	id poll.ID
	in *tg.Message
}

// fillPolls puts the polls into the messages that show them.
func (v *Renderer) fillPolls(ctx context.Context, viewer user.ID, c *cast) error {
	if len(c.polls) == 0 || v.d.Polls == nil {
		return nil
	}
	ids := make([]poll.ID, len(c.polls))
	for i, s := range c.polls {
		ids[i] = s.id
	}
	ps, err := v.d.Polls.Of(ctx, viewer, ids...)
	if err != nil {
		return err
	}
	for i := range ps {
		if ps[i].ID != 0 {
			c.polls[i].in.SetMedia(&tg.MessageMediaPoll{Poll: renderPoll(&ps[i]), Results: c.results(&ps[i])})
		}
	}
	return nil
}

func renderPoll(p *poll.View) tg.Poll {
	out := tg.Poll{
		ID: int64(p.ID), Closed: p.Over, PublicVoters: p.Kind.Public, MultipleChoice: p.Kind.Multiple, Quiz: p.Kind.Quiz,
		RevotingDisabled: p.Kind.Once, ShuffleAnswers: p.Kind.Shuffle, HideResultsUntilClose: p.Kind.Secret,
		Creator: p.Mine, Question: words(p.Question), Answers: make([]tg.PollAnswerClass, len(p.Answers)), Hash: pollHash(p),
	}
	for i, a := range p.Answers {
		out.Answers[i] = &tg.PollAnswer{Text: words(a.Text), Option: a.Option}
	}
	if p.Period != 0 {
		out.SetClosePeriod(int(p.Period))
	}
	if p.Until != 0 {
		out.SetCloseDate(int(p.Until))
	}
	return out
}

// pollHash is by what clients tell whether they have a poll as it is: all of it
// but the votes.
func pollHash(p *poll.View) int64 {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, p.ID, p.Question, p.Answers, p.Kind, p.Until, p.Over)
	return int64(h.Sum64()>>1) | 1
}

// results is how the votes stand, as far as the viewer may know; what all are told
// says nothing of what each has chosen.
func (c *cast) results(p *poll.View) tg.PollResults {
	out := tg.PollResults{Min: c.viewer == Nobody}
	out.SetTotalVoters(p.Voters)
	if p.Counts != nil || len(p.Chosen) > 0 {
		rows := make([]tg.PollAnswerVoters, len(p.Answers))
		for i, a := range p.Answers {
			rows[i] = tg.PollAnswerVoters{
				Option: a.Option, Chosen: slices.Contains(p.Chosen, i), Correct: p.Revealed && slices.Contains(p.Correct, i),
			}
			if p.Counts != nil {
				rows[i].SetVoters(p.Counts[i])
			}
		}
		out.SetResults(rows)
	}
	if len(p.Recent) > 0 {
		recent := make([]tg.PeerClass, len(p.Recent))
		for i, u := range p.Recent {
			c.user(u)
			recent[i] = &tg.PeerUser{UserID: int64(u)}
		}
		out.SetRecentVoters(recent)
	}
	if p.Revealed && p.Solution.String != "" {
		out.SetSolution(p.Solution.String)
		out.SetSolutionEntities(Entities(p.Solution.Entities))
	}
	return out
}

// pollUpdate tells how a poll stands; whole: and what it is.
func (c *cast) pollUpdate(p *poll.View, whole bool) *tg.UpdateMessagePoll {
	u := &tg.UpdateMessagePoll{PollID: int64(p.ID), Results: c.results(p)}
	if whole {
		u.SetPoll(renderPoll(p))
	}
	return u
}

// pollEvent tells of a poll whose votes have changed.
func (r *rendering) pollEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	id, err := poll.DecodeID(e.Data)
	if err != nil || r.v.d.Polls == nil {
		return nil, err
	}
	ps, err := r.v.d.Polls.Of(ctx, r.viewer, id)
	if err != nil || ps[0].ID == 0 {
		return nil, err
	}
	return one(r.who.pollUpdate(&ps[0], true)), nil
}

// Poll is the answer of a request about a poll. known is the hash of the poll
// that the caller has, which it is not told again.
func (v *Renderer) Poll(ctx context.Context, c *rpc.Call, p *poll.View, known int64) (tg.UpdatesClass, error) {
	who := cast{viewer: c.User}
	u := who.pollUpdate(p, known == 0 || known != pollHash(p))
	us, err := v.users(ctx, c.User, who.ids)
	return &tg.Updates{Updates: one(u), Users: us, Chats: []tg.ChatClass{}, Date: int(p.Date)}, err
}

// Votes is who voted what in a poll; of one answer when asked for that.
func (v *Renderer) Votes(ctx context.Context, c *rpc.Call, vs *poll.Votes, byAnswer bool) (*tg.MessagesVotesList, error) {
	who := cast{viewer: c.User}
	out := &tg.MessagesVotesList{Count: vs.Total, Votes: make([]tg.MessagePeerVoteClass, len(vs.Page)), Chats: []tg.ChatClass{}}
	for i, b := range vs.Page {
		who.user(b.User)
		from, date := &tg.PeerUser{UserID: int64(b.User)}, int(b.Date)
		options := make([][]byte, len(b.Chosen))
		for j, place := range b.Chosen {
			options[j] = vs.Poll.Answers[place].Option
		}
		switch {
		case byAnswer:
			out.Votes[i] = &tg.MessagePeerVoteInputOption{Peer: from, Date: date}
		case len(options) == 1:
			out.Votes[i] = &tg.MessagePeerVote{Peer: from, Option: options[0], Date: date}
		default:
			out.Votes[i] = &tg.MessagePeerVoteMultiple{Peer: from, Options: options, Date: date}
		}
	}
	if vs.Next != "" {
		out.SetNextOffset(vs.Next)
	}
	var err error
	out.Users, err = v.users(ctx, c.User, who.ids)
	return out, err
}
