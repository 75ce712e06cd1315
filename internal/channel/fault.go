package channel

import (
	"fmt"

	"heliograph/internal/fault"
	"heliograph/internal/right"
)

// The faults of channels, as https://core.telegram.org/method/channels.editBanned
// and its neighbours list them.
var (
	errInvalid     = fault.New(fault.Invalid, "CHANNEL_INVALID")
	errPrivate     = fault.New(fault.Invalid, "CHANNEL_PRIVATE")
	errChat        = fault.New(fault.Invalid, "CHAT_ID_INVALID")
	errAdmin       = fault.New(fault.Invalid, "CHAT_ADMIN_REQUIRED")
	errWrite       = fault.New(fault.Forbidden, "CHAT_WRITE_FORBIDDEN")
	errTitle       = fault.New(fault.Invalid, "CHAT_TITLE_EMPTY")
	errAbout       = fault.New(fault.Invalid, "CHAT_ABOUT_TOO_LONG")
	errSame        = fault.New(fault.Invalid, "CHAT_NOT_MODIFIED")
	errAboutSame   = fault.New(fault.Invalid, "CHAT_ABOUT_NOT_MODIFIED")
	errMany        = fault.New(fault.Invalid, "USERS_TOO_MUCH")
	errJoined      = fault.New(fault.Invalid, "CHANNELS_TOO_MUCH")
	errTheirs      = fault.New(fault.Invalid, "USER_CHANNELS_TOO_MUCH")
	errBanned      = fault.New(fault.Invalid, "USER_BANNED_IN_CHANNEL")
	errKicked      = fault.New(fault.Invalid, "USER_KICKED")
	errAlready     = fault.New(fault.Invalid, "USER_ALREADY_PARTICIPANT")
	errNotIn       = fault.New(fault.Invalid, "USER_NOT_PARTICIPANT")
	errOwner       = fault.New(fault.Invalid, "USER_CREATOR")
	errIsAdmin     = fault.New(fault.Invalid, "USER_ADMIN_INVALID")
	errAdmins      = fault.New(fault.Invalid, "ADMINS_TOO_MUCH")
	errRank        = fault.New(fault.Invalid, "ADMIN_RANK_INVALID")
	errEmoji       = fault.New(fault.Invalid, "ADMIN_RANK_EMOJI_NOT_ALLOWED")
	errRights      = fault.New(fault.Forbidden, "RIGHT_FORBIDDEN")
	errPeer        = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errUser        = fault.New(fault.Invalid, "USER_ID_INVALID")
	errParticip    = fault.New(fault.Invalid, "PARTICIPANT_ID_INVALID")
	errSeconds     = fault.New(fault.Invalid, "SECONDS_INVALID")
	errMegagroup   = fault.New(fault.Invalid, "MEGAGROUP_REQUIRED")
	errBroadcast   = fault.New(fault.Invalid, "BROADCAST_REQUIRED")
	errOwned       = fault.New(fault.Invalid, "CHANNELS_ADMIN_PUBLIC_TOO_MUCH")
	errNameSame    = fault.New(fault.Invalid, "USERNAME_NOT_MODIFIED")
	errName        = fault.New(fault.Invalid, "USERNAME_INVALID")
	errLinked      = fault.New(fault.Invalid, "CHAT_LINK_EXISTS")
	errRequest     = fault.New(fault.Invalid, "INVITE_REQUEST_SENT")
	errHash        = fault.New(fault.Invalid, "INVITE_HASH_INVALID")
	errHashEmpty   = fault.New(fault.Invalid, "INVITE_HASH_EMPTY")
	errHashGone    = fault.New(fault.Invalid, "INVITE_HASH_EXPIRED")
	errRevoked     = fault.New(fault.Invalid, "INVITE_REVOKED_MISSING")
	errPermanent   = fault.New(fault.Invalid, "CHAT_INVITE_PERMANENT")
	errInvites     = fault.New(fault.Invalid, "INVITES_TOO_MUCH")
	errInviteTitle = fault.New(fault.Invalid, "TITLE_INVALID")
	errExpires     = fault.New(fault.Invalid, "EXPIRE_DATE_INVALID")
	errUses        = fault.New(fault.Invalid, "USAGE_LIMIT_INVALID")
	errRestricted  = fault.New(fault.Forbidden, "USER_PRIVACY_RESTRICTED")
	errNoRequest   = fault.New(fault.Invalid, "HIDE_REQUESTER_MISSING")
)

// errClosed is the fault of a basic group that has become a supergroup, to be told
// apart from one that is not there.
var errClosed = fmt.Errorf("it is a supergroup now: %w", errChat)

var errGuest = fault.New(fault.Forbidden, "CHAT_GUEST_SEND_FORBIDDEN")

func slowWait(seconds int) error { return fault.NewN(fault.Flood, "SLOWMODE_WAIT_%d", seconds) }

// kinds are the faults of what somebody may not send.
var kinds = []struct {
	b     right.Ban
	fault *fault.Error
}{
	{right.SendText, fault.New(fault.Forbidden, "CHAT_SEND_PLAIN_FORBIDDEN")},
	{right.SendPhotos, fault.New(fault.Forbidden, "CHAT_SEND_PHOTOS_FORBIDDEN")},
	{right.SendVideos, fault.New(fault.Forbidden, "CHAT_SEND_VIDEOS_FORBIDDEN")},
	{right.SendRounds, fault.New(fault.Forbidden, "CHAT_SEND_ROUNDVIDEOS_FORBIDDEN")},
	{right.SendAudios, fault.New(fault.Forbidden, "CHAT_SEND_AUDIOS_FORBIDDEN")},
	{right.SendVoices, fault.New(fault.Forbidden, "CHAT_SEND_VOICES_FORBIDDEN")},
	{right.SendFiles, fault.New(fault.Forbidden, "CHAT_SEND_DOCS_FORBIDDEN")},
	{right.SendStickers, fault.New(fault.Forbidden, "CHAT_SEND_STICKERS_FORBIDDEN")},
	{right.SendGifs, fault.New(fault.Forbidden, "CHAT_SEND_GIFS_FORBIDDEN")},
	{right.SendGames, fault.New(fault.Forbidden, "CHAT_SEND_GAME_FORBIDDEN")},
	{right.SendInline, fault.New(fault.Invalid, "CHAT_SEND_INLINE_FORBIDDEN")},
	{right.SendPolls, fault.New(fault.Forbidden, "CHAT_SEND_POLL_FORBIDDEN")},
	{right.SendMedia, fault.New(fault.Forbidden, "CHAT_SEND_MEDIA_FORBIDDEN")},
}

// forbidden is the fault of a restriction.
func forbidden(b right.Ban) error {
	for _, k := range kinds {
		if k.b == b {
			return k.fault
		}
	}
	return errWrite
}

// hidden is the fault of who may not see a channel or basic group.
func (id ID) hidden() error {
	if id.Basic() {
		return errChat
	}
	return errPrivate
}

// absent is the fault when there is none.
func (id ID) absent() error {
	if id.Basic() {
		return errChat
	}
	return errInvalid
}
