// Command fetch writes keywords.bin anew from the annotations of Unicode CLDR,
// as npm packages have them. It needs the network, npm and bzip2, and runs in
// the folder above.
//
// Owns what is taken and what is left out. Must not be needed to build or test.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"heliograph/internal/keyword"
)

// What is fetched. A new version of CLDR is a new edition of the languages that
// it changes.
const (
	annotations = "cldr-annotations-full@48.2.0"
	derived     = "cldr-annotations-derived-full@48.2.0"
	order       = "unicode-emoji-json@0.9.0"
)

// languages are those that CLDR covers well, the most spoken and the most used
// ones first: as many are taken as fit into maxFile.
const languages = `en ru es de fr pt it ar fa tr uk id hi zh zh-Hant ja ko vi th pl nl uz kk az he bn ur cs ro hu el
	sv da no fi be bg sr hr sk sl lt lv et ms fil ta te ml ka hy ca sw mr gu kn pa my km am ky tk mn si ne lo sq mk bs
	gl eu is af ha so ga cy jv zu ig yo`

const (
	target  = "keywords.bin"
	maxFile = 1_000_000
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "fetch:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "keywords")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, p := range []string{annotations, derived, order} {
		if err := unpack(dir, p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	s := source{dir: dir}
	if err := s.readOrder(); err != nil {
		return err
	}
	var old *keyword.File
	if b, err := os.ReadFile(target); err == nil && len(b) > 0 {
		if old, err = keyword.ReadFile(b); err != nil {
			return err
		}
	}
	out, err := s.write(old)
	if err != nil {
		return err
	}
	return os.WriteFile(target, out, 0o644)
}

// unpack has npm fetch a package into dir/name.
func unpack(dir, spec string) error {
	name, _, _ := strings.Cut(spec, "@")
	at := filepath.Join(dir, name)
	if err := os.Mkdir(at, 0o755); err != nil {
		return err
	}
	for _, c := range [][]string{{"npm", "pack", "--silent", "--ignore-scripts", spec}, {"sh", "-c", "tar xzf *.tgz"}} {
		cmd := exec.Command(c[0], c[1:]...)
		cmd.Dir, cmd.Stderr = at, os.Stderr
		if err := cmd.Run(); err != nil {
			return err
		}
	}
	return nil
}

func pack(b []byte) ([]byte, error) {
	cmd := exec.Command("bzip2", "-9", "-c")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(b), os.Stderr
	return cmd.Output()
}

// write makes the file, with as many languages as fit. A language that the old
// file has stays.
func (s *source) write(old *keyword.File) ([]byte, error) {
	books := map[string]*keyword.Book{}
	var out []byte
	for _, lang := range strings.Fields(languages) {
		now, err := s.words(lang)
		if err != nil {
			return nil, err
		}
		code, had := strings.ToLower(lang), false
		var book *keyword.Book
		if old != nil {
			book, err = old.Book(code)
			had = err == nil
		}
		books[code] = keyword.Merge(book, now)
		next, err := keyword.WriteFile(s.emoji, books, pack)
		if err != nil {
			return nil, err
		}
		if len(next) > maxFile && !had {
			delete(books, code)
			continue
		}
		out = next
	}
	fmt.Printf("%d languages, %d emoji, %d bytes\n", len(books), len(s.emoji), len(out))
	return out, nil
}

// readJSON reads a file of a package.
func (s *source) readJSON(v any, path ...string) error {
	name := filepath.Join(append([]string{s.dir}, path...)...)
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
