package node

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/account"
	"heliograph/internal/archive"
	"heliograph/internal/auth"
	"heliograph/internal/auth/sender"
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/config"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/folder"
	"heliograph/internal/job"
	"heliograph/internal/lang"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/presence"
	"heliograph/internal/preview"
	"heliograph/internal/privacy"
	"heliograph/internal/reaction"
	"heliograph/internal/report"
	"heliograph/internal/schedule"
	"heliograph/internal/search"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/store/postgres"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Subjects is everything that holds a rule, wired together over one store.
type Subjects struct {
	Store    store.Store
	Log      *update.Log
	Session  *session.Service
	Lang     *lang.Service
	User     *user.Service
	Presence *presence.Service
	Privacy  *privacy.Service
	Report   *report.Service
	Contact  *contact.Service
	Notify   *notify.Service
	Dialog   *dialog.Service
	Folder   *folder.Service
	Archive  *archive.Service
	Draft    *draft.Service
	Poll     *poll.Service
	Preview  *preview.Service
	Reaction *reaction.Service
	Channel  *channel.Service
	Message  *message.Service
	Search   *search.Service
	Job      *job.Service
	Schedule *schedule.Service
	Auth     *auth.Service
	Account  *account.Service
	Hash     *peer.Hasher
	salt     []byte
}

// subjectDeps is what the subjects get from outside.
type subjectDeps struct {
	config  *config.Config
	logger  *slog.Logger
	metrics prometheus.Registerer
	clock   clock.Clock
	codes   io.Writer         // where the sender "log" writes
	shared  *Shared           // nil: nothing
	onEnd   func(session.End) // a login has ended
	onLetIn func(int64)       // another device has logged somebody in on a key
	onFatal func(error)       // the store can go on no longer
}

func openStore(ctx context.Context, d subjectDeps) (store.Store, error) {
	c := d.config
	if d.shared != nil && d.shared.Store != nil {
		return borrowed{d.shared.Store}, nil
	}
	if c.Store.Engine == config.EnginePostgres {
		return postgres.Open(ctx, c.Store.DSN.Reveal(), postgres.Options{Logger: d.logger})
	}
	return pebble.Open(c.StoreDir(), pebble.Options{CacheBytes: int64(c.Store.CacheMB) << 20, Logger: d.logger, Fatal: d.onFatal})
}

// newSubjects opens the store and makes every subject. The caller closes them.
func newSubjects(ctx context.Context, d subjectDeps) (_ *Subjects, err error) {
	c := d.config
	s := &Subjects{}
	if s.Store, err = openStore(ctx, d); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = s.Store.Close()
		}
	}()
	secret, err := loadSecrets(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	s.salt = secret.Salt
	if s.Hash, err = peer.NewHasher(secret.Hash); err != nil {
		return nil, err
	}
	code, err := newSender(c, d.codes)
	if err != nil {
		return nil, err
	}
	b := d.bus()
	s.Search = search.New(search.Deps{Store: s.Store, Clock: d.clock, Logger: d.logger})
	s.Log = update.New(update.Deps{
		Store: s.Store, Bus: b, Clock: d.clock, Keep: c.Updates.Keep, Alone: d.alone(),
		Grown: s.Search.Grown,
	})
	s.Session = session.New(session.Deps{
		Store: s.Store, Log: s.Log, Bus: b, Clock: d.clock, Logger: d.logger, OnEnd: d.onEnd, OnLetIn: d.onLetIn,
		FreshWait: c.Login.FreshResetWait,
	})
	if err = s.newChoices(ctx, d); err != nil {
		return nil, err
	}
	s.Dialog = dialog.New(dialog.Deps{Store: s.Store, Log: s.Log, Channels: s, Limits: dialogLimits(&c.Limits)})
	audience := contact.NewSavers(s.Store, s.Dialog)
	s.User = user.New(user.Deps{Store: s.Store, Log: s.Log, Bus: b, Clock: d.clock, Audience: audience, Chats: s})
	s.Presence = presence.New(presence.Deps{Store: s.Store, Log: s.Log, Bus: b, Clock: d.clock, Audience: audience, Logger: d.logger, OnOnline: s.online})
	s.Privacy = privacy.New(privacy.Deps{Store: s.Store, Log: s.Log, Bus: b, Clock: d.clock, Changed: s.reveal})
	s.Contact = contact.New(contact.Deps{Store: s.Store, Log: s.Log, Bus: b, Clock: d.clock, Users: s.User, Presence: s.Presence, Privacy: s.Privacy, Chats: members{s}, Partners: s.Dialog, Greet: s.greet})
	s.Job = job.New(job.Deps{Store: s.Store, Clock: d.clock, Logger: d.logger, Registerer: d.metrics, Alone: d.alone()})
	s.newShown(d)
	s.Message = message.New(message.Deps{
		Store: s.Store, Log: s.Log, Users: s.User, Phones: s.Contact, Privacy: s.Contact, Polls: s.Poll, Previews: s.Preview, Clock: d.clock, Index: s.Search, Alarms: s.Job, Limits: messageLimits(&c.Limits),
	})
	s.Schedule = schedule.New(schedule.Deps{
		Store: s.Store, Log: s.Log, Messages: s.Message, Alarms: s.Job, People: s.Contact, Clock: d.clock, Logger: d.logger, Limit: c.Limits.Scheduled,
	})
	s.newAccount(d)
	s.handleAlarms()
	s.Auth = auth.New(auth.Deps{
		Store: s.Store, Users: s.User, Sessions: s.Session, Notices: s.Message, Words: s.Lang, Sender: code, Joined: s.Contact,
		Clock: d.clock, Logger: d.logger, Name: c.Name, TestNumbers: c.Login.TestNumbers,
		AllowFixedLine: c.Login.AllowFixedLine, CodeTTL: c.Login.CodeTTL,
	})
	return s, nil
}

