package contact

import (
	"context"
	"errors"

	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Person is a user as one viewer sees them: the name as the viewer saved it,
// and no more of the rest than the viewer may know.
type Person struct {
	user.Profile        // ID 0: there is no such user
	Self         bool   // the viewer
	Contact      bool   // the viewer saved them
	Mutual       bool   // and they saved the viewer
	Close        bool   // the viewer saved them as a close friend
	Blocked      bool   // the viewer blocked them
	NoStories    bool   // the viewer keeps stories from them
	Sharing      Shares // the viewer's number
	// Status is zero where Vague is not Exactly. ByMe: for what the viewer hides.
	Status presence.Status
	Vague  presence.Vague
	ByMe   bool
}

// Shares is whether somebody sees the viewer's number.
type Shares int

// What there is to know before it is shown to somebody.
const (
	Shared   Shares = iota // they see it, or will as a contact
	Unshared               // not even as a contact: that needs an exception
	Wanted                 // the same, and they have saved the viewer without it
)

// People reads users as viewer sees them, in the order of ids. Warm, it does
// not touch the store.
func (s *Service) People(ctx context.Context, viewer user.ID, ids []user.ID) ([]Person, error) {
	views, err := s.views(ctx, viewer, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Person, len(ids))
	for i := range views {
		views[i].show(&out[i])
		if err := views[i].err; err != nil {
			return nil, err
		}
	}
	return out, nil
}

// views reads what decides how viewer sees each user.
func (s *Service) views(ctx context.Context, viewer user.ID, ids []user.ID) ([]view, error) {
	whose := append([]user.ID{viewer}, ids...)
	profiles, statuses, rels, rules := s.users.Batch(ids), s.presence.Batch(ids), s.relations(viewer, ids), s.privacy.Batch(whose)
	p := profiles.Missing()
	st := p + statuses.Missing()
	rl := st + rels.count()
	if n := rl + rules.Missing(); n > 0 {
		refs := rules.Refs(rels.refs(statuses.Refs(profiles.Refs(make([]store.Ref, 0, n)))))
		err := s.store.View(ctx, func(r store.Reader) error {
			values, err := r.GetMany(refs...)
			if err != nil {
				return err
			}
			return errors.Join(profiles.Fill(values[:p]), statuses.Fill(values[p:st]), rels.fill(values[st:rl]), rules.Fill(values[rl:]))
		})
		if err != nil {
			return nil, err
		}
		profiles.Keep()
		statuses.Keep()
		rels.keep()
		rules.Keep()
	}
	now := s.clock.Now().Unix()
	out := make([]view, len(ids))
	for i := range ids {
		out[i] = view{
			ctx: ctx, chats: s.chats, now: now, viewer: viewer, profile: profiles.At(i), relation: rels.out[i],
			presence: statuses.At(i), rules: rules.At(i + 1), own: rules.At(0),
		}
	}
	return out, nil
}

// view is what decides how a viewer sees a user.
type view struct {
	ctx     context.Context // of the call that it lives in
	chats   Chats
	now     int64
	viewer  user.ID
	bot     bool // the viewer is one
	profile *user.Profile
	*relation
	presence presence.Status
	rules    *privacy.Settings // the user's
	own      *privacy.Settings // the viewer's
	err      error             // of chats
}

// show decides (I3).
func (v *view) show(p *Person) {
	if v.profile.ID == 0 {
		return
	}
	p.Blocked, p.NoStories = v.blocked.Main != 0, v.blocked.Stories != 0
	if v.profile.Deleted {
		p.Profile = user.Profile{ID: v.profile.ID, Deleted: true, Bot: v.profile.Bot}
		return
	}
	p.Profile, p.Self = *v.profile, v.profile.ID == v.viewer
	if !p.Bot {
		v.showStatus(p)
	}
	if c := v.contact; c != nil {
		p.Contact, p.Mutual, p.Close = true, v.saver != nil, c.Close
		if c.First != "" || c.Last != "" {
			p.FirstName, p.LastName = c.First, c.Last
		}
	}
	if !v.seesPhone() {
		p.Phone = ""
	}
	if !v.may(privacy.About) {
		p.About = ""
	}
	if !v.may(privacy.Birthday) {
		p.Birthday = user.Birthday{}
	}
	p.Sharing = v.sharing()
}

// showStatus has nobody see the exact status of those whom the viewer does not
// let see it either (https://core.telegram.org/constructor/inputPrivacyKeyStatusTimestamp).
func (v *view) showStatus(p *Person) {
	shown, given := v.may(privacy.StatusTimestamp), v.lets(privacy.StatusTimestamp)
	switch {
	case v.barred:
		p.Vague = presence.LongAgo
	case shown && given:
		p.Status = v.presence
	default:
		p.Vague, p.ByMe = v.presence.Vague(v.now), shown
	}
}

// may says whether the user lets the viewer. Who is blocked may nothing.
func (v *view) may(k privacy.Key) bool {
	switch {
	case v.profile.ID == v.viewer, v.profile.Support:
		return true
	case v.barred:
		return false
	}
	rs := v.rules.Of(k)
	if allowed, ok := rs.Plain(v.saver != nil); ok {
		return allowed
	}
	return rs.Allow(&privacy.Viewer{
		ID: v.viewer, Contact: v.saver != nil, Close: v.saver != nil && v.saver.Close, Bot: v.bot,
		Member: func(chats []int64) bool { return v.member(v.viewer, chats) },
	})
}

// lets says whether the viewer lets the user.
func (v *view) lets(k privacy.Key) bool {
	switch {
	case v.profile.ID == v.viewer, v.profile.Support:
		return true
	case v.blocked.Main != 0:
		return false
	}
	return v.gives(k, v.contact != nil)
}

// gives says whether the viewer's rules let the user, as a contact or not.
func (v *view) gives(k privacy.Key, contact bool) bool {
	rs := v.own.Of(k)
	if allowed, ok := rs.Plain(contact); ok {
		return allowed
	}
	return rs.Allow(v.other(contact))
}

// other is the user as the viewer knows them, or would with or without having
// saved them.
func (v *view) other(contact bool) *privacy.Viewer {
	return &privacy.Viewer{
		ID: v.profile.ID, Contact: contact, Close: contact && v.contact != nil && v.contact.Close, Bot: v.profile.Bot,
		Member: func(chats []int64) bool { return v.member(v.profile.ID, chats) },
	}
}

func (v *view) member(id user.ID, chats []int64) bool {
	if v.chats == nil || v.err != nil {
		return false
	}
	in, err := v.chats.Member(v.ctx, id, chats)
	v.err = err
	return in
}

// seesPhone is by the rules, but for who knows the number already.
func (v *view) seesPhone() bool {
	if c := v.contact; c != nil && c.Phone != "" && c.Phone == v.profile.Phone {
		return true
	}
	return v.may(privacy.PhoneNumber)
}

func (v *view) sharing() Shares {
	switch {
	case v.profile.ID == v.viewer, v.profile.Support, v.profile.Bot:
		return Shared
	case v.gives(privacy.PhoneNumber, true):
		return Shared
	case v.contact != nil && v.saver != nil && !v.saver.Knows:
		return Wanted
	}
	return Unshared
}

// May says whether each of the users lets viewer do something.
func (s *Service) May(ctx context.Context, viewer user.ID, k privacy.Key, users ...user.ID) ([]bool, error) {
	views, err := s.views(ctx, viewer, users)
	if err != nil {
		return nil, err
	}
	self, err := s.users.Profiles(ctx, viewer)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(views))
	for i := range views {
		v := &views[i]
		v.bot = self[0].Bot
		if out[i] = v.may(k); v.err != nil {
			return nil, v.err
		}
	}
	return out, nil
}

