package webclient

import (
	"strconv"
	"strings"
)

// choose is the encoding of br and gzip that a client likes best, "" when it takes
// neither, or likes none better. https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding
func choose(accept []string) string {
	weights := map[string]float64{}
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "x-gzip" {
			name = "gzip"
		}
		if name != "" {
			weights[name] = quality(params)
		}
	}
	best, most := "", weights["identity"]
	for _, name := range []string{"gzip", "br"} {
		w, said := weights[name]
		if !said {
			w = weights["*"]
		}
		if w > 0 && w >= most {
			best, most = name, w
		}
	}
	return best
}

// quality is the q of the parameters of an element; what is nonsense wants nothing.
func quality(params string) float64 {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// has says whether an If-None-Match names a tag. Proxies that compress make tags weak,
// which is the same to this header.
func has(match []string, tag string) bool {
	for one := range strings.SplitSeq(strings.Join(match, ","), ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}
