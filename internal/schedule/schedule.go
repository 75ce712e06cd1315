package schedule

import (
	"cmp"
	"context"
	"errors"
	"log/slog"

	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/job"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// WhenOnline is the date of a message that is sent when its receiver comes
// online.
const WhenOnline = 0x7ffffffe

const (
	minAhead  = 10          // seconds
	onTheWay  = 2           // of them, that a request may have taken
	maxAhead  = 366 * 86400 // seconds
	idLimit   = 1 << 18
	dueAtOnce = 50
)

var (
	errPast    = fault.New(fault.Invalid, "SCHEDULE_DATE_INVALID")
	errFar     = fault.New(fault.Invalid, "SCHEDULE_DATE_TOO_LATE")
	errMany    = fault.New(fault.Invalid, "SCHEDULE_TOO_MUCH")
	errPrivate = fault.New(fault.Invalid, "SCHEDULE_STATUS_PRIVATE")
	errID      = fault.New(fault.Invalid, "MESSAGE_ID_INVALID")
	errRandom  = fault.New(fault.Invalid, "RANDOM_ID_INVALID")
	errEmpty   = fault.New(fault.Invalid, "RANDOM_ID_EMPTY")
	errPeer    = fault.New(fault.Invalid, "PEER_ID_INVALID")
)

// Messages is what writes the messages when their time has come.
type Messages interface {
	Prepare(ctx context.Context, a user.Actor, d message.Draft) (message.Message, error)
	PrepareForwards(ctx context.Context, a user.Actor, q message.Copy) ([]message.Message, error)
	Reprepare(ctx context.Context, a user.Actor, m message.Message, e message.Rewrite) (message.Message, error)
	Discard(ctx context.Context, a user.Actor, ms ...message.Message)
	Deliver(ctx context.Context, a user.Actor, m message.Message, random int64, within message.Within) (message.Change, error)
}

// Alarms has the Service called.
type Alarms interface {
	Set(ctx context.Context, k job.Kind, box store.Owner, at int64) error
}

// People shows whose status somebody may see.
type People interface {
	People(ctx context.Context, viewer user.ID, ids []user.ID) ([]contact.Person, error)
}

// Deps is what a Service needs; Limit 0 is 100 messages in a chat.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Messages Messages
	Alarms   Alarms
	People   People
	Clock    clock.Clock
	Logger   *slog.Logger
	Limit    int
}

// Service keeps messages and sends them. Safe for concurrent use.
type Service struct {
	Deps
	came chan user.ID
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Messages == nil || d.Alarms == nil || d.People == nil || d.Clock == nil || d.Logger == nil {
		panic("schedule: missing dependency")
	}
	d.Limit = cmp.Or(d.Limit, 100)
	return &Service{Deps: d, came: make(chan user.ID, 1024)}
}

// Send queues a message for a time. Faults: those of message.Send,
// SCHEDULE_DATE_INVALID, SCHEDULE_DATE_TOO_LATE, SCHEDULE_TOO_MUCH,
// SCHEDULE_STATUS_PRIVATE.
func (s *Service) Send(ctx context.Context, a user.Actor, d message.Draft, at int64) (message.Change, error) {
	if d.Random == 0 {
		return message.Change{}, errEmpty
	}
	m, err := s.Messages.Prepare(ctx, a, d)
	if err != nil {
		return message.Change{}, err
	}
	return s.queue(ctx, a, d.To, []message.Message{m}, []int64{d.Random}, at)
}

// Forward queues messages that are to be forwarded at a time. Faults: those of
// message.ForwardAll and of Send.
func (s *Service) Forward(ctx context.Context, a user.Actor, q message.Copy, at int64) (message.Change, error) {
	ms, err := s.Messages.PrepareForwards(ctx, a, q)
	if err != nil {
		return message.Change{}, err
	}
	return s.queue(ctx, a, q.To, ms, q.Randoms, at)
}

// check says whether a message to a chat may be sent at a time.
func (s *Service) check(ctx context.Context, a user.Actor, to peer.Peer, at int64) error {
	now := s.Clock.Now().Unix()
	switch {
	case at == WhenOnline:
		seen, _, err := s.status(ctx, a, to)
		if err == nil && !seen {
			err = errPrivate
		}
		return err
	case at < now+minAhead-onTheWay:
		return errPast
	case at > now+maxAhead:
		return errFar
	}
	return nil
}

