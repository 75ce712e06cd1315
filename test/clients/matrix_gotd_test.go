//go:build clients

package clients

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"regexp"
	"sync"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/telegram/updates"
	"github.com/gotd/td/telegram/updates/hook"
	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// gotd is gotd/td as one person. The updates and the difference are its own.
type gotd struct {
	options telegram.Options
	manager *updates.Manager
	happens chan event
	userID  int64

	mu    sync.Mutex
	api   *tg.Client
	peers map[int64]*tg.InputPeerUser
	stop  context.CancelFunc
	done  chan error
}

// newGotd is a client that is not connected yet.
func newGotd(s *server) (*gotd, error) {
	text, err := os.ReadFile(s.keyFile())
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM in the public key")
	}
	key, err := x509.ParsePKCS1PublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	g := &gotd{happens: make(chan event, 1000), peers: map[int64]*tg.InputPeerUser{}}
	g.manager = updates.New(updates.Config{Handler: g.dispatcher()})
	g.options = telegram.Options{
		PublicKeys:     []telegram.PublicKey{{RSA: key}},
		DC:             2,
		DCList:         dcs.List{Options: []tg.DCOption{{ID: 2, IPAddress: s.addr.Addr().String(), Port: int(s.addr.Port())}}},
		SessionStorage: &session.StorageMemory{},
		UpdateHandler:  g.manager,
		Middlewares:    []telegram.Middleware{hook.UpdateHook(g.manager.Handle), hook.AffectedHook(g.manager)},
	}
	return g, nil
}

func (g *gotd) dispatcher() telegram.UpdateHandler {
	d := tg.NewUpdateDispatcher()
	d.OnNewMessage(func(_ context.Context, _ tg.Entities, u *tg.UpdateNewMessage) error {
		g.tell(added, u.Message)
		return nil
	})
	d.OnEditMessage(func(_ context.Context, _ tg.Entities, u *tg.UpdateEditMessage) error {
		g.tell(edited, u.Message)
		return nil
	})
	d.OnDeleteMessages(func(_ context.Context, _ tg.Entities, u *tg.UpdateDeleteMessages) error {
		e := event{Kind: deleted}
		for _, n := range u.Messages {
			e.IDs = append(e.IDs, int64(n))
		}
		g.happens <- e
		return nil
	})
	return d
}

func (g *gotd) tell(kind string, m tg.MessageClass) {
	if m, ok := m.(*tg.Message); ok {
		g.happens <- event{Kind: kind, Message: gotdMessage(m)}
	}
}

// connect returns when the client can be called.
func (g *gotd) connect(ctx context.Context) (*telegram.Client, error) {
	running, stop := context.WithCancel(context.Background())
	client := telegram.NewClient(1, "0123456789abcdef0123456789abcdef", g.options)
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- client.Run(running, func(ctx context.Context) error {
			close(ready)
			<-ctx.Done()
			return ctx.Err()
		})
	}()
	g.mu.Lock()
	g.api, g.stop, g.done = client.API(), stop, done
	g.mu.Unlock()
	select {
	case <-ready:
		return client, nil
	case err := <-done:
		stop()
		return nil, err
	case <-ctx.Done():
		stop()
		return nil, ctx.Err()
	}
}

func (g *gotd) login(ctx context.Context, who identity) (self, error) {
	client, err := g.connect(ctx)
	if err != nil {
		return self{}, err
	}
	sent, err := client.Auth().SendCode(ctx, who.Phone, auth.SendCodeOptions{})
	if err != nil {
		return self{}, err
	}
	code, ok := sent.(*tg.AuthSentCode)
	if !ok {
		return self{}, fmt.Errorf("%T instead of a code", sent)
	}
	_, err = client.Auth().SignIn(ctx, who.Phone, who.Code, code.PhoneCodeHash)
	var signUp *auth.SignUpRequired
	if errors.As(err, &signUp) {
		_, err = client.Auth().SignUp(ctx, auth.SignUp{PhoneNumber: who.Phone, PhoneCodeHash: code.PhoneCodeHash, FirstName: who.Name})
	}
	if err != nil {
		return self{}, err
	}
	me, err := client.Self(ctx)
	if err != nil {
		return self{}, err
	}
	g.userID = me.ID
	version, err := gotdVersion()
	if err != nil {
		return self{}, err
	}
	return self{ID: me.ID, Version: version, Layer: tg.Layer}, g.follow(ctx)
}

