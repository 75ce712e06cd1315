package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

// What is listed below does not exist here. The hash of an empty list is 0, by
// which clients say that they have none, so that nothing is ever "not modified"
// (https://core.telegram.org/api/offsets#hash-generation).

func (h *Handlers) getChatThemes(context.Context, *rpc.Call, int64) (tg.AccountThemesClass, error) {
	return &tg.AccountThemes{Themes: []tg.Theme{}}, nil
}

// getContentSettings hides nothing, and there is nothing to choose: no message
// is marked as sensitive.
func (h *Handlers) getContentSettings(context.Context, *rpc.Call) (*tg.AccountContentSettings, error) {
	return &tg.AccountContentSettings{}, nil
}

func (h *Handlers) getDefaultEmojiStatuses(context.Context, *rpc.Call, int64) (tg.AccountEmojiStatusesClass, error) {
	return &tg.AccountEmojiStatuses{Statuses: []tg.EmojiStatusClass{}}, nil
}

func (h *Handlers) getSavedMusicIDs(context.Context, *rpc.Call, int64) (tg.AccountSavedMusicIDsClass, error) {
	return &tg.AccountSavedMusicIDs{IDs: []int64{}}, nil
}

func (h *Handlers) getSavedRingtones(context.Context, *rpc.Call, int64) (tg.AccountSavedRingtonesClass, error) {
	return &tg.AccountSavedRingtones{Ringtones: []tg.DocumentClass{}}, nil
}

func (h *Handlers) getThemes(context.Context, *rpc.Call, *tg.AccountGetThemesRequest) (tg.AccountThemesClass, error) {
	return &tg.AccountThemes{Themes: []tg.Theme{}}, nil
}

// getWebBrowserSettings is that links open inside of the app, as every account
// begins with.
func (h *Handlers) getWebBrowserSettings(context.Context, *rpc.Call, int64) (tg.AccountWebBrowserSettingsClass, error) {
	return &tg.AccountWebBrowserSettings{ExternalExceptions: []tg.WebDomainException{}, InappExceptions: []tg.WebDomainException{}}, nil
}
