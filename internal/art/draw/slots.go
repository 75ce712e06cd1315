package main

import "math"

// Where the reels are: clients of today draw parts of a machine of their own
// below and above ours.
const (
	reelY      = 272.
	reelRadius = 104.
	spinFrames = 20 // of a turn
	slotFrames = 150
)

var reelX = [3]float64{122, 233, 348}

// seven, bar are symbols around the middle, about 100 wide.
func seven() picture {
	const d = "M210 208h94v30c-26 22 -38 48 -40 70h-34c2 -28 16 -50 36 -66h-56z"
	return append(stroked(0x8f1024, 10, curves(d)...), filled(0xf8312f, curves(d)...)...)
}

func bar() picture {
	p := filled(0x23263a, box(256, 256, 104, 58, 12))
	p = append(p, filled(0x4a4f6e, box(256, 252, 96, 46, 9))...)
	return append(p, stroked(0xffe08a, 6,
		curves("M222 236v32h10a8 8 0 0 0 0 -16h-10h8a8 8 0 0 0 0 -16z")[0],
		line(point{246, 268}, point{256, 236}, point{266, 268}), line(point{250, 258}, point{262, 258}),
		curves("M276 268v-32h8a8 8 0 0 1 0 17h-8")[0], line(point{284, 254}, point{293, 268}))...)
}

// symbols are in the order of their values: bar, berries, lemon, seven.
func symbols(berries, lemon picture) [4]picture {
	small := func(p picture) picture { return p.grown(.2, middle) }
	return [4]picture{bar(), small(berries), small(lemon), seven()}
}

// slots is the parts of a slot machine: the background, the same as one wins, the
// lever; then of each reel the sevens that win, seven, bar, berries, lemon, and
// the reel as it spins.
func slots(berries, lemon picture) []animation {
	s := symbols(berries, lemon)
	out := []animation{machine(false), machine(true), lever()}
	for i, x := range reelX {
		stop := 62 + 16*float64(i)
		win := reel(s, x, 3, stop)
		for j := range win.layers {
			win.layers[j] = cheer(win.layers[j], 116)
		}
		out = append(out, win, reel(s, x, 3, stop), reel(s, x, 0, stop), reel(s, x, 1, stop), reel(s, x, 2, stop), spinning(s, x))
	}
	return out
}

// cheer has a symbol that has come to rest grow twice.
func cheer(l layer, begin float64) layer {
	last := l.scale[len(l.scale)-1]
	if last.v[1] < 90 {
		return l
	}
	for i, k := range []float64{100, 124, 98, 118, 100} {
		l.scale = append(l.scale, key{begin + float64(i)*7, []float64{k, k}, smooth})
	}
	return l
}

// machine is what is behind the reels.
func machine(win bool) animation {
	p := filled(0x8e93ad, box(237, 272, 368, 250, 10))
	p = append(p, filled(0xd8cfae, box(237, 272, 346, 236, 18))...)
	p = append(p, filled(0xfbf5df, box(237, 272, 346, 176, 12))...)
	p = append(p, stroked(0xa79f83, 4, line(point{178, 156}, point{178, 388}), line(point{290, 156}, point{290, 388}))...)
	lamp := filled(0x9c1226, box(232, 62, 96, 34, 6)).over(nil)
	lamp = append(lamp, filled(0xf8312f, box(232, 50, 92, 44, 16))...)
	lamp = append(lamp, filled(0xff8a7a, box(214, 44, 30, 18, 9))...)
	a := animation{frames: spinFrames, layers: []layer{{picture: lamp, center: middle}, {picture: p, center: middle}}}
	if !win {
		return a
	}
	a.frames = throwFrames
	flash := change(linear, at(0, 0), at(8, 90), at(20, 10), at(32, 90), at(44, 10), at(56, 90), at(68, 10), at(80, 90), at(92, 10), at(104, 90), at(118, 0))
	glow := filled(0xffd93b, box(237, 272, 346, 236, 18)).seeThrough(.8)
	light := filled(0xfff3b0, box(232, 50, 92, 44, 16))
	a.layers = append(a.layers, layer{picture: glow, center: middle, opacity: flash}, layer{picture: light, center: middle, opacity: flash})
	a.layers = append(a.layers, sparkle(232, 50, 60, 4)...)
	a.layers = append(a.layers, sparkle(232, 50, 60, 52)...)
	return a
}

