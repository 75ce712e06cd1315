// Package right is what people may do in groups and channels.
//
// Admins have rights, members have restrictions, and a group has default
// restrictions for whoever is no admin
// (https://core.telegram.org/api/rights). A Standing is all that there is to
// know of a person in a chat to decide.
//
// Owns the bits and the decision. Must not know how either is stored.
package right

// Admin is the rights of an admin. The numbers are on disk.
type Admin uint32

// The rights of admins.
const (
	ChangeInfo Admin = 1 << iota
	PostMessages
	EditMessages
	DeleteMessages
	BanUsers
	InviteUsers
	PinMessages
	AddAdmins
	Anonymous // acts in the name of the group
	ManageCall
	Other // an admin who may see what admins see, and nothing else
	ManageTopics
	PostStories
	EditStories
	DeleteStories
	ManageDirect
	ManageRanks
	ManageLinked
	ManageWelcome
)

// AllAdmin is every right; its owner has all but Anonymous, which is chosen.
const AllAdmin = ManageWelcome<<1 - 1

// Ban is what somebody may not do. The numbers are on disk.
type Ban uint32

// The restrictions.
const (
	View Ban = 1 << iota // and so nothing at all: banned
	Send
	SendMedia
	SendStickers
	SendGifs
	SendGames
	SendInline
	EmbedLinks
	SendPolls
	BanInfo   // change title, picture and description
	BanInvite // add people
	BanPin
	BanTopics
	SendPhotos
	SendVideos
	SendRounds
	SendAudios
	SendVoices
	SendFiles
	SendText
	EditRank
	React
	BanLinked
)

// AllBan is every restriction.
const AllBan = BanLinked<<1 - 1

// media is what SendMedia stands for.
const media = SendPhotos | SendVideos | SendRounds | SendAudios | SendVoices | SendFiles | SendStickers | SendGifs | SendGames | SendInline | EmbedLinks | SendPolls

// Full is b with all that follows from it: who may not see may do nothing, who
// may not send may not send anything, and who may not send media no kind of it.
func (b Ban) Full() Ban {
	if b&View != 0 {
		return AllBan
	}
	if b&Send != 0 {
		b |= SendMedia | SendText
	}
	if b&SendMedia != 0 {
		b |= media
	}
	return b
}

// Standing is what somebody is in a group or channel.
type Standing struct {
	Broadcast bool // the chat is a channel: only admins write
	Member    bool
	Owner     bool
	IsAdmin   bool
	Admin     Admin
	Own       Ban // restrictions of this person, in force now
	Default   Ban // of everybody who is no admin
}

// Banned says whether s may not even see the chat.
func (s Standing) Banned() bool { return !s.Owner && s.Own&View != 0 }

// Has says whether s is an admin with a right. An owner has every right but
// to be anonymous, which it is if it chose so.
func (s Standing) Has(a Admin) bool {
	switch {
	case s.Owner && a != Anonymous:
		return true
	case s.Owner, s.IsAdmin:
		return s.Admin&a == a
	}
	return false
}

// Admins says whether s is an admin or the owner.
func (s Standing) Admins() bool { return s.Owner || s.IsAdmin }

// Restricted is what s may not do because of restrictions, its own and, of
// whoever is no admin, those of everybody.
func (s Standing) Restricted() Ban {
	if s.Admins() {
		return 0
	}
	return s.Own.Full() | s.Default.Full()
}

// may says whether s may do what members may unless restricted, and admins if
// they have a right.
func (s Standing) may(a Admin, b Ban) bool {
	if s.Has(a) {
		return true
	}
	return !s.Broadcast && s.Member && !s.Admins() && s.Restricted()&b == 0
}

// ChangeInfo says whether s may change title, picture and description.
func (s Standing) ChangeInfo() bool { return s.may(ChangeInfo, BanInfo) }

// Invite says whether s may add people.
func (s Standing) Invite() bool { return s.may(InviteUsers, BanInvite) }

// Pin says whether s may pin messages: in a channel, who may edit them.
func (s Standing) Pin() bool {
	if s.Broadcast {
		return s.Has(EditMessages)
	}
	return s.may(PinMessages, BanPin)
}

// Topics says whether s may create topics, and change those of others.
func (s Standing) Topics() (create, manage bool) {
	return s.may(ManageTopics, BanTopics), s.Has(ManageTopics)
}

// Write says whether s may write what kinds describes: none for a text. The
// restriction that is in the way is the answer otherwise, Send for all of them.
func (s Standing) Write(kinds Ban) (ok bool, why Ban) {
	if s.Broadcast {
		return s.Has(PostMessages), Send
	}
	if s.Admins() {
		return true, 0
	}
	r := s.Restricted()
	switch {
	case r&(View|Send) != 0:
		return false, Send
	case r&kinds == 0:
		return true, 0
	}
	for b := Ban(1); ; b <<= 1 {
		if r&kinds&b != 0 {
			return false, b
		}
	}
}

// MayGrant says whether s may give or take the rights a: only such as it has.
func (s Standing) MayGrant(a Admin) bool {
	return s.Owner || s.Has(AddAdmins) && a&^s.Admin == 0
}
