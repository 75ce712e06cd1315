package main

// hoopBack and hoopFront are what is behind a ball in the basket and before it.
// The rim is around 256, 226.
func hoopBack() picture {
	p := filled(0xc21d3a, box(256, 128, 296, 208, 22))
	p = append(p, filled(0xffffff, box(256, 128, 268, 180, 12))...)
	p = append(p, stroked(0xf8312f, 9, box(256, 152, 112, 84, 6))...)
	p = append(p, filled(0x8a8fa3, box(256, 214, 44, 22, 5))...)
	p = append(p, stroked(0xd9dbe8, 4, line(point{206, 228}, point{226, 320}), line(point{240, 218}, point{246, 320}), line(point{272, 218}, point{266, 320}), line(point{306, 228}, point{286, 320}))...)
	return append(p, stroked(0xb33a10, 11, curves("M188 226a68 15 0 0 1 136 0")...)...)
}

func hoopNet() picture {
	return stroked(0xf4f5fb, 5,
		line(point{190, 230}, point{222, 272}, point{232, 324}), line(point{322, 230}, point{290, 272}, point{280, 324}),
		line(point{222, 240}, point{204, 262}, point{246, 298}, point{256, 324}), line(point{290, 240}, point{308, 262}, point{266, 298}, point{256, 324}),
		line(point{256, 242}, point{222, 276}, point{234, 318}), line(point{256, 242}, point{290, 276}, point{278, 318}))
}

func hoopRim() picture { return stroked(0xff6a1f, 12, curves("M188 226a68 15 0 0 0 136 0")...) }

// leg is a piece of a ball's way: it is at a place at a time, so large.
type leg struct {
	t, x, y, size float64
	e             ease
}

// fly has a picture go along legs and turn as it does.
func fly(p picture, turn float64, legs ...leg) layer {
	l := layer{picture: p, center: middle}
	for _, g := range legs {
		l.place = append(l.place, key{g.t, []float64{g.x, g.y}, g.e})
		l.scale = append(l.scale, key{g.t, []float64{g.size, g.size}, g.e})
	}
	end := legs[len(legs)-1].t
	l.turn = change(slowing, at(legs[0].t, 0), at(end, turn))
	return l
}

// bounceBelow is a ball that hops below what hangs above, for ever.
func bounceBelow(ball picture, size, top, bottom float64, frames int) []layer {
	n := float64(frames)
	l := fly(ball, 0, leg{0, 256, bottom, size, slowing}, leg{n / 2, 256, top, size, rushing}, leg{n, 256, bottom, size, linear})
	l.turn = change(linear, at(0, 0), at(n, 360))
	l.scale = track{{0, []float64{size * 1.06, size * .92}, smooth}, {n * .1, []float64{size, size}, linear}, {n * .9, []float64{size, size}, smooth}, {n, []float64{size * 1.06, size * .92}, linear}}
	return []layer{shadow(256, bottom+size*2.36, size*2.2, track{{0, []float64{0}, slowing}, {n / 2, []float64{.7}, rushing}, {n, []float64{0}, linear}}), l}
}

// zoom is how what hangs above comes nearer as something is thrown at it.
func zoom(l layer, from, to point, small float64) layer {
	l.place = track{{0, []float64{from.x, from.y}, smooth}, {26, []float64{to.x, to.y}, linear}}
	l.scale = track{{0, []float64{small, small}, smooth}, {26, []float64{100, 100}, linear}}
	return l
}

