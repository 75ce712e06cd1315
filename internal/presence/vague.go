package presence

// Vague is about when somebody was online, for those who may not know better
// (https://core.telegram.org/type/UserStatus).
type Vague int

// The words, from the newest.
const (
	Exactly  Vague = iota // Status says it
	Recently              // within recentFor
	LastWeek
	LastMonth
	LongAgo // or never
)

// How far back the words reach, in seconds.
const (
	recentFor = 3 * 86400
	weekFor   = 7 * 86400
	monthFor  = 30 * 86400
)

// Vague is the word for a status.
func (s Status) Vague(now int64) Vague {
	switch ago := now - s.Seen; {
	case s.Online(), s.Seen != 0 && ago < recentFor:
		return Recently
	case s.Seen == 0 || ago >= monthFor:
		return LongAgo
	case ago < weekFor:
		return LastWeek
	}
	return LastMonth
}