// follow starts the library's own care for updates. It returns when that knows
// where it stands.
func (g *gotd) follow(ctx context.Context) error {
	started, ended := make(chan struct{}), make(chan error, 1)
	g.mu.Lock()
	api, stop := g.api, g.stop
	g.mu.Unlock()
	running, cancel := context.WithCancel(context.Background())
	g.mu.Lock()
	g.stop = func() {
		cancel()
		<-ended
		stop()
	}
	g.mu.Unlock()
	go func() {
		err := g.manager.Run(running, api, g.userID, updates.AuthOptions{OnStart: func(context.Context) { close(started) }})
		g.manager.Reset()
		ended <- err
		close(ended)
	}()
	select {
	case <-started:
		return nil
	case err := <-ended:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gotd) meet(ctx context.Context, phone string) (int64, error) {
	r, err := g.client().ContactsImportContacts(ctx, []tg.InputPhoneContact{{ClientID: 1, Phone: phone, FirstName: phone}})
	if err != nil {
		return 0, err
	}
	if len(r.Users) != 1 {
		return 0, fmt.Errorf("%d users have the number", len(r.Users))
	}
	u, ok := r.Users[0].(*tg.User)
	if !ok {
		return 0, fmt.Errorf("%T instead of a user", r.Users[0])
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.peers[u.ID] = u.AsInputPeer()
	return u.ID, nil
}

func (g *gotd) client() *tg.Client {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.api
}

func (g *gotd) peer(id int64) *tg.InputPeerUser {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.peers[id]
}

func (g *gotd) send(ctx context.Context, peer int64, t styled, reply int64) (int64, error) {
	r := &tg.MessagesSendMessageRequest{Peer: g.peer(peer), Message: t.Text, RandomID: id.Int64()}
	r.SetEntities(gotdEntities(t.Entities))
	if reply != 0 {
		r.SetReplyTo(&tg.InputReplyToMessage{ReplyToMsgID: int(reply)})
	}
	answer, err := g.client().MessagesSendMessage(ctx, r)
	if err != nil {
		return 0, err
	}
	if us, ok := answer.(*tg.Updates); ok {
		for _, u := range us.Updates {
			if u, ok := u.(*tg.UpdateMessageID); ok && u.RandomID == r.RandomID {
				return int64(u.ID), nil
			}
		}
	}
	return 0, fmt.Errorf("no id in %T", answer)
}

func (g *gotd) edit(ctx context.Context, peer, id int64, t styled) error {
	r := &tg.MessagesEditMessageRequest{Peer: g.peer(peer), ID: int(id)}
	r.SetMessage(t.Text)
	r.SetEntities(gotdEntities(t.Entities))
	_, err := g.client().MessagesEditMessage(ctx, r)
	return err
}

func (g *gotd) remove(ctx context.Context, _, id int64) error {
	_, err := g.client().MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{Revoke: true, ID: []int{int(id)}})
	return err
}

func (g *gotd) history(ctx context.Context, peer int64) ([]message, error) {
	r, err := g.client().MessagesGetHistory(ctx, &tg.MessagesGetHistoryRequest{Peer: g.peer(peer), Limit: 20})
	if err != nil {
		return nil, err
	}
	page, ok := r.AsModified()
	if !ok {
		return nil, fmt.Errorf("%T instead of messages", r)
	}
	var found []message
	for _, m := range page.GetMessages() {
		if m, ok := m.(*tg.Message); ok {
			found = append(found, gotdMessage(m))
		}
	}
	return found, nil
}

func (g *gotd) away(context.Context) error {
	g.close()
	return nil
}

func (g *gotd) back(ctx context.Context) error {
	if _, err := g.connect(ctx); err != nil {
		return err
	}
	return g.follow(ctx)
}

func (g *gotd) events() <-chan event { return g.happens }
func (g *gotd) last() string         { return "" }

func (g *gotd) close() {
	g.mu.Lock()
	stop, done := g.stop, g.done
	g.stop = nil
	g.mu.Unlock()
	if stop != nil {
		stop()
		<-done // how it ends is not what is tested
	}
}

func gotdMessage(m *tg.Message) message {
	r := message{ID: int64(m.ID), Out: m.Out, styled: styled{Text: m.Message}}
	if p, ok := m.PeerID.(*tg.PeerUser); ok {
		r.Peer = p.UserID
	}
	for _, e := range m.Entities {
		shown := entity{Type: e.TypeName(), Offset: e.GetOffset(), Length: e.GetLength()}
		switch e := e.(type) {
		case *tg.MessageEntityBold:
			shown.Type = "bold"
		case *tg.MessageEntityTextURL:
			shown.Type, shown.URL = "textUrl", e.URL
		}
		r.Entities = append(r.Entities, shown)
	}
	if h, ok := m.ReplyTo.(*tg.MessageReplyHeader); ok {
		r.Reply = int64(h.ReplyToMsgID)
	}
	_, dated := m.GetEditDate()
	r.Edited = dated && !m.EditHide
	return r
}

func gotdEntities(entities []entity) []tg.MessageEntityClass {
	var r []tg.MessageEntityClass
	for _, e := range entities {
		if e.Type == "bold" {
			r = append(r, &tg.MessageEntityBold{Offset: e.Offset, Length: e.Length})
		} else {
			r = append(r, &tg.MessageEntityTextURL{Offset: e.Offset, Length: e.Length, URL: e.URL})
		}
	}
	return r
}

// gotdVersion is the one of go.mod: a test binary does not know its modules.
func gotdVersion() (string, error) {
	b, err := os.ReadFile("../../go.mod")
	if err != nil {
		return "", err
	}
	m := regexp.MustCompile(`(?m)^\s*github\.com/gotd/td (\S+)`).FindSubmatch(b)
	if m == nil {
		return "", errors.New("no gotd in go.mod")
	}
	return string(m[1]), nil
}
