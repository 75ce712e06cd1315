package desktop

import (
	"fmt"
	"strconv"
	"strings"
)

// Value is something that the client decoded, as it stands in its log. The
// methods of a nil Value find nothing.
type Value struct {
	Name   string // of the constructor, with a dot after the namespace; "" if it has none
	Items  []*Value
	text   string
	fields map[string]*Value
}

// Field goes down by names of fields. It is nil where one is absent.
func (v *Value) Field(names ...string) *Value {
	for _, name := range names {
		if v == nil {
			return nil
		}
		v = v.fields[name]
	}
	return v
}

// Has says whether the field is there: for flags, whether they are set.
func (v *Value) Has(name string) bool { return v.Field(name) != nil }

// Text is a string's, 0 characters when there is none.
func (v *Value) Text(names ...string) string {
	if f := v.Field(names...); f != nil {
		return f.text
	}
	return ""
}

// Int is a number's value, 0 when there is none.
func (v *Value) Int(names ...string) int64 {
	text := v.Text(names...)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	n, _ := strconv.ParseUint(text, 10, 64) // message ids are unsigned there
	return int64(n)
}

// List is a vector's items.
func (v *Value) List(names ...string) []*Value {
	if f := v.Field(names...); f != nil {
		return f.Items
	}
	return nil
}

// parse reads one value of the client's log.
func parse(text string) (*Value, error) {
	p := &parser{text: text}
	v, err := p.value()
	if err != nil {
		return nil, fmt.Errorf("at byte %d of a log entry: %w", p.at, err)
	}
	return v, nil
}

type parser struct {
	text string
	at   int
}

func (p *parser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\n') {
		p.at++
	}
}

// accept goes on if this is what comes next.
func (p *parser) accept(s string) bool {
	if strings.HasPrefix(p.text[p.at:], s) {
		p.at += len(s)
		return true
	}
	return false
}

// until is what comes before a text, and goes behind it.
func (p *parser) until(s string) (string, error) {
	i := strings.Index(p.text[p.at:], s)
	if i < 0 {
		return "", fmt.Errorf("no %q follows", s)
	}
	r := p.text[p.at : p.at+i]
	p.at += i + len(s)
	return r, nil
}

// value is nil for an optional field that is absent.
func (p *parser) value() (*Value, error) {
	p.space()
	switch {
	case p.accept("{"):
		return p.object()
	case p.accept("[ SKIPPED"):
		_, err := p.until("]")
		return nil, err
	case p.accept("[ vector<"):
		return p.vector()
	case p.accept("[GZIPPED]"):
		return p.value()
	case p.accept("[ERROR]"):
		return nil, fmt.Errorf("the client could not decode this")
	case p.accept(`"`):
		return p.quoted()
	}
	text, err := p.until("[") // a number, bytes or YES, and then its type
	if err != nil {
		return nil, err
	}
	_, err = p.until("]")
	return &Value{text: strings.TrimSpace(text)}, err
}

func (p *parser) object() (*Value, error) {
	p.space()
	end := strings.IndexAny(p.text[p.at:], " \n")
	if end < 0 {
		return nil, fmt.Errorf("no end of a name")
	}
	v := &Value{Name: strings.Replace(p.text[p.at:p.at+end], "_", ".", 1), fields: map[string]*Value{}}
	p.at += end
	for {
		p.space()
		if p.accept("}") {
			return v, nil
		}
		name, err := p.until(":")
		if err != nil {
			return nil, err
		}
		f, err := p.value()
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", name, v.Name, err)
		}
		if f != nil {
			v.fields[name] = f
		}
		p.accept(",")
	}
}

func (p *parser) vector() (*Value, error) {
	if _, err := p.until(")"); err != nil { // how many there are
		return nil, err
	}
	v := &Value{}
	for {
		p.space()
		if p.accept("]") {
			return v, nil
		}
		item, err := p.value()
		if err != nil {
			return nil, err
		}
		v.Items = append(v.Items, item)
		p.accept(",")
	}
}

func (p *parser) quoted() (*Value, error) {
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		p.at++
		switch {
		case c == '"':
			_, err := p.until("]") // its type
			return &Value{text: b.String()}, err
		case c == '\\' && p.accept("n"):
			b.WriteByte('\n')
		case c == '\\' && p.at < len(p.text):
			b.WriteByte(p.text[p.at])
			p.at++
		default:
			b.WriteByte(c)
		}
	}
	return nil, fmt.Errorf("no end of a string")
}
