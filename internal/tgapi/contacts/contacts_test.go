package contacts_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/rpc"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/contacts"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// unused stands for what these methods never render.
type unused struct{}

func (unused) In(context.Context, user.ID, []peer.Peer, []int) ([]message.Message, error) {
	return nil, nil
}

func (unused) Of(context.Context, user.ID, ...peer.Peer) ([]draft.Draft, error) { return nil, nil }

func (unused) PinnedOrder(context.Context, user.ID, int) ([]peer.Peer, error) { return nil, nil }

func (unused) Interested(context.Context, user.ID, int) ([]user.ID, error) { return nil, nil }

func (unused) unregistered(context.Context, *bin.Buffer) (e bin.Encoder, err error) { return e, err }

type world struct {
	t     *testing.T
	store store.Store
	users *user.Service
	hash  *peer.Hasher
	d     *tg.ServerDispatcher
}

func open(t *testing.T) *world {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	ck, b := clock.NewFake(time.Unix(1_700_000_000, 0)), bus.NewLocal()
	log := update.New(update.Deps{Store: st, Bus: b, Clock: ck})
	w := &world{t: t, store: st, d: tg.NewServerDispatcher(unused{}.unregistered)}
	if w.hash, err = peer.NewHasher(bytes.Repeat([]byte{1}, 32)); err != nil {
		t.Fatal(err)
	}
	w.users = user.New(user.Deps{Store: st, Log: log, Bus: b, Clock: ck})
	pr := presence.New(presence.Deps{Store: st, Log: log, Bus: b, Clock: ck, Audience: unused{}, Logger: logx.Discard()})
	cs := contact.New(contact.Deps{Store: st, Log: log, Bus: b, Clock: ck, Users: w.users, Presence: pr})
	v := view.New(view.Deps{People: cs, Messages: unused{}, Drafts: unused{}, Pinned: unused{}, Hash: w.hash})
	contacts.New(contacts.Deps{In: input.New(w.hash), View: v, Contact: cs}).Register(w.d)
	return w
}

func phoneOf(id user.ID) string { return fmt.Sprintf("4915%07d", id) }

