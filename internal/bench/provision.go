package bench

import (
	"context"
	"crypto/sha1"
	"encoding/binary"
	"fmt"

	"github.com/gotd/td/tg"
	"golang.org/x/sync/errgroup"

	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/config"
	"heliograph/internal/id"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// account is a user with one device that is logged in.
type account struct {
	id    user.ID
	phone string
	key   authKey
}

// writers is how many transactions run side by side, so that they share
// commits.
const writers = 256

// maxAccounts is how many test numbers there are.
const maxAccounts = 30_000

// depot is the store of a server that does not run, and the subjects that
// write to it.
type depot struct {
	store    store.Store
	users    *user.Service
	sessions *session.Service
	messages *message.Service
	channels *channel.Service
}

// openDepot opens the store in a data directory.
func openDepot(dir string) (*depot, error) {
	c := config.Default()
	c.Data = dir
	s, err := pebble.Open(c.StoreDir(), pebble.Options{CacheBytes: int64(c.Store.CacheMB) << 20})
	if err != nil {
		return nil, err
	}
	b := bus.NewLocal()
	log := update.New(update.Deps{Store: s, Bus: b, Clock: clock.System{}, Keep: c.Updates.Keep})
	users := user.New(user.Deps{Store: s, Log: log, Bus: b, Clock: clock.System{}})
	messages := message.New(message.Deps{Store: s, Log: log, Users: users, Clock: clock.System{}})
	return &depot{
		store: s, users: users, messages: messages,
		sessions: session.New(session.Deps{Store: s, Log: log, Bus: b, Clock: clock.System{}, Logger: logx.Discard()}),
		channels: channel.New(channel.Deps{Store: s, Log: log, Clock: clock.System{}, Notes: messages}),
	}, nil
}

func (d *depot) close() error {
	d.sessions.Close()
	return d.store.Close()
}

// enroll makes n accounts with a login each.
func (d *depot) enroll(ctx context.Context, n int) ([]account, error) {
	if n > maxAccounts {
		return nil, fmt.Errorf("at most %d users, not %d", maxAccounts, n)
	}
	all := make([]account, n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(writers)
	for i := range all {
		g.Go(func() (err error) {
			all[i], err = d.enrollOne(ctx, fmt.Sprintf("99966%d%04d", 1+i/10000, i%10000))
			return err
		})
	}
	return all, g.Wait()
}

func (d *depot) enrollOne(ctx context.Context, phone string) (account, error) {
	a := account{id: user.NewID(), phone: phone}
	copy(a.key.value[:], id.Bytes(256))
	sum := sha1.Sum(a.key.value[:])
	a.key.id = int64(binary.LittleEndian.Uint64(sum[12:]))
	err := d.store.Update(ctx, []store.Owner{a.id.Owner(), user.PhoneOwner(phone)}, func(tx store.Tx) error {
		return d.users.Create(tx, user.Profile{ID: a.id, FirstName: "Bench", LastName: phone, Phone: phone})
	})
	if err != nil {
		return a, err
	}
	if err := d.sessions.AddKey(ctx, &session.Key{ID: a.key.id, Value: a.key.value}); err != nil {
		return a, err
	}
	if _, err := d.sessions.LogIn(ctx, session.Login{Perm: a.key.id, User: a.id, IP: "127.0.0.1"}); err != nil {
		return a, err
	}
	// As appendInit tells it, so that connecting writes nothing.
	return a, d.sessions.SetClient(ctx, a.key.id, session.Client{
		Layer: tg.Layer, APIID: initAPI, DeviceModel: initText, SystemVersion: initText, AppVersion: initText,
		SystemLangCode: initText, LangPack: initText, LangCode: initText,
	})
}

// provision makes n accounts in a data directory.
func provision(ctx context.Context, dir string, n int) (all []account, err error) {
	d, err := openDepot(dir)
	if err != nil {
		return nil, err
	}
	if all, err = d.enroll(ctx, n); err != nil {
		_ = d.close()
		return nil, fmt.Errorf("provision %d users: %w", n, err)
	}
	return all, d.close()
}
