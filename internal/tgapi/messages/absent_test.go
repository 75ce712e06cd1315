package messages_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/art"
)

// Lists of what there is none of are empty and have the hash of an empty list,
// whatever a client believes to have.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, hash := range []int{0, 7} {
		long := int64(hash)
		mine := &tg.MessagesGetSavedReactionTagsRequest{Hash: long}
		mine.SetPeer(&tg.InputPeerSelf{})
		for _, c := range []struct {
			req  bin.Encoder
			res  bin.Decoder
			want string
		}{
			{&tg.MessagesGetAvailableEffectsRequest{Hash: hash}, &tg.MessagesAvailableEffectsBox{}, "MessagesAvailableEffects{Hash:0 Effects:[] Documents:[]}"},
			{&tg.MessagesGetRecentReactionsRequest{Limit: 40, Hash: long}, &tg.MessagesReactionsBox{}, "MessagesReactions{Hash:0 Reactions:[]}"},
			{&tg.MessagesGetSavedReactionTagsRequest{Hash: long}, &tg.MessagesSavedReactionTagsBox{}, "MessagesSavedReactionTags{Tags:[] Hash:0}"},
			{mine, &tg.MessagesSavedReactionTagsBox{}, "MessagesSavedReactionTags{Tags:[] Hash:0}"},
			{&tg.MessagesGetEmojiGroupsRequest{Hash: hash}, &tg.MessagesEmojiGroupsBox{}, "MessagesEmojiGroups{Hash:0 Groups:[]}"},
			{&tg.MessagesGetEmojiStickerGroupsRequest{Hash: hash}, &tg.MessagesEmojiGroupsBox{}, "MessagesEmojiGroups{Hash:0 Groups:[]}"},
			{&tg.MessagesGetStickersRequest{Emoticon: "⭐️⭐️", Hash: long}, &tg.MessagesStickersBox{}, "MessagesStickers{Hash:0 Stickers:[]}"},
			{&tg.MessagesGetAttachMenuBotsRequest{Hash: long}, &tg.AttachMenuBotsBox{}, "AttachMenuBots{Hash:0 Bots:[] Users:[]}"},
			{&tg.MessagesGetQuickRepliesRequest{Hash: long}, &tg.MessagesQuickRepliesBox{}, "MessagesQuickReplies{QuickReplies:[] Messages:[] Chats:[] Users:[]}"},
		} {
			w.ok(ann, c.req, c.res)
			if got := fmt.Sprint(c.res); got != "&{"+c.want+"}" {
				t.Errorf("%T with hash %d: %s, not %s", c.req, hash, got, c.want)
			}
		}
	}
}

func TestDialogFilters(t *testing.T) {
	t.Parallel()
	w := open(t)
	var f tg.MessagesDialogFilters
	w.ok(ann, &tg.MessagesGetDialogFiltersRequest{}, &f)
	if _, ok := f.Filters[0].(*tg.DialogFilterDefault); !ok || len(f.Filters) != 1 || f.TagsEnabled {
		t.Errorf("%+v", f)
	}
}

func TestNothingToFind(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(bob, ann, "https://example.org")
	chat := w.peer(ann, bob)
	filters := []tg.MessagesFilterClass{
		&tg.InputMessagesFilterPinned{}, &tg.InputMessagesFilterPhotoVideo{}, &tg.InputMessagesFilterDocument{},
		&tg.InputMessagesFilterMusic{}, &tg.InputMessagesFilterRoundVoice{}, &tg.InputMessagesFilterMyMentions{},
	}
	var box tg.MessagesMessagesBox
	for _, f := range filters {
		w.ok(ann, &tg.MessagesSearchRequest{Peer: chat, Filter: f, Limit: 10}, &box)
		if m, ok := box.Messages.(*tg.MessagesMessages); !ok || len(m.Messages) != 0 {
			t.Errorf("%T: %+v", f, box.Messages)
		}
	}
	w.ok(ann, &tg.MessagesSearchRequest{Peer: &tg.InputPeerEmpty{}, Filter: &tg.InputMessagesFilterPhoneCalls{}}, &box)
	w.ok(ann, &tg.MessagesGetScheduledHistoryRequest{Peer: chat}, &box)
	if m, ok := box.Messages.(*tg.MessagesMessages); !ok || len(m.Messages) != 0 {
		t.Errorf("scheduled: %+v", box.Messages)
	}
	var counters tg.MessagesSearchCounterVector
	w.ok(ann, &tg.MessagesGetSearchCountersRequest{Peer: chat, Filters: filters}, &counters)
	for i, c := range counters.Elems {
		if c.Filter.TypeID() != filters[i].TypeID() || c.Count != 0 || len(counters.Elems) != len(filters) {
			t.Errorf("%+v", c)
		}
	}
	var chats tg.MessagesChatsBox
	w.ok(ann, &tg.MessagesGetCommonChatsRequest{UserID: w.user(ann, bob), Limit: 10}, &chats)
	if c, ok := chats.Chats.(*tg.MessagesChats); !ok || len(c.Chats) != 0 {
		t.Errorf("%+v", chats.Chats)
	}
	var ads tg.MessagesSponsoredMessagesBox
	w.ok(ann, &tg.MessagesGetSponsoredMessagesRequest{Peer: chat}, &ads)
	if _, ok := ads.SponsoredMessages.(*tg.MessagesSponsoredMessagesEmpty); !ok {
		t.Errorf("%+v", ads)
	}
}

