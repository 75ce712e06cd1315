package apptest_test

import (
	"math"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// million is a million ids, the first one of a message that is there.
func (w *hostile) million() []int {
	out := make([]int, 1_000_000)
	for i := range out {
		out[i] = w.own + i%1000
	}
	return out
}

// TestHostileIDs: requests that name more messages than one may.
func TestHostileIDs(t *testing.T) {
	w := openHostile(t)
	ids := w.million()
	randoms := make([]int64, 100_000)
	for i := range randoms {
		randoms[i] = 7
	}
	messages := make([]tg.InputMessageClass, 400_000)
	for i := range messages {
		messages[i] = &tg.InputMessageID{ID: ids[i]}
	}
	reactions := make([]tg.ReactionClass, 1000)
	for i := range reactions {
		reactions[i] = &tg.ReactionEmoji{Emoticon: "👍"}
	}
	w.fend([]attack{
		{"delete", &tg.MessagesDeleteMessagesRequest{ID: ids, Revoke: true}, "LIMIT_INVALID"},
		{"read contents", &tg.MessagesReadMessageContentsRequest{ID: ids}, "LIMIT_INVALID"},
		{"get", &tg.MessagesGetMessagesRequest{ID: messages}, ""},
		{"forward", &tg.MessagesForwardMessagesRequest{FromPeer: w.toBob(), ToPeer: w.toBob(), ID: ids[:100_000], RandomID: randoms}, "LIMIT_INVALID"},
		{"forward, few random ids", &tg.MessagesForwardMessagesRequest{FromPeer: w.toBob(), ToPeer: w.toBob(), ID: ids, RandomID: randoms[:1]}, "RANDOM_ID_INVALID"},
		{"forward nothing", &tg.MessagesForwardMessagesRequest{FromPeer: w.toBob(), ToPeer: w.toBob(), ID: []int{}, RandomID: []int64{}}, "MESSAGE_IDS_EMPTY"},
		{"delete queued", &tg.MessagesDeleteScheduledMessagesRequest{Peer: w.toBob(), ID: ids}, "MESSAGE_ID_INVALID"},
		{"send queued", &tg.MessagesSendScheduledMessagesRequest{Peer: w.toBob(), ID: ids}, "MESSAGE_ID_INVALID"},
		{"get queued", &tg.MessagesGetScheduledMessagesRequest{Peer: w.toBob(), ID: ids}, ""},
		{"get reactions", &tg.MessagesGetMessagesReactionsRequest{Peer: w.toBob(), ID: ids}, ""},
		{"react a thousand times", &tg.MessagesSendReactionRequest{Peer: w.toBob(), MsgID: w.own, Reaction: reactions}, "REACTIONS_TOO_MANY"},
		{"tick", &tg.MessagesToggleTodoCompletedRequest{Peer: w.toBob(), MsgID: w.own, Completed: ids, Incompleted: []int{}}, "LIMIT_INVALID"},
		{"order folders", &tg.MessagesUpdateDialogFiltersOrderRequest{Order: ids}, "FILTER_ID_INVALID"},
		{"negative ids", &tg.MessagesDeleteMessagesRequest{ID: []int{-1, 0, math.MinInt32, math.MaxInt32}, Revoke: true}, ""},
		{"edit a negative id", &tg.MessagesEditMessageRequest{Peer: w.toBob(), ID: math.MinInt32, Message: "x"}, "MESSAGE_ID_INVALID"},
		{"react to nothing", &tg.MessagesSendReactionRequest{Peer: w.toBob(), MsgID: -5, Reaction: reactions[:1]}, "MESSAGE_ID_INVALID"},
		{"pin nothing", &tg.MessagesUpdatePinnedMessageRequest{Peer: w.toBob(), ID: math.MaxInt32}, "MESSAGE_ID_INVALID"},
		{"reply to nothing", &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: "x", RandomID: id.Int64(), ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: math.MaxInt32}}, "REPLY_MESSAGE_ID_INVALID"},
		{"read everything that will be", &tg.MessagesReadHistoryRequest{Peer: w.toBob(), MaxID: math.MaxInt32}, ""},
		{"read below nought", &tg.MessagesReadHistoryRequest{Peer: w.toBob(), MaxID: math.MinInt32}, ""},
	})
}

