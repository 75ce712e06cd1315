package view

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/session"
)

// Authorization is one device. The caller's own has no hash, since it is not to
// be ended by it: https://core.telegram.org/constructor/authorization
func Authorization(a session.Authorization, current bool) tg.Authorization {
	t := tg.Authorization{
		Current:                   current,
		Unconfirmed:               a.Unconfirmed,
		EncryptedRequestsDisabled: a.NoSecretChats,
		CallRequestsDisabled:      a.NoCalls,
		Hash:                      a.Hash,
		DeviceModel:               a.Client.DeviceModel,
		Platform:                  platform(a.Client.LangPack),
		SystemVersion:             a.Client.SystemVersion,
		APIID:                     a.Client.APIID,
		AppName:                   a.Client.App(),
		AppVersion:                a.Client.AppVersion,
		DateCreated:               int(a.Created.Unix()),
		DateActive:                int(a.Active.Unix()),
		IP:                        a.IP,
	}
	if current {
		t.Hash = 0
	}
	return t
}

// platform is what the language pack tells of the system.
func platform(langPack string) string {
	switch langPack {
	case "android", "android_x":
		return "Android"
	case "ios":
		return "iOS"
	case "macos":
		return "macOS"
	case "tdesktop":
		return "Desktop"
	case "web", "weba", "webk":
		return "Web"
	}
	return ""
}
