package message

import (
	"context"
	"math"
	"strings"
	"unicode/utf8"

	"heliograph/internal/id"
	"heliograph/internal/user"
)

// Media is what a message carries besides its text: one of the fields. The
// numbers are on disk.
type Media struct {
	Contact *Contact   `cbor:"1,keyasint,omitempty"`
	Geo     *Geo       `cbor:"2,keyasint,omitempty"`
	Venue   *Venue     `cbor:"3,keyasint,omitempty"`
	Live    *Live      `cbor:"4,keyasint,omitempty"`
	Dice    *Dice      `cbor:"5,keyasint,omitempty"`
	Poll    *Poll      `cbor:"6,keyasint,omitempty"`
	Todo    *Todo      `cbor:"7,keyasint,omitempty"`
	Ticked  *Ticked    `cbor:"8,keyasint,omitempty"` // of a service message: TodoTicked
	Added   []TodoItem `cbor:"9,keyasint,omitempty"` // of a service message: TodoAdded
}

// Contact is somebody's card.
type Contact struct {
	Phone string  `cbor:"1,keyasint"` // digits, in international form
	First string  `cbor:"2,keyasint,omitempty"`
	Last  string  `cbor:"3,keyasint,omitempty"`
	VCard string  `cbor:"4,keyasint,omitempty"`
	User  user.ID `cbor:"5,keyasint,omitempty"` // whose number that is, as far as the sender may know
}

// Geo is a point of the earth. Hash is with what clients name it when they ask
// for a map.
type Geo struct {
	Lat    float64 `cbor:"1,keyasint"`
	Long   float64 `cbor:"2,keyasint"`
	Radius int     `cbor:"3,keyasint,omitempty"` // how far off it may be, in metres
	Hash   int64   `cbor:"4,keyasint"`
}

// Venue is a place with a name.
type Venue struct {
	Geo      Geo    `cbor:"1,keyasint"`
	Title    string `cbor:"2,keyasint"`
	Address  string `cbor:"3,keyasint,omitempty"`
	Provider string `cbor:"4,keyasint,omitempty"` // of the list that has it under ID, as a Type
	ID       string `cbor:"5,keyasint,omitempty"`
	Type     string `cbor:"6,keyasint,omitempty"`
}

// What a card or a venue may have.
const (
	maxName   = 64   // characters
	maxVCard  = 2048 // bytes
	maxPlace  = 256  // characters
	maxRadius = 1500 // metres
)

// Phones knows whose numbers are whose.
type Phones interface {
	// Card is a number in international form, as viewer dials it, and the user
	// that has it as far as viewer may know; 0 for nobody.
	Card(ctx context.Context, viewer user.ID, number string) (digits string, id user.ID, err error)
}

// phoneless is the Phones of those who know nobody.
type phoneless struct{}

func (phoneless) Card(_ context.Context, _ user.ID, number string) (string, user.ID, error) {
	return digitsOf(number), 0, nil
}

// kinds is what one finds a message by that carries m.
func (m *Media) kinds() Kinds {
	switch {
	case m == nil:
		return 0
	case m.Contact != nil:
		return HasContact
	case m.Geo != nil, m.Venue != nil, m.Live != nil:
		return HasGeo
	case m.Poll != nil:
		return HasPoll
	}
	return 0
}

// captioned says whether a text may stand beside m.
func (m *Media) captioned() bool { return m == nil || m.Poll != nil }

// editable says whether anything of a message that carries m may be edited.
func (m *Media) editable() bool { return m.captioned() || m.Live != nil || m.Todo != nil }

// forwarded is m in a message that is forwarded: a point stays where it was, and
// a list is nobody's to tick.
func (m *Media) forwarded() *Media {
	switch {
	case m == nil:
		return nil
	case m.Live != nil:
		return &Media{Geo: &m.Live.Geo}
	case m.Todo != nil:
		t := *m.Todo
		t.OthersAdd, t.OthersTick = false, false
		return &Media{Todo: &t}
	}
	return m
}

// normalMedia is m as it is stored, new in a message of a. Faults:
// MEDIA_INVALID, GEO_POINT_INVALID, EMOTICON_INVALID, EMOTICON_EMPTY,
// PHONE_NUMBER_INVALID, CONTACT_NAME_EMPTY, and those of a list.
func (s *Service) normalMedia(ctx context.Context, a user.Actor, m *Media) (*Media, error) {
	switch {
	case m == nil:
		return nil, nil
	case m.Contact != nil:
		c, err := s.card(ctx, a, *m.Contact)
		return &Media{Contact: c}, err
	case m.Geo != nil:
		g, err := m.Geo.normal()
		return &Media{Geo: &g}, err
	case m.Venue != nil:
		v, err := m.Venue.normal()
		return &Media{Venue: v}, err
	case m.Live != nil:
		l, err := m.Live.begin()
		return &Media{Live: l}, err
	case m.Dice != nil:
		d, err := throw(m.Dice.Emoji)
		return &Media{Dice: d}, err
	case m.Todo != nil:
		t, err := m.Todo.normal(&s.limits, nil)
		return &Media{Todo: t}, err
	}
	return nil, errMedia
}

func (s *Service) card(ctx context.Context, a user.Actor, c Contact) (*Contact, error) {
	var err error
	c.First, c.Last = strings.TrimSpace(c.First), strings.TrimSpace(c.Last)
	switch {
	case !short(c.First, maxName) || !short(c.Last, maxName) || !short(c.VCard, maxVCard) || len(c.VCard) > maxVCard:
		return nil, errMedia
	case c.First == "" && c.Last == "":
		return nil, errNameEmpty
	}
	if c.Phone, c.User, err = s.phones.Card(ctx, a.ID, c.Phone); err != nil {
		return nil, err
	}
	if c.Phone == "" {
		return nil, errPhone
	}
	return &c, nil
}

func (g Geo) normal() (Geo, error) {
	if !(math.Abs(g.Lat) <= 90 && math.Abs(g.Long) <= 180) { // also what is no number
		return g, errGeo
	}
	g.Radius = min(max(g.Radius, 0), maxRadius)
	g.Hash = id.Int64()
	return g, nil
}

func (v Venue) normal() (*Venue, error) {
	for _, s := range []string{v.Title, v.Address, v.Provider, v.ID, v.Type} {
		if !short(s, maxPlace) {
			return nil, errMedia
		}
	}
	if strings.TrimSpace(v.Title) == "" {
		return nil, errMedia
	}
	var err error
	v.Geo, err = v.Geo.normal()
	return &v, err
}

// short says whether s is text of at most limit characters.
func short(s string, limit int) bool {
	return utf8.ValidString(s) && (len(s) <= limit || utf8.RuneCountInString(s) <= limit)
}

func digitsOf(s string) string {
	if len(s) > maxName {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