// TestHostilePeers: chats that nobody has been shown, and very many of them.
func TestHostilePeers(t *testing.T) {
	w := openHostile(t)
	dialogs, chats := make([]tg.InputDialogPeerClass, 100_000), make([]tg.InputPeerClass, 100_000)
	archive, users := make([]tg.InputFolderPeer, 100_000), make([]tg.InputUserClass, 100_000)
	known := w.toBob().(*tg.InputPeerUser)
	for i := range dialogs {
		dialogs[i], chats[i] = &tg.InputDialogPeer{Peer: known}, known
		archive[i] = tg.InputFolderPeer{Peer: known, FolderID: 1}
		users[i] = &tg.InputUser{UserID: known.UserID, AccessHash: known.AccessHash}
	}
	folder := &tg.DialogFilter{ID: 2, Title: tg.TextWithEntities{Text: "all"}, PinnedPeers: []tg.InputPeerClass{}, IncludePeers: chats, ExcludePeers: []tg.InputPeerClass{}}
	w.fend([]attack{
		{"peer dialogs", &tg.MessagesGetPeerDialogsRequest{Peers: dialogs}, "LIMIT_INVALID"},
		{"order pinned", &tg.MessagesReorderPinnedDialogsRequest{Order: dialogs}, "LIMIT_INVALID"},
		{"order saved", &tg.MessagesReorderPinnedSavedDialogsRequest{Order: dialogs}, "LIMIT_INVALID"},
		{"archive", &tg.FoldersEditPeerFoldersRequest{FolderPeers: archive}, "LIMIT_INVALID"},
		{"a folder", &tg.MessagesUpdateDialogFilterRequest{ID: 2, Filter: folder}, "LIMIT_INVALID"},
		{"users", &tg.UsersGetUsersRequest{ID: users}, "LIMIT_INVALID"},
		{"forget contacts", &tg.ContactsDeleteContactsRequest{ID: users}, "LIMIT_INVALID"},
		{"saved parts", &tg.MessagesGetSavedDialogsByIDRequest{IDs: chats}, ""},
	})
	for name, p := range map[string]tg.InputPeerClass{
		"a wrong hash":    &tg.InputPeerUser{UserID: known.UserID, AccessHash: known.AccessHash + 1},
		"nobody":          &tg.InputPeerUser{UserID: math.MaxInt64, AccessHash: 1},
		"below nobody":    &tg.InputPeerUser{UserID: math.MinInt64},
		"a group":         &tg.InputPeerChat{ChatID: math.MinInt64},
		"a channel":       &tg.InputPeerChannel{ChannelID: -1, AccessHash: -1},
		"nothing":         &tg.InputPeerEmpty{},
		"of a message":    &tg.InputPeerUserFromMessage{Peer: known, MsgID: w.own, UserID: known.UserID},
		"of one of those": &tg.InputPeerUserFromMessage{Peer: &tg.InputPeerUserFromMessage{Peer: known}, MsgID: -1, UserID: -1},
	} {
		attacks := []attack{
			{"send", &tg.MessagesSendMessageRequest{Peer: p, Message: "x", RandomID: id.Int64()}, "PEER_ID_INVALID"},
			{"history", &tg.MessagesGetHistoryRequest{Peer: p, Limit: 10}, "PEER_ID_INVALID"},
			{"draft", &tg.MessagesSaveDraftRequest{Peer: p, Message: "x"}, "PEER_ID_INVALID"},
			{"typing", &tg.MessagesSetTypingRequest{Peer: p, Action: &tg.SendMessageTypingAction{}}, "PEER_ID_INVALID"},
			{"period", &tg.MessagesSetHistoryTTLRequest{Peer: p, Period: 86400}, "PEER_ID_INVALID"},
		}
		for i := range attacks {
			attacks[i].name += ": " + name
		}
		w.fend(attacks)
	}
}

// vector is a vector that claims to have n elements, and has none.
func vector(b *bin.Buffer, n uint32) {
	b.PutID(bin.TypeVector)
	b.PutUint32(n)
}

