package message

import (
	"context"
	"time"

	"heliograph/internal/peer"
	"heliograph/internal/preview"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Preview is the web page that a message shows, or is about to. What a Message
// points to is never changed: it gets another one.
type Preview struct {
	ID      int64         `cbor:"1,keyasint,omitempty"` // 0: of a message to be sent later, nobody has looked yet
	URL     string        `cbor:"2,keyasint"`
	Page    *preview.Page `cbor:"3,keyasint,omitempty"` // nil: awaited
	Overdue int64         `cbor:"4,keyasint,omitempty"` // of an awaited one: when it should have come, Unix seconds
	Large   bool          `cbor:"5,keyasint,omitempty"` // show its picture large
	Small   bool          `cbor:"6,keyasint,omitempty"`
	Manual  bool          `cbor:"7,keyasint,omitempty"` // the sender has said which page
}

// awaited says whether the page is to come.
func (p *Preview) awaited() bool { return p != nil && p.ID != 0 && p.Page == nil }

// Link says which page a message is to show, instead of the first link's in its
// text. Optional: there may be none.
type Link struct {
	URL          string
	Large, Small bool
	Optional     bool
}

// Previews knows web pages.
type Previews interface {
	// Look is what is known of a page, now.
	Look(ctx context.Context, by user.ID, address string) (preview.Result, error)
	// Wait is Look that waits for an answer.
	Wait(ctx context.Context, by user.ID, address string) (preview.Result, error)
	// Then has f called when there is an answer; that may be forgotten.
	Then(address string, f func(context.Context))
}

// pageless is the Previews of those who have none.
type pageless struct{}

func (pageless) Look(context.Context, user.ID, string) (preview.Result, error) {
	return preview.Result{}, nil
}

func (pageless) Wait(context.Context, user.ID, string) (preview.Result, error) {
	return preview.Result{}, nil
}
func (pageless) Then(string, func(context.Context)) {}

// pageWait is how long a message that has to have a page waits for it, and
// prepareWait how long one that is sent later does.
const (
	pageWait    = 12 * time.Second
	prepareWait = 2 * time.Second
)

// previewOf is what a message of by with a text shows: none when it is not to
// show anything. Faults: WEBPAGE_URL_INVALID, WEBPAGE_NOT_FOUND, MESSAGE_EMPTY.
func (s *Service) previewOf(ctx context.Context, by user.ID, t text.Text, none bool, l *Link) (*Preview, error) {
	if l != nil {
		return s.linked(ctx, by, l, t.String == "")
	}
	if none {
		return nil, nil
	}
	for address := range t.Links() {
		if preview.Wanted(address) {
			r, err := s.previews.Look(ctx, by, address)
			return found(&Preview{URL: address}, r), err
		}
	}
	return nil, nil
}

// linked is the page that l says. Where there has to be one it waits for it; alone
// is that there is nothing else in the message.
func (s *Service) linked(ctx context.Context, by user.ID, l *Link, alone bool) (*Preview, error) {
	address, ok := text.Address(l.URL)
	if !ok || !preview.Wanted(address) {
		return nil, errPageURL
	}
	look, must := s.previews.Look, alone || !l.Optional
	if must {
		look = s.previews.Wait
	}
	ctx, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	r, err := look(ctx, by, address)
	if err == nil && must && r.Page == nil {
		if err = errNoPage; l.Optional {
			err = errNothing
		}
	}
	return found(&Preview{URL: address, Large: l.Large, Small: l.Small, Manual: true}, r), err
}

// found is p with what was found; nil when that is nothing.
func found(p *Preview, r preview.Result) *Preview {
	if r.ID == 0 {
		return nil
	}
	out := *p
	out.ID, out.Page, out.Overdue = r.ID, r.Page, r.Overdue
	return &out
}

// later is p in a message that is sent later: what is awaited is looked for then.
func (p *Preview) later() *Preview {
	if !p.awaited() {
		return p
	}
	out := *p
	out.ID, out.Overdue = 0, 0
	return &out
}

// prepared is p for a message that is sent later: for that one can wait a little.
func (s *Service) prepared(ctx context.Context, by user.ID, p *Preview) (*Preview, error) {
	if !p.awaited() {
		return p, nil
	}
	wait, cancel := context.WithTimeout(ctx, prepareWait)
	defer cancel()
	r, err := s.previews.Wait(wait, by, p.URL)
	return found(p, r).later(), err
}

// after is what a message shows that is edited to show next: a page that it has
// stays the same.
func (p *Preview) after(next *Preview) *Preview {
	if p == nil || next == nil || p.URL != next.URL || p.Page == nil && next.Page != nil {
		return next
	}
	out := *p
	out.Large, out.Small, out.Manual = next.Large, next.Small, next.Manual
	return &out
}

// same says whether two look the same.
func (p *Preview) same(q *Preview) bool {
	if p == nil || q == nil {
		return p == q
	}
	return p.ID == q.ID && p.Large == q.Large && p.Small == q.Small && p.Manual == q.Manual && p.awaited() == q.awaited()
}

// setPreview changes what m shows. The caller writes m.
func setPreview(tx store.Tx, box store.Owner, m *Message, p *Preview, ts timers) error {
	if m.Preview.awaited() {
		tx.Delete(box, awaitKey(m))
	}
	m.Preview = p
	return ts.await(tx, box, m)
}

// await lists a message that waits for its page, if it does.
func (ts timers) await(tx store.Tx, box store.Owner, m *Message) error {
	if !m.Preview.awaited() {
		return nil
	}
	tx.Put(box, awaitKey(m), nil)
	return ts.note(previewTimer(box), m.Preview.Overdue+1)
}

// follow has the boxes looked at that have got a message which waits for its page,
// as soon as that is there. The alarm comes later, and whatever happens.
func (s *Service) follow(c *Change, boxes []store.Owner) {
	for i := range c.Messages {
		p := c.Messages[i].Preview
		if !p.awaited() {
			continue
		}
		for _, box := range boxes {
			s.then(p, box)
		}
	}
}

func (s *Service) then(p *Preview, box store.Owner) {
	s.previews.Then(p.URL, func(ctx context.Context) {
		_, _ = s.Previewed(ctx, box, s.clock.Now().Unix()) // what fails the alarm does again
	})
}

// giveUp is how many seconds after it was due a page is no longer awaited.
const giveUp = 60

// Previewed has the messages of a box show the pages that they were waiting for,
// or none, and returns when to look again, 0 when no message waits any more. It
// is the job.Handler of job.Previews.
func (s *Service) Previewed(ctx context.Context, box store.Owner, now int64) (next int64, err error) {
	var waiting []Message
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		waiting, err = scanAwaiting(r, box)
		return err
	})
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	if len(waiting) == chunk {
		next = now + 1
	}
	answers := map[int64]preview.Result{}
	for _, m := range waiting {
		r, err := s.previews.Look(ctx, 0, m.Preview.URL)
		if err != nil {
			return 0, err
		}
		if r.Pending() && now < m.Preview.Overdue+giveUp {
			if next == 0 || r.Overdue < next {
				next = r.Overdue + 1
			}
			s.then(m.Preview, box)
			continue
		}
		answers[m.Preview.ID] = r
	}
	if len(answers) == 0 {
		return next, nil
	}
	defer s.touched(box)
	return next, s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		waiting, err := scanAwaiting(tx, box)
		for i := 0; i < len(waiting) && err == nil; i++ {
			if r, ok := answers[waiting[i].Preview.ID]; ok {
				err = settle(tx, box, &waiting[i], r)
			}
		}
		return err
	})
}