// lever is what is before the reels: the hood, the tray, and the lever that is
// pulled.
func lever() animation {
	p := filled(0xb0611c, curves("M52 152c26 -64 100 -86 182 -86s154 22 180 86z")...)
	p = append(p, filled(0xff9f1c, curves("M68 144c28 -48 92 -64 166 -64s138 16 166 64z")...)...)
	p = append(p, filled(0xffc46b, curves("M96 130c30 -28 80 -38 138 -38s108 10 138 38c-44 -14 -90 -18 -138 -18s-94 4 -138 18z")...)...)
	p = append(p, filled(0x8e93ad, box(233, 154, 372, 14, 7))...)
	p = append(p, filled(0x8a8fab, curves("M60 386h346l36 56h-412z")...)...)
	p = append(p, filled(0xb7bbd2, curves("M60 386h346l20 30h-382z")...)...)
	p = append(p, filled(0x6d728f, box(236, 462, 412, 40, 12))...)
	p = append(p, filled(0x9ca1bd, box(236, 454, 412, 22, 10))...)
	p = append(p, filled(0x6d728f, box(440, 378, 30, 60, 8))...)
	rod := stroked(0xa9aec6, 13, line(point{442, 372}, point{450, 240}))
	rod = append(rod, filled(0xb5122c, circle(450, 232, 29))...)
	rod = append(rod, filled(0xf8312f, circle(447, 228, 25))...)
	rod = append(rod, filled(0xff9d94, circle(439, 219, 8))...)
	return animation{frames: 40, layers: []layer{
		{picture: p, center: middle},
		{
			picture: rod, center: point{442, 372},
			scale: track{{0, []float64{100, 100}, smooth}, {14, []float64{100, -62}, slowing}, {18, []float64{100, -62}, smooth}, {30, []float64{100, 106}, smooth}, {36, []float64{100, 100}, linear}},
		},
		{picture: filled(0x8a8fab, circle(442, 374, 17)).over(filled(0x565b78, circle(442, 376, 20))), center: middle},
	}}
}

// onReel is where a symbol is, how large and how visible, on a reel that has
// turned by degrees from where the symbol is in front.
func onReel(x, degrees, t float64) (place, scale key, shown float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	h := math.Max(cos, 0) * 100
	if cos > .1 {
		shown = 100
	}
	return key{t, []float64{x, reelY + reelRadius*sin}, linear}, key{t, []float64{88 + 12*cos, h}, linear}, shown
}

// roll is the symbols of a reel, each as angle says at every second frame.
func roll(s [4]picture, x float64, last int, angle func(symbol int, t float64) float64) []layer {
	var out []layer
	for i, p := range s {
		l := layer{picture: p, center: middle}
		for t := 0; t <= last; t += 2 {
			place, scale, shown := onReel(x, angle(i, float64(t)), float64(t))
			l.place, l.scale = append(l.place, place), append(l.scale, scale)
			l.opacity = append(l.opacity, key{float64(t), []float64{shown}, linear})
		}
		out = append(out, l)
	}
	return out
}

// spinning is a reel that turns for ever.
func spinning(s [4]picture, x float64) animation {
	return animation{frames: spinFrames, layers: roll(s, x, spinFrames, func(i int, t float64) float64 {
		return float64(i)*90 + t*360/spinFrames + x
	})}
}

// reel is one that stops at a frame with a symbol in front.
func reel(s [4]picture, x float64, symbol int, stop float64) animation {
	turns := math.Round(stop/spinFrames*.7) * 360
	return animation{frames: slotFrames, layers: roll(s, x, int(stop)+14, func(i int, t float64) float64 {
		rest := float64(i-symbol) * 90
		switch u := t / stop; {
		case u < 1: // ever slower
			return rest - turns*(1-u)*(1-u*.35) + 9*u*u
		default: // and a little back
			b := math.Min(1, (t-stop)/12)
			return rest + 9*(1-b)*math.Cos(b*math.Pi)
		}
	})}
}
