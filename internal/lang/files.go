package lang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// The packs that mean something to the server.
const (
	Own   = "heliograph" // the server's own texts
	Emoji = "emoji"      // words and the emoji that they find
)

// English is what every pack has.
const English = "en"

// foreign are the packs of clients that carry English themselves: apps, and the
// web client of this server, which is "web".
var foreign = []string{"android", "android_x", "ios", "macos", "tdesktop", "unigram", "web", "weba", "webk"}

// Bounds of the directory.
const (
	maxPacks     = 32
	maxLanguages = 256
	maxBytes     = 128 << 20
	extension    = ".strings"
)

//go:embed texts
var texts embed.FS

// packs is languages by pack and code.
type packs map[string]map[string]*source

// readBuiltin reads the texts that are part of the program.
func readBuiltin() packs {
	out, err := readFiles(texts, "texts", "")
	if err != nil {
		panic(fmt.Sprintf("lang: the texts of this program: %v", err)) // a test reads them
	}
	return out
}

// Check says what is wrong with the files of a directory, each mistake with file
// and line, and how many languages there are.
func Check(dir string) (int, error) {
	p, err := readDir(dir)
	n := 0
	for _, languages := range p {
		n += len(languages)
	}
	return n, err
}

// readDir reads DIR/PACK/CODE.strings; dir may be "".
func readDir(dir string) (packs, error) {
	if dir == "" {
		return packs{}, nil
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	return readFiles(os.DirFS(dir), ".", dir)
}

// readFiles reads all files under root; shown is how errors call the file
// system.
func readFiles(f fs.FS, root, shown string) (packs, error) {
	out, bytes := packs{}, 0
	var errs []error
	names, err := fs.Glob(f, path.Join(root, "*", "*"+extension))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		pack := path.Base(path.Dir(name))
		code := strings.TrimSuffix(path.Base(name), extension)
		s, size, err := readFile(f, name, filepath.Join(shown, filepath.FromSlash(name)), pack, code)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if out[pack] == nil {
			out[pack] = map[string]*source{}
		}
		out[pack][code] = s
		bytes += size
		if len(out) > maxPacks || len(out[pack]) > maxLanguages || bytes > maxBytes {
			return nil, fmt.Errorf("%s: more than %d packs, %d languages of one, or %d MB", shown, maxPacks, maxLanguages, maxBytes>>20)
		}
	}
	return out, errors.Join(errs...)
}

func readFile(f fs.FS, name, shown, pack, code string) (*source, int, error) {
	if !goodKey(pack) || !goodCode.MatchString(code) || len(code) > maxCode {
		return nil, 0, fmt.Errorf("%s: is not PACK/CODE%s with a code such as de or pt-br", shown, extension)
	}
	info, err := fs.Stat(f, name)
	if err != nil {
		return nil, 0, err
	}
	if info.Size() > maxFile {
		return nil, 0, fmt.Errorf("%s: is longer than %d bytes", shown, maxFile)
	}
	data, err := fs.ReadFile(f, name)
	if err != nil {
		return nil, 0, err
	}
	s, err := parse(shown, data, pack == Emoji)
	if err != nil {
		return nil, 0, err
	}
	if _, err := newLanguage(pack, code, s); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", shown, err)
	}
	if pack == Own {
		err = sameHoles(shown, s)
	}
	return s, len(data), err
}

// sameHoles finds texts of the server in which something else would be filled in
// than in the English ones.
func sameHoles(shown string, s *source) error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(s.entries)) {
		english, ours := englishTexts()[key]
		if ours && !slices.Equal(holes(english.Text), holes(s.entries[key].Text)) {
			errs = append(errs, fmt.Errorf("%s: %q must hold %s, each once", shown, key, strings.Join(holes(english.Text), " ")))
		}
	}
	return errors.Join(errs...)
}

// signature changes whenever a file of the directory does.
func signature(dir string) string {
	var b strings.Builder
	if dir == "" {
		return ""
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*", "*"+extension))
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}
