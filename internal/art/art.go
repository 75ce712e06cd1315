package art

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
)

//go:generate go run ./draw

//go:embed art.zip
var packed []byte

// Created is when the pictures were first drawn, in Unix seconds: what clients
// are told as the date of their files.
const Created = 1_795_000_000

// Document is one picture. It must not be changed.
type Document struct {
	ID       int64  // of 55 bits, never 0
	Emoji    string // what it shows
	Animated bool   // a sticker that moves (gzipped Lottie); else a still one (WebP)
	Side     int    // width and height
	Set      int64  // the Set that it belongs to, 0: none
	Bytes    []byte
}

// Reaction is the pictures of an emoji that one can react with.
type Reaction struct {
	Emoji, Title string
	Still        *Document // for lists
	Appear       *Document // as it comes up in the list
	Select       *Document // as one points at it
	Activate     *Document // as it is sent
	Effect       *Document // what fills the chat meanwhile
	Around       *Document // what flies off around the icon below a message
	Center       *Document // that icon, half as large as its picture
}

// library is everything, read once.
type library struct {
	files     map[string][]byte
	reactions []Reaction
	version   int
	byID      map[int64]*Document
	dice      map[string]*Set // by emoji
	setByID   map[int64]*Set
	setByName map[string]*Set
}

var shared = sync.OnceValue(func() *library {
	l, err := read(packed)
	if err != nil {
		panic(fmt.Errorf("art: %w", err)) // the program was built with a broken file
	}
	return l
})

// Reactions is the pictures of every emoji that one can react with.
func Reactions() []Reaction { return slices.Clone(shared().reactions) }

// edition changes when what clients are told of the same pictures does.
const edition = 1

// Version is a number that changes with the pictures of reactions, positive and
// of 31 bits.
func Version() int { return shared().version }

// Find is the picture with an id.
func Find(id int64) (*Document, bool) {
	d, ok := shared().byID[id]
	return d, ok
}

// entry is an emoji in emoji.json.
type entry struct {
	Emoji, Title, Folder string
}

// read indexes an archive. What it holds is stored as it is, so documents share
// the archive's memory.
func read(archive []byte) (*library, error) {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, err
	}
	l := &library{
		files: map[string][]byte{}, byID: map[int64]*Document{},
		dice: map[string]*Set{}, setByID: map[int64]*Set{}, setByName: map[string]*Set{},
	}
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			return nil, err
		}
		if f.Method != zip.Store {
			return nil, fmt.Errorf("%s is compressed again", f.Name)
		}
		end := at + int64(f.UncompressedSize64)
		l.files[f.Name] = archive[at:end:end]
	}
	return l, errors.Join(l.readReactions(), l.readDice())
}

// readReactions makes the pictures of emoji, and the sets of them.
func (l *library) readReactions() error {
	var list []entry
	if err := json.Unmarshal(l.files["emoji.json"], &list); err != nil {
		return fmt.Errorf("emoji.json: %w", err)
	}
	ids := []byte{edition}
	for _, e := range list {
		r := Reaction{Emoji: e.Emoji, Title: e.Title}
		for name, to := range map[string]**Document{
			"still.webp": &r.Still, "appear.tgs": &r.Appear, "select.tgs": &r.Select, "activate.tgs": &r.Activate,
			"effect.tgs": &r.Effect, "around.tgs": &r.Around, "center.tgs": &r.Center,
		} {
			var err error
			if *to, err = l.document(path.Join(e.Folder, name), e.Emoji, 0); err != nil {
				return err
			}
		}
		l.reactions = append(l.reactions, r)
		ids = fmt.Append(ids, r.Emoji, r.Still.ID, r.Appear.ID, r.Select.ID, r.Activate.ID, r.Effect.ID, r.Around.ID, r.Center.ID)
	}
	l.version = int(number("reactions", ids) >> 25)
	alone, err := l.readEmoji(Emoji, "Animated Emojies", "activate.tgs", list)
	if err != nil {
		return err
	}
	bursts, err := l.readEmoji(Bursts, "Emoji Animations", "effect.tgs", list)
	if err != nil {
		return err
	}
	bursts.Packs = append(bursts.Packs, bursts.all(keycap(1)))
	l.addSet(alone)
	l.addSet(bursts)
	return nil
}

// number is the id of what has a name and bytes.
func number(name string, content []byte) int64 {
	h := sha256.New()
	h.Write(append([]byte(name), 0))
	h.Write(content)
	return int64(binary.BigEndian.Uint64(h.Sum(nil))>>9 | 1)
}

// document makes a document of a file, in a set or in none.
func (l *library) document(file, emoji string, set int64) (*Document, error) {
	content, ok := l.files[file]
	if !ok {
		return nil, fmt.Errorf("no %s", file)
	}
	d := &Document{Emoji: emoji, Animated: path.Ext(file) == ".tgs", Side: 512, Set: set, Bytes: content}
	if !d.Animated {
		d.Side = 128
	}
	d.ID = number(fmt.Sprint(file, " ", set), content)
	if l.byID[d.ID] != nil {
		return nil, fmt.Errorf("two documents are %d", d.ID)
	}
	l.byID[d.ID] = d
	return d, nil
}
