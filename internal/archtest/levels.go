package archtest

import "strings"

// The module's own packages are named without this prefix from here on.
const internal = "heliograph/internal/"

// outside are imports that only some levels may have.
const (
	tlSchema = "github.com/gotd/td/tg" // takes minutes to build and changes with every layer
	netHTTP  = "net/http"
)

// level is a group of packages with the same rights. A package stands in the
// level that names it or a folder above it, the longest name winning.
type level struct {
	name     string
	packages string   // from low to high where ordered
	ordered  bool     // a package may import those before it in packages
	lower    []string // levels that may be imported
	outside  []string // of tlSchema and netHTTP, what may be imported
}

// levels is the list. Subjects are ordered: whoever needs one further right
// declares an interface of its own, or listens to an event.
var levels = []level{
	{name: "leaf", packages: "clock fault id logx right"},
	{name: "ground", packages: "text country keyword art bus store blob", lower: []string{"leaf"}},
	{name: "engine", packages: "store/pebble store/postgres store/storetest", lower: []string{"leaf", "ground"}},
	{name: "log", packages: "peer update job", ordered: true, lower: []string{"leaf", "ground"}},
	{
		name:     "subject",
		packages: "user session lang presence privacy report contact notify dialog folder archive draft channel reaction poll preview message schedule search auth account",
		ordered:  true,
		lower:    []string{"leaf", "ground", "log"},
	},
	{name: "outbound", packages: "outbound auth/sender preview/fetch", ordered: true, lower: []string{"leaf"}, outside: []string{netHTTP}},

	{name: "layers", packages: "layer"},
	{name: "wire", packages: "mtproto serverkey", lower: []string{"leaf", "socket", "layers"}},
	{name: "socket", packages: "mtproto/transport mtproto/listen", ordered: true, lower: []string{"leaf", "wire"}, outside: []string{netHTTP}},
	{name: "rpc", packages: "rpc", lower: []string{"leaf", "wire", "user", "session"}, outside: []string{tlSchema}},
	{
		name:     "render",
		packages: "tgapi/input tgapi/view",
		lower:    []string{"leaf", "text", "country", "keyword", "art", "log", "subject", "wire", "rpc"},
		outside:  []string{tlSchema},
	},
	{
		name:     "edge",
		packages: "tgapi botapi webclient control",
		lower:    []string{"leaf", "text", "country", "keyword", "art", "log", "subject", "wire", "rpc", "render", "bus"},
		outside:  []string{tlSchema, netHTTP},
	},

	{name: "settings", packages: "config", lower: []string{"leaf"}},
	{name: "copy", packages: "backup", lower: []string{"leaf", "ground", "engine", "settings", "wire"}},
	{name: "patch", packages: "patchclient", lower: []string{"wire"}},
	{name: "tool", packages: "archtest methodmap art/draw", outside: nil},
	{name: "top", packages: "node", lower: []string{anything}, outside: []string{tlSchema, netHTTP}},
	{name: "fixture", packages: "tgapi/tgapitest", lower: []string{anything}, outside: []string{tlSchema}}, // of tests
	{name: "above", packages: "apptest bench", lower: []string{anything}, outside: []string{tlSchema, netHTTP}},
}

// anything stands for every level in lower.
const anything = "*"

// place is where a package stands: its level, and its rank where that is ordered.
type place struct {
	level *level
	name  string // the name in the list that matched
	rank  int
}

// standing finds the place of a package, named without the prefix; ok is false
// when the list does not know it.
func standing(levels []level, pkg string) (p place, ok bool) {
	for i := range levels {
		for rank, name := range strings.Fields(levels[i].packages) {
			if (pkg == name || strings.HasPrefix(pkg, name+"/")) && len(name) > len(p.name) {
				p, ok = place{&levels[i], name, rank}, true
			}
		}
	}
	return p, ok
}

// allows says whether a package standing at p may import one standing at q.
func (p place) allows(q place) bool {
	if p.name == q.name { // a folder and what lies under it are one
		return true
	}
	for _, l := range p.level.lower {
		if l == anything && q.level.name != "above" || l == q.level.name || l == q.name {
			return true
		}
	}
	return p.level == q.level && p.level.ordered && q.rank < p.rank
}
