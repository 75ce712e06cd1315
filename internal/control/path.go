package control

import (
	"fmt"
	"os"
	"path/filepath"
)

// maxPath is how long the path of a socket may be: sun_path of unix(7) has 108
// bytes on Linux and 104 elsewhere, with the zero at the end.
const maxPath = 103

// shorten is another name for dir under which a socket's path fits; done ends
// its validity.
func shorten(dir string) (short string, done func(), err error) {
	if len(filepath.Join(dir, File+".new")) <= maxPath {
		return dir, func() {}, nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return "", nil, err
	}
	short = fmt.Sprintf("/proc/self/fd/%d", f.Fd())
	if _, err := os.Stat(short); err != nil {
		_ = f.Close()
		return "", nil, fmt.Errorf("the path of the data directory is too long for a socket: %s", dir)
	}
	return short, func() { _ = f.Close() }, nil
}
