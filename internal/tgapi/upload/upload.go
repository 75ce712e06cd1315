// Package upload is the edge of the upload.* methods.
//
// Owns the rules of ranges and what an answer may carry. Must not know where the
// bytes of a file lie: each Source knows that of its own.
package upload

import (
	"context"
	"crypto/sha256"
	"io"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

const (
	chunk     = 1 << 20   // an answer carries at most this much, of one such stretch of the file
	unit      = 4 << 10   // ranges begin and end on these
	fineUnit  = 1 << 10   // the same, where the client asks for a precise one
	hashed    = 128 << 10 // how much of a file has one hash
	maxHashes = 64        // of one answer
)

var (
	errOffset   = fault.New(fault.Invalid, "OFFSET_INVALID")
	errLimit    = fault.New(fault.Invalid, "LIMIT_INVALID")
	errLocation = fault.New(fault.Invalid, "LOCATION_INVALID")
)

// File is bytes that somebody may fetch.
type File struct {
	Size     int64
	Type     tg.StorageFileTypeClass
	Modified int // Unix seconds
	Bytes    io.ReaderAt
}

// Source knows the files of some locations.
type Source interface {
	// Open finds what a location names to the caller; nil when it is not for this
	// Source to know. Its faults are the answer.
	Open(ctx context.Context, c *rpc.Call, at tg.InputFileLocationClass) (*File, error)
}

// Handlers answer the methods of the namespace.
type Handlers struct{ sources []Source }

// New makes Handlers that ask each source in turn.
func New(sources ...Source) *Handlers {
	if len(sources) == 0 {
		panic("upload: missing dependency")
	}
	return &Handlers{sources}
}

// Register lists every upload.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnUploadGetFile(rpc.Any(h.getFile))
	d.OnUploadGetFileHashes(rpc.Any(h.getFileHashes))
}

// open finds a file. Faults: LOCATION_INVALID and those of the sources.
func (h *Handlers) open(ctx context.Context, c *rpc.Call, at tg.InputFileLocationClass) (*File, error) {
	for _, s := range h.sources {
		if f, err := s.Open(ctx, c, at); f != nil || err != nil {
			return f, err
		}
	}
	return nil, errLocation
}

// checkRange refuses a range that clients must not ask for
// (https://core.telegram.org/api/files#downloading-files).
func checkRange(offset, limit int64, precise bool) error {
	u := int64(unit)
	if precise {
		u = fineUnit
	}
	switch {
	case offset < 0 || offset%u != 0:
		return errOffset
	case limit <= 0 || limit > chunk || limit%u != 0 || !precise && chunk%limit != 0:
		return errLimit
	case offset/chunk != (offset+limit-1)/chunk:
		return errLimit
	}
	return nil
}

// read is a stretch of a file, cut where the file ends.
func (f *File) read(offset, n int64) ([]byte, error) {
	n = min(n, f.Size-offset)
	if n <= 0 {
		return nil, nil
	}
	b := make([]byte, n)
	if _, err := f.Bytes.ReadAt(b, offset); err != nil && err != io.EOF {
		return nil, err
	}
	return b, nil
}

// getFile never sends elsewhere: there is one data centre, and no network of
// caches before it.
func (h *Handlers) getFile(ctx context.Context, c *rpc.Call, r *tg.UploadGetFileRequest) (tg.UploadFileClass, error) {
	if err := checkRange(r.Offset, int64(r.Limit), r.Precise); err != nil {
		return nil, err
	}
	f, err := h.open(ctx, c, r.Location)
	if err != nil {
		return nil, err
	}
	b, err := f.read(r.Offset, int64(r.Limit))
	return &tg.UploadFile{Type: f.Type, Mtime: f.Modified, Bytes: b}, err
}

// getFileHashes is the hashes of the stretch that holds an offset and of those
// after it, some at a time.
func (h *Handlers) getFileHashes(ctx context.Context, c *rpc.Call, r *tg.UploadGetFileHashesRequest) ([]tg.FileHash, error) {
	if r.Offset < 0 {
		return nil, errOffset
	}
	f, err := h.open(ctx, c, r.Location)
	if err != nil {
		return nil, err
	}
	out := []tg.FileHash{}
	for at := r.Offset - r.Offset%hashed; at < f.Size && len(out) < maxHashes; at += hashed {
		b, err := f.read(at, hashed)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		out = append(out, tg.FileHash{Offset: at, Limit: len(b), Hash: sum[:]})
	}
	return out, nil
}
