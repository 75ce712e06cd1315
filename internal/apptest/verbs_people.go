package apptest

import (
	"fmt"
	"slices"

	"github.com/gotd/td/tg"
)

// username NAME
func username(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.AccountUpdateUsername(ctx, args[0])
	return nil, err
}

// resolve NAME: prints the person
func resolveName(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.ContactsResolveUsername(ctx, &tg.ContactsResolveUsernameRequest{Username: args[0]})
	if err != nil {
		return nil, err
	}
	d.Know(r.Users, nil)
	u, ok := r.Users[0].(*tg.User)
	if !ok {
		return nil, fmt.Errorf("%T", r.Users[0])
	}
	line := s.name(u.ID) + " @" + u.Username
	if u.Phone != "" {
		line += " +" + u.Phone
	}
	return []string{line}, nil
}

// rename FIRST LAST
func rename(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.AccountUpdateProfileRequest{}
	r.SetFirstName(args[0])
	r.SetLastName(args[1])
	_, err := d.API.AccountUpdateProfile(ctx, r)
	return nil, err
}

// sessions: prints how many there are
func sessions(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	a, err := d.API.AccountGetAuthorizations(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, a := range a.Authorizations {
		if a.Current {
			lines = append(lines, a.DeviceModel+" (this one)")
			continue
		}
		lines = append(lines, a.DeviceModel)
	}
	slices.Sort(lines)
	return lines, nil
}

// end: ends all other sessions
func endSessions(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.AuthResetAuthorizations(ctx)
	return nil, err
}

func logOut(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.AuthLogOut(ctx)
	return nil, err
}

// vanish [PASSWORD]: deletes the account
func vanish(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.AccountDeleteAccountRequest{Reason: "none"}
	if len(args) > 0 {
		r.SetPassword(&tg.InputCheckPasswordSRP{SRPID: 1, A: []byte(args[0]), M1: []byte(args[0])})
	}
	_, err := d.API.AccountDeleteAccount(ctx, r)
	return nil, err
}

// contacts: prints them
func contacts(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ContactsGetContacts(ctx, 0)
	if err != nil {
		return nil, err
	}
	cs, ok := res.(*tg.ContactsContacts)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	var lines []string
	for _, u := range cs.Users {
		u, ok := u.(*tg.User)
		if !ok {
			continue
		}
		line := s.name(u.ID) + " as " + u.FirstName
		if u.MutualContact {
			line += ", mutual"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines, nil
}

func uncontact(s *script, d *Device, args []string) ([]string, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	in, ok := d.InputPeer(p.Self.ID).(*tg.InputPeerUser)
	if !ok {
		return nil, fmt.Errorf("%s is oneself", args[0])
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ContactsDeleteContacts(ctx, []tg.InputUserClass{&tg.InputUser{UserID: in.UserID, AccessHash: in.AccessHash}})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}
