package auth

import (
	"context"
	"time"

	"github.com/gotd/td/tg"

	login "heliograph/internal/auth"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var errAPIID = fault.New(fault.Invalid, "API_ID_INVALID")

// sendCode takes any app: there is no registry of them here.
func (h *Handlers) sendCode(ctx context.Context, c *rpc.Call, r *tg.AuthSendCodeRequest) (tg.AuthSentCodeClass, error) {
	if r.APIID <= 0 {
		return nil, errAPIID
	}
	sent, err := h.d.Auth.SendCode(ctx, ask(c, r.PhoneNumber, ""))
	if err != nil {
		return nil, err
	}
	return sentCode(sent), nil
}

func (h *Handlers) resendCode(ctx context.Context, c *rpc.Call, r *tg.AuthResendCodeRequest) (tg.AuthSentCodeClass, error) {
	sent, err := h.d.Auth.Resend(ctx, ask(c, r.PhoneNumber, r.PhoneCodeHash))
	if err != nil {
		return nil, err
	}
	return sentCode(sent), nil
}

func (h *Handlers) cancelCode(ctx context.Context, c *rpc.Call, r *tg.AuthCancelCodeRequest) (bool, error) {
	err := h.d.Auth.Cancel(ctx, ask(c, r.PhoneNumber, r.PhoneCodeHash))
	return err == nil, err
}

func sentCode(s login.Sent) *tg.AuthSentCode {
	a := &tg.AuthSentCode{PhoneCodeHash: s.Hash}
	switch s.Way {
	case login.App:
		a.Type = &tg.AuthSentCodeTypeApp{Length: s.Length}
	case login.SMS:
		a.Type = &tg.AuthSentCodeTypeSMS{Length: s.Length}
	}
	if s.Next == login.SMS {
		a.SetNextType(&tg.AuthCodeTypeSMS{})
		a.SetTimeout(int((s.Timeout + time.Second - 1) / time.Second))
	}
	return a
}
