package privacy

// Key is what rules are about. The numbers are on disk.
type Key int

// The keys, named as in the TL schema (privacyKey…).
const (
	StatusTimestamp   Key = 1 // when the person was online
	ChatInvite        Key = 2
	PhoneCall         Key = 3
	PhoneP2P          Key = 4
	Forwards          Key = 5 // a link to the account in copies of messages
	ProfilePhoto      Key = 6
	PhoneNumber       Key = 7
	AddedByPhone      Key = 8 // to be found by the number
	VoiceMessages     Key = 9
	About             Key = 10
	Birthday          Key = 11
	StarGiftsAutoSave Key = 12
	NoPaidMessages    Key = 13
	SavedMusic        Key = 14

	lastKey = SavedMusic
)

// Valid says whether k is one of the keys.
func (k Key) Valid() bool { return k >= StatusTimestamp && k <= lastKey }

var (
	everybody = Rules{{Kind: AllowAll}}
	friends   = Rules{{Kind: AllowContacts}}
)

// Default is the rules of who has never set any: everybody may, but numbers,
// birthdays and addresses in the network are for contacts.
func (k Key) Default() Rules {
	switch k {
	case PhoneNumber, PhoneP2P, Birthday:
		return friends
	}
	return everybody
}
