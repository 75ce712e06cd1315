package message

import (
	"heliograph/internal/store"
)

// Index keeps by which words messages are found.
type Index interface {
	// Forget is told of messages of a box as they are before the transaction
	// changes their words, their kinds, their tags or their chat, or removes them.
	Forget(tx store.Tx, box store.Owner, was ...Message) error
}

// unfound is the Index of those who search for nothing.
type unfound struct{}

func (unfound) Forget(store.Tx, store.Owner, ...Message) error { return nil }
