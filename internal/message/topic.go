package message

import (
	"heliograph/internal/channel"
	"heliograph/internal/draft"
	"heliograph/internal/user"
)

// In a forum each message is in a topic: the message that tells of its making, what
// answers that and what answers those. All else is in General.

// topic is the topic that a message of a channel is in: General in what never was a
// forum, too.
func (m *Message) topic() int {
	if m.Action == Action(channel.TopicCreated) {
		return m.ID
	}
	return max(m.Topic, General)
}

// inTopic is what a message answers that is written to a topic and answers nothing
// there: the first message, but in General.
func inTopic(topic int) *Reply {
	if topic == General {
		return nil
	}
	return &Reply{ID: topic}
}

// answering is what a service message says that is about m: it is in the same
// topic.
func answering(m *Message) *Reply {
	r := &Reply{ID: m.ID}
	if t := m.topic(); t != General && t != m.ID {
		r.Top = t
	}
	return r
}

// reply checks what m answers, makes its quote say what that says, and has m be in
// the topic in which it is written; author is who wrote what it answers in this
// channel, 0 for nobody who is to be told. Faults: those of answer, and of
// channel.Access.MayWriteTo in a forum.
func (h *hall) reply(m *Message) (author user.ID, err error) {
	if !h.in.Forum {
		return h.answer(m)
	}
	topic := 0
	if m.Reply != nil {
		topic = m.Reply.Top
	}
	if topic != 0 {
		if err := h.open(topic); err != nil {
			return 0, err
		}
		if m.Reply.ID == 0 || m.Reply.ID == topic && m.Reply.Quote.String == "" && m.Reply.Peer.IsZero() {
			m.Reply, m.Topic = inTopic(topic), topic
			return 0, nil
		}
	}
	asked := m.Reply
	if author, err = h.answer(m); err != nil {
		return 0, err
	}
	if err := h.place(m); err != nil {
		return 0, err
	}
	if topic == 0 {
		return author, h.open(m.Topic)
	}
	if topic == m.Topic {
		return author, nil
	}
	if m.Reply.Peer.IsZero() && m.Reply.From == nil { // of another topic of this forum
		m.Reply = asked
		if err := h.replyAcross(m, h.chat()); err != nil {
			return 0, err
		}
	}
	if m.Topic = topic; topic != General {
		m.Reply.Top = topic
	}
	return author, nil
}

// open refuses to write to a topic of a forum. Faults: those of MayWriteTo.
func (h *hall) open(topic int) error {
	m, err := h.load(topic)
	if err != nil {
		return err
	}
	return h.in.MayWriteTo(h.tx, topic, m == nil && topic <= h.box.LastID())
}

// clearDraft removes what the actor had begun to write where m was written: asked is
// what the actor has named for it to answer.
func (h *hall) clearDraft(a user.Actor, asked *Reply, m *Message) error {
	mine, err := h.tx.Box(a.ID.Owner())
	if err != nil {
		return err
	}
	at := draft.Place{Peer: h.chat()}
	switch {
	case h.in.Forum && m.Topic > General:
		at.Topic = m.Topic
	case asked != nil:
		at.Topic = asked.Top
	}
	_, err = draft.ClearIn(h.tx, mine, a, at)
	return err
}

// toTopic is a Reply that has a forwarded message be in a topic, nil for none.
func toTopic(topic int) *Reply {
	if topic == 0 {
		return nil
	}
	return &Reply{Top: topic}
}
