package contact_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heliograph/internal/contact"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// what of a person shows that a key lets.
var shown = map[privacy.Key]func(p *contact.Person) bool{
	privacy.StatusTimestamp: func(p *contact.Person) bool { return p.Status.Seen != 0 },
	privacy.PhoneNumber:     func(p *contact.Person) bool { return p.Phone != "" },
	privacy.About:           func(p *contact.Person) bool { return p.About != "" },
	privacy.Birthday:        func(p *contact.Person) bool { return p.Birthday.Day != 0 },
}

// Each rule for each viewer and each key decides what is seen and what May says.
func TestRules(t *testing.T) {
	t.Parallel()
	w := open(t)
	ann := w.person(t, 1, "Ann")
	viewers := map[string]user.ID{"stranger": 2, "contact": 3, "close": 4, "member": 5, "blocked": 6}
	for name, id := range viewers {
		w.person(t, id, name)
	}
	for _, id := range []user.ID{3, 4, 6} {
		if _, err := w.contacts.Add(t.Context(), ann, id, contact.Card{FirstName: "saved"}); err != nil {
			t.Fatal(err)
		}
	}
	w.chats[5] = []int64{70}
	if err := w.contacts.SetCloseFriends(t.Context(), ann, []user.ID{4, 2, 99}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.contacts.Block(t.Context(), ann, user.ID(6).Peer(), contact.Main, true); err != nil {
		t.Fatal(err)
	}
	about := "likes tea"
	if _, err := w.users.Edit(t.Context(), ann, user.Edit{About: &about}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.users.SetBirthday(t.Context(), ann, user.Birthday{Day: 29, Month: 2}); err != nil {
		t.Fatal(err)
	}
	w.presence.SetOnline(t.Context(), ann, false)
	w.clock.Advance(time.Second)
	w.presence.SetOnline(t.Context(), ann, true)
	all, nobody := privacy.Rule{Kind: privacy.AllowAll}, privacy.Rule{Kind: privacy.DisallowAll}
	for name, c := range map[string]struct {
		rules privacy.Rules
		see   []string
	}{
		"everybody":     {privacy.Rules{all}, []string{"stranger", "contact", "close", "member"}},
		"nobody":        {privacy.Rules{nobody}, nil},
		"contacts":      {privacy.Rules{{Kind: privacy.AllowContacts}}, []string{"contact", "close"}},
		"close friends": {privacy.Rules{{Kind: privacy.AllowCloseFriends}}, []string{"close"}},
		"members":       {privacy.Rules{{Kind: privacy.AllowChats, Chats: []int64{70}}, nobody}, []string{"member"}},
		"but members":   {privacy.Rules{{Kind: privacy.DisallowChats, Chats: []int64{70}}, all}, []string{"stranger", "contact", "close"}},
		"but contacts":  {privacy.Rules{{Kind: privacy.DisallowContacts}, all}, []string{"stranger", "member"}},
		"one":           {privacy.Rules{{Kind: privacy.AllowUsers, Users: []user.ID{2, 6}}, nobody}, []string{"stranger"}},
		"but one":       {privacy.Rules{{Kind: privacy.DisallowUsers, Users: []user.ID{3}}, {Kind: privacy.AllowContacts}}, []string{"close"}},
	} {
		for k := privacy.Key(1); k.Valid(); k++ {
			if _, err := w.privacy.Set(t.Context(), ann, k, c.rules); err != nil {
				t.Fatal(name, k, err)
			}
			for who, id := range viewers {
				want := slices.Contains(c.see, who)
				may, err := w.contacts.May(t.Context(), id, k, 1)
				if err != nil || may[0] != want {
					t.Errorf("%s, %d, %s: %v, %v", name, k, who, may, err)
				}
				if sees := shown[k]; sees != nil {
					if p := w.see(t, id, 1); sees(&p) != want {
						t.Errorf("%s, %d, %s: sees %+v", name, k, who, p)
					}
				}
			}
			if may, err := w.contacts.May(t.Context(), 1, k, 1); err != nil || !may[0] {
				t.Errorf("%s, %d: %v of herself, %v", name, k, may, err)
			}
		}
	}
}

// What is said of a status that is hidden: by how long ago, and by whom.
func TestVagueStatus(t *testing.T) {
	t.Parallel()
	w := open(t)
	ann, bob := w.person(t, 1, "Ann"), w.person(t, 2, "Bob")
	hide := func(a user.Actor) {
		t.Helper()
		if _, err := w.privacy.Set(t.Context(), a, privacy.StatusTimestamp, privacy.Rules{{Kind: privacy.DisallowAll}}); err != nil {
			t.Fatal(err)
		}
	}
	hide(bob)
	w.presence.SetOnline(t.Context(), ann, false)
	if p := w.see(t, 2, 1); p.Vague != presence.Recently || !p.ByMe || p.Status != (presence.Status{}) {
		t.Errorf("online: %+v", p)
	}
	hide(ann)
	w.presence.SetOnline(t.Context(), ann, true)
	for _, c := range []struct {
		days int
		want presence.Vague
	}{{0, presence.Recently}, {2, presence.Recently}, {2, presence.LastWeek}, {2, presence.LastWeek}, {2, presence.LastMonth}, {21, presence.LastMonth}, {2, presence.LongAgo}} {
		w.clock.Advance(time.Duration(c.days) * 24 * time.Hour)
		if p := w.see(t, 2, 1); p.Vague != c.want || p.ByMe {
			t.Errorf("after %d days more: %+v", c.days, p)
		}
	}
	if p := w.see(t, 2, user.Notices); p.Vague != presence.Exactly {
		t.Errorf("the service: %+v", p)
	}
	if p := w.see(t, 1, 1); p.Vague != presence.Exactly || p.Status.Seen == 0 {
		t.Errorf("herself: %+v", p)
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	w := open(t)
	ann := w.person(t, 1, "Ann")
	w.person(t, 2, "Bob")
	w.person(t, 3, "Cid")
	block := func(what string, id user.ID, l contact.Blocklist, on bool, events int) {
		t.Helper()
		es, err := w.contacts.Block(t.Context(), ann, id.Peer(), l, on)
		if err != nil || len(es) != events {
			t.Errorf("%s: %d events, %v", what, len(es), err)
		}
	}
	for _, p := range []peer.Peer{ann.ID.Peer(), user.Notices.Peer(), user.ID(99).Peer(), peer.Of(peer.Channel, 2)} {
		_, err := w.contacts.Block(t.Context(), ann, p, contact.Main, true)
		wantCode(t, fmt.Sprint(p), err, "PEER_ID_INVALID")
	}
	block("new", 2, contact.Main, true, 2)
	block("again", 2, contact.Main, true, 0)
	block("stories too", 2, contact.Stories, true, 1)
	if p := w.see(t, 1, 2); !p.Blocked || !p.NoStories {
		t.Errorf("%+v", p)
	}
	if by, from, err := w.contacts.Barred(t.Context(), 2, 1); by || !from || err != nil {
		t.Errorf("%v, %v, %v", by, from, err)
	}
	if by, from, err := w.contacts.Barred(t.Context(), 1, 2); !by || from || err != nil {
		t.Errorf("%v, %v, %v", by, from, err)
	}
	w.clock.Advance(time.Second)
	block("another", 3, contact.Main, true, 2)
	page := func(l contact.Blocklist, offset, limit, total int, want ...user.ID) {
		t.Helper()
		got, n, err := w.contacts.BlockedPeople(t.Context(), ann, l, offset, limit)
		var ids []user.ID
		for _, b := range got {
			ids = append(ids, b.ID)
		}
		if err != nil || n != total || !slices.Equal(ids, want) {
			t.Errorf("%v of %d, %v", ids, n, err)
		}
	}
	page(contact.Main, 0, 10, 2, 3, 2)
	page(contact.Main, 1, 1, 2, 2)
	page(contact.Main, 5, 10, 2)
	page(contact.Main, -1, 1, 2, 3)
	page(contact.Stories, 0, 10, 1, 2)
	block("off", 2, contact.Main, false, 2)
	block("off stories", 2, contact.Stories, false, 1)
	if p := w.see(t, 1, 2); p.Blocked || p.NoStories {
		t.Errorf("%+v", p)
	}
	if err := w.contacts.ReplaceBlocked(t.Context(), ann, contact.Main, []peer.Peer{user.ID(2).Peer()}, 10); err != nil {
		t.Error(err)
	}
	page(contact.Main, 0, 10, 1, 2)
	if got := w.kinds(t, 1); len(got) != 12 || got[0] != update.PeerBlocked || got[1] != update.PeerSettings {
		t.Errorf("her devices: %v", got)
	}
	if got := w.kinds(t, 2); len(got) != 0 {
		t.Errorf("his devices: %v", got)
	}
}

// Who cannot be found by the number looks to an import like nobody, and is found
// once that is allowed.
func TestUnfound(t *testing.T) {
	t.Parallel()
	w := open(t)
	ann, bob := w.person(t, 1, "Ann"), w.person(t, 2, "Bob")
	set := func(k privacy.Kind) {
		t.Helper()
		if _, err := w.privacy.Set(t.Context(), ann, privacy.AddedByPhone, privacy.Rules{{Kind: k}}); err != nil {
			t.Fatal(err)
		}
	}
	set(privacy.DisallowAll)
	entries := []contact.Entry{{Client: 1, Phone: "+" + phoneOf(1), FirstName: "Annie"}, {Client: 2, Phone: "+" + phoneOf(77), FirstName: "Nobody"}}
	for range 2 {
		got, err := w.contacts.Import(t.Context(), bob, entries)
		if err != nil || len(got.Matches)+len(got.Retry)+len(got.Popular) != 0 {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if l, err := w.contacts.All(t.Context(), 2); err != nil || l.Saved != 2 || len(l.IDs) != 0 {
		t.Errorf("%+v, %v", l, err)
	}
	_, err := w.contacts.ByPhone(t.Context(), bob, "+"+phoneOf(1))
	wantCode(t, "by number", err, "PHONE_NOT_OCCUPIED")
	if _, err := w.contacts.Add(t.Context(), bob, 1, contact.Card{FirstName: "Ann", Phone: "+" + phoneOf(1)}); err != nil {
		t.Fatal(err)
	}
	if p := w.see(t, 2, 1); p.Phone != "" {
		t.Errorf("a guess was confirmed: %+v", p)
	}
	set(privacy.AllowAll)
	got, err := w.contacts.Import(t.Context(), bob, entries)
	if err != nil || len(got.Matches) != 1 || got.Matches[0].User != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if l, err := w.contacts.All(t.Context(), 2); err != nil || l.Saved != 1 || len(l.IDs) != 1 {
		t.Errorf("%+v, %v", l, err)
	}
	set(privacy.DisallowAll)
	if got, err := w.contacts.Import(t.Context(), bob, entries[:1]); err != nil || len(got.Matches) != 1 {
		t.Errorf("who was found stays so: %+v, %v", got, err)
	}
}
