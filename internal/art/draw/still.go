package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"

	"github.com/HugoSmits86/nativewebp"
	"golang.org/x/image/vector"
)

// stillSide is the width of a picture that does not move, in pixels.
const stillSide = 128

// still is a picture as WebP, with an alpha channel.
func (p picture) still() []byte {
	const fine = 4 // drawn larger, then averaged: edges that touch must not shine through
	big := image.NewRGBA(image.Rect(0, 0, stillSide*fine, stillSide*fine))
	for _, s := range p.grown(stillSide*fine/side, point{}) {
		r := vector.NewRasterizer(big.Rect.Dx(), big.Rect.Dy())
		for _, c := range s.lines {
			trace(r, c)
		}
		a := uint8(s.opacity*255 + .5)
		r.Draw(big, big.Rect, image.NewUniform(color.NRGBA{uint8(s.rgb >> 16), uint8(s.rgb >> 8), uint8(s.rgb), a}), image.Point{})
	}
	var b bytes.Buffer
	if err := nativewebp.Encode(&b, smaller(big, fine), nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func trace(r *vector.Rasterizer, c contour) {
	f := func(p point) (float32, float32) { return float32(p.x), float32(p.y) }
	x, y := f(c.v[0].at)
	r.MoveTo(x, y)
	for i := range c.v {
		a, b := c.v[i], c.v[(i+1)%len(c.v)]
		ax, ay := f(a.out)
		bx, by := f(b.in)
		x, y := f(b.at)
		r.CubeTo(ax, ay, bx, by, x, y)
	}
	r.ClosePath()
}

// smaller averages squares of n by n pixels.
func smaller(m *image.RGBA, n int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, m.Rect.Dx()/n, m.Rect.Dy()/n))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [4]int
			for i := range n * n {
				at := m.PixOffset(x*n+i%n, y*n+i/n)
				for k := range sum {
					sum[k] += int(m.Pix[at+k])
				}
			}
			for k := range sum {
				out.Pix[out.PixOffset(x, y)+k] = uint8(sum[k] / (n * n))
			}
		}
	}
	plain := image.NewNRGBA(out.Rect)
	draw.Draw(plain, plain.Rect, out, image.Point{}, draw.Src)
	return plain
}
