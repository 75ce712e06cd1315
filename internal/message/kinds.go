package message

import (
	"slices"

	"heliograph/internal/text"
)

// Kinds is what a message has to show, one bit for each thing that one can ask
// for when one looks for messages. The bits are on disk.
type Kinds uint32

// The kinds.
const (
	HasURL Kinds = 1 << iota
	HasPhoto
	HasVideo
	HasDocument
	HasVoice
	HasRoundVideo
	HasMusic
	HasGIF
	HasContact
	HasGeo
	HasPoll
	IsPinned
	IsCall
	IsMissedCall
	IsChatPhoto
	MentionsMe // whoever looks; no message shows it to all
)

// Kinds is what m has to show.
func (m *Message) Kinds() Kinds {
	k := m.Media.kinds()
	if slices.ContainsFunc(m.Text.Entities, func(e text.Entity) bool { return e.Kind == text.URL || e.Kind == text.TextURL }) {
		k |= HasURL
	}
	if m.Pinned {
		k |= IsPinned
	}
	return k
}
