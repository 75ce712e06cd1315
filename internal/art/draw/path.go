package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// point is a place on the canvas, or a way from one to another.
type point struct{ x, y float64 }

func (p point) add(q point) point           { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point           { return point{p.x - q.x, p.y - q.y} }
func (p point) times(k float64) point       { return point{p.x * k, p.y * k} }
func (p point) to(q point, t float64) point { return p.add(q.sub(p).times(t)) }

// turned is p turned around the origin by degrees.
func (p point) turned(degrees float64) point {
	s, c := math.Sincos(degrees * math.Pi / 180)
	return point{p.x*c - p.y*s, p.x*s + p.y*c}
}

// vertex is a corner of a contour with the handles of the curves that meet
// there, all in canvas coordinates.
type vertex struct{ at, in, out point }

// contour is a line of cubic curves.
type contour struct {
	v      []vertex
	closed bool
}

// each is the contour with every point changed.
func (c contour) each(fn func(point) point) contour {
	out := contour{closed: c.closed, v: make([]vertex, len(c.v))}
	for i, v := range c.v {
		out.v[i] = vertex{fn(v.at), fn(v.in), fn(v.out)}
	}
	return out
}

// lineTo, curveTo and close extend a contour.
func (c *contour) lineTo(p point) { c.curveTo(c.v[len(c.v)-1].at, p, p) }

func (c *contour) curveTo(a, b, p point) {
	c.v[len(c.v)-1].out = a
	c.v = append(c.v, vertex{p, b, p})
}

func (c *contour) close() {
	c.closed = true
	last := len(c.v) - 1
	if first := c.v[0].at; last > 0 && math.Hypot(first.x-c.v[last].at.x, first.y-c.v[last].at.y) < 1e-3 {
		c.v[0].in = c.v[last].in
		c.v = c.v[:last]
	}
}

// pathReader reads the "d" of an SVG path.
type pathReader struct {
	s     string
	out   []contour
	cur   *contour
	at    point
	start point
	ctrl  point // the last control point, for S and T
	prev  byte
}

// parsePath reads the data of an SVG path (https://www.w3.org/TR/SVG11/paths.html).
func parsePath(d string) ([]contour, error) {
	r := &pathReader{s: d}
	var cmd byte
	for {
		r.skip()
		if r.s == "" {
			break
		}
		if c := r.s[0]; c >= 'A' {
			cmd, r.s = c, r.s[1:]
		} else if cmd == 'M' {
			cmd = 'L'
		} else if cmd == 'm' {
			cmd = 'l'
		}
		if err := r.command(cmd); err != nil {
			return nil, fmt.Errorf("path %q: %w", d, err)
		}
		r.prev = cmd &^ 0x20
	}
	r.flush()
	return r.out, nil
}

func (r *pathReader) flush() {
	if r.cur != nil && len(r.cur.v) > 1 {
		r.out = append(r.out, *r.cur)
	}
	r.cur = nil
}

func (r *pathReader) skip() { r.s = strings.TrimLeft(r.s, " ,\n\t") }

// num reads a number; flags of arcs are one digit and may stand without a gap.
func (r *pathReader) num(flag bool) (float64, error) {
	r.skip()
	n, dot, e := 0, false, false
	for n < len(r.s) {
		c := r.s[n]
		switch {
		case c >= '0' && c <= '9':
		case (c == '-' || c == '+') && (n == 0 || e && r.s[n-1] == 'e'):
		case c == '.' && !dot && !e:
			dot = true
		case c == 'e' && n > 0 && !e:
			e = true
		default:
			goto done
		}
		n++
		if flag {
			break
		}
	}
done:
	f, err := strconv.ParseFloat(r.s[:n], 64)
	r.s = r.s[n:]
	return f, err
}

func (r *pathReader) nums(n int) ([]float64, error) {
	out := make([]float64, n)
	for i := range out {
		var err error
		if out[i], err = r.num(false); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// points reads points, absolute or relative to where the pen is.
func (r *pathReader) points(n int, relative bool) ([]point, error) {
	f, err := r.nums(2 * n)
	if err != nil {
		return nil, err
	}
	out := make([]point, n)
	for i := range out {
		out[i] = point{f[2*i], f[2*i+1]}
		if relative {
			out[i] = out[i].add(r.at)
		}
	}
	return out, nil
}

func (r *pathReader) begin() {
	if r.cur == nil {
		r.cur = &contour{v: []vertex{{r.at, r.at, r.at}}}
		r.start = r.at
	}
}

func (r *pathReader) line(p point) {
	r.begin()
	r.cur.lineTo(p)
	r.at, r.ctrl = p, p
}

func (r *pathReader) curve(a, b, p point) {
	r.begin()
	r.cur.curveTo(a, b, p)
	r.at, r.ctrl = p, b
}

// mirrored is where a smooth curve begins to bend.
func (r *pathReader) mirrored(after string) point {
	if strings.IndexByte(after, r.prev) >= 0 {
		return r.at.add(r.at.sub(r.ctrl))
	}
	return r.at
}

func (r *pathReader) quad(q, p point) {
	r.curve(r.at.to(q, 2./3), p.to(q, 2./3), p)
	r.ctrl = q
}

func (r *pathReader) command(cmd byte) error {
	relative := cmd >= 'a'
	switch cmd &^ 0x20 {
	case 'Z':
		if r.cur != nil {
			r.cur.close()
			r.flush()
		}
		r.at = r.start
		return nil
	case 'H', 'V':
		f, err := r.num(false)
		if err != nil {
			return err
		}
		p, base := r.at, point{}
		if relative {
			base = r.at
		}
		if cmd&^0x20 == 'H' {
			p.x = base.x + f
		} else {
			p.y = base.y + f
		}
		r.line(p)
		return nil
	case 'A':
		return r.arcCommand(relative)
	}
	n, ok := map[byte]int{'M': 1, 'L': 1, 'T': 1, 'Q': 2, 'S': 2, 'C': 3}[cmd&^0x20]
	if !ok {
		return fmt.Errorf("command %q", cmd)
	}
	p, err := r.points(n, relative)
	if err != nil {
		return err
	}
	switch cmd &^ 0x20 {
	case 'M':
		r.flush()
		r.at = p[0]
		r.begin()
	case 'L':
		r.line(p[0])
	case 'C':
		r.curve(p[0], p[1], p[2])
	case 'S':
		r.curve(r.mirrored("CS"), p[0], p[1])
	case 'Q':
		r.quad(p[0], p[1])
	case 'T':
		r.quad(r.mirrored("QT"), p[0])
	}
	return nil
}

func (r *pathReader) arcCommand(relative bool) error {
	var f [7]float64
	for i := range f {
		var err error
		if f[i], err = r.num(i == 3 || i == 4); err != nil {
			return err
		}
	}
	p := point{f[5], f[6]}
	if relative {
		p = p.add(r.at)
	}
	r.arc(point{math.Abs(f[0]), math.Abs(f[1])}, f[2], f[3] != 0, f[4] != 0, p)
	r.ctrl = p
	return nil
}

// arc is an elliptical arc as curves (SVG 1.1, F.6.5).
func (r *pathReader) arc(radius point, turn float64, large, sweep bool, to point) {
	from := r.at
	if radius.x == 0 || radius.y == 0 || from == to {
		r.line(to)
		return
	}
	h := from.sub(to).times(.5).turned(-turn)
	if l := h.x*h.x/(radius.x*radius.x) + h.y*h.y/(radius.y*radius.y); l > 1 {
		radius = radius.times(math.Sqrt(l))
	}
	a, b := radius.x*radius.x, radius.y*radius.y
	k := math.Sqrt(math.Max(0, (a*b-a*h.y*h.y-b*h.x*h.x)/(a*h.y*h.y+b*h.x*h.x)))
	if large == sweep {
		k = -k
	}
	c := point{k * radius.x * h.y / radius.y, -k * radius.y * h.x / radius.x}
	center := c.turned(turn).add(from.to(to, .5))
	angle := func(p point) float64 { return math.Atan2((p.y-c.y)/radius.y, (p.x-c.x)/radius.x) }
	t1, t2 := angle(h), angle(h.times(-1))
	d := t2 - t1
	if sweep && d < 0 {
		d += 2 * math.Pi
	} else if !sweep && d > 0 {
		d -= 2 * math.Pi
	}
	n := int(math.Ceil(math.Abs(d)/(math.Pi/2) - 1e-9))
	step := d / float64(n)
	bend := 4. / 3 * math.Tan(step/4)
	at := func(x, y float64) point { return point{x * radius.x, y * radius.y}.turned(turn).add(center) }
	for i := range n {
		s1, c1 := math.Sincos(t1 + float64(i)*step)
		s2, c2 := math.Sincos(t1 + float64(i+1)*step)
		end := at(c2, s2)
		if i == n-1 {
			end = to
		}
		r.curve(at(c1-bend*s1, s1+bend*c1), at(c2+bend*s2, s2-bend*c2), end)
	}
}
