package wire

import "encoding/binary"

// Bounds of what is nested in one another. Clients reach a depth of 6.
const (
	maxDepth     = 24
	maxJSONDepth = 16
	maxAfter     = 512
	maxInitText  = 1024
)

// Call is a request without its wrappers.
type Call struct {
	Body      []byte // id and fields of the innermost call
	Layer     int    // of the innermost invokeWithLayer; 0: none
	Init      Init
	Inited    bool // an initConnection was there
	NoUpdates bool
	Takeout   int64
	Business  []byte // connection id of invokeWithBusinessConnection
	After     IDs    // messages to wait for
	moreAfter []int64
}

// Init is what initConnection tells of the client; all alias the input.
type Init struct {
	APIID                                  int32
	DeviceModel, SystemVersion, AppVersion []byte
	SystemLangCode, LangPack, LangCode     []byte
}

// AfterLen is how many messages the call waits for.
func (c *Call) AfterLen() int { return c.After.Len() + len(c.moreAfter) }

// AfterAt is the i-th message that the call waits for.
func (c *Call) AfterAt(i int) int64 {
	if n := c.After.Len(); i >= n {
		return c.moreAfter[i-n]
	}
	return c.After.At(i)
}

// Peel takes the wrappers off body, in whatever order they come, and undoes
// gzip_packed at any depth as long as all of it inflates to at most limit
// bytes.
func Peel(body []byte, limit int) (Call, error) {
	var c Call
	for range maxDepth {
		r := NewReader(body)
		id := r.Uint32()
		if r.bad {
			return Call{}, ErrMalformed
		}
		if id == GzipPackedID {
			plain, err := Inflate(r.Bytes(), limit)
			if err != nil {
				return Call{}, err
			}
			limit -= len(plain)
			body = plain
			continue
		}
		if !c.wrapper(id, &r) {
			c.Body = body
			return c, nil
		}
		if r.bad {
			return Call{}, ErrMalformed
		}
		body = r.b
	}
	return Call{}, ErrTooDeep
}

// wrapper reads the fields of a wrapper up to its query; false: not a wrapper.
func (c *Call) wrapper(id uint32, r *Reader) bool {
	switch id {
	case invokeWithLayerID:
		if c.Layer = int(r.Int32()); c.Layer <= 0 || c.Layer > 1<<16 {
			r.bad = true
		}
	case initConnectionID:
		c.init(r)
	case invokeAfterMsgID:
		c.after(IDs(r.Take(8)), r)
	case invokeAfterMsgsID:
		c.after(r.IDs(maxAfter), r)
	case invokeWithoutUpdatesID:
		c.NoUpdates = true
	case invokeWithMessagesRangeID:
		if r.Uint32() != messageRangeID {
			r.bad = true
		}
		r.Take(8)
	case invokeWithTakeoutID:
		c.Takeout = r.Int64()
	case invokeWithBusinessID:
		c.Business = r.Bytes()
	case invokeWithPlayIntegrityID, invokeWithApnsSecretID:
		r.Bytes()
		r.Bytes()
	case invokeWithReCaptchaID:
		r.Bytes()
	default:
		return false
	}
	return true
}

func (c *Call) after(ids IDs, r *Reader) {
	if c.After == nil {
		c.After = ids
		return
	}
	if c.AfterLen()+ids.Len() > maxAfter {
		r.bad = true
		return
	}
	for i := range ids.Len() {
		c.moreAfter = append(c.moreAfter, ids.At(i))
	}
}

func (c *Call) init(r *Reader) {
	flags := r.Uint32()
	c.Inited = true
	c.Init.APIID = r.Int32()
	for _, f := range []*[]byte{
		&c.Init.DeviceModel, &c.Init.SystemVersion, &c.Init.AppVersion,
		&c.Init.SystemLangCode, &c.Init.LangPack, &c.Init.LangCode,
	} {
		if *f = r.Bytes(); len(*f) > maxInitText {
			*f = (*f)[:maxInitText]
		}
	}
	if flags&1 != 0 {
		if r.Uint32() != inputClientProxyID {
			r.bad = true
		}
		r.Bytes()
		r.Uint32()
	}
	if flags&2 != 0 {
		skipJSON(r, 0)
	}
}

// skipJSON passes over a JSONValue.
func skipJSON(r *Reader, depth int) {
	if depth > maxJSONDepth {
		r.bad = true
	}
	if r.bad {
		return
	}
	switch r.Uint32() {
	case jsonNullID:
	case jsonBoolID:
		if id := r.Uint32(); id != boolTrueID && id != boolFalseID {
			r.bad = true
		}
	case jsonNumberID:
		r.Take(8)
	case jsonStringID:
		r.Bytes()
	case jsonArrayID:
		for range vectorLen(r, 4) {
			skipJSON(r, depth+1)
			if r.bad {
				return
			}
		}
	case jsonObjectID:
		for range vectorLen(r, 12) {
			if r.Uint32() != jsonObjectValueID {
				r.bad = true
			}
			r.Bytes()
			skipJSON(r, depth+1)
			if r.bad {
				return
			}
		}
	default:
		r.bad = true
	}
}

// vectorLen reads the head of a vector whose elements take least bytes each.
func vectorLen(r *Reader, least int) int {
	if r.Uint32() != VectorID {
		r.bad = true
	}
	n := int(r.Uint32())
	if r.bad || n > len(r.b)/least {
		r.bad, r.b = true, nil
		return 0
	}
	return n
}

// ID is the constructor id that b begins with, 0 when it is too short.
func ID(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}
