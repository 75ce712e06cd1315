package schema

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:generate go run ./fetch

//go:embed schema.tl.gz
var packed []byte

// Load is the schema of every layer that is served, read from the embedded file
// the first time and shared. It panics when that file is damaged, which a test
// of every build rules out.
func Load() *Set { return load() }

var load = sync.OnceValue(func() *Set { return must(packed) })

func must(packed []byte) *Set {
	set, err := read(packed)
	if err != nil {
		panic(fmt.Sprintf("schema: the embedded schema.tl.gz cannot be read: %v", err))
	}
	return set
}

func read(packed []byte) (*Set, error) {
	text, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	return Parse(text)
}

// maxText is more than any text that would still load in time.
const maxText = 4 << 20

// unpack inflates in one piece: gzip ends with the length of what it holds.
func unpack(packed []byte) (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	text.Grow(int(min(binary.LittleEndian.Uint32(packed[len(packed)-4:]), maxText)))
	if _, err := io.Copy(&text, z); err != nil {
		return "", err
	}
	return text.String(), nil
}