// status says whether the actor sees the status of a person, and whether that
// one is online.
func (s *Service) status(ctx context.Context, a user.Actor, to peer.Peer) (seen, online bool, err error) {
	if to.Kind != peer.User || to == a.ID.Peer() {
		return false, false, nil
	}
	ps, err := s.People.People(ctx, a.ID, []user.ID{user.ID(to.ID)})
	if err != nil {
		return false, false, err
	}
	st := ps[0].Status
	return st.Online() || st.Seen != 0, st.Online(), nil
}

// arm sets the alarm of a message before it is queued.
func (s *Service) arm(ctx context.Context, a user.Actor, at int64) error {
	if at == WhenOnline {
		return nil
	}
	return s.Alarms.Set(ctx, job.Schedule, a.ID.Owner(), at)
}

// settle has a message sent at once that waits for somebody who is online.
func (s *Service) settle(ctx context.Context, a user.Actor, to peer.Peer, at int64) error {
	if at != WhenOnline {
		return nil
	}
	_, online, err := s.status(ctx, a, to)
	if err != nil || !online {
		return err
	}
	return s.Alarms.Set(ctx, job.Online, to.Owner(), s.Clock.Now().Unix())
}

// boxes is whose records a change of the actor's queue for a chat touches.
func boxes(a user.Actor, to peer.Peer) []store.Owner {
	if to.Kind != peer.User { // nobody waits for somebody to come online
		return []store.Owner{a.ID.Owner()}
	}
	return []store.Owner{a.ID.Owner(), to.Owner()}
}

// queue writes messages to the queue; all or none. What is not written is
// discarded.
func (s *Service) queue(ctx context.Context, a user.Actor, to peer.Peer, ms []message.Message, randoms []int64, at int64) (message.Change, error) {
	c, unused, err := s.enqueue(ctx, a, to, ms, randoms, at)
	if !errors.Is(err, store.ErrUnknown) {
		s.Messages.Discard(ctx, a, unused...)
	}
	if err == nil {
		err = s.settle(ctx, a, to, at)
	}
	return c, err
}

func (s *Service) enqueue(ctx context.Context, a user.Actor, to peer.Peer, ms []message.Message, randoms []int64, at int64) (c message.Change, unused []message.Message, err error) {
	if err := s.check(ctx, a, to, at); err != nil {
		return c, ms, err
	}
	if err := s.arm(ctx, a, at); err != nil {
		return c, ms, err
	}
	err = s.Log.Run(ctx, boxes(a, to), func(tx *update.Tx) error {
		c, unused = message.Change{}, nil
		b, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		queued, err := scanEntries(tx, a.ID.Owner(), to)
		if err != nil {
			return err
		}
		for i := range ms {
			m, random := ms[i], randoms[i]
			if e := byRandom(queued, random); e != nil { // a retry
				c.Events, unused = append(c.Events, shown(*e)), append(unused, m)
				continue
			}
			if err := unsent(b, random); err != nil {
				return err
			}
			if len(queued) >= s.Limit {
				return errMany
			}
			id, err := nextID(tx, a.ID.Owner(), queued)
			if err != nil {
				return err
			}
			m.Peer, m.ID, m.Date, m.Out = to, id, at, true
			e := entry{Message: m, Random: random}
			putEntry(tx, a.ID, &e)
			queued = append(queued, e)
			c.Events = append(c.Events, appendNew(b, a, e))
		}
		return nil
	})
	if err != nil {
		unused = ms
	}
	return c, unused, err
}

// unsent refuses a request whose message has been sent already.
func unsent(b *update.Box, random int64) error {
	once, err := b.Once(random)
	if err == nil && once.ID != 0 {
		err = errRandom
	}
	return err
}

// shown is the event that an entry is in the queue.
func shown(e entry) update.Event {
	return update.Event{Kind: update.NewScheduled, Peer: e.Message.Peer, ID: e.Message.ID, Random: e.Random, Value: &e.Message}
}

func appendNew(b *update.Box, a user.Actor, e entry) update.Event {
	ev := shown(e)
	ev.Origin = a.Origin
	return b.Append(ev)
}
