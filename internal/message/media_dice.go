package message

import (
	"strings"

	"heliograph/internal/id"
)

// Dice is an emoji with a value that the server has thrown.
type Dice struct {
	Emoji string `cbor:"1,keyasint"`
	Value int    `cbor:"2,keyasint"` // from 1
}

// Die is an emoji that can be thrown, up to a value; Best is the value that
// clients celebrate, 0 for none.
type Die struct {
	Emoji     string
	Max, Best int
}

// Dices is what can be thrown.
func Dices() []Die {
	return []Die{{"🎲", 6, 0}, {"🎯", 6, 6}, {"🏀", 5, 5}, {"⚽", 5, 5}, {"⚽️", 5, 5}, {"🎰", 64, 64}, {"🎳", 6, 6}}
}

// throw throws an emoji, with or without the sign that it is to be shown as a
// picture. Faults: EMOTICON_EMPTY, EMOTICON_INVALID.
func throw(emoji string) (*Dice, error) {
	plain := strings.TrimSuffix(emoji, "\ufe0f")
	if plain == "" {
		return nil, errNoEmoticon
	}
	for _, d := range Dices() {
		if d.Emoji == plain {
			return &Dice{Emoji: emoji, Value: 1 + int(id.Below(int64(d.Max)))}, nil
		}
	}
	return nil, errEmoticon
}