// Hidden says of each author whether copies of their messages that by makes may
// not link to their account.
func (s *Service) Hidden(ctx context.Context, by user.ID, authors []user.ID) ([]bool, error) {
	out, err := s.May(ctx, by, privacy.Forwards, authors...)
	for i := range out {
		out[i] = !out[i]
	}
	return out, err
}

// Protected says whether messages of a chat of by's may not be copied out of it:
// of a private one they may.
func (s *Service) Protected(context.Context, user.ID, peer.Peer) (bool, error) { return false, nil }

// ReadDates says whether viewer may know when id has read something, and whether
// id may of viewer: who sees when somebody is online does anyway
// (https://core.telegram.org/constructor/globalPrivacySettings).
func (s *Service) ReadDates(ctx context.Context, viewer, id user.ID) (theirs, mine bool, err error) {
	views, err := s.views(ctx, viewer, []user.ID{id})
	if err != nil {
		return false, false, err
	}
	v := &views[0]
	theirs = !v.barred && (!v.rules.HideReads || v.may(privacy.StatusTimestamp))
	mine = v.blocked.Main == 0 && (!v.own.HideReads || v.lets(privacy.StatusTimestamp))
	return theirs, mine, v.err
}

// Changed lets those who have a user on the screen see anew what a key decides:
// the Changed of privacy.Deps.
func (s *Service) Changed(ctx context.Context, id user.ID, k privacy.Key) {
	if k != privacy.StatusTimestamp && k != privacy.PhoneNumber {
		return // seen when somebody asks for it
	}
	others, err := s.audience.Interested(ctx, id, maxAudience)
	if err != nil {
		return // the change is made; only the hint is lost, as every hint may be
	}
	for _, other := range others {
		if other == id {
			continue
		}
		if k == privacy.PhoneNumber {
			s.tellMutual(id, other)
			continue
		}
		s.tellStatus(id, other)
	}
}
