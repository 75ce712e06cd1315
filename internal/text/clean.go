package text

import (
	"slices"
	"unicode/utf8"
)

// marks tells of the bytes that a string has, so that what cannot be in it need
// not be looked for.
type marks uint16

const (
	control marks = 1 << iota // of ASCII, but for the line feed
	suspect                   // begins a character that may not stay, or not so
	high                      // not ASCII
	wide                      // begins a surrogate pair
	at
	slash
	hash
	dollar
	dot
	colon
	digit
	plus
)

// byteMarks is what each byte tells.
var byteMarks = func() (t [256]marks) {
	for b := range t {
		switch {
		case b < ' ' && b != '\n':
			t[b] = control
		case b >= '0' && b <= '9':
			t[b] = digit
		case b >= 0xf0:
			t[b] = high | wide
		case b >= 0x80:
			t[b] = high
		}
	}
	t[0xe2] |= suspect // U+2028…U+202E and the direction marks
	t[0xcc] |= suspect // U+030A, U+0333, U+033F
	t['@'], t['/'], t['#'], t['$'], t['.'], t[':'], t['+'] = at, slash, hash, dollar, dot, colon, plus
	return t
}()

func scan(s string) (m marks) {
	for i := range len(s) {
		m |= byteMarks[s[i]]
	}
	return m
}

// cleaned is a string as it may stay, and what became of the borders between
// the code units of the raw one.
type cleaned struct {
	s      string
	marks  marks
	units  int   // of the raw string
	halves []int // borders inside its surrogate pairs
	gone   []int // units that were left out
}

// clean makes s, which is valid UTF-8, fit to stay (T1 without the ends): other
// control characters become spaces; carriage returns, line separators, direction
// overrides and characters that draw over their neighbours go; of several
// direction marks in a row the last stays.
func clean(s string, measured bool) cleaned {
	c := cleaned{s: s, marks: scan(s)}
	if c.marks&(control|suspect) != 0 || measured && c.marks&wide != 0 {
		c.walk(s)
	} else if measured {
		c.units = Units(s)
	}
	return c
}

func (c *cleaned) walk(s string) {
	var out []byte // from the first change on
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		kept := r
		switch {
		case r == '\r' || r >= 0x2028 && r <= 0x202e || r == 0x30a || r == 0x333 || r == 0x33f:
			kept = -1
			c.gone = append(c.gone, c.units)
		case r < ' ' && r != '\n':
			kept = ' '
		case r > 0xffff:
			c.units++
			c.halves = append(c.halves, c.units)
		}
		c.units++
		if kept != r && out == nil {
			out = append(make([]byte, 0, len(s)), s[:i]...)
		}
		if out != nil && kept >= 0 {
			out = utf8.AppendRune(out, kept)
		}
		i += n
	}
	if out != nil {
		c.s = string(out)
	}
	c.s = lastMarks(c.s)
}

// lastMarks makes all but the last of direction marks in a row idle.
func lastMarks(s string) string {
	mark := func(i int) bool { return i+3 <= len(s) && s[i:i+2] == "\xe2\x80" && s[i+2]&^1 == 0x8e }
	var out []byte
	for i := 0; i < len(s); i++ {
		if !mark(i) {
			continue
		}
		if mark(i + 3) {
			if out == nil {
				out = []byte(s)
			}
			out[i+2] = 0x8c // U+200C
		}
		i += 2
	}
	if out == nil {
		return s
	}
	return string(out)
}

// border is where a border of the raw string stands in the clean one; ok is
// false for one inside a surrogate pair.
func (c *cleaned) border(n int) (_ int, ok bool) {
	if _, inside := slices.BinarySearch(c.halves, n); inside {
		return 0, false
	}
	before, _ := slices.BinarySearch(c.gone, n)
	return n - before, true
}

// visible says whether there is something to see in s.
func visible(s string) bool {
	for _, r := range s {
		switch {
		case r == ' ', r == '\n', r == 0xa0, r == 0x1680, r == 0x180e, r >= 0x2000 && r <= 0x200f, r == 0x202e, r == 0x202f,
			r == 0x205f, r == 0x2800, r == 0x3000, r == 0xfeff, r == 0xfffc, r >= 0xe0000 && r <= 0xe007f:
		default:
			return true
		}
	}
	return false
}
