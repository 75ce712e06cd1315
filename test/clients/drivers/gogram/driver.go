package main

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime/debug"
	"sync"

	mtproto "github.com/amarnathcjd/gogram"
	"github.com/amarnathcjd/gogram/telegram"
)

// driver is the library as one person. The updates and the difference are its
// own.
type driver struct {
	address string // where to dial
	client  *telegram.Client
	session string // the login, while away
	pts     int32  // from which the difference goes on

	mu    sync.Mutex
	peers map[int64]*telegram.InputPeerUser
}

func publicKey(path string) (*rsa.PublicKey, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, errors.New("no PEM in " + path)
	}
	return x509.ParsePKCS1PublicKey(block.Bytes)
}

func newDriver() (*driver, error) {
	address, err := link(net.JoinHostPort(os.Getenv("HOST"), os.Getenv("PORT")))
	if err != nil {
		return nil, err
	}
	d := &driver{address: address, peers: map[int64]*telegram.InputPeerUser{}}
	return d, d.open()
}

// open makes a client, with the login of d.session unless that is empty.
func (d *driver) open() error {
	key, err := publicKey(os.Getenv("PUBKEY"))
	if err != nil {
		return err
	}
	const appID, appHash, dc = 1, "0123456789abcdef0123456789abcdef", 2
	client, err := telegram.NewClient(telegram.ClientConfig{
		AppID: appID, AppHash: appHash, MemorySession: true, DataCenter: dc, IpAddr: d.address,
		NoPreconnect: true, DisableCache: true, LogLevel: telegram.LogWarn,
	})
	if err != nil {
		return err
	}
	// NewClient puts the public servers' keys over any of ours: give the client a
	// protocol layer that is made with our key, and have that hand on its updates.
	client.MTProto, err = mtproto.NewMTProto(mtproto.Config{
		AppID: appID, ServerHost: d.address, PublicKey: key, DataCenter: dc, CustomHost: true,
		MemorySession: true, StringSession: d.session,
		Logger: client.Log.CloneInternal(), OnMigration: func() { _ = client.InitialRequest() },
	})
	if err != nil {
		return err
	}
	client.AddCustomServerRequestHandler(func(u any) bool { return telegram.HandleIncomingUpdates(u, client) })
	client.AddMessageHandler(telegram.OnNewMessage, func(m *telegram.NewMessage) error {
		write(object{"event": "message", "message": shown(m.Message)})
		return nil
	})
	client.AddEditHandler(telegram.OnEditMessage, func(m *telegram.NewMessage) error {
		write(object{"event": "edit", "message": shown(m.Message)})
		return nil
	})
	client.AddDeleteHandler(telegram.OnDeleteMessage, func(m *telegram.DeleteMessage) error {
		write(object{"event": "delete", "ids": m.Messages})
		return nil
	})
	d.client = client
	return nil
}

func (d *driver) do(c call) (object, error) {
	var a args
	if err := json.Unmarshal(c.Args, &a); err != nil {
		return nil, err
	}
	switch c.Call {
	case "login":
		return d.login(a)
	case "meet":
		return d.meet(a)
	case "send":
		return d.send(a)
	case "edit":
		_, err := d.client.EditMessage(d.peer(a.Peer), a.ID, a.Text, &telegram.SendOptions{Entities: own(a.Entities)})
		return nil, err
	case "remove":
		_, err := d.client.DeleteMessages(d.peer(a.Peer), []int32{a.ID})
		return nil, err
	case "history":
		return d.history(a)
	case "away":
		return nil, d.away()
	case "back":
		return nil, d.back()
	}
	return nil, fmt.Errorf("no call %q", c.Call)
}

