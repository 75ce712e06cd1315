package layer

import (
	"errors"
	"testing"

	"heliograph/internal/layer/schema"
)

// TestGoneAnswers: what is answered without the server.
func TestGoneAnswers(t *testing.T) {
	t.Parallel()
	tr := New()
	for _, c := range []struct {
		layers        [2]int
		in, typ, want string
	}{
		{[2]int{144, 167}, `help.getAppChangelog{prev_app_version:"4.0"}`, "Updates", `updates`},
		{[2]int{144, 200}, `payments.canPurchasePremium`, "Bool", `true`},
	} {
		for _, layer := range c.layers {
			r, err := tr.Request(encode(t, layer, "", c.in), layer)
			if err != nil {
				t.Errorf("%s of %d: %v", c.in, layer, err)
				continue
			}
			if got := show(t, layer, c.typ, r.Done); got != show(t, layer, c.typ, encode(t, layer, c.typ, c.want)) {
				t.Errorf("%s of %d: %s", c.in, layer, got)
			}
		}
	}
}

// TestGoneMethods: a method that there is not stands for one that there is.
func TestGoneMethods(t *testing.T) {
	t.Parallel()
	tr := New()
	for _, layer := range []int{144, 158} {
		r, err := tr.Request(encode(t, layer, "", `messages.getAllChats{except_ids:[5]}`), layer)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := show(t, Native, "", r.Body), `messages.getDialogs{offset_date:0 offset_id:0 offset_peer:inputPeerEmpty{} limit:100 hash:0}`; got != want {
			t.Errorf("layer %d asks for %s", layer, got)
		}
		if r.Method() != "messages.getDialogs" {
			t.Errorf("layer %d asks for %s", layer, r.Method())
		}
		answer, err := tr.Answer(&r, encode(t, Native, "", `messages.dialogsSlice{count:3 dialogs:[dialog{peer:peerChat{chat_id:5} notify_settings:peerNotifySettings}] chats:[chatEmpty{id:5}] users:[userEmpty{id:6}]}`), layer)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := show(t, layer, "messages.Chats", answer), `messages.chats{chats:[chatEmpty{id:5}]}`; got != want {
			t.Errorf("layer %d is told %s", layer, got)
		}
	}
}

func TestGoneConstructors(t *testing.T) {
	t.Parallel()
	sent(t, New(), []translation{
		{
			layer: 196, in: `phone.discardCall{peer:inputPhoneCall{id:5 access_hash:6} reason:phoneCallDiscardReasonAllowGroupCall{encrypted_key:"k"}}`,
			want: `phone.discardCall{peer:inputPhoneCall{id:5 access_hash:6} reason:phoneCallDiscardReasonHangup}`,
		},
		{layer: 201, in: `phone.discardCall{reason:phoneCallDiscardReasonAllowGroupCall}`, want: `phone.discardCall{reason:phoneCallDiscardReasonHangup}`},
		{
			layer: 181, in: `payments.assignAppStoreTransaction{receipt:"r" purpose:inputStorePaymentStars{stars:50 currency:"EUR" amount:99}}`,
			want: `payments.assignAppStoreTransaction{receipt:"r" purpose:inputStorePaymentStarsTopup{stars:50 currency:"EUR" amount:99}}`,
		},
		{layer: 184, typ: "InputStorePaymentPurpose", in: `inputStorePaymentStars{stars:50 currency:"EUR" amount:99}`, want: `inputStorePaymentStarsTopup{stars:50 currency:"EUR" amount:99}`},
		// A conference of 196-201 has the name of another one; joining it is the same.
		{
			layer: 201, in: `phone.joinGroupCall{call:inputGroupCall{id:1 access_hash:2} join_as:inputPeerSelf params:dataJSON{data:"{}"} key_fingerprint:7}`,
			want: `phone.joinGroupCall{call:inputGroupCall{id:1 access_hash:2} join_as:inputPeerSelf params:dataJSON{data:"{}"}}`,
		},
		{layer: 202, in: `phone.createConferenceCall{random_id:7}`, want: `phone.createConferenceCall{random_id:7}`},
	})
}

// TestRefused: what no rule speaks of is refused, and nothing else is done.
func TestRefused(t *testing.T) {
	t.Parallel()
	tr := New()
	for _, c := range []struct {
		layers [2]int
		in     string
		err    error
	}{
		{[2]int{196, 201}, `phone.createConferenceCall{peer:inputPhoneCall{id:5 access_hash:6} key_fingerprint:7}`, ErrMalformed},
		{[2]int{144, 144}, `payments.requestRecurringPayment`, ErrUnknown},
		{[2]int{144, 156}, `folders.deleteFolder{folder_id:1}`, ErrUnknown},
		{[2]int{196, 197}, `payments.getUserStarGift`, ErrUnknown},
		{[2]int{189, 197}, `payments.getUserStarGifts`, ErrUnknown},
		{[2]int{177, 191}, `stats.getBroadcastRevenueStats`, ErrUnknown},
		{[2]int{192, 205}, `stats.getBroadcastRevenueStats`, ErrUnknown},
		{[2]int{177, 191}, `stats.getBroadcastRevenueTransactions`, ErrUnknown},
		{[2]int{192, 205}, `stats.getBroadcastRevenueTransactions`, ErrUnknown},
		{[2]int{177, 191}, `stats.getBroadcastRevenueWithdrawalUrl`, ErrUnknown},
		{[2]int{192, 205}, `stats.getBroadcastRevenueWithdrawalUrl`, ErrUnknown},
		{[2]int{164, 165}, `stories.applyBoost`, ErrUnknown},
		{[2]int{164, 165}, `stories.canApplyBoost`, ErrUnknown},
		{[2]int{164, 165}, `stories.getBoostersList`, ErrUnknown},
		{[2]int{164, 165}, `stories.getBoostsStatus`, ErrUnknown},
	} {
		for _, layer := range c.layers {
			if r, err := tr.Request(encode(t, layer, "", c.in), layer); !errors.Is(err, c.err) || r.Body != nil || r.Done != nil {
				t.Errorf("%s of %d: %v, %x", c.in, layer, err, r.Body)
			}
		}
	}
}

// TestMethodsAreServed: each method of each layer is carried on or, if it is of
// those that TestRefused names, refused; and each result has a way back.
func TestMethodsAreServed(t *testing.T) {
	t.Parallel()
	refused := map[string]bool{
		"payments.requestRecurringPayment": true, "folders.deleteFolder": true, "payments.getUserStarGift": true,
		"payments.getUserStarGifts": true, "stats.getBroadcastRevenueStats": true, "stats.getBroadcastRevenueTransactions": true,
		"stats.getBroadcastRevenueWithdrawalUrl": true, "stories.applyBoost": true, "stories.canApplyBoost": true,
		"stories.getBoostersList": true, "stories.getBoostsStatus": true,
	}
	tb := New().tables()
	for _, c := range tb.set.Combs {
		if !c.Method || tb.native.Method(c.Name) == c {
			continue
		}
		m := tb.method(c)
		switch {
		case m.native == nil && m.stand == nil:
			if !refused[c.Name] {
				t.Errorf("%v is refused", c)
			}
		case m.native != nil && m.adapt == nil && m.native.Result != c.Result && c.Name != "phone.createConferenceCall":
			t.Errorf("%v wants %s, and %v makes %s", c, c.Result.Name, m.native, m.native.Result.Name)
		case m.native != nil && m.native.Result.Kind == schema.Query:
			t.Errorf("%v makes %s", m.native, m.native.Result.Name)
		}
	}
}
