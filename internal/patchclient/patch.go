package patchclient

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
)

// What cannot be patched although it may be a client.
var (
	ErrPatched = errors.New("already patched")
	ErrSame    = errors.New("IN and OUT are the same file")
)

// Target is the server that a copy is made for.
type Target struct {
	Addr netip.AddrPort // as ParseAddress returns it
	Key  *rsa.PublicKey // as ParseKey returns it
}

// markBegin is how the mark of a patched client begins; it says for whom it is.
const markBegin = "heliograph at "

// outName stands in a layout for the path of the copy.
const outName = "{OUT}"

// mark is at most 35 bytes long.
func (t Target) mark() string { return markBegin + t.Addr.String() }

// marked says whether there is a mark, and for whom.
func (m *image) marked() (netip.AddrPort, bool) {
	for _, at := range m.text("\x00" + markBegin) {
		text, _, _ := bytes.Cut(m.data[at+1+len(markBegin):], []byte{0})
		if addr, err := netip.ParseAddrPort(string(text[:min(len(text), 21)])); err == nil {
			return addr, true
		}
	}
	return netip.AddrPort{}, false
}

// Change says how many things of a kind were replaced.
type Change struct {
	What string
	N    int
}

// Report says what was done.
type Report struct {
	Client  string // whose layout it was
	Program bool   // the file is to be run, not to be loaded by a program
	Changes []Change
	Next    string // what to do with the copy
}

// File writes to out a copy of the client in that dials and trusts t and
// nobody else. The copy has in's permissions, and those to execute it where in
// is a program, and appears under its name complete or not at all: out is
// neither made nor changed after an error. Errors wrap fs errors, ErrSame,
// ErrNotELF, ErrArchitecture, ErrPatched, ErrUnknown or ErrKey.
func File(in, out string, t Target) (Report, error) {
	if err := checkKey(t.Key); err != nil {
		return Report{}, err
	}
	info, err := os.Stat(in)
	if err != nil {
		return Report{}, fmt.Errorf("read the client: %w", err)
	}
	if other, err := os.Stat(out); err == nil && os.SameFile(info, other) {
		return Report{}, fmt.Errorf("%w, %s: keep the original, a patched client cannot be patched again", ErrSame, in)
	}
	data, err := os.ReadFile(in)
	if err != nil {
		return Report{}, fmt.Errorf("read the client: %w", err)
	}
	r, err := patch(data, t)
	if err != nil {
		return Report{}, fmt.Errorf("%s: %w", in, err)
	}
	mode := info.Mode().Perm()
	if r.Program {
		mode |= 0o111 & (mode >> 2) // for whom can read it
	}
	full, err := filepath.Abs(out)
	if err == nil {
		err = write(full, data, mode)
	}
	if err != nil {
		return Report{}, fmt.Errorf("write the copy: %w", err)
	}
	r.Next = strings.ReplaceAll(r.Next, outName, full)
	return r, nil
}

// patch edits data in place; after an error data is of no use.
func patch(data []byte, t Target) (Report, error) {
	m, err := open(data)
	if err != nil {
		return Report{}, err
	}
	if addr, ok := m.marked(); ok {
		return Report{}, fmt.Errorf("%w, for %s: to have one for another address, patch the original", ErrPatched, addr)
	}
	l, f, err := recognise(m)
	if err != nil {
		return Report{}, err
	}
	r := Report{Client: l.client, Program: m.isProgram(), Next: l.next}
	for _, k := range exchangeKeys {
		copy(data[f[k.what][0]:], builtIn(t.Key))
	}
	changes, err := l.apply(m, f, t)
	if err != nil {
		return Report{}, err
	}
	r.Changes = append([]Change{{"keys", len(exchangeKeys)}}, changes...)
	return r, nil
}

// write makes the file appear whole, over a name of its own.
func write(name string, data []byte, mode fs.FileMode) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "write", Path: name, Err: errors.New("exists and is not a file")}
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}
