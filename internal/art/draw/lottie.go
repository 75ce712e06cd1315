package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The limits of an animated sticker
// (https://core.telegram.org/stickers#animation-requirements).
const (
	maxFrames = 180
	maxPacked = 64 << 10
)

// num is written with few digits: a tenth of a pixel cannot be seen.
type num float64

func (n num) MarshalJSON() ([]byte, error) {
	f := math.Round(float64(n)*10) / 10
	if f == 0 {
		f = 0 // not -0
	}
	return strconv.AppendFloat(nil, f, 'f', -1, 64), nil
}

// fine is written with more.
type fine float64

func (n fine) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, math.Round(float64(n)*1000)/1000, 'f', -1, 64), nil
}

// obj is an object of JSON. Renderers that read as they go need some members
// before others: what something is before what it is like.
type obj map[string]any

var order = strings.Fields("tgs ty v fr ip op w h id nm ddd ind refId sr st ao bm a i o t s e k c r p lc lj sk sa v ks it assets shapes layers")

func (o obj) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for _, k := range slices.SortedFunc(maps.Keys(o), func(x, y string) int {
		return cmp.Or(cmp.Compare(slices.Index(order, x), slices.Index(order, y)), cmp.Compare(x, y))
	}) {
		v, err := json.Marshal(o[k])
		if err != nil {
			return nil, err
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(strconv.AppendQuote(b, k), ':'), v...)
	}
	return append(b, '}'), nil
}

// key is a value at a frame, and how it goes on from there.
type key struct {
	t    float64
	v    []float64
	ease ease
}

// ease is the handles of the curve by which a value changes, as in CSS.
type ease [4]float64

var (
	linear  = ease{.33, .33, .67, .67}
	smooth  = ease{.42, 0, .58, 1}
	rushing = ease{.55, 0, 1, .75} // ever faster, as what falls
	slowing = ease{0, .25, .45, 1} // ever slower, as what rises
)

// track is how a value changes. One key is a constant.
type track []key

func still(v ...float64) track { return track{{v: v}} }

// change is a track from frames to values, by one ease.
func change(e ease, at ...[]float64) track {
	var out track
	for _, x := range at {
		out = append(out, key{x[0], x[1:], e})
	}
	return out
}

// at is a key: a frame and a value.
func at(t float64, v ...float64) []float64 { return append([]float64{t}, v...) }

func nums(v []float64) []num {
	out := make([]num, len(v))
	for i, f := range v {
		out[i] = num(f)
	}
	return out
}

func (t track) json() obj {
	if len(t) == 1 {
		return obj{"a": 0, "k": nums(t[0].v)}
	}
	var ks []obj
	for i, k := range t {
		o := obj{"t": num(k.t), "s": nums(k.v)}
		if i < len(t)-1 {
			o["o"] = obj{"x": fine(k.ease[0]), "y": fine(k.ease[1])}
			o["i"] = obj{"x": fine(k.ease[2]), "y": fine(k.ease[3])}
			o["e"] = nums(t[i+1].v) // for renderers that do not look ahead
		}
		ks = append(ks, o)
	}
	return obj{"a": 1, "k": ks}
}

// layer is a picture, or a named part, that moves as one.
type layer struct {
	picture picture
	part    string
	center  point // what it turns and grows around, and what is placed at place
	place   track
	scale   track // in percent
	turn    track
	opacity track // in percent
	from    float64
	to      float64 // 0: to the end
	start   float64 // when the part's own time begins
}

// animation is layers, each over those before it, at 60 frames a second.
type animation struct {
	frames int
	parts  map[string][]layer
	layers []layer
}

func (c contour) json() obj {
	var v, in, out [][]num
	for _, x := range c.v {
		v = append(v, []num{num(x.at.x), num(x.at.y)})
		in = append(in, []num{num(x.in.x - x.at.x), num(x.in.y - x.at.y)})
		out = append(out, []num{num(x.out.x - x.at.x), num(x.out.y - x.at.y)})
	}
	return obj{"ty": "sh", "ks": obj{"a": 0, "k": obj{"c": c.closed, "v": v, "i": in, "o": out}}}
}

