package webclient

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// embedded is what `make web` built: "id", which names the build, and below "files"
// what is served, each as NAME.br and NAME.gz, or as NAME where compressing gains
// nothing. Without a build there is a README alone.
//
//go:embed all:build
var embedded embed.FS

// Built is the web client that this program carries.
func Built() fs.FS {
	sub, err := fs.Sub(embedded, "build")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

// app is a web client as it was built.
type app struct {
	id    string
	files map[string]*file // by their paths, "/index.html"
}

// file is one file of it. Immutable once loaded.
type file struct {
	kind   string
	keep   string
	tag    string // of its content, whatever the encoding
	plain  []byte // nil: there are the other two
	br, gz []byte
	length int
}

// keepForever is for what has its content's hash in its name.
const keepForever = "public, max-age=31536000, immutable"

// load reads a build; nil: there is none.
func load(fsys fs.FS) (*app, error) {
	id, err := fs.ReadFile(fsys, "id")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a := &app{id: strings.TrimSpace(string(id)), files: map[string]*file{}}
	err = fs.WalkDir(fsys, "files", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		a.add(strings.TrimPrefix(name, "files"), data)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for name, f := range a.files {
		if err := f.finish(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if a.files["/index.html"] == nil {
		return nil, errors.New("index.html is missing")
	}
	return a, nil
}

// add puts one form of a file to the others.
func (a *app) add(name string, data []byte) {
	form := path.Ext(name)
	if form == ".br" || form == ".gz" {
		name = strings.TrimSuffix(name, form)
	}
	f := a.files[name]
	if f == nil {
		f = &file{kind: contentType(name), keep: keepAsk}
		if strings.HasPrefix(name, "/assets/") {
			f.keep = keepForever
		}
		a.files[name] = f
	}
	switch form {
	case ".br":
		f.br = data
	case ".gz":
		f.gz = data
	default:
		f.plain = data
	}
}

// finish works out what every answer needs.
func (f *file) finish() error {
	if f.plain != nil {
		f.tag = sum(f.plain)
		return nil
	}
	if f.br == nil || len(f.gz) < 8 {
		return errors.New("one of its two forms is missing")
	}
	f.tag = sum(f.gz)
	f.length = int(binary.LittleEndian.Uint32(f.gz[len(f.gz)-4:])) // RFC 1952: the length, last
	return nil
}

// contentType does not ask the system, of which every one has another list.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".wasm":
		return "application/wasm"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".webp":
		return "image/webp"
	case ".woff2":
		return "font/woff2"
	case ".txt", ".md":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// register serves each file at its path, and the first page at "/". Whatever else is
// asked for below /assets/ is nowhere: the landing pages answer 404 for it.
func (a *app) register(mux *http.ServeMux) {
	for name, f := range a.files {
		if name == "/index.html" {
			mux.Handle("GET /{$}", f)
		}
		mux.Handle("GET "+name, f)
	}
}

// ServeHTTP answers with the file in the encoding that the client likes best.
func (f *file) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	secure(h, r)
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", f.keep)
	body, encoding := f.plain, ""
	if body == nil {
		h.Set("Vary", "Accept-Encoding")
		switch encoding = choose(r.Header.Values("Accept-Encoding")); encoding {
		case "br":
			body = f.br
		case "gzip":
			body = f.gz
		}
	}
	tag := `"` + f.tag + `"`
	if encoding != "" {
		tag = `"` + f.tag + "-" + encoding + `"`
	}
	h.Set("ETag", tag)
	if has(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if body == nil {
		f.unzip(w, r)
		return
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the reader may be gone; of HEAD net/http sends no body
}

// unzip is for the few that take neither encoding.
func (f *file) unzip(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", strconv.Itoa(f.length))
	if r.Method == http.MethodHead {
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(f.gz))
	if err != nil {
		panic(http.ErrAbortHandler) // the build was broken: the reader must not take it for whole
	}
	_, _ = io.Copy(w, z) // the reader may be gone
}

// sum is the hash by which a content is known.
func sum(content []byte) string {
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:12])
}
