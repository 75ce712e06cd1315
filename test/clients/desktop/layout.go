package desktop

import (
	"image"
	"regexp"
)

// The size of the screen, which the window fills: a chat of a dozen short
// messages must fit, for what is scrolled away cannot be clicked on.
const (
	Width  = 900
	Height = 1200
)

// Where things are on the window.
var (
	everything  = image.Rect(0, 0, Width, Height)
	parking     = image.Pt(450, 10)              // where the pointer is in nobody's way
	intro       = image.Rect(285, 380, 620, 870) // everything before the main window
	menuButton  = image.Pt(28, 52)
	menu        = image.Rect(60, 160, 270, 450) // the texts of it, once it is open
	searchField = image.Pt(180, 52)
	chatList    = image.Rect(0, 78, 320, 800)
	corner      = image.Pt(20, 1190)              // where the list of chats has nothing
	wall        = image.Pt(326, 1100)             // where a chat, or none, has its background
	chatState   = image.Rect(330, 54, 770, 74)    // below the name in the header
	chat        = image.Rect(322, 130, 900, 1153) // below any bar, above the field
	writeField  = image.Pt(560, 1177)
	box         = image.Rect(240, 60, 660, 1140) // where any box is
)

// Colours of the default theme, 0xrrggbb.
const (
	white   = 0xffffff // of what others wrote, and of all that is no chat
	ownText = 0xeffdde // around what one wrote oneself
	action  = 0x40a7e3 // of the button that goes on, before the main window
)

// A bubble of text can be told by its colour just within its outer edge, where
// it has no letters: that of others at the left, one's own at the right.
const (
	edgeOfOthers = 343
	edgeOfOwn    = 879
	// leastBubble is how high the straight part of that edge is at least.
	leastBubble = 12
)

// What is written where.
var (
	welcome       = regexp.MustCompile(`(?i)fast and secure`)
	byPhone       = regexp.MustCompile(`(?i)log in (using|by) .*phone`)
	yourPhone     = regexp.MustCompile(`(?i)your phone number`)
	number        = regexp.MustCompile(`\d{6}`)
	yourCode      = regexp.MustCompile(`(?i)your code`)
	firstName     = regexp.MustCompile(`(?i)first name`)
	settings      = regexp.MustCompile(`Settings$`)
	notifications = regexp.MustCompile(`Notifications$`)
	popups        = regexp.MustCompile(`Desktop notifications`)
	advanced      = regexp.MustCompile(`Advanced$`)
	animations    = regexp.MustCompile(`Enable animations`)
	contacts      = regexp.MustCompile(`Contacts$`)
	addContact    = regexp.MustCompile(`Add Contact`)
	newContact    = regexp.MustCompile(`New Contact`)
	reply         = regexp.MustCompile(`\bReply$`)
	edit          = regexp.MustCompile(`\bEdit$`)
	remove        = regexp.MustCompile(`\bDelete`)
)

// bubble is a message on the screen.
type bubble struct {
	at     image.Point // on it, where it has no text
	bottom int         // of its straight edge
	out    bool
}

// button finds the one that goes on, in its part of the screen: its text is
// white and hard to read.
func (p picture) button() (image.Point, bool) {
	x, n := intro.Min.X+20, 0
	for y := intro.Min.Y; y < intro.Max.Y; y++ {
		switch {
		case p.rgb(x, y) == action:
			n++
		case n >= leastBubble:
			return image.Pt(x, y-n/2), true
		default:
			n = 0
		}
	}
	return image.Point{}, false
}

// bubbles is the messages of the chat that is open, the newest first.
func (p picture) bubbles() []bubble {
	var r []bubble
	run := func(x, y int, c uint32) int {
		n := 0
		for ; y-n >= chat.Min.Y && p.rgb(x, y-n) == c; n++ {
		}
		return n
	}
	for y := chat.Max.Y - 1; y >= chat.Min.Y; y-- {
		others, own := run(edgeOfOthers, y, white), run(edgeOfOwn, y, ownText)
		if n := max(others, own); n >= leastBubble {
			b := bubble{image.Pt(edgeOfOthers, y-n/2), y, false}
			if own > others {
				b = bubble{image.Pt(edgeOfOwn, y-n/2), y, true}
			}
			r = append(r, b)
			y -= n
		}
	}
	return r
}

// Where check marks are: from here to the edge their right strokes do not touch
// each other, in some row of the last ones of a bubble.
const (
	checksBegin = 863
	checksRows  = 22
)

// checks is how many check marks a message of one's own has.
func (p picture) checks(b bubble) int {
	most := 0
	for y := b.bottom - checksRows; y <= b.bottom; y++ {
		n := 0
		for x := checksBegin; x < edgeOfOwn; x++ {
			if p.rgb(x, y) != ownText && p.rgb(x-1, y) == ownText {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}
