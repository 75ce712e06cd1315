package upload

import (
	"bytes"
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/art"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

var errFile = fault.New(fault.Invalid, "FILE_ID_INVALID")

// Art is the source of the server's own pictures. It stands last: a document
// that nobody knows is refused here.
type Art struct{ in *input.Resolver }

// NewArt makes an Art.
func NewArt(in *input.Resolver) Art {
	if in == nil {
		panic("upload: missing dependency")
	}
	return Art{in}
}

// Open implements Source.
func (a Art) Open(_ context.Context, c *rpc.Call, at tg.InputFileLocationClass) (*File, error) {
	l, ok := at.(*tg.InputDocumentFileLocation)
	if !ok {
		return nil, nil
	}
	d, err := a.in.Picture(c, l)
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, errFile
	}
	if l.ThumbSize != "" { // they have none
		return nil, errLocation
	}
	f := &File{Size: int64(len(d.Bytes)), Type: &tg.StorageFileUnknown{}, Modified: art.Created, Bytes: bytes.NewReader(d.Bytes)}
	if !d.Animated {
		f.Type = &tg.StorageFileWebp{}
	}
	return f, nil
}
