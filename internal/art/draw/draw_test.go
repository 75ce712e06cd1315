package main

import (
	"math"
	"strings"
	"testing"
)

// ends is where the corners of a path are.
func ends(t *testing.T, d string) (out []point, closed bool) {
	t.Helper()
	for _, c := range must(parsePath(d)) {
		for _, v := range c.v {
			out = append(out, v.at)
		}
		closed = c.closed
	}
	return out, closed
}

func TestPaths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d      string
		want   []point
		closed bool
	}{
		{"M1 2L3 4", []point{{1, 2}, {3, 4}}, false},
		{"m1 2l3 4-1-1", []point{{1, 2}, {4, 6}, {3, 5}}, false},
		{"M0 0 10 0v10H0z", []point{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, true},
		{"M0 0h4zm1 1h4", []point{{0, 0}, {4, 0}, {1, 1}, {5, 1}}, false},
		{"M.5.5l-.5.25", []point{{.5, .5}, {0, .75}}, false},
		{"M0 0C1 1 2 1 3 0S5-1 6 0", []point{{0, 0}, {3, 0}, {6, 0}}, false},
		{"M0 0Q1 2 2 0T4 0", []point{{0, 0}, {2, 0}, {4, 0}}, false},
		{"M0 0a1 1 0 012 0", []point{{0, 0}, {1, -1}, {2, 0}}, false}, // flags without gaps
		{"M0 0a1 1 0 002 0", []point{{0, 0}, {1, 1}, {2, 0}}, false},
		{"M0 0A.1.1 0 0 1 2 0", []point{{0, 0}, {1, -1}, {2, 0}}, false}, // a radius that is too small grows
		{"M1e1 2", nil, false},
	} {
		got, closed := ends(t, c.d)
		ok := len(got) == len(c.want) && closed == c.closed
		for i := range c.want {
			ok = ok && math.Hypot(got[i].x-c.want[i].x, got[i].y-c.want[i].y) < 1e-9
		}
		if !ok {
			t.Errorf("%s: %v, closed %v", c.d, got, closed)
		}
	}
	for _, bad := range []string{"M1", "M0 0L1", "M0 0X1 1", "M0 0La b"} {
		if _, err := parsePath(bad); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func TestPictures(t *testing.T) {
	t.Parallel()
	p, err := parseSVG(`<g fill="#123"><path d="M0 0h4v4z"/><circle cx="16" cy="16" r="8" fill="#ff8000" opacity=".5"/></g>`, 32)
	if err != nil || len(p) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	if p[0].rgb != 0x112233 || p[1].rgb != 0xff8000 || p[1].opacity != .5 || p[1].lines[0].v[0].at != (point{384, 256}) || !p[0].lines[0].closed {
		t.Errorf("%+v", p)
	}
	for _, bad := range []string{
		`<rect width="1"/>`, `<path d="M0 0h1" fill="url(#a)"/>`, `<g mask="m"><path d="M0 0h1" fill="#fff"/></g>`,
		`<path d="M0 0h1" fill="#fff" transform="scale(2)"/>`, `<path`,
	} {
		if _, err := parseSVG(bad, 32); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// Every emoji has a motion, and what is drawn is the same each time.
func TestSubjects(t *testing.T) {
	t.Parallel()
	list, err := subjects()
	if err != nil || len(list) < 70 {
		t.Fatalf("%d, %v", len(list), err)
	}
	s := list[0]
	s.picture = filled(0xff0000, circle(256, 256, 200))
	for _, draw := range []func() animation{s.appear, s.choose, s.activate, s.effect, s.around, s.icon} {
		a := string(draw().pack())
		if a != string(draw().pack()) || !strings.HasPrefix(a, "\x1f\x8b") {
			t.Error("it is another one each time")
		}
	}
	first := string(s.picture.still())
	if again := string(s.picture.still()); again != first {
		t.Error("the still one is another one each time")
	}
}