// settle ends the wait of a message.
func settle(tx *update.Tx, box store.Owner, m *Message, r preview.Result) error {
	b, err := tx.Box(box)
	if err != nil {
		return err
	}
	tx.Delete(box, awaitKey(m))
	e := update.Event{Kind: update.WebPage, Peer: m.Peer, ID: m.ID, Max: int(m.Preview.ID), Flag: r.Page != nil, Value: m}
	if was := *m.Preview; r.Page != nil {
		was.Page, was.Overdue = r.Page, 0 // under the number by which it was announced
		m.Preview = &was
	} else {
		m.Preview = nil
	}
	putMessage(tx, box, m)
	b.Append(e)
	return nil
}

// awaitKey lists a message that waits for its page.
func awaitKey(m *Message) store.Key { return m.Peer.Key(store.K('w')).Int(int64(m.ID)) }

// scanAwaiting reads messages of a box that wait for their pages.
func scanAwaiting(r store.Reader, box store.Owner) ([]Message, error) {
	rows, err := r.Scan(box, store.K('w'), store.K('w').End(), false, chunk)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	peers, ids := make([]peer.Peer, len(rows)), make([]int, len(rows))
	for i, row := range rows {
		peers[i], ids[i] = peer.FromKey(row.Key, 1), int(store.IntAt(row.Key, 10))
	}
	return loadMany(r, box, peers, ids)
}
