package dialog_test

import (
	"testing"

	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func (w *world) bar(t *testing.T, p contact.Person) dialog.Bar {
	t.Helper()
	b, err := w.dialogs.Bar(t.Context(), me, &p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBar(t *testing.T) {
	t.Parallel()
	w := open(t, 0)
	w.save(t, dialog.Dialog{Peer: who(2), Top: 1, Theirs: true}, dialog.Dialog{Peer: who(3), Top: 2},
		dialog.Dialog{Peer: user.Notices.Peer(), Top: 3, Theirs: true})
	stranger := func(change func(p *contact.Person)) contact.Person {
		p := contact.Person{Profile: user.Profile{ID: 2, FirstName: "Stranger"}}
		change(&p)
		return p
	}
	all := dialog.Bar{Add: true, Block: true, Report: true}
	for what, c := range map[string]struct {
		p    contact.Person
		want dialog.Bar
	}{
		"they wrote first":  {stranger(func(*contact.Person) {}), all},
		"I did":             {stranger(func(p *contact.Person) { p.ID = 3 }), dialog.Bar{Add: true}},
		"nobody did":        {stranger(func(p *contact.Person) { p.ID = 4 }), dialog.Bar{}},
		"saved":             {stranger(func(p *contact.Person) { p.Contact = true }), dialog.Bar{}},
		"oneself":           {stranger(func(p *contact.Person) { p.Self = true }), dialog.Bar{}},
		"a deleted account": {stranger(func(p *contact.Person) { p.Deleted = true }), dialog.Bar{}},
		"a bot":             {stranger(func(p *contact.Person) { p.Bot = true }), dialog.Bar{}},
		"the support":       {stranger(func(p *contact.Person) { p.Support = true }), dialog.Bar{}},
		"the notices":       {stranger(func(p *contact.Person) { p.ID = user.Notices }), dialog.Bar{}},
		"nobody":            {contact.Person{}, dialog.Bar{}},
	} {
		if got := w.bar(t, c.p); got != c.want {
			t.Errorf("%s: %+v, not %+v", what, got, c.want)
		}
	}
}

func TestHideBar(t *testing.T) {
	t.Parallel()
	w := open(t, 0)
	w.save(t, dialog.Dialog{Peer: who(2), Top: 1, Theirs: true})
	for _, p := range []peer.Peer{who(2), who(2), who(3)} { // hidden, hidden already, no chat
		_, err := w.dialogs.HideBar(t.Context(), actor, p)
		want(t, "hide", err, "")
	}
	if b := w.bar(t, contact.Person{Profile: user.Profile{ID: 2}}); b != (dialog.Bar{}) {
		t.Errorf("%+v", b)
	}
	es := w.events(t)
	if len(es) != 1 || es[0].Kind != update.PeerSettings || es[0].Peer != who(2) || es[0].Origin != actor.Origin {
		t.Errorf("%+v", es)
	}
	_, err := w.dialogs.HideBar(t.Context(), actor, peer.Of(peer.Chat, 2))
	want(t, "a group", err, "PEER_ID_INVALID")
	w.save(t, dialog.Dialog{Peer: who(2), Top: 9, Theirs: true}) // the chat left the list, and began anew
	if b := w.bar(t, contact.Person{Profile: user.Profile{ID: 2}}); !b.Block {
		t.Errorf("%+v", b)
	}
}