func (w *world) person(id user.ID, name string) user.ID {
	w.t.Helper()
	err := w.store.Update(w.t.Context(), []store.Owner{id.Owner(), user.PhoneOwner(phoneOf(id))}, func(tx store.Tx) error {
		return w.users.Create(tx, user.Profile{ID: id, FirstName: name, Phone: phoneOf(id)})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// as is how viewer names other.
func (w *world) as(viewer, other user.ID) *tg.InputUser {
	return &tg.InputUser{UserID: int64(other), AccessHash: w.hash.Hash(int64(viewer), other.Peer())}
}

// call sends a request through the dispatcher and decodes the answer into res.
func (w *world) call(as user.ID, req bin.Encoder, res bin.Decoder) string {
	w.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	ans, err := w.d.Handle(rpc.WithCall(w.t.Context(), &rpc.Call{User: as, Perm: int64(as)}), &b)
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		w.t.Fatal(err)
	}
	b.Reset()
	if err := ans.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	if err := res.Decode(&b); err != nil {
		w.t.Fatalf("%T: %v", req, err)
	}
	return ""
}

// ok is call for what must succeed.
func (w *world) ok(as user.ID, req bin.Encoder, res bin.Decoder) {
	w.t.Helper()
	if code := w.call(as, req, res); code != "" {
		w.t.Fatalf("%T: %s", req, code)
	}
}

func TestPhoneBook(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(1, "Ann"), w.person(1<<35, "Bob")

	var im tg.ContactsImportedContacts
	w.ok(a, &tg.ContactsImportContactsRequest{Contacts: []tg.InputPhoneContact{
		{ClientID: 5, Phone: "+" + phoneOf(b), FirstName: "Bobby"},
		{ClientID: 6, Phone: phoneOf(b), FirstName: "Bobby"},
		{ClientID: 7, Phone: "491700000001", FirstName: "Later"},
	}}, &im)
	if len(im.Imported) != 2 || im.Imported[0] != (tg.ImportedContact{UserID: int64(b), ClientID: 5}) || len(im.Users) != 1 {
		t.Errorf("imported %+v", im)
	}
	u := im.Users[0].(*tg.User)
	if u.FirstName != "Bobby" || !u.Contact || u.MutualContact || u.Phone != phoneOf(b) {
		t.Errorf("user %+v", u)
	}

	var box tg.ContactsContactsBox
	w.ok(a, &tg.ContactsGetContactsRequest{}, &box)
	cs := box.Contacts.(*tg.ContactsContacts)
	if len(cs.Contacts) != 1 || cs.Contacts[0].UserID != int64(b) || cs.SavedCount != 1 || len(cs.Users) != 1 {
		t.Errorf("contacts %+v", cs)
	}
	hash := contact.List{IDs: []user.ID{b}, Saved: 1}.Hash()
	w.ok(a, &tg.ContactsGetContactsRequest{Hash: hash}, &box)
	if _, ok := box.Contacts.(*tg.ContactsContactsNotModified); !ok {
		t.Errorf("with the hash: %T", box.Contacts)
	}
	var nums tg.IntVector
	w.ok(a, &tg.ContactsGetContactIDsRequest{}, &nums)
	if len(nums.Elems) != 1 || nums.Elems[0] != 0 { // an id of 36 bits
		t.Errorf("ids %v", nums.Elems)
	}
	var saved tg.SavedPhoneContactVector
	w.ok(a, &tg.ContactsGetSavedRequest{}, &saved)
	if len(saved.Elems) != 2 || saved.Elems[1].FirstName != "Later" {
		t.Errorf("saved %+v", saved.Elems)
	}
	var st tg.ContactStatusVector
	w.ok(a, &tg.ContactsGetStatusesRequest{}, &st)
	if len(st.Elems) != 1 || st.Elems[0].UserID != int64(b) {
		t.Errorf("statuses %+v", st.Elems)
	}
	var yes tg.BoolBox
	w.ok(a, &tg.ContactsDeleteByPhonesRequest{Phones: []string{phoneOf(b), "491700000001"}}, &yes)
	w.ok(a, &tg.ContactsGetContactsRequest{Hash: hash}, &box)
	if cs := box.Contacts.(*tg.ContactsContacts); len(cs.Contacts) != 0 || cs.SavedCount != 0 {
		t.Errorf("after deletion %+v", cs)
	}
}

func TestAddAndDelete(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(1, "Ann"), w.person(2, "Bob")
	var up tg.UpdatesBox
	for range 2 { // the second time nothing changes, and the answer is the same
		w.ok(a, &tg.ContactsAddContactRequest{ID: w.as(a, b), FirstName: "Bobby"}, &up)
		us := up.Updates.(*tg.Updates)
		if _, ok := us.Updates[0].(*tg.UpdatePeerSettings); !ok || !us.Users[0].(*tg.User).Contact {
			t.Errorf("add: %+v", us)
		}
	}
	w.ok(a, &tg.ContactsDeleteContactsRequest{ID: []tg.InputUserClass{w.as(a, b)}}, &up)
	us := up.Updates.(*tg.Updates)
	if len(us.Updates) != 1 || us.Users[0].(*tg.User).Contact || us.Users[0].(*tg.User).FirstName != "Bob" {
		t.Errorf("delete: %+v", us)
	}
	w.ok(a, &tg.ContactsDeleteContactsRequest{ID: []tg.InputUserClass{w.as(a, b)}}, &up)
	if n := len(up.Updates.(*tg.Updates).Updates); n != 0 {
		t.Errorf("deleting nobody: %d updates", n)
	}
	for _, c := range []struct {
		req  bin.Encoder
		code string
	}{
		{&tg.ContactsAddContactRequest{ID: w.as(b, b), FirstName: "X"}, "USER_ID_INVALID"}, // another's hash
		{&tg.ContactsAddContactRequest{ID: w.as(a, b)}, "CONTACT_NAME_EMPTY"},
		{&tg.ContactsAddContactRequest{ID: &tg.InputUserSelf{}, FirstName: "Me"}, "CONTACT_ID_INVALID"},
		{&tg.ContactsDeleteContactsRequest{ID: []tg.InputUserClass{&tg.InputUserEmpty{}}}, "USER_ID_INVALID"},
	} {
		if code := w.call(a, c.req, &up); code != c.code {
			t.Errorf("%T: %q, want %q", c.req, code, c.code)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(1, "Ann"), w.person(2, "Bob")
	if _, err := w.users.SetUsername(t.Context(), user.Actor{ID: b}, "BobStone"); err != nil {
		t.Fatal(err)
	}
	for _, req := range []bin.Encoder{
		&tg.ContactsResolveUsernameRequest{Username: "bobstone"},
		&tg.ContactsResolvePhoneRequest{Phone: "+" + phoneOf(b)},
	} {
		var r tg.ContactsResolvedPeer
		w.ok(a, req, &r)
		u := r.Users[0].(*tg.User)
		if r.Peer.(*tg.PeerUser).UserID != int64(b) || u.Username != "BobStone" || u.Phone != "" || u.AccessHash == 0 {
			t.Errorf("%T: %+v", req, r)
		}
	}
	var f tg.ContactsFound
	w.ok(a, &tg.ContactsSearchRequest{Q: "bob", Limit: 5}, &f)
	if len(f.MyResults) != 0 || len(f.Results) != 1 || len(f.Users) != 1 {
		t.Errorf("search %+v", f)
	}
	var top tg.ContactsTopPeersBox
	w.ok(a, &tg.ContactsGetTopPeersRequest{}, &top)
	for _, c := range []struct {
		req  bin.Encoder
		code string
	}{
		{&tg.ContactsResolveUsernameRequest{Username: "nobody"}, "USERNAME_NOT_OCCUPIED"},
		{&tg.ContactsResolvePhoneRequest{Phone: "491700000001"}, "PHONE_NOT_OCCUPIED"},
		{&tg.ContactsSearchRequest{Q: " "}, "SEARCH_QUERY_EMPTY"},
	} {
		if code := w.call(a, c.req, &f); code != c.code {
			t.Errorf("%T: %q, want %q", c.req, code, c.code)
		}
	}
	if code := w.call(0, &tg.ContactsGetStatusesRequest{}, &f); code != "AUTH_KEY_PERM_EMPTY" {
		t.Errorf("nobody: %q", code)
	}
}
