package auth_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	login "heliograph/internal/auth"
	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/tgapi/auth"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const phone = "9996621234"

// edge is the namespace on real subjects.
type edge struct {
	t        *testing.T
	d        *tg.ServerDispatcher
	clock    *clock.Fake
	sessions *session.Service
	waits    waits
}

type silent struct{}

func (silent) Notify(context.Context, user.ID, text.Text) error { return nil }
func (silent) Send(context.Context, string, logx.Secret) error  { return errors.New("not in a test") }

func (silent) Self(_ context.Context, _ *rpc.Call, id user.ID) (tg.UserClass, error) {
	return &tg.User{Self: true, ID: int64(id)}, nil
}

func newEdge(t *testing.T) *edge {
	t.Helper()
	s, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b, c := bus.NewLocal(), clock.NewFake(time.Unix(1_900_000_000, 0))
	log := update.New(update.Deps{Store: s, Bus: b, Clock: c})
	e := &edge{t: t, clock: c, d: tg.NewServerDispatcher(nil), waits: waits{}}
	e.sessions = session.New(session.Deps{
		Store: s, Log: log, Bus: b, Clock: c, Logger: logx.Discard(), FreshWait: 24 * time.Hour,
	})
	t.Cleanup(e.sessions.Close)
	a := login.New(login.Deps{
		Store: s, Users: user.New(user.Deps{Store: s, Log: log, Bus: b, Clock: c}), Sessions: e.sessions,
		Notices: silent{}, Sender: silent{}, Clock: c, Logger: logx.Discard(), TestNumbers: true,
	})
	auth.New(auth.Deps{Auth: a, Sessions: e.sessions, View: silent{}, Waiting: e.waits}).Register(e.d)
	return e
}

// call makes a request over the key perm, as the server would.
func (e *edge) call(perm int64, req bin.Encoder) (bin.Encoder, error) {
	e.t.Helper()
	return e.callAs(rpc.Call{Perm: perm}, req)
}

// callAs is call of one who is known in part.
func (e *edge) callAs(c rpc.Call, req bin.Encoder) (bin.Encoder, error) {
	e.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		e.t.Fatal(err)
	}
	var err error
	if c.User, c.Bot, err = e.sessions.User(e.t.Context(), c.Perm); err != nil {
		e.t.Fatal(err)
	}
	c.Layer, c.Log = tg.Layer, logx.Discard()
	return e.d.Handle(rpc.WithCall(e.t.Context(), &c), &b)
}

// ask is call for requests that must succeed; the answer goes over the wire.
func ask[T any, P interface {
	*T
	bin.Decoder
}](e *edge, perm int64, req bin.Encoder) P {
	e.t.Helper()
	res, err := e.call(perm, req)
	if err != nil {
		e.t.Fatalf("%T: %v", req, err)
	}
	var b bin.Buffer
	if err := res.Encode(&b); err != nil {
		e.t.Fatal(err)
	}
	out := P(new(T))
	if err := out.Decode(&b); err != nil {
		e.t.Fatalf("%T: %v", req, err)
	}
	return out
}

func (e *edge) refuses(perm int64, req bin.Encoder, want string) {
	e.t.Helper()
	if _, err := e.call(perm, req); err == nil || err.Error() != want {
		e.t.Errorf("%T: %v, want %s", req, err, want)
	}
}

func (e *edge) key(perm int64) {
	e.t.Helper()
	if err := e.sessions.AddKey(e.t.Context(), &session.Key{ID: perm}); err != nil {
		e.t.Fatal(err)
	}
}

func (e *edge) code(perm int64) *tg.AuthSentCode {
	e.t.Helper()
	e.key(perm)
	return ask[tg.AuthSentCode](e, perm, &tg.AuthSendCodeRequest{PhoneNumber: "+" + phone, APIID: 4})
}

// signUp logs a new account in on perm.
func (e *edge) signUp(perm int64) int64 {
	e.t.Helper()
	hash := e.code(perm).PhoneCodeHash
	ask[tg.AuthAuthorizationSignUpRequired](e, perm, &tg.AuthSignInRequest{PhoneNumber: phone, PhoneCodeHash: hash, PhoneCode: "22222"})
	in := ask[tg.AuthAuthorization](e, perm, &tg.AuthSignUpRequest{PhoneNumber: phone, PhoneCodeHash: hash, FirstName: "Ann"})
	return in.User.GetID()
}

