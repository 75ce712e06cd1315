package main

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// side is the width and height of every picture.
const side = 512.

// shape is an area or a line of one colour.
type shape struct {
	lines   []contour
	rgb     uint32
	opacity float64 // 0..1
	stroke  float64 // the width of the line; 0 fills
	evenOdd bool
}

// picture is shapes, each painted over those before it.
type picture []shape

func (p picture) each(fn func(point) point) picture {
	out := make(picture, len(p))
	for i, s := range p {
		lines := make([]contour, len(s.lines))
		for j, c := range s.lines {
			lines[j] = c.each(fn)
		}
		s.lines = lines
		out[i] = s
	}
	return out
}

// grown is p larger by k around a point.
func (p picture) grown(k float64, around point) picture {
	out := p.each(func(q point) point { return around.to(q, k) })
	for i := range out {
		out[i].stroke *= k
	}
	return out
}

func (p picture) turned(degrees float64, around point) picture {
	return p.each(func(q point) point { return q.sub(around).turned(degrees).add(around) })
}

func (p picture) over(q ...picture) picture {
	var out picture
	for _, x := range q {
		out = append(out, x...)
	}
	return append(out, p...)
}

func filled(rgb uint32, c ...contour) picture { return picture{{lines: c, rgb: rgb, opacity: 1}} }

func stroked(rgb uint32, width float64, c ...contour) picture {
	return picture{{lines: c, rgb: rgb, opacity: 1, stroke: width}}
}

func (p picture) seeThrough(opacity float64) picture {
	out := append(picture(nil), p...)
	for i := range out {
		out[i].opacity *= opacity
	}
	return out
}

func line(ps ...point) contour {
	c := contour{v: []vertex{{ps[0], ps[0], ps[0]}}}
	for _, p := range ps[1:] {
		c.lineTo(p)
	}
	return c
}

// ellipse is one around a point.
func ellipse(x, y, rx, ry float64) contour {
	const k = .5523
	v := func(dx, dy float64) vertex {
		p := point{x + dx*rx, y + dy*ry}
		h := point{-dy * rx * k, dx * ry * k}
		return vertex{p, p.sub(h), p.add(h)}
	}
	return contour{v: []vertex{v(1, 0), v(0, 1), v(-1, 0), v(0, -1)}, closed: true}
}

func circle(x, y, r float64) contour { return ellipse(x, y, r, r) }

// box is a rectangle around a point with round corners.
func box(x, y, w, h, r float64) contour {
	d := fmt.Sprintf("M%f %fh%fa%f %f 0 0 1 %f %fv%fa%f %f 0 0 1 %f %fh%fa%f %f 0 0 1 %f %fv%fa%f %f 0 0 1 %f %fz",
		x-w/2+r, y-h/2, w-2*r, r, r, r, r, h-2*r, r, r, -r, r, 2*r-w, r, r, -r, -r, 2*r-h, r, r, r, -r)
	return must(parsePath(d))[0]
}

// curves is the contours of an SVG path that is known to be right.
func curves(d string) []contour { return must(parsePath(d)) }

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// parseSVG reads what the pictures of the set use of SVG: groups of filled
// paths, circles and ellipses. size is the width of its canvas.
func parseSVG(body string, size float64) (picture, error) {
	d := xml.NewDecoder(bytes.NewReader([]byte("<svg>" + body + "</svg>")))
	var out picture
	fills := []string{""} // of the elements around
	for {
		t, err := d.Token()
		if err == io.EOF {
			return out.grown(side/size, point{}), nil
		}
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			fills = append(fills, fills[len(fills)-1])
			s, err := element(e, &fills[len(fills)-1])
			if err != nil {
				return nil, err
			}
			if s != nil {
				out = append(out, *s)
			}
		case xml.EndElement:
			fills = fills[:len(fills)-1]
		}
	}
}

// element is the shape that an element of SVG draws, if it does; fill is the
// colour around it, and then its own. Something unknown is an error.
func element(e xml.StartElement, fill *string) (*shape, error) {
	a := map[string]string{}
	for _, x := range e.Attr {
		a[x.Name.Local] = x.Value
	}
	*fill = cmp.Or(a["fill"], *fill)
	num := func(k string) float64 { f, _ := strconv.ParseFloat(a[k], 64); return f }
	s := &shape{opacity: 1, evenOdd: a["fill-rule"] == "evenodd"}
	switch e.Name.Local {
	case "svg":
		return nil, nil
	case "g":
		if len(a) > 1 || a["fill"] == "" {
			return nil, fmt.Errorf("a group with %v", a)
		}
		return nil, nil
	case "path":
		var err error
		if s.lines, err = parsePath(a["d"]); err != nil {
			return nil, err
		}
		for i := range s.lines {
			s.lines[i].closed = true // as every filled contour is
		}
	case "circle":
		s.lines = []contour{circle(num("cx"), num("cy"), num("r"))}
	case "ellipse":
		s.lines = []contour{ellipse(num("cx"), num("cy"), num("rx"), num("ry"))}
	default:
		return nil, fmt.Errorf("unknown element %s", e.Name.Local)
	}
	if t := a["transform"]; t != "" {
		var deg float64
		var c point
		if _, err := fmt.Sscanf(t, "rotate(%g %g %g)", &deg, &c.x, &c.y); err != nil {
			return nil, fmt.Errorf("transform %q: %w", t, err)
		}
		s.lines = picture{*s}.turned(deg, c)[0].lines
	}
	if o := a["opacity"]; o != "" {
		s.opacity = num("opacity")
	}
	c, err := rgb(*fill)
	s.rgb = c
	return s, err
}

func rgb(s string) (uint32, error) {
	h, ok := strings.CutPrefix(s, "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	n, err := strconv.ParseUint(h, 16, 32)
	if !ok || err != nil || len(h) != 6 {
		return 0, fmt.Errorf("unknown colour %q", s)
	}
	return uint32(n), nil
}
