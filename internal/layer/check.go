package layer

// unchecked is how many bytes a call may have that is not looked at: it cannot
// nest deep.
const unchecked = 1 << 10

// Check passes over a call of the native layer, as a call of another layer is
// when it is carried. A value that holds one of its own kind, that one another,
// and so on for a whole request, would have who decodes it run out of stack or
// of time. The error is ErrMalformed; a method that is not known is none.
func (t *Translator) Check(body []byte) error {
	if len(body) <= unchecked {
		return nil
	}
	return t.tables().check(body)
}

func (t *tables) check(body []byte) error {
	c := t.ids.find(le.Uint32(body))
	if c == nil || !c.Method {
		return nil // nobody decodes it
	}
	x := t.begin(t.up, body[4:])
	defer x.end()
	x.work = len(body) / 4 // every value is passed over once
	return x.walk(t.walker(c))
}
