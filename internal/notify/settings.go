package notify

import "heliograph/internal/peer"

// Scope is a kind of chats. The numbers are on disk.
type Scope int

// The scopes.
const (
	Users      Scope = 1 // private chats
	Groups     Scope = 2
	Broadcasts Scope = 3
)

// Target is what settings are for: a scope, or a chat, or a topic of a chat.
type Target struct {
	Scope Scope // 0: Peer says
	Peer  peer.Peer
	Topic int // 0: the whole chat
}

// SoundKind tells sounds apart. The numbers are on disk.
type SoundKind int

// The kinds of sounds.
const (
	DefaultSound SoundKind = 0
	NoSound      SoundKind = 1
	LocalSound   SoundKind = 2 // a file of the device: Title, Data
	Ringtone     SoundKind = 3 // a file of the account: ID
)

// Sound is what a device plays.
type Sound struct {
	Kind  SoundKind `cbor:"1,keyasint,omitempty"`
	Title string    `cbor:"2,keyasint,omitempty"`
	Data  string    `cbor:"3,keyasint,omitempty"`
	ID    int64     `cbor:"4,keyasint,omitempty"`
}

// Platform is a family of clients that can play the same local sounds.
type Platform int

// The platforms.
const (
	Other Platform = iota
	IOS
	Android
)

// Sounds is what devices of each platform play; nil is not set.
type Sounds struct {
	IOS     *Sound `cbor:"1,keyasint,omitempty"`
	Android *Sound `cbor:"2,keyasint,omitempty"`
	Other   *Sound `cbor:"3,keyasint,omitempty"`
}

// unset says whether every platform plays what it would without a setting.
func (s Sounds) unset() bool {
	for _, x := range []*Sound{s.IOS, s.Android, s.Other} {
		if x != nil && x.Kind != DefaultSound {
			return false
		}
	}
	return true
}

// with is s after a device of a platform has chosen; nil unsets all. A local
// sound can be played on its own platform only, any other choice is for all.
func (s Sounds) with(on Platform, chosen *Sound) Sounds {
	if chosen == nil || chosen.Kind != LocalSound {
		return Sounds{chosen, chosen, chosen}
	}
	switch on {
	case IOS:
		s.IOS = chosen
	case Android:
		s.Android = chosen
	default:
		s.Other = chosen
	}
	return s
}

// Settings is what is set for a target; nil is not set.
type Settings struct {
	Previews          *bool  `cbor:"1,keyasint,omitempty"` // notifications show the text
	Silent            *bool  `cbor:"2,keyasint,omitempty"` // what one sends there makes no sound
	MuteUntil         *int64 `cbor:"3,keyasint,omitempty"` // Unix seconds; 0: not muted
	Sound             Sounds `cbor:"4,keyasint,omitzero"`
	StoriesMuted      *bool  `cbor:"5,keyasint,omitempty"`
	StoriesHideSender *bool  `cbor:"6,keyasint,omitempty"`
	StoriesSound      Sounds `cbor:"7,keyasint,omitzero"`
}

// Muted says whether s mutes at a moment, and whether it says anything of it.
func (s *Settings) Muted(now int64) (muted, set bool) {
	return s.MuteUntil != nil && *s.MuteUntil > now, s.MuteUntil != nil
}

// settle takes away a mute that is over (I3).
func (s *Settings) settle(now int64) {
	if muted, set := s.Muted(now); set && !muted {
		s.MuteUntil = new(int64)
	}
}

// whole fills what a scope leaves open with what every account begins with (I2).
func (s *Settings) whole() {
	if s.Previews == nil {
		yes := true
		s.Previews = &yes
	}
	if s.Silent == nil {
		s.Silent = new(bool)
	}
	if s.MuteUntil == nil {
		s.MuteUntil = new(int64)
	}
	def := &Sound{}
	for _, x := range []**Sound{&s.Sound.IOS, &s.Sound.Android, &s.Sound.Other} {
		if *x == nil {
			*x = def
		}
	}
}

// Change is what a device sets: everything, what is nil being unset.
type Change struct {
	Previews          *bool
	Silent            *bool
	MuteUntil         *int64
	Sound             *Sound
	StoriesMuted      *bool
	StoriesHideSender *bool
	StoriesSound      *Sound

	On      Platform // of the device
	Stories bool     // the device knows of stories; else what is set for them stays
}

const (
	maxSound = 256              // bytes of a local sound's title and of its data
	Forever  = int64(1)<<31 - 1 // MuteUntil of what is muted until unmuted
)

// check refuses what cannot be kept.
func (c *Change) check() error {
	if c.MuteUntil != nil && (*c.MuteUntil < 0 || *c.MuteUntil > Forever) {
		return errSettings
	}
	for _, s := range []*Sound{c.Sound, c.StoriesSound} {
		if err := s.check(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sound) check() error {
	if s != nil && (len(s.Title) > maxSound || len(s.Data) > maxSound || s.Kind < DefaultSound || s.Kind > Ringtone) {
		return errSettings
	}
	return nil
}

// apply is s after the change.
func (c *Change) apply(s Settings) Settings {
	s.Previews, s.Silent, s.MuteUntil = c.Previews, c.Silent, c.MuteUntil
	s.Sound = s.Sound.with(c.On, c.Sound)
	if c.Stories {
		s.StoriesMuted, s.StoriesHideSender = c.StoriesMuted, c.StoriesHideSender
		s.StoriesSound = s.StoriesSound.with(c.On, c.StoriesSound)
	}
	return s
}
