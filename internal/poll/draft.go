package poll

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/text"
)

// What a poll may have, besides its Limits.
const (
	minAnswers   = 2
	mostAnswers  = 100 // whatever the Limits say
	maxQuestion  = 300 // characters
	maxAnswer    = 100 // characters
	maxSolution  = 200 // characters
	maxLines     = 2   // line feeds in a solution
	maxOption    = 100 // bytes
	minPeriod    = 5   // seconds
	recentVoters = 3
)

// Limits of polls; zero values are the defaults.
type Limits struct {
	Answers int           // 12
	Period  time.Duration // how far ahead one may close: 730 h, a month
}

// Limits is what holds, and what clients are to be told.
func (s *Service) Limits() Limits { return s.limits }

// Draft is a poll to be made. Until or Period, or neither, says when it closes.
// An answer without an option gets one.
type Draft struct {
	Question text.Text
	Answers  []Answer
	Kind     Kind
	Correct  []int
	Solution text.Text
	Period   int64
	Until    int64
	Closed   bool // from the beginning
	Waits    bool // a Period begins with the first Hold
}

// make is the poll that d asks for. Faults: POLL_QUESTION_INVALID,
// POLL_ANSWERS_INVALID, POLL_ANSWER_INVALID, POLL_OPTION_DUPLICATE,
// POLL_OPTION_INVALID, QUIZ_CORRECT_ANSWERS_EMPTY,
// QUIZ_CORRECT_ANSWERS_TOO_MUCH, QUIZ_CORRECT_ANSWER_INVALID, MEDIA_INVALID.
func (d *Draft) make(l *Limits, now int64) (*Poll, error) {
	p := &Poll{Date: now, Kind: d.Kind, Counts: make([]int, len(d.Answers))}
	var err error
	if p.Question, err = words(d.Question, maxQuestion, errQuestion); err != nil {
		return nil, err
	}
	if p.Answers, err = d.answers(l); err != nil {
		return nil, err
	}
	if err = d.quiz(p); err != nil {
		return nil, err
	}
	switch {
	case d.Period != 0 && d.Until != 0:
		return nil, errMedia
	case d.Period != 0:
		p.Period, p.Until = d.Period, now+d.Period
	default:
		p.Until = d.Until
	}
	if ahead := p.Until - now; p.Until != 0 && (ahead < minPeriod || ahead > int64(l.Period/time.Second)) {
		return nil, errMedia
	}
	if d.Waits && p.Period != 0 {
		p.Until = 0
	}
	if d.Closed {
		p.Closed = now
	}
	return p, nil
}

func (d *Draft) answers(l *Limits) ([]Answer, error) {
	if len(d.Answers) < minAnswers || len(d.Answers) > l.Answers {
		return nil, errAnswers
	}
	out := make([]Answer, len(d.Answers))
	for i, a := range d.Answers {
		t, err := words(a.Text, maxAnswer, errAnswer)
		if err != nil {
			return nil, err
		}
		if a.Option == nil {
			a.Option = []byte(strconv.Itoa(i))
		}
		switch {
		case len(a.Option) == 0 || len(a.Option) > maxOption:
			return nil, errOptionSize
		case slices.ContainsFunc(out[:i], func(b Answer) bool { return bytes.Equal(a.Option, b.Option) }):
			return nil, errDuplicate
		}
		out[i] = Answer{Text: t, Option: a.Option}
	}
	return out, nil
}

// quiz fills in what only a quiz has.
func (d *Draft) quiz(p *Poll) error {
	correct := slices.Compact(slices.Sorted(slices.Values(d.Correct)))
	switch {
	case !d.Kind.Quiz && (len(correct) > 0 || d.Solution.String != ""):
		return errMedia
	case !d.Kind.Quiz:
		return nil
	case len(correct) == 0:
		return errNoCorrect
	case len(correct) > 1 && !d.Kind.Multiple:
		return errManyCorrect
	case correct[0] < 0 || correct[len(correct)-1] >= len(p.Answers):
		return errCorrect
	}
	p.Correct = correct
	if d.Solution.String == "" {
		return nil
	}
	t, err := text.Normal(d.Solution, maxSolution)
	if fault.As(err) != nil || bytes.Count([]byte(t.String), []byte("\n")) > maxLines {
		return errMedia
	}
	p.Solution = t
	return err
}

// words is a text of a poll: of what formats it only custom emoji stay.
func words(t text.Text, limit int, refusal error) (text.Text, error) {
	t.Entities = slices.DeleteFunc(slices.Clone(t.Entities), func(e text.Entity) bool { return e.Kind != text.CustomEmoji })
	out, err := text.Normal(t, limit)
	if fault.As(err) != nil {
		return text.Text{}, refusal
	}
	out.Entities = slices.DeleteFunc(out.Entities, func(e text.Entity) bool { return e.Kind != text.CustomEmoji })
	return out, err
}
