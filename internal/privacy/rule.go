package privacy

import (
	"slices"

	"heliograph/internal/fault"
	"heliograph/internal/user"
)

// MaxNamed is how many people and chats the rules of one key may name.
const MaxNamed = 1000

// maxRules is how many rules of one key there can be without a repetition.
const maxRules = int(DisallowChats)

var (
	errKey   = fault.New(fault.Invalid, "PRIVACY_KEY_INVALID")
	errValue = fault.New(fault.Invalid, "PRIVACY_VALUE_INVALID")
)

// ErrTooLong refuses rules that name more than MaxNamed.
var ErrTooLong = fault.New(fault.Invalid, "PRIVACY_TOO_LONG")

// Kind is whom a rule fits, and what it says of them. The numbers are on disk.
type Kind int

// The kinds, named as in the TL schema (privacyValue…).
const (
	AllowAll          Kind = 1
	AllowContacts     Kind = 2
	AllowCloseFriends Kind = 3
	AllowPremium      Kind = 4
	AllowBots         Kind = 5
	AllowUsers        Kind = 6 // Users
	AllowChats        Kind = 7 // Chats: whoever is in one of them
	DisallowAll       Kind = 8
	DisallowContacts  Kind = 9
	DisallowBots      Kind = 10
	DisallowUsers     Kind = 11 // Users
	DisallowChats     Kind = 12 // Chats
)

// Rule allows or refuses something to those whom it fits.
type Rule struct {
	Kind  Kind      `cbor:"1,keyasint"`
	Users []user.ID `cbor:"2,keyasint,omitempty"`
	Chats []int64   `cbor:"3,keyasint,omitempty"`
}

// Rules is the rules of one key in their order.
type Rules []Rule

// Viewer is who wants to see something, as the person whose it is knows them.
type Viewer struct {
	ID      user.ID
	Contact bool // the person has saved them
	Close   bool // as a close friend
	Premium bool
	Bot     bool
	// Member says whether they are in one of some chats; nil: in none.
	Member func(chats []int64) bool
}

// Allow says whether the rules let the viewer (I1).
func (rs Rules) Allow(v *Viewer) bool {
	for i := range rs {
		if rs[i].fits(v) {
			return rs[i].Kind < DisallowAll
		}
	}
	return false
}

// Plain is what the rules say of somebody whatever else they are than a contact
// or none; ok is false when it depends on more.
func (rs Rules) Plain(contact bool) (allowed, ok bool) {
	for i := range rs {
		switch rs[i].Kind {
		case AllowAll:
			return true, true
		case DisallowAll:
			return false, true
		case AllowContacts:
			if contact {
				return true, true
			}
		case DisallowContacts:
			if contact {
				return false, true
			}
		default:
			return false, false
		}
	}
	return false, true
}

func (r *Rule) fits(v *Viewer) bool {
	switch r.Kind {
	case AllowAll, DisallowAll:
		return true
	case AllowContacts, DisallowContacts:
		return v.Contact
	case AllowCloseFriends:
		return v.Contact && v.Close
	case AllowPremium:
		return v.Premium
	case AllowBots, DisallowBots:
		return v.Bot
	case AllowUsers, DisallowUsers:
		return slices.Contains(r.Users, v.ID)
	case AllowChats, DisallowChats:
		return v.Member != nil && len(r.Chats) > 0 && v.Member(r.Chats)
	}
	return false
}

// normal is rs as they are stored: each kind once, each name once, none that
// names nobody, and none behind the one that fits everybody. of is whose they
// are. Faults: PRIVACY_KEY_INVALID, PRIVACY_VALUE_INVALID, PRIVACY_TOO_LONG.
func (rs Rules) normal(of user.ID, k Key) (Rules, error) {
	switch {
	case !k.Valid():
		return nil, errKey
	case len(rs) == 0, len(rs) > maxRules:
		return nil, errValue
	}
	named, seen, last := 0, map[Kind]bool{}, false
	var out Rules
	for _, r := range rs {
		if r.Kind < AllowAll || r.Kind > DisallowChats || seen[r.Kind] || last || !k.knows(r.Kind) {
			return nil, errValue
		}
		if named += len(r.Users) + len(r.Chats); named > MaxNamed {
			return nil, ErrTooLong
		}
		seen[r.Kind] = true
		last = r.Kind == AllowAll || r.Kind == DisallowAll
		switch r.Kind {
		case AllowUsers, DisallowUsers:
			r.Users, r.Chats = distinct(r.Users, of), nil
			if len(r.Users) == 0 {
				continue
			}
		case AllowChats, DisallowChats:
			r.Users, r.Chats = nil, distinct(r.Chats, 0)
			if len(r.Chats) == 0 {
				continue
			}
		default:
			r.Users, r.Chats = nil, nil
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return Rules{{Kind: DisallowAll}}, nil
	}
	return out, nil
}

// knows says whether rules of k may be of a kind
// (https://core.telegram.org/constructor/inputPrivacyValueAllowPremium,
// https://core.telegram.org/constructor/inputPrivacyValueAllowBots).
func (k Key) knows(of Kind) bool {
	switch of {
	case AllowPremium:
		return k == ChatInvite
	case AllowBots, DisallowBots:
		return k == StarGiftsAutoSave
	}
	return true
}

// distinct is ids without repetitions and without one of them, in their order.
func distinct[T comparable](ids []T, without T) []T {
	seen := make(map[T]bool, len(ids))
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		if id != without && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// with is rs with an exception for somebody, before everything else; false when
// rs allow them by name already. Fault: PRIVACY_TOO_LONG.
func (rs Rules) with(id user.ID) (out Rules, changed bool, err error) {
	first := Rule{Kind: AllowUsers}
	named := 0
	for _, r := range rs {
		if r.Kind == AllowUsers {
			if slices.Contains(r.Users, id) {
				return rs, false, nil
			}
			first.Users = r.Users
			named += len(r.Users)
			continue
		}
		if r.Kind == DisallowUsers {
			r.Users = slices.DeleteFunc(slices.Clone(r.Users), func(u user.ID) bool { return u == id })
			if len(r.Users) == 0 {
				continue
			}
		}
		named += len(r.Users) + len(r.Chats)
		out = append(out, r)
	}
	if named >= MaxNamed {
		return nil, false, ErrTooLong
	}
	first.Users = append(slices.Clone(first.Users), id)
	return append(Rules{first}, out...), true, nil
}
