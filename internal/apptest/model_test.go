package apptest_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// model is what a server should say, kept as plainly as can be: a list of
// messages for each person, looked through from one end to the other for every
// question.
type model struct {
	boxes  []*mBox // by person
	serial int
}

// mBox is what one person has.
type mBox struct {
	me     int
	lastID int
	list   []*mMessage // by id
	chats  map[int]*mChat
	pins   [2][]int // pinned chats of the main list and the archive, in order
	drafts map[int]string
	muted  map[int]bool
	period map[int]int
	had    map[int]int // the id that a message had here, by serial
}

// mChat is what a person has of a chat that has messages.
type mChat struct {
	readIn, readOut int
	marked          bool
	folder          int
}

// mMessage is one copy.
type mMessage struct {
	id, serial int // serial: the same for both copies
	chat, from int // persons
	out        bool
	late       bool // one's own that was sent at its time: to be read
	date       int
	text       string
	kind       string // what it carries; of notes: what it tells
	note       bool
	author     int // who wrote what was forwarded; -1: nobody
	part       int // of Saved Messages
	reply      int
	pinned     bool
	likes      []mLike
	period     int
	edited     bool
}

type mLike struct {
	from   int
	emoji  string
	unread bool
}

func (b *mBox) in(chat int) (out []*mMessage) {
	for _, m := range b.list {
		if m.chat == chat {
			out = append(out, m)
		}
	}
	return out
}

func (b *mBox) find(match func(*mMessage) bool) *mMessage {
	for _, m := range b.list {
		if match(m) {
			return m
		}
	}
	return nil
}

func (b *mBox) byID(id int) *mMessage {
	return b.find(func(m *mMessage) bool { return m.id == id })
}

func (b *mBox) bySerial(n int) *mMessage {
	return b.find(func(m *mMessage) bool { return m.serial == n })
}

// put adds a message under the next id.
func (b *mBox) put(m mMessage) *mMessage {
	b.lastID++
	m.id = b.lastID
	b.list, b.had[m.serial] = append(b.list, &m), m.id
	if b.chats[m.chat] == nil {
		b.chats[m.chat] = &mChat{}
	}
	return &m
}

// drop removes messages; a chat without any is gone from the list.
func (b *mBox) drop(which func(*mMessage) bool) {
	b.list = slices.DeleteFunc(b.list, which)
	for chat := range b.chats {
		if len(b.in(chat)) == 0 {
			delete(b.chats, chat)
			b.unpin(chat)
		}
	}
}

func (b *mBox) unpin(chat int) {
	for f := range b.pins {
		b.pins[f] = slices.DeleteFunc(b.pins[f], func(c int) bool { return c == chat })
	}
}

// write is a message from one to another, or to oneself.
func (m *model) write(from, to int, x mMessage) *mMessage {
	mine := m.boxes[from]
	m.serial++
	x.serial, x.from, x.chat, x.out = m.serial, from, to, true
	if !x.note && from != to {
		x.period = mine.period[to]
	}
	other := 0 // what it answers, in the other box, be it deleted there or not
	if target := mine.byID(x.reply); target != nil && target.serial != 0 && from != to {
		other = m.boxes[to].had[target.serial]
	}
	c := mine.put(x)
	if from == to {
		d := mine.chats[to]
		if d.readOut = c.id; mine.unread(to) == 0 {
			d.readIn = c.id
		}
		return c
	}
	x.chat, x.out, x.late, x.reply, x.part = from, false, false, other, 0
	theirs := m.boxes[to]
	theirs.put(x)
	if d := theirs.chats[from]; d.folder == 1 && !theirs.muted[from] {
		d.folder = 0
		theirs.unpin(from)
	}
	return c
}

// remove deletes messages of one, and of both with revoke.
func (m *model) remove(who int, revoke bool, which func(*mMessage) bool) {
	var gone []int
	for _, x := range m.boxes[who].list {
		if which(x) {
			gone = append(gone, x.serial)
		}
	}
	for i, b := range m.boxes {
		if i == who || revoke {
			b.drop(func(x *mMessage) bool { return x.serial != 0 && slices.Contains(gone, x.serial) })
		}
	}
	m.boxes[who].drop(which)
}

// clearing is a request to delete a history.
type clearing struct {
	who, with    int
	revoke, keep bool
	max          int
	since, until int
}

func (m *model) clear(q clearing) {
	in := func(x *mMessage) bool {
		return (q.since == 0 || x.date >= q.since) && (q.until == 0 || x.date <= q.until)
	}
	b := m.boxes[q.who]
	before, pins := b.chats[q.with], b.pins
	pins[0], pins[1] = slices.Clone(pins[0]), slices.Clone(pins[1])
	m.remove(q.who, q.revoke, func(x *mMessage) bool {
		return x.chat == q.with && (q.max == 0 || x.id <= q.max) && in(x) && (!q.keep || x.kind != "cleared")
	})
	if q.revoke && q.who != q.with { // and what is left there of what was deleted here before
		m.boxes[q.with].drop(func(x *mMessage) bool {
			return x.chat == q.who && in(x) && x.kind != "cleared" && (q.max == 0 || b.had[x.serial] <= q.max)
		})
	}
	if q.keep && before != nil && b.chats[q.with] == nil {
		c := b.put(mMessage{chat: q.with, from: q.who, out: true, note: true, kind: "cleared", author: -1, date: -1, part: q.who})
		b.chats[q.with] = &mChat{readIn: c.id, readOut: c.id, folder: before.folder}
		b.pins = pins
	}
}

