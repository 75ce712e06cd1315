package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/poll"
	"heliograph/internal/rpc"
	"heliograph/internal/text"
)

var (
	errMedia = fault.New(fault.Invalid, "MEDIA_INVALID")
	errGeo   = fault.New(fault.Invalid, "GEO_POINT_INVALID")
)

// Media is what clients want to send, or want of a message: one of the fields.
type Media struct {
	Media *message.Media
	Poll  *poll.Draft
	Live  *message.LiveEdit // beside Media, which is its beginning
	Link  *message.Link
}

// Media is what m names. Faults: MEDIA_INVALID, GEO_POINT_INVALID.
func (r *Resolver) Media(c *rpc.Call, m tg.InputMediaClass) (Media, error) {
	switch m := m.(type) {
	case *tg.InputMediaContact:
		return Media{Media: &message.Media{Contact: &message.Contact{
			Phone: m.PhoneNumber, First: m.FirstName, Last: m.LastName, VCard: m.Vcard,
		}}}, nil
	case *tg.InputMediaGeoPoint:
		g, err := geo(m.GeoPoint)
		return Media{Media: &message.Media{Geo: &g}}, err
	case *tg.InputMediaVenue:
		g, err := geo(m.GeoPoint)
		return Media{Media: &message.Media{Venue: &message.Venue{
			Geo: g, Title: m.Title, Address: m.Address, Provider: m.Provider, ID: m.VenueID, Type: m.VenueType,
		}}}, err
	case *tg.InputMediaGeoLive:
		return live(m)
	case *tg.InputMediaWebPage:
		return Media{Link: Link(m)}, nil
	case *tg.InputMediaDice:
		return Media{Media: &message.Media{Dice: &message.Dice{Emoji: m.Emoticon}}}, nil
	case *tg.InputMediaPoll:
		p, err := r.poll(c, m)
		return Media{Poll: p}, err
	case *tg.InputMediaTodo:
		t := &message.Todo{
			Title: r.words(c, m.Todo.Title), Items: r.TodoItems(c, m.Todo.List),
			OthersAdd: m.Todo.OthersCanAppend, OthersTick: m.Todo.OthersCanComplete,
		}
		return Media{Media: &message.Media{Todo: t}}, nil
	}
	return Media{}, errMedia
}

// Link is the page that a message is to show.
func Link(m *tg.InputMediaWebPage) *message.Link {
	return &message.Link{URL: m.URL, Large: m.ForceLargeMedia, Small: m.ForceSmallMedia, Optional: m.Optional}
}

func geo(p tg.InputGeoPointClass) (message.Geo, error) {
	g, ok := p.(*tg.InputGeoPoint)
	if !ok {
		return message.Geo{}, errGeo
	}
	return message.Geo{Lat: g.Lat, Long: g.Long, Radius: g.AccuracyRadius}, nil
}

// live is a live location. One that stops needs no point.
func live(m *tg.InputMediaGeoLive) (Media, error) {
	l := message.Live{Heading: m.Heading, Period: m.Period, Proximity: m.ProximityNotificationRadius}
	g, err := geo(m.GeoPoint)
	if err != nil && !m.Stopped {
		return Media{}, err
	}
	l.Geo = g
	return Media{Media: &message.Media{Live: &l}, Live: &message.LiveEdit{Live: l, Stop: m.Stopped}}, nil
}

// words is a text that stands in something else than a message.
func (r *Resolver) words(c *rpc.Call, t tg.TextWithEntities) text.Text {
	return r.Text(c, t.Text, t.Entities)
}

// maxTodoItems and maxAnswers bound what is decoded; how many there may be the
// subjects say.
const (
	maxTodoItems = 256
	maxAnswers   = 256
)

// TodoItems is things to do.
func (r *Resolver) TodoItems(c *rpc.Call, items []tg.TodoItem) []message.TodoItem {
	out := make([]message.TodoItem, 0, min(len(items), maxTodoItems))
	for _, i := range items[:min(len(items), maxTodoItems)] {
		out = append(out, message.TodoItem{ID: i.ID, Title: r.words(c, i.Title)})
	}
	return out
}

// poll is a poll to be made. Files, answers that others add, and polls for some
// people only there are not. Fault: MEDIA_INVALID.
func (r *Resolver) poll(c *rpc.Call, m *tg.InputMediaPoll) (*poll.Draft, error) {
	p := &m.Poll
	if p.OpenAnswers || p.SubscribersOnly || len(p.CountriesISO2) > 0 || m.AttachedMedia != nil || m.SolutionMedia != nil {
		return nil, errMedia
	}
	d := &poll.Draft{
		Question: r.words(c, p.Question), Correct: m.CorrectAnswers, Solution: r.Text(c, m.Solution, m.SolutionEntities),
		Period: int64(p.ClosePeriod), Until: int64(p.CloseDate), Closed: p.Closed,
		Kind: poll.Kind{
			Public: p.PublicVoters, Multiple: p.MultipleChoice, Quiz: p.Quiz, Once: p.RevotingDisabled,
			Shuffle: p.ShuffleAnswers, Secret: p.HideResultsUntilClose,
		},
	}
	for _, a := range p.Answers[:min(len(p.Answers), maxAnswers)] {
		switch a := a.(type) {
		case *tg.PollAnswer:
			if a.Media != nil {
				return nil, errMedia
			}
			option := a.Option
			if option == nil {
				option = []byte{}
			}
			d.Answers = append(d.Answers, poll.Answer{Text: r.words(c, a.Text), Option: option})
		case *tg.InputPollAnswer:
			if a.Media != nil {
				return nil, errMedia
			}
			d.Answers = append(d.Answers, poll.Answer{Text: r.words(c, a.Text)})
		}
	}
	return d, nil
}
