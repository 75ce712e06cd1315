package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/privacy"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var privacyKeys = map[privacy.Key]tg.PrivacyKeyClass{
	privacy.StatusTimestamp:   &tg.PrivacyKeyStatusTimestamp{},
	privacy.ChatInvite:        &tg.PrivacyKeyChatInvite{},
	privacy.PhoneCall:         &tg.PrivacyKeyPhoneCall{},
	privacy.PhoneP2P:          &tg.PrivacyKeyPhoneP2P{},
	privacy.Forwards:          &tg.PrivacyKeyForwards{},
	privacy.ProfilePhoto:      &tg.PrivacyKeyProfilePhoto{},
	privacy.PhoneNumber:       &tg.PrivacyKeyPhoneNumber{},
	privacy.AddedByPhone:      &tg.PrivacyKeyAddedByPhone{},
	privacy.VoiceMessages:     &tg.PrivacyKeyVoiceMessages{},
	privacy.About:             &tg.PrivacyKeyAbout{},
	privacy.Birthday:          &tg.PrivacyKeyBirthday{},
	privacy.StarGiftsAutoSave: &tg.PrivacyKeyStarGiftsAutoSave{},
	privacy.NoPaidMessages:    &tg.PrivacyKeyNoPaidMessages{},
	privacy.SavedMusic:        &tg.PrivacyKeySavedMusic{},
}

// Privacy is rules with the people whom they name.
func (v *Renderer) Privacy(ctx context.Context, c *rpc.Call, rs privacy.Rules) (*tg.AccountPrivacyRules, error) {
	who := cast{viewer: c.User}
	for i := range rs {
		who.user(rs[i].Users...)
	}
	chats, us, err := v.everybody(ctx, c.User, &who)
	return &tg.AccountPrivacyRules{Rules: privacyRules(rs), Chats: chats, Users: us}, err
}

// privacyEvent is nothing for a key that we do not know, of a newer version.
func (r *rendering) privacyEvent(e *update.Event) ([]tg.UpdateClass, error) {
	c, err := privacy.Decode(e.Data)
	if err != nil {
		return nil, err
	}
	k, ok := privacyKeys[c.Key]
	if !ok {
		return nil, nil
	}
	for i := range c.Rules {
		r.who.user(c.Rules[i].Users...)
	}
	return one(&tg.UpdatePrivacy{Key: k, Rules: privacyRules(c.Rules)}), nil
}

func privacyRules(rs privacy.Rules) []tg.PrivacyRuleClass {
	out := make([]tg.PrivacyRuleClass, 0, len(rs))
	for i := range rs {
		if r := privacyRule(&rs[i]); r != nil {
			out = append(out, r)
		}
	}
	return out
}

func privacyRule(r *privacy.Rule) tg.PrivacyRuleClass {
	switch r.Kind {
	case privacy.AllowAll:
		return &tg.PrivacyValueAllowAll{}
	case privacy.AllowContacts:
		return &tg.PrivacyValueAllowContacts{}
	case privacy.AllowCloseFriends:
		return &tg.PrivacyValueAllowCloseFriends{}
	case privacy.AllowPremium:
		return &tg.PrivacyValueAllowPremium{}
	case privacy.AllowBots:
		return &tg.PrivacyValueAllowBots{}
	case privacy.AllowUsers:
		return &tg.PrivacyValueAllowUsers{Users: int64s(r.Users)}
	case privacy.AllowChats:
		return &tg.PrivacyValueAllowChatParticipants{Chats: r.Chats}
	case privacy.DisallowAll:
		return &tg.PrivacyValueDisallowAll{}
	case privacy.DisallowContacts:
		return &tg.PrivacyValueDisallowContacts{}
	case privacy.DisallowBots:
		return &tg.PrivacyValueDisallowBots{}
	case privacy.DisallowUsers:
		return &tg.PrivacyValueDisallowUsers{Users: int64s(r.Users)}
	case privacy.DisallowChats:
		return &tg.PrivacyValueDisallowChatParticipants{Chats: r.Chats}
	}
	return nil
}

func int64s(ids []user.ID) []int64 {
	out := make([]int64, len(ids))
	for i, id := range ids {
		out[i] = int64(id)
	}
	return out
}
