package contacts_test

import (
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/contact"
	"heliograph/internal/tgapi/contacts"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/user"
)

func open(t *testing.T) *tgapitest.World {
	t.Helper()
	w := tgapitest.Open(t)
	contacts.New(contacts.Deps{In: w.In, View: w.View, Contact: w.Contact, Dialog: w.Dialog, Clock: w.Clock}).Register(w.D)
	return w
}

func TestPhoneBook(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(1<<35, "Bob")

	var im tg.ContactsImportedContacts
	w.OK(a, &tg.ContactsImportContactsRequest{Contacts: []tg.InputPhoneContact{
		{ClientID: 5, Phone: "+" + tgapitest.Phone(b), FirstName: "Bobby"},
		{ClientID: 6, Phone: tgapitest.Phone(b), FirstName: "Bobby"},
		{ClientID: 7, Phone: "491700000001", FirstName: "Later"},
	}}, &im)
	if len(im.Imported) != 2 || im.Imported[0] != (tg.ImportedContact{UserID: int64(b), ClientID: 5}) || len(im.Users) != 1 {
		t.Errorf("imported %+v", im)
	}
	u := im.Users[0].(*tg.User)
	if u.FirstName != "Bobby" || !u.Contact || u.MutualContact || u.Phone != tgapitest.Phone(b) {
		t.Errorf("user %+v", u)
	}

	var box tg.ContactsContactsBox
	w.OK(a, &tg.ContactsGetContactsRequest{}, &box)
	cs := box.Contacts.(*tg.ContactsContacts)
	if len(cs.Contacts) != 1 || cs.Contacts[0].UserID != int64(b) || cs.SavedCount != 1 || len(cs.Users) != 1 {
		t.Errorf("contacts %+v", cs)
	}
	hash := contact.List{IDs: []user.ID{b}, Saved: 1}.Hash()
	w.OK(a, &tg.ContactsGetContactsRequest{Hash: hash}, &box)
	if _, ok := box.Contacts.(*tg.ContactsContactsNotModified); !ok {
		t.Errorf("with the hash: %T", box.Contacts)
	}
	var nums tg.IntVector
	w.OK(a, &tg.ContactsGetContactIDsRequest{}, &nums)
	if len(nums.Elems) != 1 || nums.Elems[0] != 0 { // an id of 36 bits
		t.Errorf("ids %v", nums.Elems)
	}
	var saved tg.SavedPhoneContactVector
	w.OK(a, &tg.ContactsGetSavedRequest{}, &saved)
	if len(saved.Elems) != 2 || saved.Elems[1].FirstName != "Later" {
		t.Errorf("saved %+v", saved.Elems)
	}
	var st tg.ContactStatusVector
	w.OK(a, &tg.ContactsGetStatusesRequest{}, &st)
	if len(st.Elems) != 1 || st.Elems[0].UserID != int64(b) {
		t.Errorf("statuses %+v", st.Elems)
	}
	var yes tg.BoolBox
	w.OK(a, &tg.ContactsDeleteByPhonesRequest{Phones: []string{tgapitest.Phone(b), "491700000001"}}, &yes)
	w.OK(a, &tg.ContactsGetContactsRequest{Hash: hash}, &box)
	if cs := box.Contacts.(*tg.ContactsContacts); len(cs.Contacts) != 0 || cs.SavedCount != 0 {
		t.Errorf("after deletion %+v", cs)
	}
}

func TestAddAndDelete(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	var up tg.UpdatesBox
	for range 2 { // the second time nothing changes, and the answer is the same
		w.OK(a, &tg.ContactsAddContactRequest{ID: w.As(a, b), FirstName: "Bobby"}, &up)
		us := up.Updates.(*tg.Updates)
		if _, ok := us.Updates[0].(*tg.UpdatePeerSettings); !ok || !us.Users[0].(*tg.User).Contact {
			t.Errorf("add: %+v", us)
		}
	}
	w.OK(a, &tg.ContactsDeleteContactsRequest{ID: []tg.InputUserClass{w.As(a, b)}}, &up)
	us := up.Updates.(*tg.Updates)
	if len(us.Updates) != 1 || us.Users[0].(*tg.User).Contact || us.Users[0].(*tg.User).FirstName != "Bob" {
		t.Errorf("delete: %+v", us)
	}
	w.OK(a, &tg.ContactsDeleteContactsRequest{ID: []tg.InputUserClass{w.As(a, b)}}, &up)
	if n := len(up.Updates.(*tg.Updates).Updates); n != 0 {
		t.Errorf("deleting nobody: %d updates", n)
	}
	for _, c := range []struct {
		req  bin.Encoder
		code string
	}{
		{&tg.ContactsAddContactRequest{ID: w.As(b, b), FirstName: "X"}, "USER_ID_INVALID"}, // another's hash
		{&tg.ContactsAddContactRequest{ID: w.As(a, b)}, "CONTACT_NAME_EMPTY"},
		{&tg.ContactsAddContactRequest{ID: &tg.InputUserSelf{}, FirstName: "Me"}, "CONTACT_ID_INVALID"},
		{&tg.ContactsDeleteContactsRequest{ID: []tg.InputUserClass{&tg.InputUserEmpty{}}}, "USER_ID_INVALID"},
	} {
		if code := w.Call(a, c.req, &up); code != c.code {
			t.Errorf("%T: %q, want %q", c.req, code, c.code)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	if _, err := w.Users.SetUsername(t.Context(), user.Actor{ID: b}, "BobStone"); err != nil {
		t.Fatal(err)
	}
	for _, req := range []bin.Encoder{
		&tg.ContactsResolveUsernameRequest{Username: "bobstone"},
		&tg.ContactsResolvePhoneRequest{Phone: "+" + tgapitest.Phone(b)},
	} {
		var r tg.ContactsResolvedPeer
		w.OK(a, req, &r)
		u := r.Users[0].(*tg.User)
		if r.Peer.(*tg.PeerUser).UserID != int64(b) || u.Username != "BobStone" || u.Phone != "" || u.AccessHash == 0 {
			t.Errorf("%T: %+v", req, r)
		}
	}
	var f tg.ContactsFound
	w.OK(a, &tg.ContactsSearchRequest{Q: "bob", Limit: 5}, &f)
	if len(f.MyResults) != 0 || len(f.Results) != 1 || len(f.Users) != 1 {
		t.Errorf("search %+v", f)
	}
	var top tg.ContactsTopPeersBox
	w.OK(a, &tg.ContactsGetTopPeersRequest{}, &top)
	for _, c := range []struct {
		req  bin.Encoder
		code string
	}{
		{&tg.ContactsResolveUsernameRequest{Username: "nobody"}, "USERNAME_NOT_OCCUPIED"},
		{&tg.ContactsResolvePhoneRequest{Phone: "491700000001"}, "PHONE_NOT_OCCUPIED"},
		{&tg.ContactsSearchRequest{Q: " "}, "SEARCH_QUERY_EMPTY"},
	} {
		if code := w.Call(a, c.req, &f); code != c.code {
			t.Errorf("%T: %q, want %q", c.req, code, c.code)
		}
	}
	if code := w.Call(0, &tg.ContactsGetStatusesRequest{}, &f); code != "AUTH_KEY_PERM_EMPTY" {
		t.Errorf("nobody: %q", code)
	}
}
