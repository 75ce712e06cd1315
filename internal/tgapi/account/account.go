// Package account is the edge of the account.* methods.
//
// Owns their decoding and answers. Must not hold a rule: those are in account,
// user, presence, privacy, session and notify.
package account

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/notify"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// Deps is what the Handlers need.
type Deps struct {
	In       *input.Resolver
	View     *view.Renderer
	Users    *user.Service
	Presence *presence.Service
	Privacy  *privacy.Service
	Report   *report.Service
	Notify   *notify.Service
	Archive  *archive.Service
	Clients  Clients
}

// Handlers answer the methods of the namespace.
type Handlers struct{ Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.In == nil || d.View == nil || d.Users == nil || d.Presence == nil || d.Privacy == nil || d.Report == nil || d.Notify == nil || d.Archive == nil || d.Clients == nil {
		panic("account: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every account.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnAccountCheckUsername(rpc.User(h.checkUsername))
	d.OnAccountGetAccountTTL(rpc.User0(h.getAccountTTL))
	d.OnAccountGetChatThemes(rpc.User(h.getChatThemes))
	d.OnAccountGetContactSignUpNotification(rpc.User0(h.getContactSignUpNotification))
	d.OnAccountGetContentSettings(rpc.User0(h.getContentSettings))
	d.OnAccountGetDefaultEmojiStatuses(rpc.User(h.getDefaultEmojiStatuses))
	d.OnAccountGetGlobalPrivacySettings(rpc.User0(h.getGlobalPrivacySettings))
	d.OnAccountGetNotifyExceptions(rpc.User(h.getNotifyExceptions))
	d.OnAccountGetNotifySettings(rpc.User(h.getNotifySettings))
	d.OnAccountGetPassword(rpc.User0(h.getPassword))
	d.OnAccountGetPrivacy(rpc.User(h.getPrivacy))
	d.OnAccountGetReactionsNotifySettings(rpc.User0(h.getReactionsNotifySettings))
	d.OnAccountGetSavedMusicIDs(rpc.User(h.getSavedMusicIDs))
	d.OnAccountGetSavedRingtones(rpc.User(h.getSavedRingtones))
	d.OnAccountGetThemes(rpc.User(h.getThemes))
	d.OnAccountGetWebBrowserSettings(rpc.User(h.getWebBrowserSettings))
	d.OnAccountReportPeer(rpc.User(h.reportPeer))
	d.OnAccountReportProfilePhoto(rpc.User(h.reportProfilePhoto))
	d.OnAccountResetNotifySettings(rpc.User0(h.resetNotifySettings))
	d.OnAccountSetAccountTTL(rpc.User(h.setAccountTTL))
	d.OnAccountSetContactSignUpNotification(rpc.User(h.setContactSignUpNotification))
	d.OnAccountSetGlobalPrivacySettings(rpc.User(h.setGlobalPrivacySettings))
	d.OnAccountSetPrivacy(rpc.User(h.setPrivacy))
	d.OnAccountSetReactionsNotifySettings(rpc.User(h.setReactionsNotifySettings))
	d.OnAccountUpdateBirthday(rpc.User(h.updateBirthday))
	d.OnAccountUpdateNotifySettings(rpc.User(h.updateNotifySettings))
	d.OnAccountUpdateProfile(rpc.User(h.updateProfile))
	d.OnAccountUpdateStatus(rpc.User(h.updateStatus))
	d.OnAccountUpdateUsername(rpc.User(h.updateUsername))
}