// TestHostileVectors: vectors and strings that are longer than what came, and
// values that are in each other without end.
func TestHostileVectors(t *testing.T) {
	w := openHostile(t)
	for _, n := range []uint32{1, 1 << 20, 1<<31 - 1, 1 << 31, 1<<32 - 1} {
		claim := func(method uint32, before ...uint32) raw {
			return rawly(func(b *bin.Buffer) {
				b.PutID(method)
				for _, v := range before {
					b.PutUint32(v)
				}
				vector(b, n)
			})
		}
		const want = "INPUT_FETCH_ERROR"
		w.fend([]attack{
			{"delete", claim(tg.MessagesDeleteMessagesRequestTypeID, 0), want},
			{"get", claim(tg.MessagesGetMessagesRequestTypeID), want},
			{"dialogs", claim(tg.MessagesGetPeerDialogsRequestTypeID), want},
			{"import", claim(tg.ContactsImportContactsRequestTypeID), want},
		})
	}
	nested := func(deep int) raw { // a peer of a message of a peer of a message …
		return rawly(func(b *bin.Buffer) {
			b.PutID(tg.MessagesGetHistoryRequestTypeID)
			for range deep {
				b.PutID(tg.InputPeerUserFromMessageTypeID)
			}
		})
	}
	short := rawly(func(b *bin.Buffer) {
		b.PutID(tg.ContactsResolveUsernameRequestTypeID)
		b.PutUint32(0)
		b.PutUint32(0xfffffffe)
	})
	w.fend([]attack{
		{"a string of 16 MB", short, "INPUT_FETCH_ERROR"},
		{"nested", nested(200), "INPUT_FETCH_ERROR"},
		{"nested deep", nested(10_000), "INPUT_FETCH_ERROR"},
		{"nested a million deep", nested(1_000_000), "INPUT_FETCH_ERROR"},
		{"no such method", raw{1, 2, 3, 4, 0, 0, 0, 0}, "METHOD_INVALID"},
	})
}

// TestHostileOffsets: pages that begin and end where nothing is.
func TestHostileOffsets(t *testing.T) {
	w := openHostile(t)
	edge := []int{math.MinInt32, -1, math.MaxInt32}
	empty := &tg.InputMessagesFilterEmpty{}
	for _, a := range edge {
		for _, b := range edge {
			hash := int64(a) * int64(b)
			w.fend([]attack{
				{"history", &tg.MessagesGetHistoryRequest{Peer: w.toBob(), OffsetID: a, OffsetDate: b, AddOffset: a, Limit: b, MaxID: a, MinID: b, Hash: hash}, ""},
				{"search", &tg.MessagesSearchRequest{Peer: w.toBob(), Q: "message", Filter: empty, OffsetID: a, AddOffset: b, Limit: a, MaxID: b, MinID: a, MinDate: a, MaxDate: b, Hash: hash}, ""},
				{"global", &tg.MessagesSearchGlobalRequest{Q: "message", Filter: empty, OffsetPeer: &tg.InputPeerEmpty{}, OffsetRate: a, OffsetID: b, Limit: a, MinDate: a, MaxDate: b}, ""},
				{"dialogs", &tg.MessagesGetDialogsRequest{OffsetDate: a, OffsetID: b, OffsetPeer: w.toBob(), Limit: a, Hash: hash}, ""},
				{"saved", &tg.MessagesGetSavedDialogsRequest{OffsetDate: a, OffsetID: b, OffsetPeer: w.toBob(), Limit: b, Hash: hash}, ""},
				{"part", &tg.MessagesGetSavedHistoryRequest{Peer: w.toBob(), OffsetID: a, OffsetDate: b, AddOffset: b, Limit: a, MaxID: a, MinID: b, Hash: hash}, ""},
				{"unread reactions", &tg.MessagesGetUnreadReactionsRequest{Peer: w.toBob(), OffsetID: a, AddOffset: b, Limit: b, MaxID: a, MinID: b}, ""},
				{"positions", &tg.MessagesGetSearchResultsPositionsRequest{Peer: w.toBob(), Filter: &tg.InputMessagesFilterURL{}, OffsetID: a, Limit: b}, ""},
				{"calendar", &tg.MessagesGetSearchResultsCalendarRequest{Peer: w.toBob(), Filter: &tg.InputMessagesFilterURL{}, OffsetID: a, OffsetDate: b}, ""},
				{"locations", &tg.MessagesGetRecentLocationsRequest{Peer: w.toBob(), Limit: a, Hash: hash}, ""},
				{"top", &tg.ContactsGetTopPeersRequest{Correspondents: true, Offset: a, Limit: b, Hash: hash}, ""},
			})
		}
		if got := w.call(&tg.UpdatesGetDifferenceRequest{Pts: a, Date: a, Qts: a}); strings.HasPrefix(got, "INTERNAL") {
			t.Errorf("difference from %d: %s", a, got)
		}
	}
	if got := w.call(&tg.MessagesGetHistoryRequest{Peer: w.toBob(), Limit: 100}); got != "" {
		t.Error(got)
	}
}
