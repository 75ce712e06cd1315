package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source is the npm package with the pictures of emoji, and output what is
// written, from the folder of package art.
const (
	source = "@iconify-json/fluent-emoji-flat@1.2.6"
	output = "art.zip"
)

// maxOutput is how much the server's binary may grow by it.
const maxOutput = 3 << 20

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func run() error {
	set, err := fetch()
	if err != nil {
		return err
	}
	list, err := subjects()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := &writer{zip: zip.NewWriter(&b)}
	var entries []entry
	for i := range list {
		s := &list[i]
		if s.name, s.picture, err = set.find(s.emoji); err != nil {
			return err
		}
		e := entry{Emoji: s.emoji, Title: s.name, Folder: "emoji/" + codes(s.emoji)}
		entries = append(entries, e)
		dir := e.Folder + "/"
		z.add(dir+"still.webp", s.picture.still())
		for name, a := range map[string]animation{
			"appear": s.appear(), "select": s.choose(), "activate": s.activate(),
			"effect": s.effect(), "around": s.around(), "center": s.icon(),
		} {
			z.later(dir+name+".tgs", a.pack())
		}
		z.flush()
	}
	z.add("emoji.json", must(json.Marshal(entries)))
	thrown := dice(func(emoji string) picture {
		_, p, e := set.find(emoji)
		err = errors.Join(err, e)
		return p
	})
	if err != nil {
		return err
	}
	for _, d := range thrown {
		d.write(z)
	}
	z.add("dice.json", must(json.Marshal(thrown)))
	if err := errors.Join(z.err, z.zip.Close()); err != nil {
		return err
	}
	if b.Len() > maxOutput {
		return fmt.Errorf("%d bytes are more than %d", b.Len(), maxOutput)
	}
	return os.WriteFile(output, b.Bytes(), 0o644)
}

// entry is an emoji in emoji.json, in the order of emoji.txt.
type entry struct {
	Emoji  string `json:"emoji"`
	Title  string `json:"title"`
	Folder string `json:"folder"`
}

// codes is the code points of an emoji, "1f937-200d-2642".
func codes(emoji string) string {
	var out []string
	for _, r := range emoji {
		out = append(out, fmt.Sprintf("%x", r))
	}
	return strings.Join(out, "-")
}

// icons is the package's set.
type icons struct {
	Width float64 `json:"width"`
	Icons map[string]struct {
		Body string `json:"body"`
	} `json:"icons"`
	chars map[string]string // code points to names
}

// fetch gets the package from the registry.
func fetch() (*icons, error) {
	dir, err := os.MkdirTemp("", "art")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	c := exec.Command("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", dir, source)
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("npm install %s: %w", source, err)
	}
	name := source[:strings.LastIndex(source, "@")]
	read := func(file string, v any) error {
		b, err := os.ReadFile(filepath.Join(dir, "node_modules", name, file))
		if err != nil {
			return err
		}
		return json.Unmarshal(b, v)
	}
	s := &icons{}
	return s, errors.Join(read("icons.json", s), read("chars.json", &s.chars))
}

// find is the name and the picture of an emoji, written without the character
// that asks for colours.
func (s *icons) find(emoji string) (string, picture, error) {
	name := ""
	for code, n := range s.chars {
		if strings.ReplaceAll(code, "-fe0f", "") == codes(emoji) && (name == "" || n < name) {
			name = n
		}
	}
	i, ok := s.Icons[name]
	if !ok {
		return "", nil, fmt.Errorf("no picture of %s", emoji)
	}
	p, err := parseSVG(i.Body, s.Width)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", emoji, err)
	}
	words := strings.ReplaceAll(name, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:], p, nil
}