func (d *driver) login(a args) (object, error) {
	if err := d.client.Connect(); err != nil {
		return nil, err
	}
	hash, err := d.client.SendCode(a.Phone)
	if err != nil {
		return nil, err
	}
	auth, err := d.client.AuthSignIn(a.Phone, hash, a.Code, nil)
	if err != nil {
		return nil, err
	}
	if _, ok := auth.(*telegram.AuthAuthorizationSignUpRequired); ok { // client.Login refuses to sign up
		if _, err := d.client.AuthSignUp(&telegram.AuthSignUpParams{PhoneNumber: a.Phone, PhoneCodeHash: hash, FirstName: a.Name}); err != nil {
			return nil, err
		}
	}
	me, err := d.client.GetMe()
	if err != nil {
		return nil, err
	}
	return object{"id": me.ID, "version": version(), "layer": telegram.ApiVersion}, nil
}

// version is that of the module: the library's own constant lags behind.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, m := range info.Deps {
		if m.Path == "github.com/amarnathcjd/gogram" {
			return m.Version
		}
	}
	return ""
}

func (d *driver) meet(a args) (object, error) {
	r, err := d.client.ContactsImportContacts([]*telegram.InputPhoneContact{{ClientID: 1, Phone: a.Phone, FirstName: a.Phone}})
	if err != nil {
		return nil, err
	}
	if len(r.Users) != 1 {
		return nil, fmt.Errorf("%d users have the number", len(r.Users))
	}
	u, ok := r.Users[0].(*telegram.UserObj)
	if !ok {
		return nil, fmt.Errorf("%T instead of a user", r.Users[0])
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.peers[u.ID] = &telegram.InputPeerUser{UserID: u.ID, AccessHash: u.AccessHash}
	return object{"id": u.ID}, nil
}

func (d *driver) peer(id int64) *telegram.InputPeerUser {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.peers[id]
}

func (d *driver) send(a args) (object, error) {
	m, err := d.client.SendMessage(d.peer(a.Peer), a.Text, &telegram.SendOptions{Entities: own(a.Entities), ReplyID: a.Reply})
	if err != nil {
		return nil, err
	}
	return object{"id": m.ID}, nil
}

func (d *driver) history(a args) (object, error) {
	found, err := d.client.GetHistory(d.peer(a.Peer), &telegram.HistoryOption{Limit: 20})
	if err != nil {
		return nil, err
	}
	messages := []message{}
	for _, m := range found {
		if m.Action == nil {
			messages = append(messages, shown(m.Message))
		}
	}
	return object{"messages": messages}, nil
}

func (d *driver) away() error {
	state, err := d.client.UpdatesGetState()
	if err != nil {
		return err
	}
	d.pts, d.session = state.Pts, d.client.ExportSession()
	return d.client.Terminate()
}

func (d *driver) back() error {
	if err := d.open(); err != nil {
		return err
	}
	if err := d.client.Connect(); err != nil {
		return err
	}
	d.client.FetchDifferenceOnStartup(d.pts)
	return nil
}

func shown(m *telegram.MessageObj) message {
	r := message{ID: m.ID, Out: m.Out, Text: m.Message, Entities: []entity{}, Edited: m.EditDate != 0 && !m.EditHide}
	if p, ok := m.PeerID.(*telegram.PeerUser); ok {
		r.Peer = p.UserID
	}
	if h, ok := m.ReplyTo.(*telegram.MessageReplyHeaderObj); ok {
		r.Reply = h.ReplyToMsgID
	}
	for _, e := range m.Entities {
		switch e := e.(type) {
		case *telegram.MessageEntityBold:
			r.Entities = append(r.Entities, entity{Type: "bold", Offset: e.Offset, Length: e.Length})
		case *telegram.MessageEntityTextURL:
			r.Entities = append(r.Entities, entity{Type: "textUrl", Offset: e.Offset, Length: e.Length, URL: e.URL})
		default:
			r.Entities = append(r.Entities, entity{Type: fmt.Sprintf("%T", e)})
		}
	}
	return r
}

func own(entities []entity) []telegram.MessageEntity {
	r := []telegram.MessageEntity{}
	for _, e := range entities {
		if e.Type == "bold" {
			r = append(r, &telegram.MessageEntityBold{Offset: e.Offset, Length: e.Length})
		} else {
			r = append(r, &telegram.MessageEntityTextURL{Offset: e.Offset, Length: e.Length, URL: e.URL})
		}
	}
	return r
}
