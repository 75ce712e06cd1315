package art

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"slices"
	"testing"

	"golang.org/x/image/webp"
)

// Every animation keeps the rules of stickers, which renderers of clients rely on
// (https://core.telegram.org/stickers#animation-requirements).
func TestAnimations(t *testing.T) {
	t.Parallel()
	n := 0
	for _, d := range all(t) {
		if !d.Animated {
			continue
		}
		n++
		if len(d.Bytes) > 64<<10 {
			t.Errorf("%s: %d bytes", d.Emoji, len(d.Bytes))
		}
		z, err := gzip.NewReader(bytes.NewReader(d.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(io.LimitReader(z, 2<<20))
		if err != nil || len(plain) >= 2<<20 {
			t.Errorf("%s: %d bytes, %v", d.Emoji, len(plain), err)
		}
		var a map[string]any
		if err := json.Unmarshal(plain, &a); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(plain, []byte(`{"tgs":1,`)) || a["w"] != 512. || a["h"] != 512. || a["fr"] != 60. || a["ip"] != 0. || a["op"].(float64) > 180 || d.Side != 512 {
			t.Errorf("%s: %.120s", d.Emoji, plain)
		}
		if len(a["layers"].([]any)) == 0 {
			t.Errorf("%s: nothing to see", d.Emoji)
		}
		for _, broken := range check(a) {
			t.Errorf("%s: %s", d.Emoji, broken)
		}
	}
	if n < 500 {
		t.Errorf("%d animations", n)
	}
}

// check looks for what an animation must not have, anywhere in it.
func check(v any) (broken []string) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			broken = append(broken, check(x)...)
		}
	case map[string]any:
		_, shapes := v["shapes"]
		_, part := v["refId"]
		switch ty := v["ty"].(type) {
		case float64: // a layer
			if ty != 4 && ty != 0 || shapes != (ty == 4) || part != (ty == 0) || v["ddd"] != 0. || v["sr"] != 1. || v["ao"] != 0. {
				broken = append(broken, "a layer that must not be")
			}
			if v["ip"].(float64) >= v["op"].(float64) {
				broken = append(broken, "a layer that is never there")
			}
		case string: // of a shape
			if !slices.Contains([]string{"gr", "sh", "fl", "st", "tr"}, ty) {
				broken = append(broken, "a shape "+ty)
			}
		}
		for _, key := range []string{"ef", "hasMask", "masksProperties", "tt", "td", "tm", "x", "u"} {
			_, has := v[key]
			if _, curve := v["y"]; has && !(key == "x" && curve) {
				broken = append(broken, "has "+key)
			}
		}
		if keys, ok := v["k"].([]any); ok && v["a"] == 1. {
			broken = append(broken, checkKeys(keys)...)
		}
		for _, x := range v {
			broken = append(broken, check(x)...)
		}
	}
	return broken
}

// checkKeys wants times that grow.
func checkKeys(keys []any) (broken []string) {
	last := -1.
	for _, k := range keys {
		t := k.(map[string]any)["t"].(float64)
		if t <= last {
			broken = append(broken, "keys out of order")
		}
		last = t
	}
	return broken
}

func TestCheckBites(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		`{"layers":[{"ty":2,"ddd":0,"sr":1,"ao":0,"ip":0,"op":9}]}`,
		`{"layers":[{"ty":4,"shapes":[],"ddd":1,"sr":1,"ao":0,"ip":0,"op":9}]}`,
		`{"layers":[{"ty":4,"shapes":[],"ddd":0,"sr":1,"ao":0,"ip":9,"op":9}]}`,
		`{"layers":[{"ty":4,"shapes":[{"ty":"mm"}],"ddd":0,"sr":1,"ao":0,"ip":0,"op":9}]}`,
		`{"layers":[{"ty":4,"shapes":[],"ef":[],"ddd":0,"sr":1,"ao":0,"ip":0,"op":9}]}`,
		`{"ks":{"o":{"a":0,"k":1,"x":"var $bm_rt"}}}`,
		`{"ks":{"o":{"a":1,"k":[{"t":5},{"t":5}]}}}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(bad), &v); err != nil {
			t.Fatal(err)
		}
		if len(check(v)) == 0 {
			t.Errorf("passed: %s", bad)
		}
	}
}

// Pictures that do not move can be read, have a clear background and something
// on it.
func TestStills(t *testing.T) {
	t.Parallel()
	for _, r := range Reactions() {
		m, err := webp.Decode(bytes.NewReader(r.Still.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		b, seen := m.Bounds(), 0
		for i := range b.Dx() * b.Dy() {
			if _, _, _, a := m.At(i%b.Dx(), i/b.Dx()).RGBA(); a > 0x8000 {
				seen++
			}
		}
		if _, _, _, corner := m.At(0, b.Dy()-1).RGBA(); b.Dx() != r.Still.Side || b.Dy() != b.Dx() || corner != 0 || seen < 128*128/8 || seen > 128*128*19/20 {
			t.Errorf("%s: %v, %d pixels", r.Emoji, b, seen)
		}
	}
}
