package patchclient

import (
	"bytes"
	"debug/elf"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/patchclient/patchclienttest"
)

func writeFile(t *testing.T, dir, name string, data []byte, mode fs.FileMode) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, data, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
	return file
}

func TestFile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what       string
		file       *patchclienttest.File
		mode, want fs.FileMode
	}{
		{"a program", patchclienttest.Desktop(), 0o755, 0o755},
		{"a program that nobody may run", patchclienttest.Desktop(), 0o640, 0o750},
		{"a library", patchclienttest.TDLib(), 0o644, 0o644},
		{"a library that one may run", patchclienttest.TDLib(), 0o700, 0o700},
	} {
		dir := t.TempDir()
		in := writeFile(t, dir, "in", c.file.Bytes(), c.mode)
		out := writeFile(t, dir, "out", []byte("an earlier copy, which somebody runs"), 0o400)
		r, err := File(in, out, here())
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if !strings.Contains(r.Next, out) {
			t.Errorf("%s: next %q", c.what, r.Next)
		}
		info, err := os.Stat(out)
		if err != nil || info.Mode() != c.want {
			t.Errorf("%s: mode %v, want %v", c.what, info.Mode(), c.want)
		}
		want := c.file.Bytes()
		if _, err := patch(want, here()); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: the copy is not what was patched, %v", c.what, err)
		}
		if got, err := os.ReadFile(in); err != nil || !bytes.Equal(got, c.file.Bytes()) {
			t.Errorf("%s: the original changed, %v", c.what, err)
		}
		checkAlone(t, dir, "in", "out")
	}
}

// checkAlone wants nothing in dir but these.
func checkAlone(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(names) {
		t.Errorf("%v in the directory, want %v", entries, names)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	arm, small := patchclienttest.Desktop(), patchclienttest.Desktop()
	arm.Machine = elf.EM_AARCH64
	small.Class = elf.ELFCLASS32
	for _, c := range []struct {
		what string
		data []byte
		is   error
		want string
	}{
		{"a script", []byte("#!/bin/sh\nexec telegram\n"), ErrNotELF, "it is a script: name the binary"},
		{"nothing", nil, ErrNotELF, "not a Linux program or library"},
		{"a Windows program", []byte("MZ\x90"), ErrNotELF, "it is a Windows program"},
		{"an app for Android", []byte("PK\x03\x04"), ErrNotELF, "as Android and iOS apps are"},
		{"the begin of one", patchclienttest.Desktop().Bytes()[:100], ErrNotELF, "damaged"},
		{"one for ARM", arm.Bytes(), ErrArchitecture, "it is for EM_AARCH64"},
		{"one of 32 bits", small.Bytes(), ErrArchitecture, "ELFCLASS32"},
		{"a magic number alone", []byte(elf.ELFMAG), ErrNotELF, "it ends in its header"},
		{"one without a layout", (&patchclienttest.File{Machine: elf.EM_X86_64, Class: elf.ELFCLASS64}).Bytes(), ErrUnknown, "nothing in it"},
	} {
		dir := t.TempDir()
		in := writeFile(t, dir, "in", c.data, 0o755)
		_, err := File(in, filepath.Join(dir, "out"), here())
		if !errors.Is(err, c.is) || !strings.HasPrefix(err.Error(), in+": ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
		checkAlone(t, dir, "in")
	}
}

func TestPathsThatAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := writeFile(t, dir, "in", patchclienttest.TDLib().Bytes(), 0o644)
	link, dangling := filepath.Join(dir, "link"), filepath.Join(dir, "none", "out")
	if err := os.Symlink(in, link); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, in, out string
		is            error
		want          string
	}{
		{"itself", in, in, ErrSame, "keep the original"},
		{"itself by another name", in, link, ErrSame, "keep the original"},
		{"nothing", filepath.Join(dir, "nothing"), link, fs.ErrNotExist, "read the client: "},
		{"a directory to read", dir, filepath.Join(dir, "out"), nil, "is a directory"},
		{"a directory to write", in, dir, nil, "exists and is not a file"},
		{"no directory to write in", in, dangling, fs.ErrNotExist, "write the copy: "},
	} {
		_, err := File(c.in, c.out, here())
		if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
		checkAlone(t, dir, "in", "link")
	}
}

func TestARefusalLeavesWhatIsThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := writeFile(t, dir, "in", []byte("no client"), 0o644)
	out := writeFile(t, dir, "out", []byte("an earlier copy"), 0o644)
	if _, err := File(in, out, here()); !errors.Is(err, ErrNotELF) {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(out); err != nil || string(got) != "an earlier copy" {
		t.Errorf("%q, %v", got, err)
	}
	checkAlone(t, dir, "in", "out")
}