// newChoices makes the subjects that keep how a person wants to see the chats,
// and in which words.
func (s *Subjects) newChoices(ctx context.Context, d subjectDeps) (err error) {
	s.Notify = notify.New(notify.Deps{Store: s.Store, Log: s.Log, Clock: d.clock, Kinds: s, Chats: s})
	s.Archive = archive.New(archive.Deps{Store: s.Store, Log: s.Log, Channels: s, Kinds: s})
	s.Channel = channel.New(channel.Deps{Store: s.Store, Log: s.Log, Clock: d.clock, Notes: s, Followers: s, Names: usernames{s}, Privacy: people{s}, Presence: people{s}})
	s.Folder = folder.New(folder.Deps{Store: s.Store, Log: s.Log, Limits: folderLimits(&d.config.Limits)})
	s.Report = report.New(report.Deps{Store: s.Store, Clock: d.clock})
	s.Reaction = reaction.New(reaction.Deps{Store: s.Store, Log: s.Log})
	s.Draft = draft.New(draft.Deps{Store: s.Store, Log: s.Log, MaxLength: d.config.Limits.MessageLength})
	if s.Lang, err = lang.New(ctx, lang.Deps{Store: s.Store, Logger: d.logger, Dir: d.config.Languages}); err != nil {
		return fmt.Errorf("languages: %w", err)
	}
	return nil
}

// newAccount makes what ends accounts, which all others come before.
func (s *Subjects) newAccount(d subjectDeps) {
	s.Account = account.New(account.Deps{
		Store: s.Store, Users: s.User, Sessions: s.Session, Contacts: s.Contact, Channels: s.Channel, Alarms: s.Job, Clock: d.clock, Logger: d.logger,
	})
}

// greet tells to that who, whose number they had saved, has joined.
func (s *Subjects) greet(ctx context.Context, to, who user.ID) error {
	return s.Message.SignedUp(ctx, to, who)
}

// reveal is told of whoever shows or hides something, by a service that is made
// before the one that knows who sees it.
func (s *Subjects) reveal(ctx context.Context, id user.ID, k privacy.Key) {
	s.Contact.Changed(ctx, id, k)
}

// handleAlarms says who looks when something is due.
func (s *Subjects) handleAlarms() {
	s.Job.Handle(job.Expiry, s.Message.Expire)
	s.Job.Handle(job.Schedule, s.Schedule.Due)
	s.Job.Handle(job.Online, s.Schedule.Came)
	s.Job.Handle(job.Poll, s.Poll.Due)
	s.Job.Handle(job.Previews, s.Message.Previewed)
	s.Job.Handle(job.Copies, s.Message.Copied)
	s.Job.Handle(job.Pages, s.Preview.Expire)
	s.Job.Handle(job.Discussion, s.Message.Discuss)
	s.Job.Handle(job.Farewell, s.Account.Leave)
}

// online is told of whoever is online, by a service that is made before those
// that want to know.
func (s *Subjects) online(id user.ID) { s.Schedule.Online(id) }

// newSender is how login codes leave the server.
func newSender(c *config.Config, w io.Writer) (auth.Sender, error) {
	switch c.Login.Sender {
	case config.SenderSMTP:
		m := c.Login.SMTP
		s, err := sender.NewSMTP(sender.SMTPConfig{
			Addr: m.Addr, User: m.User, Password: m.Password, From: m.From, To: m.To, Name: c.Name, Clock: clock.System{},
		})
		if err != nil {
			return nil, fmt.Errorf("login.smtp: %w", err)
		}
		return s, nil
	case config.SenderWebhook:
		h := c.Login.Webhook
		s, err := sender.NewWebhook(sender.WebhookConfig{URL: h.URL, Secret: h.Secret, AllowPrivate: h.AllowPrivate})
		if err != nil {
			return nil, fmt.Errorf("login.webhook: %w", err)
		}
		return s, nil
	}
	return sender.NewLog(w), nil
}

// Close writes what is only in memory and closes the store.
func (s *Subjects) Close() error {
	s.Session.Close()
	return s.Store.Close()
}
