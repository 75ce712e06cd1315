package upload_test

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/art"
	"heliograph/internal/peer"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/tgapi/upload"
	"heliograph/internal/user"
)

const ann, bob user.ID = 1, 2

func open(t *testing.T) *tgapitest.World {
	t.Helper()
	w := tgapitest.Open(t)
	w.Person(ann, "ann")
	upload.New(upload.NewArt(w.In)).Register(w.D)
	return w
}

// picture is the largest animation of all.
func picture() *art.Document {
	var d *art.Document
	for _, r := range art.Reactions() {
		if d == nil || len(r.Effect.Bytes) > len(d.Bytes) {
			d = r.Effect
		}
	}
	return d
}

func at(w *tgapitest.World, who user.ID, d *art.Document) *tg.InputDocumentFileLocation {
	return &tg.InputDocumentFileLocation{
		ID: d.ID, AccessHash: w.Hash.Hash(int64(who), peer.Of(peer.File, d.ID)), FileReference: w.Hash.Reference(int64(who), d.ID),
	}
}

func TestGetFile(t *testing.T) {
	t.Parallel()
	w, d := open(t), picture()
	for _, step := range []int{4 << 10, 1 << 20} {
		var got []byte
		for {
			var box tg.UploadFileBox
			w.OK(ann, &tg.UploadGetFileRequest{Location: at(w, ann, d), Offset: int64(len(got)), Limit: step}, &box)
			f := box.File.(*tg.UploadFile)
			if got = append(got, f.Bytes...); len(f.Bytes) < step {
				break
			}
		}
		if !bytes.Equal(got, d.Bytes) {
			t.Errorf("by %d: %d bytes of %d", step, len(got), len(d.Bytes))
		}
	}
	var box tg.UploadFileBox
	w.OK(ann, &tg.UploadGetFileRequest{Location: at(w, ann, d), Offset: 1 << 40, Limit: 4096}, &box)
	if f := box.File.(*tg.UploadFile); len(f.Bytes) != 0 || f.Mtime != art.Created || f.Type.TypeID() != tg.StorageFileUnknownTypeID {
		t.Errorf("%+v", f)
	}
	still := art.Reactions()[0].Still
	w.OK(ann, &tg.UploadGetFileRequest{Precise: true, Location: at(w, ann, still), Offset: 1024, Limit: 3 << 10}, &box)
	if f := box.File.(*tg.UploadFile); f.Type.TypeID() != tg.StorageFileWebpTypeID || !bytes.Equal(f.Bytes, still.Bytes[1024:min(4096, len(still.Bytes))]) {
		t.Errorf("%+v", f)
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	w, d := open(t), picture()
	for _, c := range []struct {
		offset  int64
		limit   int
		precise bool
		code    string
	}{
		{0, 4096, false, ""},
		{1 << 20, 1 << 20, false, ""},
		{512 << 10, 512 << 10, true, ""},
		{1024, 1024, true, ""},
		{1 << 62, 4096, false, ""},
		{-4096, 4096, false, "OFFSET_INVALID"},
		{1024, 4096, false, "OFFSET_INVALID"},
		{1, 1024, true, "OFFSET_INVALID"},
		{0, 0, false, "LIMIT_INVALID"},
		{0, -4096, false, "LIMIT_INVALID"},
		{0, 1024, false, "LIMIT_INVALID"},
		{0, 12 << 10, false, "LIMIT_INVALID"}, // a megabyte has no whole number of these
		{0, 2 << 20, false, "LIMIT_INVALID"},
		{0, 1<<20 + 1024, true, "LIMIT_INVALID"},
		{0, 1000, true, "LIMIT_INVALID"},
		{4096, 1 << 20, false, "LIMIT_INVALID"}, // across the boundary
		{1<<20 - 1024, 2048, true, "LIMIT_INVALID"},
	} {
		req := &tg.UploadGetFileRequest{Location: at(w, ann, d), Offset: c.offset, Limit: c.limit, Precise: c.precise}
		if code := w.Call(ann, req, &tg.UploadFileBox{}); code != c.code {
			t.Errorf("%d+%d, precise %v: %q, not %q", c.offset, c.limit, c.precise, code, c.code)
		}
	}
}

func TestLocations(t *testing.T) {
	t.Parallel()
	w, d := open(t), picture()
	with := func(change func(*tg.InputDocumentFileLocation)) tg.InputFileLocationClass {
		l := at(w, ann, d)
		change(l)
		return l
	}
	for _, c := range []struct {
		at   tg.InputFileLocationClass
		code string
	}{
		{with(func(l *tg.InputDocumentFileLocation) { l.ID ^= 2 }), "FILE_ID_INVALID"},
		{with(func(l *tg.InputDocumentFileLocation) { l.AccessHash ^= 1 }), "FILE_ID_INVALID"},
		{at(w, bob, d), "FILE_ID_INVALID"},
		{with(func(l *tg.InputDocumentFileLocation) { l.FileReference = nil }), "FILE_REFERENCE_EMPTY"},
		{with(func(l *tg.InputDocumentFileLocation) { l.FileReference = w.Hash.Reference(int64(bob), d.ID) }), "FILE_REFERENCE_INVALID"},
		{with(func(l *tg.InputDocumentFileLocation) { l.ThumbSize = "m" }), "LOCATION_INVALID"},
		{&tg.InputPhotoFileLocation{ID: d.ID}, "LOCATION_INVALID"},
		{&tg.InputFileLocation{}, "LOCATION_INVALID"},
		{&tg.InputTakeoutFileLocation{}, "LOCATION_INVALID"},
	} {
		for _, req := range []bin.Encoder{
			&tg.UploadGetFileRequest{Location: c.at, Limit: 4096}, &tg.UploadGetFileHashesRequest{Location: c.at},
		} {
			if code := w.Call(ann, req, nil); code != c.code {
				t.Errorf("%T of %+v: %q, not %q", req, c.at, code, c.code)
			}
		}
	}
}

func TestHashes(t *testing.T) {
	t.Parallel()
	w, d := open(t), picture()
	var v tg.FileHashVector
	w.OK(ann, &tg.UploadGetFileHashesRequest{Location: at(w, ann, d), Offset: 5}, &v)
	sum := sha256.Sum256(d.Bytes)
	if len(v.Elems) != 1 || v.Elems[0].Offset != 0 || v.Elems[0].Limit != len(d.Bytes) || !bytes.Equal(v.Elems[0].Hash, sum[:]) {
		t.Errorf("%+v", v.Elems)
	}
	var none tg.FileHashVector
	w.OK(ann, &tg.UploadGetFileHashesRequest{Location: at(w, ann, d), Offset: 128 << 10}, &none)
	if len(none.Elems) != 0 {
		t.Errorf("after the end: %+v", none.Elems)
	}
	if code := w.Call(ann, &tg.UploadGetFileHashesRequest{Location: at(w, ann, d), Offset: -1}, nil); code != "OFFSET_INVALID" {
		t.Error(code)
	}
}