func (s shape) json() obj {
	var it []any
	for _, c := range s.lines {
		it = append(it, c.json())
	}
	paint := obj{
		"ty": "fl", "o": obj{"a": 0, "k": num(s.opacity * 100)}, "r": 1,
		"c": obj{"a": 0, "k": []fine{fine(s.rgb>>16) / 255, fine(s.rgb>>8&255) / 255, fine(s.rgb&255) / 255, 1}},
	}
	if s.evenOdd {
		paint["r"] = 2
	}
	if s.stroke > 0 {
		delete(paint, "r")
		paint["ty"], paint["w"], paint["lc"], paint["lj"] = "st", obj{"a": 0, "k": num(s.stroke)}, 2, 2
	}
	it = append(it, paint, obj{
		"ty": "tr", "p": still(0, 0).json(), "a": still(0, 0).json(), "s": still(100, 100).json(),
		"r": obj{"a": 0, "k": 0}, "o": obj{"a": 0, "k": 100}, "sk": obj{"a": 0, "k": 0}, "sa": obj{"a": 0, "k": 0},
	})
	return obj{"ty": "gr", "it": it}
}

func (l layer) json(index, frames int) obj {
	or := func(t track, v ...float64) obj {
		if t == nil {
			return still(v...).json()
		}
		return t.json()
	}
	single := func(t track, v float64) obj {
		o := or(t, v)
		if k, ok := o["k"].([]num); ok {
			o["k"] = k[0]
		}
		return o
	}
	to := l.to
	if to == 0 {
		to = float64(frames)
	}
	o := obj{
		"ddd": 0, "ind": index, "sr": 1, "ao": 0, "bm": 0, "ip": num(l.from), "op": num(to), "st": num(l.start),
		"ks": obj{
			"o": single(l.opacity, 100), "r": single(l.turn, 0), "p": or(l.place, l.center.x, l.center.y),
			"a": still(l.center.x, l.center.y).json(), "s": or(l.scale, 100, 100),
		},
	}
	if l.part != "" {
		o["ty"], o["refId"], o["w"], o["h"] = 0, l.part, num(side), num(side)
		return o
	}
	shapes := []obj{} // the first is on top
	for _, s := range slices.Backward(l.picture) {
		shapes = append(shapes, s.json())
	}
	o["ty"], o["shapes"] = 4, shapes
	return o
}

func layersJSON(ls []layer, frames int) []obj {
	out := []obj{} // the first is on top
	for i, l := range slices.Backward(ls) {
		out = append(out, l.json(len(ls)-i, frames))
	}
	return out
}

// pack is the animation as a sticker: gzipped JSON.
func (a animation) pack() []byte {
	if a.frames > maxFrames {
		panic("too long")
	}
	assets := []obj{}
	for name, ls := range a.parts {
		assets = append(assets, obj{"id": name, "layers": layersJSON(ls, a.frames)})
	}
	slices.SortFunc(assets, func(x, y obj) int { return bytes.Compare([]byte(x["id"].(string)), []byte(y["id"].(string))) })
	doc := must(json.Marshal(obj{
		"tgs": 1, "v": "5.5.2", "fr": 60, "ip": 0, "op": a.frames, "w": num(side), "h": num(side), "nm": "", "ddd": 0,
		"assets": assets, "layers": layersJSON(a.layers, a.frames),
	}))
	var b bytes.Buffer
	w := must(gzip.NewWriterLevel(&b, gzip.BestCompression))
	must(w.Write(doc))
	if err := w.Close(); err != nil {
		panic(err)
	}
	if b.Len() > maxPacked {
		panic("too large")
	}
	return b.Bytes()
}
