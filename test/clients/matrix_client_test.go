//go:build clients

package clients

import (
	"context"
	"fmt"
	"slices"
)

// client is a real client of one person, as the matrix drives it. Ids are those
// of the person's own box, as the client knows them; people are named by their
// user ids. What it returns and tells of is what the client itself made of the
// server's bytes. Every method may be called concurrently but for login, away
// and back, which have the client for themselves.
type client interface {
	// login signs in, and up when the number is new.
	login(ctx context.Context, who identity) (self, error)
	// meet makes a contact of a number and returns whose it is.
	meet(ctx context.Context, phone string) (int64, error)
	// send returns the message's id once the server has it. reply: 0 for none.
	send(ctx context.Context, peer int64, t styled, reply int64) (int64, error)
	edit(ctx context.Context, peer, id int64, t styled) error
	// remove deletes for both.
	remove(ctx context.Context, peer, id int64) error
	// history is the newest messages of a chat, in any order, from the server.
	history(ctx context.Context, peer int64) ([]message, error)
	// away ends the client but keeps its login and its state. back goes on from
	// there in a session of its own, to which nothing of the past is pushed: what
	// was missed comes in the difference that it asks for, as events.
	away(ctx context.Context) error
	back(ctx context.Context) error
	// events are what others did since the login, until the client ends.
	events() <-chan event
	// close ends it. last is the end of what it said of itself, for reports.
	close()
	last() string
}

// identity is who a client is: a test number, the code that goes with it, and
// the name to sign up with.
type identity struct {
	Phone string `json:"phone"`
	Code  string `json:"code"`
	Name  string `json:"name"`
}

// self is what a client says after its login of whom it is logged in as, and of
// itself.
type self struct {
	ID      int64  `json:"id"`
	Version string `json:"version"` // of the library
	Layer   int    `json:"layer"`   // the one that the library speaks
}

// styled is a text with its entities, in the order of their offsets.
type styled struct {
	Text     string   `json:"text"`
	Entities []entity `json:"entities"`
}

func (t styled) equal(o styled) bool {
	return t.Text == o.Text && slices.Equal(t.Entities, o.Entities)
}

// entity is a stretch of a text, in UTF-16 code units.
type entity struct {
	Type   string `json:"type"` // bold, textUrl, or the client's own name of another
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// message is a message as a client shows it.
type message struct {
	ID   int64 `json:"id"`
	Peer int64 `json:"peer"` // whose chat it is in
	Out  bool  `json:"out"`
	styled
	Reply  int64 `json:"reply"`  // the id of what it replies to, 0 when nothing
	Edited bool  `json:"edited"` // shows a mark that it was edited
}

// What an event tells.
const (
	added   = "message"
	edited  = "edit"
	deleted = "delete"
)

// event is something that happened in the person's box.
type event struct {
	Kind    string  `json:"event"`
	Message message `json:"message"` // added, edited
	IDs     []int64 `json:"ids"`     // deleted
}

func (e event) String() string {
	if e.Kind == deleted {
		return fmt.Sprintf("delete %d", e.IDs)
	}
	return fmt.Sprintf("%s %+v", e.Kind, e.Message)
}
