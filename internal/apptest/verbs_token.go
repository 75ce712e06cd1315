package apptest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
)

// ShowToken asks for a login token, to be shown as a QR code, and keeps it in
// Token. in says that the device has been let in instead.
func (d *Device) ShowToken(except ...int64) (in bool, err error) {
	return d.token(func(ctx context.Context) (tg.AuthLoginTokenClass, error) {
		return d.API.AuthExportLoginToken(ctx, &tg.AuthExportLoginTokenRequest{APIID: 1, APIHash: "x", ExceptIDs: except})
	})
}

// ImportToken asks how far the device has come with a token that it was given.
func (d *Device) ImportToken(token []byte) (in bool, err error) {
	return d.token(func(ctx context.Context) (tg.AuthLoginTokenClass, error) {
		return d.API.AuthImportLoginToken(ctx, token)
	})
}

// token makes a call, once more when the server had closed the connection.
func (d *Device) token(call func(context.Context) (tg.AuthLoginTokenClass, error)) (in bool, err error) {
	if d.stop == nil {
		d.Connect()
	}
	ctx, cancel := d.Context()
	defer cancel()
	t, err := call(ctx)
	for _, refused := tgerr.As(err); err != nil && !refused && ctx.Err() == nil; _, refused = tgerr.As(err) {
		<-time.After(50 * time.Millisecond)
		t, err = call(ctx)
	}
	if err != nil {
		return false, err
	}
	switch t := t.(type) {
	case *tg.AuthLoginToken:
		d.Token = t.Token
		return false, nil
	case *tg.AuthLoginTokenSuccess:
		a, ok := t.Authorization.(*tg.AuthAuthorization)
		if !ok {
			return false, fmt.Errorf("%T instead of an authorization", t.Authorization)
		}
		d.Self, _ = a.User.(*tg.User)
		return true, d.Sync()
	}
	return false, fmt.Errorf("%T instead of a token", t)
}

// AcceptToken lets in the device that shows a token.
func (d *Device) AcceptToken(token []byte) (*tg.Authorization, error) {
	ctx, cancel := d.Context()
	defer cancel()
	return d.API.AuthAcceptLoginToken(ctx, token)
}

// qr [except PERSON]: shows a token, or prints who the device was let in as
func qr(s *script, d *Device, args []string) ([]string, error) {
	var except []int64
	if len(args) == 2 {
		p, err := s.person(args[1])
		if err != nil {
			return nil, err
		}
		except = append(except, p.Self.ID)
	}
	in, err := d.ShowToken(except...)
	return letIn(d, in, err)
}

// importqr DEVICE: says the token that a device shows
func importQR(s *script, d *Device, args []string) ([]string, error) {
	in, err := d.ImportToken(s.shown(args[0]))
	return letIn(d, in, err)
}

func letIn(d *Device, in bool, err error) ([]string, error) {
	if err != nil || !in {
		return nil, err
	}
	return []string{"logged in as " + d.Self.FirstName}, nil
}

// shown is the token that a device shows; what is no device is a token itself.
func (s *script) shown(name string) []byte {
	if d := s.devices[name]; d != nil {
		return d.Token
	}
	return []byte(name)
}

// scan DEVICE: accepts its token, and prints what was let in
func scan(s *script, d *Device, args []string) ([]string, error) {
	a, err := d.AcceptToken(s.shown(args[0]))
	if err != nil {
		return nil, err
	}
	if a.Current || a.Hash == 0 || a.IP == "" {
		return nil, errors.New("not another device: " + a.String())
	}
	line := a.DeviceModel
	if a.Unconfirmed {
		line += ", in question"
	}
	return []string{line}, nil
}
