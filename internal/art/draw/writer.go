package main

import (
	"archive/zip"
	"maps"
	"slices"
)

// writer writes the archive, the same bytes for the same files.
type writer struct {
	zip  *zip.Writer
	held map[string][]byte
	err  error
}

// add writes a file as it is: it is compressed already, and so the server reads
// it in place.
func (w *writer) add(name string, content []byte) {
	if w.err != nil {
		return
	}
	f, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = f.Write(content)
	}
	w.err = err
}

// later keeps a file until flush writes all that are kept, by name.
func (w *writer) later(name string, content []byte) {
	if w.held == nil {
		w.held = map[string][]byte{}
	}
	w.held[name] = content
}

func (w *writer) flush() {
	for _, name := range slices.Sorted(maps.Keys(w.held)) {
		w.add(name, w.held[name])
	}
	w.held = nil
}
