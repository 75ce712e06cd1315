package channel

import (
	"heliograph/internal/right"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Member is somebody who is in a channel, or who was restricted or banned there.
type Member struct {
	User    user.ID `cbor:"-"`
	In      bool    `cbor:"1,keyasint,omitempty"`
	Joined  int64   `cbor:"2,keyasint,omitempty"` // Unix seconds
	Inviter user.ID `cbor:"3,keyasint,omitempty"` // who added them or whose link they came by; 0: nobody
	Asked   bool    `cbor:"4,keyasint,omitempty"` // they came by a request
	From    int     `cbor:"5,keyasint,omitempty"` // the first message that they may see, 0: all

	IsOwner    bool        `cbor:"6,keyasint,omitempty"`
	IsAdmin    bool        `cbor:"7,keyasint,omitempty"`
	Admin      right.Admin `cbor:"8,keyasint,omitempty"`
	Rank       string      `cbor:"9,keyasint,omitempty"`
	PromotedBy user.ID     `cbor:"10,keyasint,omitempty"`

	Ban      right.Ban `cbor:"11,keyasint,omitempty"`
	Until    int64     `cbor:"12,keyasint,omitempty"` // Unix seconds at which Ban ends, 0: never
	BannedBy user.ID   `cbor:"13,keyasint,omitempty"`
	BannedAt int64     `cbor:"14,keyasint,omitempty"`

	Wrote int64 `cbor:"15,keyasint,omitempty"` // the last message, where there is slow mode

	// Where the log of a basic group stood when they came: see Since.
	SincePts int `cbor:"20,keyasint,omitempty"`
	SinceSub int `cbor:"21,keyasint,omitempty"`
}

// Since is after which place of the log of a basic group m follows it.
func (m *Member) Since() update.Position { return update.Position{Pts: m.SincePts, Sub: m.SinceSub} }

// was says whether somebody was in a basic group and left it.
func (m *Member) was() bool { return !m.In && m.Joined != 0 }

// Restrictions is what m may not do now.
func (m *Member) Restrictions(now int64) right.Ban {
	if m.Until != 0 && m.Until <= now {
		return 0
	}
	return m.Ban
}

// at is m without a restriction that is over.
func (m Member) at(now int64) Member {
	if m.Restrictions(now) == 0 {
		m.Ban, m.Until, m.BannedBy, m.BannedAt = 0, 0, 0, 0
	}
	return m
}

// Standing is what m is in c now.
func (m *Member) Standing(c *Channel, now int64) right.Standing {
	return right.Standing{
		Broadcast: c.Broadcast, Member: m.In, Owner: m.IsOwner && m.In, IsAdmin: m.IsAdmin && m.In, Admin: m.Admin,
		Own: m.Restrictions(now), Default: c.Default,
	}
}

// is what a member record counts as.
type is struct{ member, admin, restricted, banned bool }

func (m *Member) is() is {
	return is{
		member: m.In, admin: m.In && (m.IsAdmin || m.IsOwner),
		banned: m.Ban&right.View != 0, restricted: m.Ban != 0 && m.Ban&right.View == 0,
	}
}

// Access is a channel as somebody stands in it.
type Access struct {
	Channel
	Me    Member // zero but for User where there is no record
	Stand right.Standing
	Guest bool // is in what the channel is linked to, or that is public
}

// Sees says whether the person may read the channel: who is in it, or in what it is
// linked to, anybody where one of them is public, but nobody who is banned.
func (a *Access) Sees() bool {
	return !a.Deleted && !a.Stand.Banned() && (a.Me.In || a.Public() || a.Guest)
}

// First is the first message that the person may see, 1 when all.
func (a *Access) First() int { return max(a.Me.From, 1) }
