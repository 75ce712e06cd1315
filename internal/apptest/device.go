package apptest

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gotdclock "github.com/gotd/td/clock"
	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
)

// patience bounds every wait for something that should come at once.
const patience = 20 * time.Second

// Device is one real client of one person. It records the updates it gets.
type Device struct {
	t      testing.TB
	srv    *Server
	addr   netip.AddrPort // where it connects
	Person string
	Phone  string
	// Transport is how it connects: see resolver; "" is intermediate.
	Transport string
	PFS       bool // with temporary keys
	Layer     int  // that it says it speaks; 0: the one that it does speak
	store     *session.StorageMemory
	key       []byte // auth key; nil: none yet
	client    *telegram.Client
	API       *tg.Client
	Self      *tg.User
	Token     []byte // the login token that it shows
	stop      context.CancelFunc
	done      chan error
	cutOff    atomic.Bool // its connection is going to break: it asks for what it missed once it is back

	// The pack and the languages that it says it speaks.
	LangPack, LangCode, SystemLangCode string

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every update
	updates  []tg.UpdateClass
	messages map[int]*tg.Message
	users    map[int64]*tg.User
	chats    map[int64]tg.ChatClass // the newest of each that was named
	tooLong  int                    // updatesTooLong received
	state    tg.UpdatesState
}

// NewDevice makes a client that is not connected yet. phone is a test number.
func (s *Server) NewDevice(person, phone string) *Device {
	return &Device{
		t: s.t, srv: s, addr: s.next(), Person: person, Phone: phone, store: &session.StorageMemory{}, changed: make(chan struct{}),
		messages: map[int]*tg.Message{}, users: map[int64]*tg.User{}, chats: map[int64]tg.ChatClass{},
	}
}

// Connect starts the client, with the auth key that it has from before, if any.
func (d *Device) Connect() {
	d.t.Helper()
	if d.key == nil {
		d.provision()
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.done = stop, make(chan error, 1)
	d.client = telegram.NewClient(1, "0123456789abcdef0123456789abcdef", telegram.Options{
		PublicKeys: []telegram.PublicKey{{RSA: d.srv.key}}, DC: 2,
		DCList: dcs.List{
			Options: []tg.DCOption{{ID: 2, IPAddress: d.addr.Addr().String(), Port: int(d.addr.Port())}},
			Domains: map[int]string{2: "ws://" + d.addr.String() + "/apiws"},
		},
		Resolver: d.resolver(), EnablePFS: d.PFS, Layer: d.Layer, Clock: deviceClock{gotdclock.System, d.srv.clock},
		SessionStorage: d.store, UpdateHandler: telegram.UpdateHandlerFunc(d.handle), OnSelfSuccess: d.back,
		Device: telegram.DeviceConfig{DeviceModel: d.Person + "'s device", SystemVersion: "test", AppVersion: "1", LangPack: d.LangPack, LangCode: d.LangCode, SystemLangCode: d.SystemLangCode},
	})
	d.API = d.client.API()
	ready := make(chan struct{})
	go func() {
		d.done <- d.client.Run(ctx, func(ctx context.Context) error {
			close(ready)
			<-ctx.Done()
			return ctx.Err()
		})
	}()
	select {
	case <-ready:
	case err := <-d.done:
		d.t.Fatalf("%s: cannot connect: %v", d.Person, err)
	case <-time.After(6 * patience): // a key exchange is seconds of arithmetic, on an idle machine
		d.t.Fatalf("%s: cannot connect", d.Person)
	}
	d.t.Cleanup(d.Disconnect)
}

// back is called when the client has connected, again.
func (d *Device) back(*tg.User) {
	if !d.cutOff.Swap(false) {
		return
	}
	go func() {
		if _, err := d.Difference(); err != nil {
			d.t.Logf("%s: what it missed: %v", d.Person, err)
		}
	}()
}

// Disconnect closes the client; its login and what it recorded stay.
func (d *Device) Disconnect() {
	if d.stop == nil {
		return
	}
	d.stop()
	d.stop = nil
	if err := <-d.done; err != nil && !errors.Is(err, context.Canceled) {
		d.t.Logf("%s: client ended: %v", d.Person, err)
	}
}

// Context is for one call.
func (d *Device) Context() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), patience)
}

// SendCode asks for a login code.
func (d *Device) SendCode() (*tg.AuthSentCode, error) {
	ctx, cancel := d.Context()
	defer cancel()
	sent, err := d.API.AuthSendCode(ctx, &tg.AuthSendCodeRequest{PhoneNumber: d.Phone, APIID: 1, APIHash: "x", Settings: tg.CodeSettings{}})
	if err != nil {
		return nil, err
	}
	return sent.(*tg.AuthSentCode), nil
}

// Login signs in, and up when the number is new, with the person's name.
func (d *Device) Login() error {
	sent, err := d.SendCode()
	if err != nil {
		return err
	}
	ctx, cancel := d.Context()
	defer cancel()
	code := strings.Repeat(strings.TrimPrefix(d.Phone, "+")[5:6], 5)
	res, err := d.API.AuthSignIn(ctx, &tg.AuthSignInRequest{PhoneNumber: d.Phone, PhoneCodeHash: sent.PhoneCodeHash, PhoneCode: code})
	if err != nil {
		return err
	}
	if _, ok := res.(*tg.AuthAuthorizationSignUpRequired); ok {
		name := strings.ToUpper(d.Person[:1]) + d.Person[1:]
		res, err = d.API.AuthSignUp(ctx, &tg.AuthSignUpRequest{PhoneNumber: d.Phone, PhoneCodeHash: sent.PhoneCodeHash, FirstName: name})
		if err != nil {
			return err
		}
	}
	a, ok := res.(*tg.AuthAuthorization)
	if !ok {
		return fmt.Errorf("%T instead of an authorization", res)
	}
	d.Self, _ = a.User.(*tg.User)
	return d.Sync()
}

// Sync notes the state from which Difference goes on.
func (d *Device) Sync() error {
	ctx, cancel := d.Context()
	defer cancel()
	st, err := d.API.UpdatesGetState(ctx)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.state = *st
	return nil
}
