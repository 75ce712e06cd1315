package wire

import (
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

var (
	gzipReaders sync.Pool // *gzip.Reader
	zlibReaders sync.Pool // io.ReadCloser that is a zlib.Resetter
	gzipWriters = sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed) // the level is valid
		return w
	}}
)

// Inflate undoes gzip, or zlib, which TDLib sends, and refuses to give more
// than limit bytes.
func Inflate(packed []byte, limit int) ([]byte, error) {
	if len(packed) < 2 {
		return nil, ErrMalformed
	}
	src := bytes.NewReader(packed)
	if packed[0] == 0x1f && packed[1] == 0x8b {
		return inflateGzip(src, len(packed), limit)
	}
	return inflateZlib(src, len(packed), limit)
}

func inflateGzip(src *bytes.Reader, size, limit int) ([]byte, error) {
	r, _ := gzipReaders.Get().(*gzip.Reader)
	if r == nil {
		r = new(gzip.Reader)
	}
	defer gzipReaders.Put(r)
	if err := r.Reset(src); err != nil {
		return nil, ErrMalformed
	}
	r.Multistream(false)
	return readAtMost(r, size, limit)
}

func inflateZlib(src *bytes.Reader, size, limit int) ([]byte, error) {
	r, _ := zlibReaders.Get().(io.ReadCloser)
	if r == nil {
		fresh, err := zlib.NewReader(src)
		if err != nil {
			return nil, ErrMalformed
		}
		r = fresh
	} else if err := r.(zlib.Resetter).Reset(src, nil); err != nil {
		zlibReaders.Put(r)
		return nil, ErrMalformed
	}
	defer zlibReaders.Put(r)
	return readAtMost(r, size, limit)
}

// readAtMost reads to the end; memory grows with what really comes.
func readAtMost(r io.Reader, size, limit int) ([]byte, error) {
	if limit <= 0 {
		return nil, ErrTooBig
	}
	out := make([]byte, 0, min(limit+1, 4*size+64))
	for {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := r.Read(out[len(out):cap(out)])
		out = out[:len(out)+n]
		if len(out) > limit {
			return nil, ErrTooBig
		}
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, ErrMalformed
		}
	}
}

// Deflate returns body as gzip_packed, or body itself when that is no smaller
// or when body is a piece of a file, which does not compress.
func Deflate(body []byte) []byte {
	switch ID(body) {
	case uploadFileID, webFileID, cdnFileID, cdnFileReuploID, GzipPackedID:
		return body
	}
	var packed bytes.Buffer
	packed.Grow(len(body)/2 + 64)
	packed.Write(make([]byte, 8)) // room for the id and a long length
	w := gzipWriters.Get().(*gzip.Writer)
	defer gzipWriters.Put(w)
	w.Reset(&packed)
	if _, err := w.Write(body); err != nil {
		return body
	}
	if err := w.Close(); err != nil {
		return body
	}
	b := packed.Bytes()
	n := len(b) - 8
	if n >= 1<<24 || len(b) >= len(body) {
		return body
	}
	if n < 254 {
		return AppendBytes(AppendID(make([]byte, 0, n+12), GzipPackedID), b[8:])
	}
	AppendID(b[:0], GzipPackedID)
	b[4], b[5], b[6], b[7] = 254, byte(n), byte(n>>8), byte(n>>16)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}
