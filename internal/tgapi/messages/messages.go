// Package messages is the edge of the messages.* methods.
//
// Owns their decoding and answers. Must not hold a rule: those are in
// message, dialog, draft and poll.
package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/folder"
	"heliograph/internal/lang"
	"heliograph/internal/message"
	"heliograph/internal/poll"
	"heliograph/internal/preview"
	"heliograph/internal/reaction"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/schedule"
	"heliograph/internal/search"
	"heliograph/internal/session"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
)

// Deps is what the Handlers need.
type Deps struct {
	In       *input.Resolver
	View     *view.Renderer
	Channel  *channel.Service
	Message  *message.Service
	Dialog   *dialog.Service
	Folder   *folder.Service
	Archive  *archive.Service
	Clock    clock.Clock
	Draft    *draft.Service
	Poll     *poll.Service
	Preview  *preview.Service
	Reaction *reaction.Service
	Report   *report.Service
	Schedule *schedule.Service
	Search   *search.Service
	Keywords Keywords
	Lang     Language
	Clients  Clients
	Log      *update.Log
}

// Language is what the server says in its own name.
type Language interface{ Words() *lang.Words }

// Clients knows what the client on a permanent key told of itself.
type Clients interface {
	Client(ctx context.Context, perm int64) (session.Client, error)
}

// Handlers answer the methods of the namespace.
type Handlers struct{ Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.In == nil || d.View == nil || d.Channel == nil || d.Message == nil || d.Dialog == nil || d.Folder == nil || d.Archive == nil || d.Clock == nil || d.Draft == nil || d.Poll == nil || d.Preview == nil || d.Reaction == nil || d.Report == nil || d.Schedule == nil || d.Search == nil || d.Keywords == nil || d.Lang == nil || d.Clients == nil || d.Log == nil {
		panic("messages: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every messages.* method that is served; those of folders,
// of topics, of keywords, of
// media, of web pages, of reactions and of Saved Messages are beside their handlers.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	h.registerFolders(d)
	h.registerForum(d)
	h.registerKeywords(d)
	h.registerChats(d)
	h.registerMedia(d)
	h.registerPages(d)
	h.registerReactions(d)
	h.registerReports(d)
	h.registerSaved(d)
	h.registerThreads(d)
	d.OnMessagesClearAllDrafts(rpc.User0(h.clearAllDrafts))
	d.OnMessagesDeleteHistory(rpc.User(h.deleteHistory))
	d.OnMessagesDeleteMessages(rpc.Any(h.deleteMessages))
	d.OnMessagesDeleteScheduledMessages(rpc.User(h.deleteScheduledMessages))
	d.OnMessagesEditChatCreator(rpc.User(h.editChatCreator))
	d.OnMessagesEditChatParticipantRank(rpc.Any(h.editChatParticipantRank))
	d.OnMessagesEditMessage(rpc.Any(h.editMessage))
	d.OnMessagesForwardMessages(rpc.Any(h.forwardMessages))
	d.OnMessagesGetAllDrafts(rpc.User0(h.getAllDrafts))
	d.OnMessagesGetAttachMenuBots(rpc.User(h.getAttachMenuBots))
	d.OnMessagesGetDefaultHistoryTTL(rpc.Any0(h.getDefaultHistoryTTL))
	d.OnMessagesGetDialogUnreadMarks(rpc.User(h.getDialogUnreadMarks))
	d.OnMessagesGetDialogs(rpc.User(h.getDialogs))
	d.OnMessagesGetEmojiGroups(rpc.User(h.getEmojiGroups))
	d.OnMessagesGetEmojiStickerGroups(rpc.User(h.getEmojiStickerGroups))
	d.OnMessagesGetHistory(rpc.User(h.getHistory))
	d.OnMessagesGetMessageEditData(rpc.User(h.getMessageEditData))
	d.OnMessagesGetMessageReadParticipants(rpc.User(h.getMessageReadParticipants))
	d.OnMessagesGetMessages(rpc.Any(h.getMessages))
	d.OnMessagesGetPeerDialogs(rpc.User(h.getPeerDialogs))
	d.OnMessagesGetPeerSettings(rpc.User(h.getPeerSettings))
	d.OnMessagesGetPinnedDialogs(rpc.User(h.getPinnedDialogs))
	d.OnMessagesGetQuickReplies(rpc.User(h.getQuickReplies))
	d.OnMessagesGetScheduledHistory(rpc.User(h.getScheduledHistory))
	d.OnMessagesGetScheduledMessages(rpc.User(h.getScheduledMessages))
	d.OnMessagesGetSearchCounters(rpc.User(h.getSearchCounters))
	d.OnMessagesGetSearchResultsCalendar(rpc.User(h.getSearchResultsCalendar))
	d.OnMessagesGetSearchResultsPositions(rpc.User(h.getSearchResultsPositions))
	d.OnMessagesGetSponsoredMessages(rpc.User(h.getSponsoredMessages))
	d.OnMessagesGetStickerSet(rpc.Any(h.getStickerSet))
	d.OnMessagesGetStickers(rpc.User(h.getStickers))
	d.OnMessagesHidePeerSettingsBar(rpc.User(h.hidePeerSettingsBar))
	d.OnMessagesMarkDialogUnread(rpc.User(h.markDialogUnread))
	d.OnMessagesReadHistory(rpc.User(h.readHistory))
	d.OnMessagesReceivedMessages(rpc.User(h.receivedMessages))
	d.OnMessagesReorderPinnedDialogs(rpc.User(h.reorderPinnedDialogs))
	d.OnMessagesSaveDraft(rpc.User(h.saveDraft))
	d.OnMessagesSearch(rpc.User(h.search))
	d.OnMessagesSearchGlobal(rpc.User(h.searchGlobal))
	d.OnMessagesSearchSentMedia(rpc.User(h.searchSentMedia))
	d.OnMessagesSendMessage(rpc.Any(h.sendMessage))
	d.OnMessagesSendScheduledMessages(rpc.User(h.sendScheduledMessages))
	d.OnMessagesSetDefaultHistoryTTL(rpc.Any(h.setDefaultHistoryTTL))
	d.OnMessagesSetHistoryTTL(rpc.User(h.setHistoryTTL))
	d.OnMessagesSetTyping(rpc.Any(h.setTyping))
	d.OnMessagesToggleDialogPin(rpc.User(h.toggleDialogPin))
	d.OnMessagesUnpinAllMessages(rpc.Any(h.unpinAllMessages))
	d.OnMessagesUpdatePinnedMessage(rpc.Any(h.updatePinnedMessage))
}

// affected is how far a request moved the caller's pts.
func affected(a message.Affected) *tg.MessagesAffectedMessages {
	return &tg.MessagesAffectedMessages{Pts: a.Pts, PtsCount: a.Count}
}

// receivedMessages has nothing to note: how far a device has received is not
// kept, for no one is ever told.
func (h *Handlers) receivedMessages(context.Context, *rpc.Call, int) ([]tg.ReceivedNotifyMessage, error) {
	return []tg.ReceivedNotifyMessage{}, nil
}
