package apptest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// sendMedia sends media and records the answer.
func (s *script) sendMedia(d *Device, chat string, m tg.InputMediaClass, caption string) ([]string, error) {
	to, err := s.peer(d, chat)
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.MessagesSendMediaRequest{Peer: to, Media: m, Message: caption, RandomID: id.Int64()}
	if s.at != 0 {
		r.SetScheduleDate(s.at)
	}
	u, err := d.API.MessagesSendMedia(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// editMedia changes the media of the message that a device knows by a name.
func (s *script) editMedia(d *Device, chat, name string, m tg.InputMediaClass) ([]string, error) {
	to, found, err := s.named(d, chat, name)
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesEditMessageRequest{Peer: to, ID: found.ID}
	r.SetMedia(m)
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesEditMessage(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

func (s *script) named(d *Device, chat, name string) (tg.InputPeerClass, *tg.Message, error) {
	to, err := s.peer(d, chat)
	if err != nil {
		return nil, nil, err
	}
	m, err := d.Find(name)
	return to, m, err
}

// label is by what scripts name a message: its text, or what it carries.
func label(m *tg.Message) string {
	switch x := m.Media.(type) {
	case *tg.MessageMediaPoll:
		return x.Poll.Question.Text
	case *tg.MessageMediaToDo:
		return x.Todo.Title.Text
	case *tg.MessageMediaContact:
		return "contact " + x.FirstName
	case *tg.MessageMediaVenue:
		return "venue " + x.Title
	case *tg.MessageMediaGeo:
		return "point " + point(x.Geo)
	case *tg.MessageMediaGeoLive:
		return "live"
	case *tg.MessageMediaDice:
		return "dice " + x.Emoticon
	}
	return m.Message
}

func point(g tg.GeoPointClass) string {
	p, ok := g.(*tg.GeoPoint)
	if !ok || p.AccessHash == 0 {
		return "nowhere"
	}
	return fmt.Sprintf("%v %v", p.Lat, p.Long)
}

// showMedia is a message with what it carries, as scripts print it.
func (s *script) showMedia(m *tg.Message) string {
	switch x := m.Media.(type) {
	case *tg.MessageMediaPoll:
		return strings.TrimSpace(label(m) + " [" + strings.Join(showResults(&x.Poll, &x.Results), ", ") + "] " + m.Message)
	case *tg.MessageMediaToDo:
		items := make([]string, len(x.Todo.List))
		for i, t := range x.Todo.List {
			items[i] = t.Title.Text
			for _, c := range x.Completions {
				if by, ok := c.CompletedBy.(*tg.PeerUser); ok && c.ID == t.ID {
					items[i] += " done by " + s.name(by.UserID)
				}
			}
		}
		return label(m) + " [" + strings.Join(items, ", ") + "]"
	case *tg.MessageMediaContact:
		line := label(m) + " +" + x.PhoneNumber
		if x.UserID != 0 {
			line += " is " + s.name(x.UserID)
		}
		return line
	case *tg.MessageMediaVenue:
		return label(m) + ", " + x.Address + ", " + point(x.Geo)
	case *tg.MessageMediaGeoLive:
		return fmt.Sprintf("live %s heading %d for %d s", point(x.Geo), x.Heading, x.Period)
	case *tg.MessageMediaUnsupported:
		return "something unsupported"
	}
	return strings.ReplaceAll(label(m), "\n", "\\n")
}

// card CHAT NAME NUMBER
func sendContact(s *script, d *Device, args []string) ([]string, error) {
	return s.sendMedia(d, args[0], &tg.InputMediaContact{FirstName: args[1], PhoneNumber: args[2], Vcard: "BEGIN:VCARD\nEND:VCARD"}, "")
}

func at(lat, long string) (*tg.InputGeoPoint, error) {
	x, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return nil, err
	}
	y, err := strconv.ParseFloat(long, 64)
	return &tg.InputGeoPoint{Lat: x, Long: y}, err
}

// point CHAT LAT LONG [CAPTION]
func sendPoint(s *script, d *Device, args []string) ([]string, error) {
	p, err := at(args[1], args[2])
	if err != nil {
		return nil, err
	}
	return s.sendMedia(d, args[0], &tg.InputMediaGeoPoint{GeoPoint: p}, strings.Join(args[3:], " "))
}

// venue CHAT LAT LONG TITLE ADDRESS
func sendVenue(s *script, d *Device, args []string) ([]string, error) {
	p, err := at(args[1], args[2])
	if err != nil {
		return nil, err
	}
	return s.sendMedia(d, args[0], &tg.InputMediaVenue{GeoPoint: p, Title: args[3], Address: args[4], Provider: "foursquare", VenueID: "1"}, "")
}

// dice CHAT EMOJI
func dice(s *script, d *Device, args []string) ([]string, error) {
	return s.sendMedia(d, args[0], &tg.InputMediaDice{Emoticon: args[1]}, "")
}

// live CHAT LAT LONG SECONDS
func live(s *script, d *Device, args []string) ([]string, error) {
	m, err := livePoint(args[1:3])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(args[3])
	if err != nil {
		return nil, err
	}
	m.SetPeriod(n)
	return s.sendMedia(d, args[0], m, "")
}

func livePoint(args []string) (*tg.InputMediaGeoLive, error) {
	p, err := at(args[0], args[1])
	return &tg.InputMediaGeoLive{GeoPoint: p}, err
}

// move CHAT LAT LONG HEADING: of the newest live location
func move(s *script, d *Device, args []string) ([]string, error) {
	m, err := livePoint(args[1:3])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(args[3])
	if err != nil {
		return nil, err
	}
	m.SetHeading(n)
	return s.editMedia(d, args[0], "live", m)
}

// stop CHAT: the newest live location
func stopLive(s *script, d *Device, args []string) ([]string, error) {
	return s.editMedia(d, args[0], "live", &tg.InputMediaGeoLive{Stopped: true, GeoPoint: &tg.InputGeoPointEmpty{}})
}

// locations CHAT: prints the live locations that still move
func recentLocations(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetRecentLocations(ctx, &tg.MessagesGetRecentLocationsRequest{Peer: to, Limit: 10})
	if err != nil {
		return nil, err
	}
	all, ok := res.AsModified()
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	var lines []string
	for _, m := range all.GetMessages() {
		lines = append(lines, s.show(d, m))
	}
	return lines, nil
}

// todo CHAT TITLE ITEMS [add] [tick]: items are separated by commas
func todo(s *script, d *Device, args []string) ([]string, error) {
	return s.sendMedia(d, args[0], todoMedia(args[1:]), "")
}

// retodo CHAT TITLE NEWTITLE ITEMS [add] [tick]
func retodo(s *script, d *Device, args []string) ([]string, error) {
	return s.editMedia(d, args[0], args[1], todoMedia(args[2:]))
}

func todoMedia(args []string) *tg.InputMediaTodo {
	t := tg.TodoList{Title: tg.TextWithEntities{Text: args[0]}, OthersCanAppend: slices.Contains(args, "add"), OthersCanComplete: slices.Contains(args, "tick")}
	t.List = things(1, args[1])
	return &tg.InputMediaTodo{Todo: t}
}

func things(from int, list string) (out []tg.TodoItem) {
	for _, item := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		out = append(out, tg.TodoItem{ID: from + len(out), Title: tg.TextWithEntities{Text: item}})
	}
	return out
}

// tick CHAT TITLE ID [off]
func tick(s *script, d *Device, args []string) ([]string, error) {
	to, m, err := s.named(d, args[0], args[1])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesToggleTodoCompletedRequest{Peer: to, MsgID: m.ID, Completed: []int{n}}
	if len(args) > 3 {
		r.Completed, r.Incompleted = nil, []int{n}
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesToggleTodoCompleted(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// addtodo CHAT TITLE ID ITEMS
func addTodo(s *script, d *Device, args []string) ([]string, error) {
	to, m, err := s.named(d, args[0], args[1])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesAppendTodoList(ctx, &tg.MessagesAppendTodoListRequest{Peer: to, MsgID: m.ID, List: things(n, args[3])})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}