// basketball throws a ball at a basket.
func basketball(ball picture) func(int) animation {
	ways := map[int][]leg{ // after the top of the throw
		1: {{46, 448, 300, 24, rushing}, {56, 470, 436, 25, slowing}, {70, 490, 380, 25, rushing}, {84, 560, 440, 25, linear}},
		2: {{42, 190, 190, 22, slowing}, {54, 128, 110, 23, rushing}, {76, 74, 448, 26, slowing}, {84, 60, 414, 26, rushing}, {92, 52, 448, 26, linear}},
		3: {{42, 312, 188, 22, slowing}, {52, 274, 128, 22, rushing}, {62, 240, 190, 22, slowing}, {69, 254, 166, 22, rushing}, {76, 256, 186, 22, linear}},
		4: {{42, 314, 190, 22, slowing}, {53, 266, 110, 22, rushing}, {66, 256, 300, 22, linear}, {74, 256, 440, 24, slowing}, {84, 262, 384, 24, rushing}, {94, 266, 440, 24, linear}},
		5: {{46, 256, 290, 22, linear}, {55, 256, 440, 24, slowing}, {68, 256, 360, 24, rushing}, {80, 256, 440, 24, slowing}, {88, 256, 412, 24, rushing}, {96, 256, 440, 24, linear}},
	}
	return func(value int) animation {
		from, to, around := point{254, 92}, point{256, 150}, point{256, 150}
		parts := []layer{{picture: hoopBack(), center: around}, {picture: hoopNet(), center: around}, {picture: hoopRim(), center: around}}
		if value == 0 {
			a := animation{frames: 60}
			for _, l := range parts {
				l.place, l.scale = still(from.x, from.y), still(55, 55)
				a.layers = append(a.layers, l)
			}
			a.layers = append(a.layers, bounceBelow(ball, 48, 290, 384, 60)...)
			return a
		}
		for i := range parts {
			parts[i] = zoom(parts[i], from, to, 55)
		}
		if value >= 4 { // the net swings as the ball goes through
			t := 44.
			if value == 4 {
				t = 64
			}
			parts[1].scale = append(parts[1].scale, key{t, []float64{100, 100}, smooth}, key{t + 6, []float64{92, 122}, smooth}, key{t + 14, []float64{104, 94}, smooth}, key{t + 22, []float64{100, 100}, linear})
		}
		top := leg{30, 256, 30, 21, rushing}
		if value == 1 {
			top = leg{30, 420, 90, 23, rushing}
		}
		up := fly(ball, 300, leg{0, 256, 384, 48, smooth}, leg{8, 256, 402, 47, slowing}, leg{30, top.x, top.y, top.size, rushing})
		up.to = 30
		down := fly(ball, 420, append([]leg{top}, ways[value]...)...)
		down.from = 30
		a := animation{frames: throwFrames}
		switch value {
		case 1:
			a.layers = append(parts, down)
		case 2:
			a.layers = append(parts, down)
		default:
			a.layers = []layer{parts[0], down, parts[1], parts[2]}
		}
		a.layers = append(a.layers, up)
		if value == 5 {
			a.layers = append(a.layers, sparkle(256, 270, 110, lucky)...)
		}
		return a
	}
}

// goal is its frame, net and lawn: inside from 66, 76 to 446, 316.
func goal() picture {
	var net []contour
	for i := range 11 {
		x := 66 + float64(i)*38
		net = append(net, line(point{x, 76}, point{256 + (x-256)*.92, 312}))
	}
	for i := range 7 {
		y := 76 + float64(i)*38
		net = append(net, line(point{66, y}, point{446, y}))
	}
	p := filled(0x86b7a5, box(256, 196, 380, 240, 4)).seeThrough(.25)
	p = append(p, stroked(0xb9c2d4, 3.5, net...)...)
	p = append(p, filled(0x3fae5a, curves("M20 318h472l14 22h-500z")...)...)
	return append(p, stroked(0xffffff, 16, line(point{66, 322}, point{66, 76}, point{446, 76}, point{446, 322})).over(stroked(0x98a2b8, 20, line(point{66, 324}, point{66, 77}, point{446, 77}, point{446, 324})))...)
}

// football kicks a ball at a goal.
func football(ball picture) func(int) animation {
	ways := map[int][]leg{
		1: {{34, 330, -10, 17, linear}, {44, 356, -90, 13, linear}},
		2: {{34, 72, 170, 21, slowing}, {48, 130, 210, 25, rushing}, {62, 210, 396, 31, slowing}, {72, 256, 368, 32, rushing}, {82, 300, 402, 33, linear}},
		3: {{34, 256, 190, 18, rushing}, {48, 256, 292, 18, slowing}, {57, 256, 262, 18, rushing}, {66, 256, 292, 18, linear}},
		4: {{34, 136, 216, 18, rushing}, {44, 140, 292, 18, slowing}, {53, 146, 266, 18, rushing}, {62, 150, 292, 18, linear}},
		5: {{34, 404, 118, 18, rushing}, {52, 392, 292, 18, slowing}, {61, 384, 250, 18, rushing}, {70, 376, 292, 18, linear}},
	}
	return func(value int) animation {
		from, to, around := point{254, 190}, point{256, 200}, point{256, 196}
		back := layer{picture: goal(), center: around}
		if value == 0 {
			back.place, back.scale = still(from.x, from.y), still(52, 52)
			return animation{frames: 60, layers: append([]layer{back}, bounceBelow(ball, 42, 300, 394, 60)...)}
		}
		back = zoom(back, from, to, 52)
		if value >= 3 { // the net gives way
			back.scale = append(back.scale, key{34, []float64{100, 100}, smooth}, key{39, []float64{102.5, 101.5}, smooth}, key{47, []float64{99.4, 99.6}, smooth}, key{54, []float64{100, 100}, linear})
		}
		if value == 2 { // the post shakes
			back.turn = change(smooth, at(34, 0), at(38, -1.6), at(43, 1.2), at(48, -.6), at(54, 0))
		}
		legs := append([]leg{{0, 256, 394, 42, smooth}, {8, 256, 406, 43, slowing}}, ways[value]...)
		kick := fly(ball, 540, legs...)
		a := animation{frames: throwFrames, layers: []layer{back, kick}}
		if value == 5 {
			a.layers = append(a.layers, sparkle(376, 240, 90, lucky)...)
		}
		return a
	}
}
