package message_test

import (
	"slices"

	"heliograph/internal/user"
)

// model is the same chats, done the slow and simple way: a list of copies per
// box, and marks per chat.
type model struct {
	box    map[user.ID]*modelBox
	serial int
}

type modelBox struct {
	copies []*modelCopy // by id
	ids    map[int]int  // serial to id, for ever
	pts    int
	marks  map[user.ID]*modelMarks // of chats that have messages
}

type modelCopy struct {
	id, serial int // serial: the same for both copies
	chat       user.ID
	text       string
	out        bool
	forward    user.ID
}

type modelMarks struct {
	readIn, readOut int
	theirs          bool // the other side wrote first
}

func newModel() *model {
	m := &model{box: map[user.ID]*modelBox{}}
	for _, id := range trio {
		m.box[id] = &modelBox{pts: 1, marks: map[user.ID]*modelMarks{}, ids: map[int]int{}}
	}
	return m
}

// chat is oldest first.
func (b *modelBox) chat(with user.ID) (out []*modelCopy) {
	for _, c := range b.copies {
		if c.chat == with {
			out = append(out, c)
		}
	}
	return out
}

func (b *modelBox) find(match func(*modelCopy) bool) *modelCopy {
	if i := slices.IndexFunc(b.copies, match); i >= 0 {
		return b.copies[i]
	}
	return nil
}

func (b *modelBox) add(c modelCopy) int {
	c.id = len(b.ids) + 1
	b.ids[c.serial] = c.id
	b.pts++
	b.copies = append(b.copies, &c)
	if b.marks[c.chat] == nil {
		b.marks[c.chat] = &modelMarks{theirs: !c.out}
	}
	return c.id
}

func (b *modelBox) remove(which func(*modelCopy) bool) {
	n := len(b.copies)
	b.copies = slices.DeleteFunc(b.copies, which)
	b.pts += n - len(b.copies)
	for with := range b.marks {
		if len(b.chat(with)) == 0 {
			delete(b.marks, with)
		}
	}
}

func (m *model) send(from, to user.ID, text string, forward user.ID) int {
	m.serial++
	c := modelCopy{serial: m.serial, chat: to, text: text, out: true, forward: forward}
	id := m.box[from].add(c)
	if from == to {
		*m.box[from].marks[to] = modelMarks{readIn: id, readOut: id}
		return id
	}
	c.chat, c.out = from, false
	m.box[to].add(c)
	return id
}

func (m *model) edit(who user.ID, c *modelCopy, text string) {
	for _, b := range m.box {
		if o := b.find(func(o *modelCopy) bool { return o.serial == c.serial }); o != nil {
			o.text = text
			b.pts++
		}
	}
}

func (m *model) remove(who user.ID, ids []int, revoke bool) {
	var serials []int
	for _, c := range m.box[who].copies {
		if slices.Contains(ids, c.id) {
			serials = append(serials, c.serial)
		}
	}
	for id, b := range m.box {
		if id == who || revoke {
			b.remove(func(c *modelCopy) bool { return slices.Contains(serials, c.serial) })
		}
	}
}

func (m *model) clear(who, with user.ID, revoke bool) {
	m.box[who].remove(func(c *modelCopy) bool { return c.chat == with })
	if revoke && who != with {
		m.box[with].remove(func(c *modelCopy) bool { return c.chat == who })
	}
}

func (m *model) read(who, with user.ID, max int) {
	b := m.box[who]
	marks, chat := b.marks[with], b.chat(with)
	if marks == nil {
		return
	}
	if top := chat[len(chat)-1].id; max == 0 || max > top {
		max = top
	}
	if max <= marks.readIn {
		return
	}
	seen := 0
	for _, c := range chat {
		if !c.out && c.id > marks.readIn && c.id <= max {
			seen = c.serial
		}
	}
	marks.readIn = max
	b.pts++
	if seen > 0 {
		m.box[with].pts++
		if theirs := m.box[with].marks[who]; theirs != nil {
			theirs.readOut = m.box[with].ids[seen]
		}
	}
}

func (b *modelBox) unread(with user.ID) (n int) {
	for _, c := range b.chat(with) {
		if !c.out && c.id > b.marks[with].readIn {
			n++
		}
	}
	return n
}
