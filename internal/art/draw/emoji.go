package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	_ "embed"
)

//go:embed emoji.txt
var emojiList string

// subject is an emoji to draw.
type subject struct {
	emoji, name string
	motion      string
	sparks      []uint32
	picture     picture
}

// subjects reads emoji.txt.
func subjects() ([]subject, error) {
	var out []subject
	for l := range strings.Lines(emojiList) {
		f := strings.Fields(l)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) != 4 || motions[f[1]] == nil {
			return nil, fmt.Errorf("emoji.txt: %q", l)
		}
		s := subject{emoji: f[0], motion: f[1]}
		for _, x := range f[2:] {
			c, err := rgb("#" + x)
			if err != nil {
				return nil, fmt.Errorf("emoji.txt: %w", err)
			}
			s.sparks = append(s.sparks, c)
		}
		out = append(out, s)
	}
	return out, nil
}

var middle = point{side / 2, side / 2}

// rest is how large an emoji is in its picture, in percent, so that it has room
// to move. In that of the icon below a message it takes the middle, which is
// what clients cut out or leave room around.
const (
	rest     = 84.
	restIcon = 56.
)

// pose is where an emoji is at a time: its size in percent of what it is at
// rest, its turn in degrees, how far it has moved.
type pose struct{ t, w, h, turn, x, y float64 }

// motions is what emoji do: poses over one second. The first and the last are
// at rest, so what comes before and after fits.
var motions = map[string][]pose{
	"tilt":     {{t: 8, w: 92, h: 92, turn: 10}, {t: 20, w: 114, h: 114, turn: -18}, {t: 32, w: 112, h: 112, turn: 12}, {t: 42, w: 106, h: 106, turn: -7}},
	"drop":     {{t: 10, w: 94, h: 106, y: -38}, {t: 20, w: 114, h: 86, y: 34}, {t: 32, w: 96, h: 106, y: -16}, {t: 42, w: 105, h: 95, y: 12}},
	"beat":     {{t: 8, w: 86, h: 86}, {t: 18, w: 118, h: 118}, {t: 26, w: 96, h: 96}, {t: 36, w: 112, h: 112}, {t: 46, w: 98, h: 98}},
	"flare":    {{t: 8, w: 108, h: 86, y: 26}, {t: 18, w: 90, h: 118, y: -24, turn: -4}, {t: 28, w: 106, h: 94, y: 10, turn: 4}, {t: 38, w: 95, h: 109, y: -12, turn: -3}, {t: 48, w: 102, h: 98, y: 3}},
	"clap":     {{t: 7, w: 90, h: 104, turn: -9}, {t: 14, w: 112, h: 104, turn: 5}, {t: 22, w: 92, h: 104, turn: -7}, {t: 29, w: 112, h: 104, turn: 5}, {t: 37, w: 94, h: 103, turn: -5}, {t: 45, w: 107, h: 102, turn: 3}},
	"hop":      {{t: 8, w: 112, h: 86, y: 30}, {t: 22, w: 94, h: 110, y: -44}, {t: 34, w: 112, h: 88, y: 26}, {t: 44, w: 97, h: 104, y: -12}, {t: 52, w: 103, h: 97, y: 6}},
	"sway":     {{t: 12, w: 104, h: 104, turn: -13, x: -22}, {t: 28, w: 104, h: 104, turn: 13, x: 22}, {t: 44, w: 102, h: 102, turn: -6, x: -9}},
	"burst":    {{t: 12, w: 78, h: 78, turn: -8}, {t: 20, w: 120, h: 120, turn: 5}, {t: 30, w: 94, h: 94, turn: -3}, {t: 42, w: 106, h: 106, turn: 2}},
	"shake":    {{t: 6, w: 104, h: 104, x: -24, turn: -5}, {t: 13, w: 104, h: 104, x: 24, turn: 5}, {t: 20, w: 104, h: 104, x: -22, turn: -5}, {t: 27, w: 103, h: 103, x: 20, turn: 4}, {t: 35, w: 102, h: 102, x: -13, turn: -3}, {t: 43, w: 101, h: 101, x: 8, turn: 2}},
	"nod":      {{t: 10, w: 103, h: 97, y: 24, turn: 5}, {t: 24, w: 102, h: 104, y: -20, turn: -5}, {t: 38, w: 102, h: 98, y: 15, turn: 3}, {t: 49, w: 100, h: 101, y: -6}},
	"float":    {{t: 16, w: 104, h: 104, y: -34, x: -10, turn: -7}, {t: 32, w: 104, h: 104, y: -14, x: 14, turn: 7}, {t: 46, w: 101, h: 101, y: 10, turn: -3}},
	"roll":     {{t: 12, w: 102, h: 102, turn: -32, x: -26}, {t: 26, w: 104, h: 104, turn: 32, x: 26}, {t: 38, w: 103, h: 103, turn: -20, x: -15}, {t: 48, w: 101, h: 101, turn: 9, x: 6}},
	"scribble": {{t: 8, x: -22, y: 12, w: 102, h: 102, turn: -6}, {t: 16, x: 14, y: -12, w: 102, h: 102, turn: 4}, {t: 24, x: -16, y: 12, w: 102, h: 102, turn: -5}, {t: 32, x: 18, y: -10, w: 102, h: 102, turn: 4}, {t: 42, x: -6, y: 6, w: 101, h: 101, turn: -2}},
	"shrug":    {{t: 10, w: 103, h: 94, y: 16}, {t: 20, w: 101, h: 108, y: -20, turn: -6}, {t: 34, w: 101, h: 107, y: -18, turn: 6}, {t: 44, w: 102, h: 97, y: 8}},
}

