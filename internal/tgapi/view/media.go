package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// media is what m carries, nil for nothing. A poll is filled in at the end, for
// all messages at once.
func (c *cast) media(m *message.Message, out *tg.Message) tg.MessageMediaClass {
	switch x := m.Media; {
	case x == nil:
		return nil
	case x.Contact != nil:
		c.user(x.Contact.User)
		return &tg.MessageMediaContact{
			PhoneNumber: x.Contact.Phone, FirstName: x.Contact.First, LastName: x.Contact.Last,
			Vcard: x.Contact.VCard, UserID: int64(x.Contact.User),
		}
	case x.Geo != nil:
		return &tg.MessageMediaGeo{Geo: geo(x.Geo)}
	case x.Venue != nil:
		return &tg.MessageMediaVenue{
			Geo: geo(&x.Venue.Geo), Title: x.Venue.Title, Address: x.Venue.Address,
			Provider: x.Venue.Provider, VenueID: x.Venue.ID, VenueType: x.Venue.Type,
		}
	case x.Live != nil:
		return live(x.Live)
	case x.Dice != nil:
		return &tg.MessageMediaDice{Value: x.Dice.Value, Emoticon: x.Dice.Emoji}
	case x.Poll != nil:
		c.polls = append(c.polls, shown{x.Poll.ID, out})
		return &tg.MessageMediaUnsupported{} // until it is filled in
	case x.Todo != nil:
		return c.todo(x.Todo)
	}
	return &tg.MessageMediaUnsupported{}
}

func geo(g *message.Geo) *tg.GeoPoint {
	out := &tg.GeoPoint{Lat: g.Lat, Long: g.Long, AccessHash: g.Hash}
	if g.Radius != 0 {
		out.SetAccuracyRadius(g.Radius)
	}
	return out
}

func live(l *message.Live) *tg.MessageMediaGeoLive {
	out := &tg.MessageMediaGeoLive{Geo: geo(&l.Geo), Period: l.Period}
	if l.Heading != 0 {
		out.SetHeading(l.Heading)
	}
	if l.Proximity != 0 {
		out.SetProximityNotificationRadius(l.Proximity)
	}
	return out
}

func (c *cast) todo(t *message.Todo) *tg.MessageMediaToDo {
	out := &tg.MessageMediaToDo{Todo: tg.TodoList{
		OthersCanAppend: t.OthersAdd, OthersCanComplete: t.OthersTick, Title: words(t.Title), List: todoItems(t.Items),
	}}
	if len(t.Done) == 0 {
		return out
	}
	done := make([]tg.TodoCompletion, len(t.Done))
	for i, d := range t.Done {
		by := d.By.Peer()
		if !d.As.IsZero() { // who it was nobody is to know
			by = d.As
		}
		c.peer(by)
		done[i] = tg.TodoCompletion{ID: d.ID, CompletedBy: Peer(by), Date: int(d.Date)}
	}
	out.SetCompletions(done)
	return out
}

func todoItems(items []message.TodoItem) []tg.TodoItem {
	out := make([]tg.TodoItem, len(items))
	for i, t := range items {
		out[i] = tg.TodoItem{ID: t.ID, Title: words(t.Title)}
	}
	return out
}

// words is a text that stands in something else than a message.
func words(t text.Text) tg.TextWithEntities {
	return tg.TextWithEntities{Text: t.String, Entities: Entities(t.Entities)}
}

// todoAction is what a service message tells of a list.
func todoAction(m *message.Message) tg.MessageActionClass {
	switch {
	case m.Media == nil:
		return &tg.MessageActionEmpty{}
	case m.Action == message.TodoAdded:
		return &tg.MessageActionTodoAppendTasks{List: todoItems(m.Media.Added)}
	case m.Media.Ticked == nil:
		return &tg.MessageActionEmpty{}
	}
	out := &tg.MessageActionTodoCompletions{Completed: m.Media.Ticked.On, Incompleted: m.Media.Ticked.Off}
	return out
}

// everybody is who is named in an answer, chats and users, once what else it shows
// is filled in.
func (v *Renderer) everybody(ctx context.Context, viewer user.ID, c *cast) ([]tg.ChatClass, []tg.UserClass, error) {
	if err := v.fillPolls(ctx, viewer, c); err != nil {
		return nil, nil, err
	}
	chats, err := v.chats(ctx, viewer, c.channels)
	if err != nil {
		return nil, nil, err
	}
	us, err := v.users(ctx, viewer, c.ids)
	return chats, us, err
}
