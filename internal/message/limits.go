package message

import (
	"cmp"
	"time"
)

// DefaultEdit is how long one may edit a message unless configured otherwise.
const DefaultEdit = 48 * time.Hour

// Limits of messages; zero values are the defaults.
type Limits struct {
	Length      int           // characters of a text: 4096
	Caption     int           // characters of a text beside media: 1024
	Quote       int           // characters of a quote: 1024
	Edit        time.Duration // how long one may edit: 48 h
	Forward     int           // messages in one request: 100
	Pinned      int           // pinned messages of a chat: 1000
	PinnedSaved int           // pinned parts of Saved Messages: 100
	React       int           // reactions of one person to a message: 1
	Kinds       int           // different reactions to a message: 11
	Tags        int           // tags of one saved message: 20
	TodoItems   int           // things of a list: 30
	TodoTitle   int           // characters of a list's title: 32
	TodoItem    int           // characters of a thing: 64
}

// Limits is what holds, and what clients are to be told.
func (s *Service) Limits() Limits { return s.limits }

func (l Limits) orDefault() Limits {
	for _, d := range []struct {
		n     *int
		value int
	}{
		{&l.Length, 4096},
		{&l.Caption, 1024},
		{&l.Quote, 1024},
		{&l.Forward, 100},
		{&l.Pinned, 1000},
		{&l.PinnedSaved, 100},
		{&l.React, 1},
		{&l.Kinds, 11},
		{&l.Tags, 20},
		{&l.TodoItems, 30},
		{&l.TodoTitle, 32},
		{&l.TodoItem, 64},
	} {
		*d.n = cmp.Or(*d.n, d.value)
	}
	l.Edit = cmp.Or(l.Edit, DefaultEdit)
	return l
}