// play has a picture go through poses, its size at rest in percent given, the
// poses slower and wider by factors.
func play(p picture, poses []pose, size, slow, wide float64) (layer, int) {
	all := append([]pose{{w: 100, h: 100}}, poses...)
	all = append(all, pose{t: 60, w: 100, h: 100})
	l := layer{picture: p, center: middle}
	for _, q := range all {
		grow := func(f float64) float64 { return size * (100 + (f-100)*wide) / 100 }
		l.scale = append(l.scale, key{q.t * slow, []float64{grow(q.w), grow(q.h)}, smooth})
		l.turn = append(l.turn, key{q.t * slow, []float64{q.turn * wide}, smooth})
		k := wide * size / rest
		l.place = append(l.place, key{q.t * slow, []float64{middle.x + q.x*k, middle.y + q.y*k}, smooth})
	}
	return l, int(60 * slow)
}

// choose is the emoji as one chooses it.
func (s subject) choose() animation {
	l, n := play(s.picture, motions[s.motion], rest, 1, .72)
	return animation{frames: n, layers: []layer{l}}
}

// icon is the emoji below a message.
func (s subject) icon() animation {
	l, n := play(s.picture, motions[s.motion], restIcon, 1, 1)
	return animation{frames: n, layers: []layer{l}}
}

// activate is the emoji as it is sent.
func (s subject) activate() animation {
	l, n := play(s.picture, motions[s.motion], rest, 1.5, 1)
	return animation{frames: n, layers: []layer{l}}
}

// appear is the emoji as it comes up in the list.
func (s subject) appear() animation {
	l := layer{
		picture: s.picture, center: middle,
		scale:   change(smooth, at(0, 0, 0), at(11, rest*1.16, rest*1.16), at(19, rest*.94, rest*.94), at(26, rest, rest)),
		turn:    change(smooth, at(0, -24), at(11, 7), at(19, -3), at(26, 0)),
		opacity: change(linear, at(0, 0), at(4, 100)),
	}
	return animation{frames: 30, layers: []layer{l}}
}

// spark is a dot that flies off: from and to around the middle, for some frames.
func spark(rgb uint32, r float64, from, to point, begin, life float64) layer {
	return layer{
		picture: filled(rgb, circle(middle.x, middle.y, r)), center: middle, from: begin, to: begin + life,
		place:   change(slowing, at(begin, middle.add(from).x, middle.add(from).y), at(begin+life, middle.add(to).x, middle.add(to).y)),
		scale:   change(smooth, at(begin, 20, 20), at(begin+life*.3, 100, 100), at(begin+life, 0, 0)),
		opacity: change(linear, at(begin, 100), at(begin+life*.6, 100), at(begin+life, 0)),
	}
}

