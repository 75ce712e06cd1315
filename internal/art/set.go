package art

import (
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// Set is stickers that belong together. It must not be changed.
type Set struct {
	ID        int64
	Name      string // by which links and clients name it
	Title     string
	Hash      int // changes with what is in it
	Documents []*Document
	Packs     []Pack
}

// Pack says which stickers of a set stand for an emoji.
type Pack struct {
	Emoji     string
	Documents []int64
}

// The sets besides those of dice, by their names.
const (
	Emoji    = "AnimatedEmojies" // an emoji that is sent alone
	Bursts   = "EmojiAnimations" // what flies off as one touches it
	slots    = "🎰"
	coloured = "\ufe0f" // asks for the coloured form of a character
)

// emojiID is the id of the set of emoji that clients have built in.
const emojiID = 1258816259751983

// Dice is what is thrown for an emoji, in the order that clients expect: for the
// slot machine its parts, else first what is shown before the value is known,
// then each value. Nil: it is no dice.
func Dice(emoji string) *Set { return shared().dice[strings.TrimSuffix(emoji, coloured)] }

// SetNamed is the set with a name, nil if there is none. Case does not matter.
func SetNamed(name string) *Set { return shared().setByName[strings.ToLower(name)] }

// FindSet is the set with an id, nil if there is none.
func FindSet(id int64) *Set { return shared().setByID[id] }

// die is an emoji in dice.json.
type die struct {
	Emoji, Name, Title, Folder string
	Pictures                   int
}

// readDice makes a set of each dice.
func (l *library) readDice() error {
	var list []die
	if err := json.Unmarshal(l.files["dice.json"], &list); err != nil {
		return fmt.Errorf("dice.json: %w", err)
	}
	for _, d := range list {
		s := &Set{ID: number("set "+d.Name, nil), Name: d.Name, Title: d.Title}
		for i := range d.Pictures {
			x, err := l.document(path.Join(d.Folder, fmt.Sprintf("%02d.tgs", i)), d.Emoji, s.ID)
			if err != nil {
				return err
			}
			s.Documents = append(s.Documents, x)
			if d.Emoji != slots {
				s.Packs = append(s.Packs, Pack{keycap(i), []int64{x.ID}})
			}
		}
		if d.Emoji == slots {
			s.Packs = []Pack{s.all(d.Emoji)}
		}
		l.dice[d.Emoji] = s
		l.addSet(s)
	}
	return nil
}

// keycap is the emoji of a number, with 0 as "#", as clients read it.
func keycap(n int) string {
	if n == 0 {
		return "#" + coloured + "\u20e3"
	}
	return strconv.Itoa(n) + coloured + "\u20e3"
}

// all is a pack of the whole set.
func (s *Set) all(emoji string) Pack {
	p := Pack{Emoji: emoji}
	for _, d := range s.Documents {
		p.Documents = append(p.Documents, d.ID)
	}
	return p
}

// readEmoji makes sets of a file of each emoji.
func (l *library) readEmoji(name, title, file string, list []entry) (*Set, error) {
	s := &Set{ID: number("set "+name, nil), Name: name, Title: title}
	if name == Emoji {
		s.ID = emojiID
	}
	for _, e := range list {
		d, err := l.document(path.Join(e.Folder, file), e.Emoji, s.ID)
		if err != nil {
			return nil, err
		}
		s.Documents = append(s.Documents, d)
		s.Packs = append(s.Packs, Pack{e.Emoji, []int64{d.ID}})
	}
	return s, nil
}

// addSet lets a set be found, once it is whole.
func (l *library) addSet(s *Set) {
	var ids []byte
	for _, d := range s.Documents {
		ids = fmt.Append(ids, d.ID, " ")
	}
	s.Hash = int(number(s.Name, ids) >> 25)
	l.setByID[s.ID], l.setByName[strings.ToLower(s.Name)] = s, s
}
