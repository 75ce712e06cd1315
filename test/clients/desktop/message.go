package desktop

import (
	"fmt"
	"slices"
)

// Styled is a text with its entities, in the order of their offsets.
type Styled struct {
	Text     string
	Entities []Entity
}

// Equal says whether nothing differs.
func (t Styled) Equal(o Styled) bool { return t.Text == o.Text && slices.Equal(t.Entities, o.Entities) }

// Entity is a stretch of a text, in UTF-16 code units.
type Entity struct {
	Type   string // "messageEntityBold" and so on
	Offset int
	Length int
	URL    string
}

// The types of entities that the client can be told to write.
const (
	Bold    = "messageEntityBold"
	TextURL = "messageEntityTextUrl"
)

// Message is a message in a chat with a person, as the client decoded it.
type Message struct {
	ID   int64
	Peer int64 // whose chat it is in
	Out  bool
	Styled
	Reply  int64 // what it replies to, 0 for nothing
	Edited bool  // shows a mark that it was edited
}

// What an Event tells.
const (
	Added   = "message"
	Edited  = "edit"
	Deleted = "delete"
)

// Event is something that the server told of, or answered.
type Event struct {
	Kind    string
	Message Message // Added, Edited
	IDs     []int64 // Deleted
}

// messageOf is nil for one of a chat that is none with a person.
func messageOf(v *Value) *Message {
	peer := v.Int("peer_id", "user_id")
	if v.Field("message") == nil || peer == 0 {
		return nil
	}
	return &Message{
		ID: v.Int("id"), Peer: peer, Out: v.Has("out"), Styled: styledOf(v),
		Reply:  v.Int("reply_to", "reply_to_msg_id"),
		Edited: v.Has("edit_date") && !v.Has("edit_hide"),
	}
}

// styledOf is the text of a message or of a request that sends one.
func styledOf(v *Value) Styled {
	t := Styled{Text: v.Text("message")}
	for _, e := range v.List("entities") {
		t.Entities = append(t.Entities, Entity{Type: e.Name, Offset: int(e.Int("offset")), Length: int(e.Int("length")), URL: e.Text("url")})
	}
	return t
}

// shortOf is the message of an updateShortMessage.
func shortOf(v *Value) *Message {
	m := &Message{ID: v.Int("id"), Peer: v.Int("user_id"), Out: v.Has("out"), Styled: styledOf(v)}
	m.Reply = v.Int("reply_to", "reply_to_msg_id")
	return m
}

func (e Event) String() string {
	if e.Kind == Deleted {
		return fmt.Sprintf("delete %d", e.IDs)
	}
	return fmt.Sprintf("%s %+v", e.Kind, e.Message)
}
