package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/privacy"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

var errRule = fault.New(fault.Invalid, "PRIVACY_VALUE_INVALID")

// PrivacyKey is the key that k names; one that does not exist where there is none.
func PrivacyKey(k tg.InputPrivacyKeyClass) privacy.Key {
	switch k.(type) {
	case *tg.InputPrivacyKeyStatusTimestamp:
		return privacy.StatusTimestamp
	case *tg.InputPrivacyKeyChatInvite:
		return privacy.ChatInvite
	case *tg.InputPrivacyKeyPhoneCall:
		return privacy.PhoneCall
	case *tg.InputPrivacyKeyPhoneP2P:
		return privacy.PhoneP2P
	case *tg.InputPrivacyKeyForwards:
		return privacy.Forwards
	case *tg.InputPrivacyKeyProfilePhoto:
		return privacy.ProfilePhoto
	case *tg.InputPrivacyKeyPhoneNumber:
		return privacy.PhoneNumber
	case *tg.InputPrivacyKeyAddedByPhone:
		return privacy.AddedByPhone
	case *tg.InputPrivacyKeyVoiceMessages:
		return privacy.VoiceMessages
	case *tg.InputPrivacyKeyAbout:
		return privacy.About
	case *tg.InputPrivacyKeyBirthday:
		return privacy.Birthday
	case *tg.InputPrivacyKeyStarGiftsAutoSave:
		return privacy.StarGiftsAutoSave
	case *tg.InputPrivacyKeyNoPaidMessages:
		return privacy.NoPaidMessages
	case *tg.InputPrivacyKeySavedMusic:
		return privacy.SavedMusic
	}
	return 0
}

// PrivacyRules is rules as clients write them. People whom the caller may not name
// are left out. Faults: PRIVACY_VALUE_INVALID, PRIVACY_TOO_LONG.
func (r *Resolver) PrivacyRules(c *rpc.Call, in []tg.InputPrivacyRuleClass) (privacy.Rules, error) {
	out := make(privacy.Rules, 0, len(in))
	for _, rule := range in {
		p, err := r.privacyRule(c, rule)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (r *Resolver) privacyRule(c *rpc.Call, in tg.InputPrivacyRuleClass) (out privacy.Rule, err error) {
	switch in := in.(type) {
	case *tg.InputPrivacyValueAllowAll:
		out.Kind = privacy.AllowAll
	case *tg.InputPrivacyValueAllowContacts:
		out.Kind = privacy.AllowContacts
	case *tg.InputPrivacyValueAllowCloseFriends:
		out.Kind = privacy.AllowCloseFriends
	case *tg.InputPrivacyValueAllowPremium:
		out.Kind = privacy.AllowPremium
	case *tg.InputPrivacyValueAllowBots:
		out.Kind = privacy.AllowBots
	case *tg.InputPrivacyValueAllowUsers:
		out.Kind = privacy.AllowUsers
		out.Users, err = r.privacyUsers(c, in.Users)
	case *tg.InputPrivacyValueAllowChatParticipants:
		out.Kind, out.Chats = privacy.AllowChats, in.Chats
	case *tg.InputPrivacyValueDisallowAll:
		out.Kind = privacy.DisallowAll
	case *tg.InputPrivacyValueDisallowContacts:
		out.Kind = privacy.DisallowContacts
	case *tg.InputPrivacyValueDisallowBots:
		out.Kind = privacy.DisallowBots
	case *tg.InputPrivacyValueDisallowUsers:
		out.Kind = privacy.DisallowUsers
		out.Users, err = r.privacyUsers(c, in.Users)
	case *tg.InputPrivacyValueDisallowChatParticipants:
		out.Kind, out.Chats = privacy.DisallowChats, in.Chats
	default:
		return out, errRule
	}
	return out, err
}

func (r *Resolver) privacyUsers(c *rpc.Call, in []tg.InputUserClass) ([]user.ID, error) {
	if len(in) > privacy.MaxNamed {
		return nil, privacy.ErrTooLong
	}
	out := make([]user.ID, 0, len(in))
	for _, u := range in {
		if id, err := r.User(c, u); err == nil {
			out = append(out, id)
		}
	}
	return out, nil
}
