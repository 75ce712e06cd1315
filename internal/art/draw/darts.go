package main

// board is a target around the middle, with a radius of 180.
func board() picture {
	p := filled(0x7a1c2e, circle(256, 262, 190))
	for i, r := range []float64{188, 150, 112, 74, 34} {
		rgb := uint32(0xf8312f)
		if i%2 == 1 {
			rgb = 0xffffff
		}
		p = append(p, filled(rgb, circle(256, 256, r))...)
	}
	return append(p, filled(0xffd93b, circle(256, 256, 14))...)
}

// dart points up, its tip in the middle.
func dart() picture {
	p := stroked(0xb8bccc, 9, line(point{256, 256}, point{256, 330}))
	p = append(p, filled(0x0e8f9e, curves("M256 398L214 436L222 492L256 458L290 492L298 436z")...)...)
	p = append(p, filled(0x1fb6c9, box(256, 366, 34, 96, 17))...)
	p = append(p, filled(0x6fe0ea, box(248, 362, 9, 70, 4.5))...)
	return append(p, filled(0x0b6f7c, curves("M250 404h12v74l-6 -8l-6 8z")...)...)
}

// hits is where a dart of each value strikes, from the middle of a board with a
// radius of 180.
var hits = map[int]point{6: {0, 0}, 5: {38, 38}, 4: {-66, 66}, 3: {92, -94}, 2: {-120, -118}, 1: {-186, 40}}

// darts throws a dart at the board.
func darts(value int) animation {
	far := point{256, 168} // where the board hangs before the throw
	if value == 0 {
		return animation{frames: 90, layers: []layer{
			{picture: board(), center: middle, place: still(far.x, far.y), scale: still(45, 45)},
			{
				picture: dart(), center: middle, scale: change(smooth, at(0, 74, 74), at(45, 88, 88), at(90, 74, 74)),
				place: change(smooth, at(0, 256, 262), at(45, 256, 330), at(90, 256, 262)),
				turn:  change(smooth, at(0, 0), at(22, 4), at(45, 0), at(67, -4), at(90, 0)),
			},
		}}
	}
	near, hit := point{256, 232}, hits[value]
	to := near.add(hit)
	target := layer{
		picture: board(), center: middle,
		place: track{{0, []float64{far.x, far.y}, smooth}, {26, []float64{near.x, near.y}, linear}},
		scale: track{{0, []float64{45, 45}, smooth}, {26, []float64{100, 100}, linear}, {38, []float64{100, 100}, smooth}, {42, []float64{96, 96}, smooth}, {52, []float64{101, 101}, smooth}, {60, []float64{100, 100}, linear}},
		turn:  change(smooth, at(38, 0), at(42, -3), at(48, 2.4), at(54, -1), at(60, 0)),
	}
	d := layer{
		picture: dart(), center: middle,
		place: track{{0, []float64{256, 262}, smooth}, {14, []float64{256, 352}, rushing}, {38, []float64{to.x, to.y}, linear}},
		scale: track{{0, []float64{74, 74}, smooth}, {14, []float64{96, 96}, rushing}, {38, []float64{58, 58}, linear}},
		turn:  change(smooth, at(14, 0), at(38, -14), at(42, -4), at(48, -20), at(54, -10), at(60, -16), at(66, -14)),
	}
	a := animation{frames: throwFrames}
	if value == 1 { // off the rim, and down
		target.scale, target.turn = target.scale[:2], nil
		d.place = append(d.place[:2], key{38, []float64{to.x, to.y}, slowing}, key{48, []float64{to.x - 14, to.y - 34}, rushing}, key{70, []float64{to.x + 34, 470}, slowing}, key{76, []float64{to.x + 40, 452}, rushing}, key{82, []float64{to.x + 44, 470}, linear})
		d.turn = change(smooth, at(14, 0), at(38, -14), at(48, 30), at(70, 84), at(76, 96), at(82, 90))
	}
	a.layers = []layer{target, d}
	if value == 6 {
		a.layers = append(a.layers, sparkle(near.x, near.y, 90, lucky)...)
	}
	return a
}