func (e *edge) signIn(perm int64) int64 {
	e.t.Helper()
	hash := e.code(perm).PhoneCodeHash
	r := &tg.AuthSignInRequest{PhoneNumber: phone, PhoneCodeHash: hash}
	r.SetPhoneCode("22222")
	return ask[tg.AuthAuthorization](e, perm, r).User.GetID()
}

func TestSignUpThenSignIn(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	e.key(9)
	e.refuses(9, &tg.AuthSendCodeRequest{PhoneNumber: phone}, "400 API_ID_INVALID")
	e.refuses(9, &tg.AuthSendCodeRequest{PhoneNumber: "1", APIID: 4}, "406 PHONE_NUMBER_INVALID")
	e.refuses(0, &tg.AuthSendCodeRequest{PhoneNumber: phone, APIID: 4}, "401 AUTH_KEY_PERM_EMPTY")
	id := e.signUp(1)
	sent := e.code(2)
	if _, ok := sent.Type.(*tg.AuthSentCodeTypeApp); !ok {
		t.Errorf("sent %v", sent)
	}
	if next, ok := sent.GetNextType(); !ok || next.TypeID() != tg.AuthCodeTypeSMSTypeID || sent.Timeout != 60 {
		t.Errorf("sent %v", sent)
	}
	again := ask[tg.AuthSentCode](e, 2, &tg.AuthResendCodeRequest{PhoneNumber: phone, PhoneCodeHash: sent.PhoneCodeHash})
	if typ, ok := again.Type.(*tg.AuthSentCodeTypeSMS); !ok || typ.Length != 5 {
		t.Errorf("resent %v", again)
	}
	e.refuses(2, &tg.AuthSignInRequest{PhoneNumber: phone, PhoneCodeHash: again.PhoneCodeHash}, "400 PHONE_CODE_EMPTY")
	wrong := &tg.AuthSignInRequest{PhoneNumber: phone, PhoneCodeHash: again.PhoneCodeHash}
	wrong.SetPhoneCode("11111")
	e.refuses(2, wrong, "400 PHONE_CODE_INVALID")
	ask[tg.BoolTrue](e, 2, &tg.AuthCancelCodeRequest{PhoneNumber: phone, PhoneCodeHash: again.PhoneCodeHash})
	e.refuses(2, wrong, "400 PHONE_CODE_EXPIRED")
	if got := e.signIn(2); got != id {
		t.Errorf("signed in as %d, want %d", got, id)
	}
}

func TestLogOut(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	e.signUp(1)
	ask[tg.AuthLoggedOut](e, 1, &tg.AuthLogOutRequest{})
	e.refuses(1, &tg.AuthLogOutRequest{}, "401 AUTH_KEY_UNREGISTERED")
}

func TestResetAuthorizations(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	e.signUp(1)
	e.clock.Advance(25 * time.Hour)
	e.signIn(2)
	e.refuses(2, &tg.AuthResetAuthorizationsRequest{}, "406 FRESH_RESET_AUTHORISATION_FORBIDDEN")
	ask[tg.BoolTrue](e, 1, &tg.AuthResetAuthorizationsRequest{})
	e.refuses(2, &tg.AuthResetAuthorizationsRequest{}, "401 AUTH_KEY_UNREGISTERED")
	ask[tg.AuthLoggedOut](e, 1, &tg.AuthLogOutRequest{})
}

func TestDropTempAuthKeys(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	e.key(1)
	for id := int64(10); id < 12; id++ {
		in := e.clock.Now().Add(time.Hour)
		if err := e.sessions.AddKey(t.Context(), &session.Key{ID: id, Expires: in}); err != nil {
			t.Fatal(err)
		}
		if err := e.sessions.BindKey(t.Context(), id, 1, in); err != nil {
			t.Fatal(err)
		}
	}
	e.refuses(0, &tg.AuthDropTempAuthKeysRequest{}, "401 AUTH_KEY_PERM_EMPTY")
	ask[tg.BoolTrue](e, 1, &tg.AuthDropTempAuthKeysRequest{ExceptAuthKeys: []int64{11}})
	for id, alive := range map[int64]bool{10: false, 11: true} {
		if k, err := e.sessions.Key(t.Context(), id); err != nil || (k != nil) != alive {
			t.Errorf("key %d: %v, %v", id, k, err)
		}
	}
}
