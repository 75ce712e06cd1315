package desktop

import (
	"image"
	"regexp"
	"strings"
	"unicode"
)

// Parts of the window, for what is read and pressed there.
var (
	List      = chatList
	Header    = image.Rect(330, 28, 770, 54)
	Bar       = image.Rect(322, 80, 840, 126) // below the header: pinned messages, what to do with strangers
	Chat      = chat
	Notes     = image.Rect(400, 80, 830, 1153) // of the service, in the middle of a chat
	WholeChat = image.Rect(322, 28, 900, 1200)
	Field     = image.Rect(322, 1155, 900, 1200)
	Box       = box
	Window    = everything
	Hints     = image.Rect(322, 1100, 900, 1153) // emoji for a word, above the field
	Toast     = image.Rect(480, 85, 760, 150)
	Tabs      = image.Rect(0, 78, 72, 600) // of folders, when there are any
)

// Things without text.
var (
	Planned    = image.Pt(787, 1177) // the list of scheduled messages, in the field
	PinnedList = image.Pt(875, 103)  // in the bar
	SearchChat = image.Pt(800, 51)   // in the header
	QuizHint   = 579                 // across, in the line "Anonymous Quiz"
)

// Colours that tell something.
const (
	Badge      = 0x40a7e3 // of unread messages
	MutedBadge = 0xbbbbbb
	Danger     = 0xd84d4d // what is deleted, blocked or wrong
	Paper      = white
)

// Like matches a text as it is read from a screen: letters may be others that
// look like them, and spaces and other signs may be missing.
func Like(text string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString("(?i)")
	for _, r := range text {
		switch {
		case r == ' ':
			b.WriteString(" ?")
		case strings.ContainsRune("aceo0", r):
			b.WriteString("[aceo0©]")
		case strings.ContainsRune("fijlt1I", r):
			b.WriteString(`[fijlrt1!|\]\[]`)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteString(".{0,2}")
		}
	}
	return regexp.MustCompile(b.String())
}
