package message

import (
	"context"
	"reflect"
	"slices"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Todo is a list of things to do.
type Todo struct {
	Title      text.Text  `cbor:"1,keyasint"`
	Items      []TodoItem `cbor:"2,keyasint"`
	OthersAdd  bool       `cbor:"3,keyasint,omitempty"` // not only the author
	OthersTick bool       `cbor:"4,keyasint,omitempty"`
	Done       []TodoDone `cbor:"5,keyasint,omitempty"`
}

// TodoItem is one of the things. Clients give it its ID.
type TodoItem struct {
	ID    int       `cbor:"1,keyasint"`
	Title text.Text `cbor:"2,keyasint"`
}

// TodoDone says who has done what.
type TodoDone struct {
	ID   int       `cbor:"1,keyasint"`
	By   user.ID   `cbor:"2,keyasint"`
	Date int64     `cbor:"3,keyasint"`
	As   peer.Peer `cbor:"4,keyasint,omitzero"` // in whose name, zero: By's
}

// Ticked is which things of a list somebody has ticked, and unticked.
type Ticked struct {
	On  []int `cbor:"1,keyasint,omitempty"`
	Off []int `cbor:"2,keyasint,omitempty"`
}

// normal is t as it is stored, instead of old where that is not nil: what was
// done stays so. Faults: TODO_ITEMS_EMPTY, TODO_ITEM_DUPLICATE, MEDIA_INVALID,
// MESSAGE_NOT_MODIFIED.
func (t *Todo) normal(l *Limits, old *Todo) (*Todo, error) {
	out := &Todo{OthersAdd: t.OthersAdd, OthersTick: t.OthersTick}
	var err error
	if out.Title, err = todoWords(t.Title, l.TodoTitle); err != nil {
		return nil, err
	}
	if out.Items, err = todoItems(l, nil, t.Items); err != nil {
		return nil, err
	}
	if old == nil {
		return out, nil
	}
	for _, d := range old.Done {
		if out.has(d.ID) {
			out.Done = append(out.Done, d)
		}
	}
	if reflect.DeepEqual(out, old) {
		return nil, errNotModified
	}
	return out, nil
}

// todoItems is items and more.
func todoItems(l *Limits, items, more []TodoItem) ([]TodoItem, error) {
	switch {
	case len(more) == 0:
		return nil, errTodoEmpty
	case len(items)+len(more) > l.TodoItems:
		return nil, errMedia
	}
	out := slices.Clone(items)
	for _, n := range more {
		switch {
		case n.ID <= 0:
			return nil, errMedia
		case slices.ContainsFunc(out, func(o TodoItem) bool { return o.ID == n.ID }):
			return nil, errTodoTwice
		}
		t, err := todoWords(n.Title, l.TodoItem)
		if err != nil {
			return nil, err
		}
		out = append(out, TodoItem{n.ID, t})
	}
	return out, nil
}

func todoWords(t text.Text, limit int) (text.Text, error) {
	allowed := []text.EntityKind{text.Bold, text.Italic, text.Underline, text.Strike, text.Spoiler, text.CustomEmoji}
	other := func(e text.Entity) bool { return !slices.Contains(allowed, e.Kind) }
	t.Entities = slices.DeleteFunc(slices.Clone(t.Entities), other)
	out, err := text.Normal(t, limit)
	if fault.As(err) != nil {
		return text.Text{}, errMedia
	}
	if out.Entities = slices.DeleteFunc(out.Entities, other); len(out.Entities) == 0 {
		out.Entities = nil
	}
	return out, err
}

func (t *Todo) has(id int) bool {
	return slices.ContainsFunc(t.Items, func(i TodoItem) bool { return i.ID == id })
}

func (t *Todo) done(id int) bool {
	return slices.ContainsFunc(t.Done, func(d TodoDone) bool { return d.ID == id })
}

// ticked is t after somebody has ticked things, and what of that is new.
func (t *Todo) ticked(by user.ID, now int64, q Ticked) (*Todo, Ticked) {
	out, news := *t, Ticked{}
	out.Done = slices.Clone(t.Done)
	for _, id := range q.Off {
		if out.done(id) {
			out.Done = slices.DeleteFunc(out.Done, func(d TodoDone) bool { return d.ID == id })
			news.Off = append(news.Off, id)
		}
	}
	for _, id := range q.On {
		if out.has(id) && !out.done(id) && !slices.Contains(news.Off, id) {
			out.Done = append(out.Done, TodoDone{ID: id, By: by, Date: now})
			news.On = append(news.On, id)
		}
	}
	return &out, news
}

// Tick ticks and unticks things of a list, on both sides, and leaves a note of
// it in the chat. Faults: MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED,
// TODO_NOT_MODIFIED, LIMIT_INVALID.
func (s *Service) Tick(ctx context.Context, a user.Actor, to peer.Peer, id int, q Ticked) (Change, error) {
	if len(q.On) > s.limits.TodoItems || len(q.Off) > s.limits.TodoItems {
		return Change{}, errLimit
	}
	return s.changeTodo(ctx, a, to, id, func(t *Todo, now int64, mine bool) (*Todo, Message, error) {
		if !mine && !t.OthersTick {
			return nil, Message{}, errAuthor
		}
		out, news := t.ticked(a.ID, now, q)
		if len(news.On)+len(news.Off) == 0 {
			return nil, Message{}, errTodoSame
		}
		return out, Message{Action: TodoTicked, Media: &Media{Ticked: &news}}, nil
	})
}

// AddTodo adds things to a list, on both sides, and leaves a note of it in the
// chat. Faults: MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, TODO_ITEMS_EMPTY,
// TODO_ITEM_DUPLICATE, MEDIA_INVALID.
func (s *Service) AddTodo(ctx context.Context, a user.Actor, to peer.Peer, id int, items []TodoItem) (Change, error) {
	return s.changeTodo(ctx, a, to, id, func(t *Todo, _ int64, mine bool) (*Todo, Message, error) {
		if !mine && !t.OthersAdd {
			return nil, Message{}, errAuthor
		}
		out := *t
		var err error
		if out.Items, err = todoItems(&s.limits, t.Items, items); err != nil {
			return nil, Message{}, err
		}
		return &out, Message{Action: TodoAdded, Media: &Media{Added: out.Items[len(t.Items):]}}, nil
	})
}

// changeTodo changes a list and writes a note that answers it. Faults for those
// who blocked each other are those of Send and Edit.
func (s *Service) changeTodo(ctx context.Context, a user.Actor, to peer.Peer, id int, change func(t *Todo, now int64, mine bool) (*Todo, Message, error)) (Change, error) {
	if to.Kind == peer.Chat {
		return s.changeTodoIn(ctx, a, to, id, change)
	}
	if to.Kind == peer.Channel {
		return s.changePostTodo(ctx, a, to, id, change)
	}
	if err := s.reachable(ctx, to); err != nil {
		return Change{}, err
	}
	boxes, err := s.hearers(ctx, a, to)
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.log.Run(ctx, boxes, func(tx *update.Tx) error {
		c = Change{}
		m, err := loadMessage(tx, a.ID.Owner(), to, id)
		switch {
		case err != nil:
			return err
		case m == nil || m.Media == nil || m.Media.Todo == nil || m.Forward != nil:
			return errID
		case m.Other != 0 && len(boxes) < len(owners(a.ID, to)):
			return errIsBlocked
		}
		t, note, err := change(m.Media.Todo, tx.Now(), m.Out)
		if err != nil {
			return err
		}
		if err := s.rewrite(tx, a, m, &c, func(m *Message) { m.Media = &Media{Todo: t} }); err != nil {
			return err
		}
		p, err := s.openPair(tx, a, to, boxes)
		if err != nil {
			return err
		}
		note.From, note.Reply = a.ID, answering(m)
		if _, err := p.write(note, 0, &c); err != nil {
			return err
		}
		return p.save()
	})
	return c, err
}
