package privacy_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/privacy"
	"heliograph/internal/user"
)

// Whom each kind fits, and what it says of them when it stands alone.
func TestKinds(t *testing.T) {
	t.Parallel()
	member := func(chats []int64) bool { return slices.Contains(chats, 7) }
	viewers := map[string]*privacy.Viewer{
		"stranger": {ID: 2}, "contact": {ID: 2, Contact: true}, "close": {ID: 2, Contact: true, Close: true}, "was close": {ID: 2, Close: true},
		"premium": {ID: 2, Premium: true}, "bot": {ID: 2, Bot: true}, "named": {ID: 9}, "member": {ID: 2, Member: member},
	}
	for name, c := range map[string]struct {
		rule privacy.Rule
		fits []string // nil: all
	}{
		"all":           {privacy.Rule{Kind: privacy.AllowAll}, nil},
		"contacts":      {privacy.Rule{Kind: privacy.AllowContacts}, []string{"contact", "close"}},
		"close friends": {privacy.Rule{Kind: privacy.AllowCloseFriends}, []string{"close"}},
		"premium":       {privacy.Rule{Kind: privacy.AllowPremium}, []string{"premium"}},
		"bots":          {privacy.Rule{Kind: privacy.AllowBots}, []string{"bot"}},
		"users":         {privacy.Rule{Kind: privacy.AllowUsers, Users: []user.ID{8, 9}}, []string{"named"}},
		"chats":         {privacy.Rule{Kind: privacy.AllowChats, Chats: []int64{6, 7}}, []string{"member"}},
		"another chat":  {privacy.Rule{Kind: privacy.AllowChats, Chats: []int64{6}}, []string{}},
	} {
		for who, v := range viewers {
			want := c.fits == nil || slices.Contains(c.fits, who)
			if got := (privacy.Rules{c.rule}).Allow(v); got != want {
				t.Errorf("%s, %s: %v", name, who, got)
			}
			if c.rule.Kind == privacy.AllowCloseFriends || c.rule.Kind == privacy.AllowPremium {
				continue // cannot be refused
			}
			no := c.rule
			switch no.Kind {
			case privacy.AllowAll:
				no.Kind = privacy.DisallowAll
			case privacy.AllowContacts:
				no.Kind = privacy.DisallowContacts
			case privacy.AllowBots:
				no.Kind = privacy.DisallowBots
			case privacy.AllowUsers:
				no.Kind = privacy.DisallowUsers
			case privacy.AllowChats:
				no.Kind = privacy.DisallowChats
			}
			if got := (privacy.Rules{no, {Kind: privacy.AllowAll}}).Allow(v); got == want {
				t.Errorf("all but %s, %s: %v", name, who, got)
			}
		}
	}
}

// random rules and viewers, from a small world in which they often meet.
func random(r *rand.Rand) (rs privacy.Rules, v privacy.Viewer) {
	for range r.IntN(6) {
		rs = append(rs, privacy.Rule{
			Kind:  privacy.Kind(1 + r.IntN(12)),
			Users: []user.ID{user.ID(r.IntN(4)), user.ID(r.IntN(4))}, Chats: []int64{int64(r.IntN(3))},
		})
	}
	in := int64(r.IntN(3))
	return rs, privacy.Viewer{
		ID: user.ID(r.IntN(4)), Contact: r.IntN(2) == 0, Close: r.IntN(2) == 0, Premium: r.IntN(3) == 0, Bot: r.IntN(3) == 0,
		Member: func(chats []int64) bool { return slices.Contains(chats, in) },
	}
}

// The first rule that fits decides: what stands behind it changes nothing, what
// does not fit changes nothing wherever it stands, and without any that fits the
// answer is no (I1).
func TestOrder(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	yes := privacy.Rule{Kind: privacy.AllowAll}
	no := privacy.Rule{Kind: privacy.DisallowAll}
	for range 20_000 {
		rs, v := random(r)
		fits := func(rule privacy.Rule) bool { // asked both ways round, so that both answers are its own
			one := privacy.Rules{rule}
			return append(slices.Clone(one), no).Allow(&v) == append(slices.Clone(one), yes).Allow(&v)
		}
		want := false
		for _, rule := range rs {
			if fits(rule) {
				want = rule.Kind < privacy.DisallowAll
				break
			}
		}
		if got := rs.Allow(&v); got != want {
			t.Fatalf("%+v of %+v: %v", rs, v, got)
		}
		at := slices.IndexFunc(rs, fits)
		if at < 0 {
			at = len(rs)
		} else {
			behind, _ := random(r)
			if got := append(slices.Clone(rs[:at+1]), behind...).Allow(&v); got != want {
				t.Fatalf("%+v, then %+v, of %+v: %v", rs[:at+1], behind, v, got)
			}
		}
		unfit := slices.DeleteFunc(slices.Clone(rs[:at]), fits)
		if len(unfit) != at {
			t.Fatalf("%+v: %d fit before the first", rs, at-len(unfit))
		}
		if got := slices.Concat(rs[at:], unfit).Allow(&v); at < len(rs) && got != want {
			t.Fatalf("%+v behind %+v, of %+v: %v", unfit, rs[at:], v, got)
		}
		if got, ok := rs.Plain(v.Contact); ok && got != want {
			t.Fatalf("plain: %+v of %+v: %v", rs, v, got)
		}
	}
}
