package desktop

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"syscall"
)

// screen is what Xvfb shows, in the file that it keeps it in.
type screen struct {
	pix []byte // blue, green, red and nothing, row by row; changes all the time
	all []byte // the whole file
}

// openScreen maps the file, which is in the format of xwd (X11/XWDFile.h): a
// header of big-endian words, colours, pixels.
func openScreen(name string) (*screen, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	all, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	s := &screen{all: all}
	word := func(i int) int { return int(binary.BigEndian.Uint32(all[4*i:])) }
	if len(all) < 100 || word(4) != Width || word(5) != Height || word(7) != 0 || word(11) != 32 || word(12) != 4*Width {
		return nil, errors.Join(errors.New("the screen has another format"), s.close())
	}
	begin := word(0) + 12*word(19)
	if s.pix = all[min(begin, len(all)):]; len(s.pix) < 4*Width*Height {
		return nil, errors.Join(errors.New("the screen has too few pixels"), s.close())
	}
	return s, nil
}

func (s *screen) close() error { return syscall.Munmap(s.all) }

// picture is what the screen showed at one time, in the same form.
type picture []byte

func newPicture() picture { return make(picture, 4*Width*Height) }

// rgb is a pixel as in 0xrrggbb.
func (p picture) rgb(x, y int) uint32 {
	return binary.LittleEndian.Uint32(p[4*(y*Width+x):]) & 0xffffff
}

// hash is the same for parts that look the same.
func (p picture) hash(seed maphash.Seed, r image.Rectangle) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		_, _ = h.Write(p[4*(y*Width+r.Min.X) : 4*(y*Width+r.Max.X)]) // a hash takes everything
	}
	return h.Sum64()
}

// save writes it as PNG.
func (p picture) save(name string) error {
	m := image.NewRGBA(everything)
	for i := 0; i < len(p); i += 4 {
		m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = p[i+2], p[i+1], p[i], 255
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, m)
	return errors.Join(err, f.Close())
}

// magnified is a part in shades of grey, larger, as PGM. It has red alone, where
// blue letters stand out as much as black ones, and green where there is much
// more red than that: those letters are red.
func (p picture) magnified(r image.Rectangle, times int) []byte {
	out := fmt.Appendf(nil, "P5 %d %d 255\n", r.Dx()*times, r.Dy()*times)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for range times {
			for x := r.Min.X; x < r.Max.X; x++ {
				for range times {
					at := 4 * (y*Width + x)
					green, red := p[at+1], p[at+2]
					if int(red)-int(green) > 64 {
						red = green
					}
					out = append(out, red)
				}
			}
		}
	}
	return out
}

// inBubbles is the chat with nothing but its bubbles: what has no bubble's paper
// at both sides, near by, is white. Drawings on the wall read as letters.
func (p picture) inBubbles() picture {
	const near = 24
	r := newPicture()
	copy(r, p)
	for y := chat.Min.Y; y < chat.Max.Y; y++ {
		paper := func(x int) bool { c := p.rgb(x, y); return c == white || c == ownText }
		for x := chat.Min.X; x < chat.Max.X; x++ {
			at := r[4*(y*Width+x):]
			if paper(x) || !anyOf(max(x-near, chat.Min.X), x, paper) || !anyOf(x+1, min(x+near, chat.Max.X), paper) {
				binary.LittleEndian.PutUint32(at, white)
				continue
			}
			for i := range 3 {
				at[i] = byte(max(0, 2*int(at[i])-white&0xff))
			}
		}
	}
	return r
}

func anyOf(from, to int, ok func(int) bool) bool {
	for i := from; i < to; i++ {
		if ok(i) {
			return true
		}
	}
	return false
}
