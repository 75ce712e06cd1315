package main

import "fmt"

// die is an emoji whose value the server throws, as in dice.json, and what is
// drawn for it in the order that clients expect.
type die struct {
	Emoji    string `json:"emoji"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Folder   string `json:"folder"`
	Pictures int    `json:"pictures"`
	draw     []animation
}

// emojiFor finds the picture of an emoji of the set.
type emojiFor func(emoji string) picture

// dice is all of them.
func dice(find emojiFor) []die {
	list := []die{
		{Emoji: "🎲", Name: "HeliographDice", Title: "Dice", draw: throws(6, cube)},
		{Emoji: "🎯", Name: "HeliographDarts", Title: "Darts", draw: throws(6, darts)},
		{Emoji: "🏀", Name: "HeliographBasketball", Title: "Basketball", draw: throws(5, basketball(find("🏀")))},
		{Emoji: "⚽", Name: "HeliographFootball", Title: "Football", draw: throws(5, football(find("⚽")))},
		{Emoji: "🎳", Name: "HeliographBowling", Title: "Bowling", draw: throws(6, bowling)},
		{Emoji: "🎰", Name: "HeliographSlots", Title: "Slot machine", draw: slots(find("🍇"), find("🍋"))},
	}
	for i := range list {
		list[i].Folder, list[i].Pictures = "dice/"+codes(list[i].Emoji), len(list[i].draw)
	}
	return list
}

// throws draws what is shown before the value is known, 0, and every value.
func throws(n int, draw func(value int) animation) []animation {
	var out []animation
	for v := range n + 1 {
		out = append(out, draw(v))
	}
	return out
}

// write adds the files of dice to the archive.
func (d die) write(z *writer) {
	for i, a := range d.draw {
		z.add(fmt.Sprintf("%s/%02d.tgs", d.Folder, i), a.pack())
	}
}

const (
	throwFrames = 120
	lucky       = 62 // the frame from which clients celebrate the best throw
)

// sparkle is dots that fly off from a point.
func sparkle(x, y, r float64, begin float64) []layer {
	var out []layer
	for i, rgb := range []uint32{0xffb02e, 0xf8312f, 0x00a6ed, 0x00d26a, 0xffd93b, 0xff5fa2, 0x8d65c5, 0xffb02e, 0x3f9dff, 0x00d26a} {
		way := func(d float64) point {
			return point{x - middle.x, y - middle.y}.add(point{d, 0}.turned(float64(i)*36 - 80))
		}
		out = append(out, spark(rgb, 9+float64(i%3)*2, way(r*.8), way(r*1.4), begin+float64(i%2)*4, 38))
	}
	return out
}

// shadow is what lies on the floor below something that hops; heights are keys
// of 0 for the floor to 1.
func shadow(x, y, rx float64, heights track) layer {
	l := layer{picture: filled(0x2b2440, ellipse(x, y, rx, rx*.13)).seeThrough(.22), center: point{x, y}}
	for _, k := range heights {
		s := 100 - 55*k.v[0]
		l.scale = append(l.scale, key{k.t, []float64{s, s}, k.ease})
	}
	return l
}

// pips is where the eyes of a value are, in thirds.
var pips = map[int][]point{
	1: {{0, 0}},
	2: {{-1, -1}, {1, 1}},
	3: {{-1, -1}, {0, 0}, {1, 1}},
	4: {{-1, -1}, {1, -1}, {-1, 1}, {1, 1}},
	5: {{-1, -1}, {1, -1}, {0, 0}, {-1, 1}, {1, 1}},
	6: {{-1, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {1, 1}},
}

// face is a die that shows a value.
func face(value int) picture {
	const x, y, w = 256, 256, 236
	p := filled(0xaeb0d2, box(x, y+16, w, w, 50))
	p = append(p, filled(0xd9dbf0, box(x, y, w, w, 50))...)
	p = append(p, filled(0xeeeffc, box(x, y-4, w-28, w-32, 40))...)
	for _, q := range pips[value] {
		rgb := uint32(0x2b2440)
		if value == 1 {
			rgb = 0xf8312f
		}
		r := 24.
		if value == 1 {
			r = 34
		}
		p = append(p, filled(rgb, circle(x+q.x*66, y-4+q.y*66, r))...)
	}
	return p
}

const (
	floor   = 340. // where the middle of a die is that lies
	farDown = 474.
)

// cube throws a die: it hops and turns, other values showing, and lies still.
func cube(value int) animation {
	hop := func(l layer, frames ...[]float64) layer {
		for i, k := range frames { // t, y, turn
			e := slowing
			if i%2 == 1 {
				e = rushing
			}
			l.place = append(l.place, key{k[0], []float64{256, k[1]}, e})
			l.turn = append(l.turn, key{k[0], []float64{k[2]}, linear})
		}
		return l
	}
	if value == 0 {
		a := animation{frames: 60}
		a.layers = append(a.layers, shadow(256, farDown, 120, track{{0, []float64{0}, slowing}, {30, []float64{1}, rushing}, {60, []float64{0}, linear}}))
		for i, v := range []int{1, 3, 6, 4, 2, 5} {
			l := hop(layer{picture: face(v), center: middle, from: float64(i * 10), to: float64(i*10 + 10)}, at(0, floor, 0), at(30, 140, 180), at(60, floor, 360))
			a.layers = append(a.layers, l)
		}
		return a
	}
	path := [][]float64{at(0, floor, 0), at(14, 128, 200), at(28, floor, 400), at(38, 230, 540), at(48, floor, 660), at(54, 305, 700), at(60, floor, 720)}
	a := animation{frames: throwFrames}
	var heights track
	for i, k := range path {
		e := slowing
		if i%2 == 1 {
			e = rushing
		}
		heights = append(heights, key{k[0], []float64{(floor - k[1]) / 220}, e})
	}
	a.layers = append(a.layers, shadow(256, farDown, 120, heights))
	for i := range 4 {
		v := (value+i*2)%6 + 1
		if v == value {
			v = v%6 + 1
		}
		a.layers = append(a.layers, hop(layer{picture: face(v), center: middle, from: float64(i * 9), to: float64(i*9 + 9)}, path...))
	}
	last := hop(layer{picture: face(value), center: middle, from: 36}, path...)
	last.scale = change(smooth, at(56, 100, 100), at(61, 108, 92), at(68, 97, 104), at(76, 100, 100))
	a.layers = append(a.layers, last)
	if value == 6 {
		a.layers = append(a.layers, sparkle(256, floor, 130, lucky)...)
	}
	return a
}