func (m *model) read(who, with, upTo int) {
	b := m.boxes[who]
	d := b.chats[with]
	if d == nil {
		return
	}
	d.marked = false
	all := b.in(with)
	if top := all[len(all)-1].id; upTo == 0 || upTo > top {
		upTo = top
	}
	if upTo <= d.readIn {
		return
	}
	newest := 0
	for _, x := range all {
		if !x.out && x.id > d.readIn && x.id <= upTo {
			newest = x.serial
		}
	}
	d.readIn = upTo
	if who == with || newest == 0 {
		return
	}
	theirs := m.boxes[with]
	if o := theirs.chats[who]; o != nil {
		o.readOut = max(o.readOut, theirs.had[newest])
	}
}

// pin pins or unpins; false when that changes nothing.
func (m *model) pin(who int, x *mMessage, on, oneSide bool) (changed, both bool) {
	o := m.other(who, x)
	if oneSide {
		o = nil
	}
	if x.pinned == on && (o == nil || o.pinned == on) {
		return false, false
	}
	both = o != nil && o.pinned != on
	x.pinned = on
	if o != nil {
		o.pinned = on
	}
	return true, both
}

// other is the other side's copy; nil when there is none.
func (m *model) other(who int, x *mMessage) *mMessage {
	if x.chat == who || x.chat >= len(m.boxes) || x.serial == 0 {
		return nil
	}
	return m.boxes[x.chat].bySerial(x.serial)
}

func (x *mMessage) liked(by int) string {
	for _, l := range x.likes {
		if l.from == by {
			return l.emoji
		}
	}
	return ""
}

func (x *mMessage) like(by int, emoji string, unread bool) {
	x.likes = slices.DeleteFunc(x.likes, func(l mLike) bool { return l.from == by })
	if emoji != "" {
		x.likes = append(x.likes, mLike{by, emoji, unread})
	}
}

func (x *mMessage) unread() bool {
	return slices.ContainsFunc(x.likes, func(l mLike) bool { return l.unread })
}

// order is the chats of a folder as they are listed.
func (b *mBox) order(folder int) (out []int) {
	for chat, d := range b.chats {
		if d.folder == folder {
			out = append(out, chat)
		}
	}
	slices.SortFunc(out, func(x, y int) int {
		if p, q := slices.Index(b.pins[folder], x), slices.Index(b.pins[folder], y); p >= 0 || q >= 0 {
			return cmp.Compare(cmp.Or(p+1, 99), cmp.Or(q+1, 99))
		}
		xs, ys := b.in(x), b.in(y)
		s, t := xs[len(xs)-1], ys[len(ys)-1]
		return cmp.Or(cmp.Compare(t.date, s.date), cmp.Compare(t.id, s.id))
	})
	return out
}

// show is a copy in a line.
func (x *mMessage) show() string {
	s := fmt.Sprintf("%d from %d out %v %q", x.id, x.from, x.out && x.from != x.chat, x.text+x.kind)
	if x.author >= 0 {
		s += fmt.Sprint(" by ", x.author)
	}
	if x.reply != 0 {
		s += fmt.Sprint(" re ", x.reply)
	}
	if x.pinned {
		s += " pinned"
	}
	if x.period != 0 && !x.note {
		s += fmt.Sprint(" goes ", x.period)
	}
	var likes []string
	for _, l := range x.likes {
		likes = append(likes, fmt.Sprint(l.from, l.emoji, l.unread))
	}
	slices.Sort(likes)
	return s + " " + strings.Join(likes, ",")
}

func (b *mBox) unread(chat int) (n int) {
	for _, x := range b.in(chat) {
		if (!x.out || x.late) && x.id > b.chats[chat].readIn {
			n++
		}
	}
	return n
}

// dialog is a chat in a line.
func (b *mBox) dialog(chat int) string {
	d, all := b.chats[chat], b.in(chat)
	unread, likes := b.unread(chat), 0
	for _, x := range all {
		if x.unread() {
			likes++
		}
	}
	return fmt.Sprintf("chat %d top %d unread %d likes %d mark %v in %d out %d folder %d pinned %v draft %q ttl %d",
		chat, all[len(all)-1].id, unread, likes, d.marked, d.readIn, d.readOut, d.folder,
		slices.Contains(b.pins[d.folder], chat), b.drafts[chat], b.period[chat])
}
