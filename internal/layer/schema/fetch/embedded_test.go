package main

import (
	"compress/gzip"
	"io"
	"os"
	"slices"
	"testing"
)

// The file that was fetched last is what these tests look at: they find out when
// it was edited by hand, or when versions.go or supplement.tl were without
// fetching anew.

func embedded(t *testing.T) (text string, layers []known) {
	t.Helper()
	file, err := os.Open("../" + target)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	layers, err = expand(string(all))
	if err != nil {
		t.Fatal(err)
	}
	return string(all), layers
}

func TestEmbeddedIsCombined(t *testing.T) {
	t.Parallel()
	text, layers := embedded(t)
	if again := combine(layers); again != text {
		t.Error("the file is not what its own layers combine to")
	}
	packed, err := pack(text)
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > 150<<10 {
		t.Errorf("the file has %d bytes", len(packed))
	}
}

func TestEmbeddedLayers(t *testing.T) {
	t.Parallel()
	_, layers := embedded(t)
	changes, err := changes(supplement)
	if err != nil {
		t.Fatal(err)
	}
	var of []known
	for _, v := range versions {
		of = append(of, known{number: v.layer})
	}
	want := numbers(of, changes)
	if got := numbers(layers, nil); !slices.Equal(got, want) {
		t.Errorf("layers %v, versions and supplement are of %v", got, want)
	}
}

func TestEmbeddedHasSupplement(t *testing.T) {
	t.Parallel()
	_, layers := embedded(t)
	changes, err := changes(supplement)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		for _, k := range layers {
			if !c.of(k.number) {
				continue
			}
			ref := c.line
			if c.whole() {
				ref = refOf(c.line)
			}
			kind, at, ok := k.find(ref)
			if ok == c.gone {
				t.Errorf("layer %d: %s there is %v, the supplement says the opposite", k.number, ref, ok)
			}
			if c.whole() && (kind != c.kind || k.lines[kind][at] != c.line) {
				t.Errorf("layer %d: %q is not %q", k.number, k.lines[kind][at], c.line)
			}
		}
	}
}