// What is not there, or cannot be answered, is refused.
func TestHonestRefusals(t *testing.T) {
	t.Parallel()
	w := open(t)
	chat, stranger := w.peer(ann, bob), w.peer(bob, cid) // another's hash
	tags := &tg.MessagesGetSavedReactionTagsRequest{}
	tags.SetPeer(stranger)
	from := func(p tg.InputPeerClass) bin.Encoder {
		r := &tg.MessagesSearchRequest{Peer: chat, Filter: &tg.InputMessagesFilterURL{}}
		r.SetFromID(p)
		return r
	}
	all, links, pinned := &tg.InputMessagesFilterEmpty{}, &tg.InputMessagesFilterURL{}, &tg.InputMessagesFilterPinned{}
	for _, c := range []struct {
		req  bin.Encoder
		code string
	}{
		{&tg.MessagesGetStickerSetRequest{Stickerset: &tg.InputStickerSetEmojiDefaultStatuses{}}, "STICKERSET_INVALID"},
		{&tg.MessagesGetStickerSetRequest{Stickerset: &tg.InputStickerSetDice{Emoticon: "🐢"}}, "STICKERSET_INVALID"},
		{&tg.MessagesGetStickerSetRequest{Stickerset: &tg.InputStickerSetShortName{ShortName: "none"}}, "STICKERSET_INVALID"},
		{&tg.MessagesGetStickerSetRequest{Stickerset: &tg.InputStickerSetID{ID: art.Dice("🎲").ID}}, "STICKERSET_INVALID"}, // without its hash
		{&tg.MessagesGetStickerSetRequest{Stickerset: &tg.InputStickerSetDice{}}, "EMOTICON_STICKERPACK_MISSING"},
		{&tg.MessagesGetStickersRequest{}, "EMOTICON_EMPTY"},
		{tags, "PEER_ID_INVALID"},
		{&tg.MessagesSearchRequest{Peer: chat, Filter: all}, "SEARCH_QUERY_EMPTY"},
		{&tg.MessagesSearchRequest{Peer: &tg.InputPeerChat{ChatID: 1}, Filter: links}, "PEER_ID_INVALID"},
		{from(&tg.InputPeerChat{ChatID: 1}), "PEER_ID_INVALID"},
		{from(stranger), "PEER_ID_INVALID"},
		{&tg.MessagesSearchRequest{Peer: stranger, Filter: pinned}, "PEER_ID_INVALID"},
		{&tg.MessagesSearchRequest{Peer: &tg.InputPeerEmpty{}, Filter: pinned}, "PEER_ID_INVALID"},
		{&tg.MessagesGetSearchCountersRequest{Peer: stranger}, "PEER_ID_INVALID"},
		{&tg.MessagesGetSearchCountersRequest{Peer: chat, Filters: []tg.MessagesFilterClass{pinned, all}}, "INPUT_FILTER_INVALID"},
		{&tg.MessagesGetSearchCountersRequest{Peer: chat, Filters: slices.Repeat([]tg.MessagesFilterClass{pinned}, 21)}, "INPUT_FILTER_INVALID"},
		{&tg.MessagesSearchRequest{Peer: &tg.InputPeerChat{ChatID: 1}, Filter: pinned}, "PEER_ID_INVALID"},
		{&tg.MessagesGetScheduledHistoryRequest{Peer: stranger}, "PEER_ID_INVALID"},
		{&tg.MessagesGetScheduledHistoryRequest{Peer: &tg.InputPeerChat{ChatID: 1}}, "PEER_ID_INVALID"},
		{&tg.MessagesGetSponsoredMessagesRequest{Peer: stranger}, "PEER_ID_INVALID"},
		{&tg.MessagesGetCommonChatsRequest{UserID: w.user(bob, cid)}, "USER_ID_INVALID"},
		{&tg.MessagesGetCommonChatsRequest{UserID: &tg.InputUserSelf{}}, "USER_ID_INVALID"},
		{&tg.MessagesGetOnlinesRequest{Peer: chat}, "PEER_ID_INVALID"},
	} {
		if code := w.call(ann, c.req, nil); code != c.code {
			t.Errorf("%+v: %q, not %q", c.req, code, c.code)
		}
	}
}
