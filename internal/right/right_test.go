package right_test

import (
	"testing"

	"heliograph/internal/right"
)

func TestFullFollows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ b, has, hasNot right.Ban }{
		{right.View, right.AllBan, 0},
		{right.Send, right.SendText | right.SendPolls | right.SendMedia, right.View | right.BanPin | right.React},
		{right.SendMedia, right.SendPhotos | right.SendStickers | right.EmbedLinks, right.SendText | right.Send},
		{right.SendPolls, right.SendPolls, right.SendMedia},
		{0, 0, right.AllBan},
	} {
		if got := c.b.Full(); got&c.has != c.has || got&c.hasNot != 0 {
			t.Errorf("%b full is %b", c.b, got)
		}
	}
}

func TestMembersAndAdmins(t *testing.T) {
	t.Parallel()
	member := right.Standing{Member: true}
	admin := right.Standing{Member: true, IsAdmin: true, Admin: right.PinMessages}
	owner := right.Standing{Member: true, Owner: true}
	stranger := right.Standing{}
	for _, c := range []struct {
		name string
		s    right.Standing
		pin  bool
		info bool
	}{
		{"member", member, true, true},
		{"member of a group where it is forbidden", right.Standing{Member: true, Default: right.BanPin | right.BanInfo}, false, false},
		{"member who may not", right.Standing{Member: true, Own: right.BanPin}, false, true},
		{"admin with the right to pin alone", admin, true, false},
		{"admin, whom no default restricts", right.Standing{Member: true, IsAdmin: true, Admin: right.ChangeInfo, Default: right.AllBan}, false, true},
		{"owner", owner, true, true},
		{"stranger", stranger, false, false},
		{"subscriber", right.Standing{Member: true, Broadcast: true}, false, false},
	} {
		if got := c.s.Pin(); got != c.pin {
			t.Errorf("%s pins: %t", c.name, got)
		}
		if got := c.s.ChangeInfo(); got != c.info {
			t.Errorf("%s changes the title: %t", c.name, got)
		}
	}
	if owner.Has(right.Anonymous) || !owner.Has(right.AddAdmins|right.BanUsers) {
		t.Error("an owner has every right, and is anonymous only by choice")
	}
}

func TestWriteSaysWhatIsInTheWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		s     right.Standing
		kinds right.Ban
		ok    bool
		why   right.Ban
	}{
		{"text", right.Standing{Member: true}, right.SendText, true, 0},
		{"poll where media are forbidden", right.Standing{Member: true, Default: right.SendMedia}, right.SendPolls, false, right.SendPolls},
		{"text where nothing may be written", right.Standing{Member: true, Default: right.Send}, right.SendText, false, right.Send},
		{"poll of an admin", right.Standing{Member: true, IsAdmin: true, Default: right.Send}, right.SendPolls, true, 0},
		{"post of a subscriber", right.Standing{Member: true, Broadcast: true}, right.SendText, false, right.Send},
		{"post of an admin who may not", right.Standing{Member: true, Broadcast: true, IsAdmin: true, Admin: right.EditMessages}, right.SendText, false, right.Send},
		{"post of an admin", right.Standing{Member: true, Broadcast: true, IsAdmin: true, Admin: right.PostMessages}, right.SendText, true, 0},
	} {
		if ok, why := c.s.Write(c.kinds); ok != c.ok || why != c.why && !c.ok {
			t.Errorf("%s: %t, %b", c.name, ok, why)
		}
	}
}

func TestGrantsOnlyWhatOneHas(t *testing.T) {
	t.Parallel()
	a := right.Standing{IsAdmin: true, Admin: right.AddAdmins | right.BanUsers}
	if !a.MayGrant(right.BanUsers) || a.MayGrant(right.PinMessages) {
		t.Error("an admin gives what it has, and nothing else")
	}
	if (right.Standing{IsAdmin: true, Admin: right.BanUsers}).MayGrant(right.BanUsers) {
		t.Error("who may not promote promotes nobody")
	}
}