// random is the same for an emoji at every run.
func (s subject) random() *rand.Rand {
	var seed [32]byte
	copy(seed[:], s.emoji)
	return rand.New(rand.NewChaCha8(seed))
}

// around is what flies off around the icon below a message, which takes a
// quarter of it.
func (s subject) around() animation {
	r := s.random()
	a := animation{frames: 60, parts: map[string][]layer{"e": {{picture: s.picture, center: middle}}}}
	const copies = 7
	for i := range copies {
		deg := float64(i)*360/copies - 90 + r.Float64()*20
		way := func(d float64) point { return point{d, 0}.turned(deg) }
		a.layers = append(a.layers, spark(s.sparks[i%len(s.sparks)], 7+3*r.Float64(), way(60).turned(25), way(150+60*r.Float64()).turned(25), 4+6*r.Float64(), 30+12*r.Float64()))
		begin, life, size := 2+8*r.Float64(), 38+8*r.Float64(), 13+4*r.Float64()
		from, to := middle.add(way(50)), middle.add(way(170+40*r.Float64()))
		a.layers = append(a.layers, layer{
			part: "e", center: middle, from: begin, to: begin + life,
			place:   change(slowing, at(begin, from.x, from.y), at(begin+life, to.x, to.y)),
			scale:   change(smooth, at(begin, 0, 0), at(begin+life*.35, size, size), at(begin+life*.7, size*.9, size*.9), at(begin+life, 0, 0)),
			turn:    change(linear, at(begin, 0), at(begin+life, (r.Float64()-.5)*90)),
			opacity: change(linear, at(begin, 0), at(begin+4, 100), at(begin+life*.7, 100), at(begin+life, 0)),
		})
	}
	return a
}

// effect is what fills the chat when an emoji is sent: copies burst from the
// middle, rise, fall and fade.
func (s subject) effect() animation {
	r := s.random()
	a := animation{frames: 120, parts: map[string][]layer{"e": {{picture: s.picture, center: middle}}}}
	const copies = 13
	for i := range copies {
		deg := -90 + (float64(i)-(copies-1)/2.)*300/copies + (r.Float64()-.5)*18
		reach := 120 + 90*r.Float64()
		top := middle.add(point{reach, 0}.turned(deg))
		top.y -= 14
		end := point{top.x + (top.x-middle.x)*.18, min(top.y+110+90*r.Float64(), side-30)}
		begin, life, size := 9*r.Float64(), 78+28*r.Float64(), 13+12*r.Float64()
		a.layers = append(a.layers, layer{
			part: "e", center: middle, from: begin, to: begin + life,
			place: track{
				{begin, []float64{middle.x, middle.y}, slowing},
				{begin + life*.42, []float64{top.x, top.y}, rushing},
				{begin + life, []float64{end.x, end.y}, linear},
			},
			scale:   change(smooth, at(begin, 4, 4), at(begin+life*.3, size, size), at(begin+life*.75, size*.92, size*.92), at(begin+life, size*.3, size*.3)),
			turn:    change(linear, at(begin, 0), at(begin+life, (r.Float64()-.5)*260)),
			opacity: change(linear, at(begin, 0), at(begin+3, 100), at(begin+life*.72, 100), at(begin+life, 0)),
		})
	}
	for i := range 12 {
		deg := float64(i)*30 + r.Float64()*24
		way := func(d float64) point { return point{d, 0}.turned(deg) }
		a.layers = append(a.layers, spark(s.sparks[i%len(s.sparks)], 5+6*r.Float64(), way(30), way(130+100*r.Float64()), 3+14*r.Float64(), 42+24*r.Float64()))
	}
	ring := layer{
		picture: stroked(s.sparks[0], 18, circle(middle.x, middle.y, 100)), center: middle, from: 0, to: 26,
		scale:   change(slowing, at(0, 10, 10), at(26, 190, 190)),
		opacity: change(linear, at(0, 70), at(26, 0)),
	}
	a.layers = append([]layer{ring}, a.layers...)
	return a
}
