package main

// pin stands on 256, 256.
func pin() picture {
	p := filled(0xd5d8e6, curves("M232 256c-14 -26 -20 -48 -14 -74c5 -20 16 -30 18 -50c1 -14 -6 -22 -4 -38c2 -16 12 -26 24 -26s22 10 24 26c2 16 -5 24 -4 38c2 20 13 30 18 50c6 26 0 48 -14 74z")...)
	p = append(p, filled(0xffffff, curves("M232 256c-14 -26 -20 -48 -14 -74c5 -20 16 -30 18 -50c1 -14 -6 -22 -4 -38c2 -16 12 -26 20 -26s10 10 10 26c0 16 -2 24 -2 38c0 20 8 30 10 50c2 26 -2 48 -10 74z")...)...)
	p = append(p, filled(0xf8312f, curves("M235 138h42l3 12h-48z")...)...)
	return append(p, filled(0xf8312f, curves("M230 158h52l6 12h-64z")...)...)
}

func bowl() picture {
	p := filled(0x2f3f94, circle(256, 256, 100))
	p = append(p, filled(0x4d62d1, circle(248, 246, 88))...)
	p = append(p, filled(0x7e90ee, ellipse(214, 206, 26, 18)).turned(-38, point{214, 206})...)
	return append(p, filled(0x1b2459, circle(262, 196, 12), circle(292, 220, 12), circle(256, 232, 12))...)
}

func lane() picture {
	p := filled(0x8c5a2b, curves("M136 108h240l116 404h-472z")...)
	p = append(p, filled(0xe9b872, curves("M150 108h212l92 404h-396z")...)...)
	p = append(p, stroked(0xd29f58, 4, line(point{202, 108}, point{156, 512}), line(point{256, 108}, point{256, 512}), line(point{310, 108}, point{356, 512}))...)
	return append(p, filled(0x3c3f58, box(256, 84, 270, 60, 16))...)
}

// stand is where the pins stand, the farthest first, and how large they are.
var stand = []struct{ x, y, size float64 }{
	{180, 150, 50}, {256, 150, 50}, {332, 150, 50}, {214, 178, 57}, {298, 178, 57}, {256, 210, 64},
}

// fallen is which pins fall, by value: none, one, three … all.
var fallen = map[int][]int{2: {2}, 3: {5, 4, 2}, 4: {5, 3, 4, 1}, 5: {5, 3, 4, 1, 0}, 6: {5, 3, 4, 0, 1, 2}}

// bowling rolls a ball at six pins.
func bowling(value int) animation {
	a := animation{frames: throwFrames, layers: []layer{{picture: lane(), center: middle}}}
	const strike = 42.
	down := map[int]int{} // pins that fall, and after how many others
	for i, p := range fallen[value] {
		down[p] = i + 1
	}
	for i, s := range stand {
		l := layer{picture: pin(), center: point{256, 256}, place: still(s.x, s.y), scale: still(s.size, s.size)}
		if n := float64(down[i]); n > 0 {
			t, side := strike+(n-1)*2.2, 1.
			if s.x < 256 || s.x == 256 && i == 1 {
				side = -1
			}
			l.turn = change(slowing, at(t, 0), at(t+20, side*(150+20*n)))
			l.place = track{{t, []float64{s.x, s.y}, slowing}, {t + 12, []float64{s.x + side*(40+8*n), s.y - 70 - 6*n}, rushing}, {t + 30, []float64{s.x + side*(80+12*n), s.y - 10}, linear}}
			l.opacity = change(linear, at(t+18, 100), at(t+30, 0))
		} else if len(down) > 0 { // those that stay shiver
			l.turn = change(smooth, at(strike, 0), at(strike+5, 7), at(strike+12, -6), at(strike+19, 4), at(strike+26, -2), at(strike+32, 0))
		}
		a.layers = append(a.layers, l)
	}
	if value == 0 {
		a.frames = 60
		l := layer{picture: bowl(), center: middle, turn: change(linear, at(0, 0), at(60, 360)), scale: still(84, 84)}
		l.place = change(smooth, at(0, 226, 420), at(30, 286, 420), at(60, 226, 420))
		a.layers = append(a.layers, l)
		return a
	}
	to := map[int]point{1: {128, 150}, 2: {346, 140}, 3: {300, 140}}[value]
	if to == (point{}) {
		to = point{256, 140}
	}
	ball := layer{
		picture: bowl(), center: middle,
		place:   track{{0, []float64{226, 420}, smooth}, {10, []float64{256, 430}, rushing}, {strike, []float64{to.x, to.y + 44}, linear}, {strike + 10, []float64{to.x, to.y - 20}, linear}},
		scale:   track{{0, []float64{84, 84}, smooth}, {10, []float64{88, 88}, rushing}, {strike, []float64{38, 38}, linear}, {strike + 10, []float64{30, 30}, linear}},
		turn:    change(linear, at(0, 0), at(10, -20), at(strike+10, 700)),
		opacity: change(linear, at(strike+4, 100), at(strike+12, 0)),
	}
	if value == 1 { // into the gutter
		ball.place = track{{0, []float64{226, 420}, smooth}, {10, []float64{256, 430}, rushing}, {30, []float64{118, 280}, linear}, {strike + 6, []float64{138, 150}, linear}}
		ball.scale = track{{0, []float64{84, 84}, smooth}, {10, []float64{88, 88}, rushing}, {30, []float64{54, 54}, linear}, {strike + 6, []float64{32, 32}, linear}}
	}
	// The ball is before the pins until it strikes, and then among them.
	before, among := ball, ball
	before.to, among.from = strike, strike
	a.layers = append(append([]layer{a.layers[0], a.layers[1], a.layers[2], a.layers[3], among}, a.layers[4:]...), before)
	if value == 6 {
		a.layers = append(a.layers, sparkle(256, 170, 120, lucky)...)
	}
	return a
}
