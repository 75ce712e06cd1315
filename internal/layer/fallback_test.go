package layer

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"heliograph/internal/layer/schema"
)

// TestDropped drops what older layers have nothing for, in each of them and in no
// other.
func TestDropped(t *testing.T) {
	t.Parallel()
	const names = `
		auth.codeTypeFragmentSms auth.sentCodePaymentRequired auth.sentCodeSuccess botInlineMessageRichMessage
		channelAdminLogEventActionChangeEmojiStatus channelAdminLogEventActionChangeEmojiStickerSet
		
		channelAdminLogEventActionChangeUsernames channelAdminLogEventActionChangeWallpaper
		channelAdminLogEventActionCreateTopic channelAdminLogEventActionDeleteTopic
		channelAdminLogEventActionEditTopic channelAdminLogEventActionParticipantEditRank
		channelAdminLogEventActionParticipantSubExtend channelAdminLogEventActionPinTopic
		channelAdminLogEventActionToggleAntiSpam channelAdminLogEventActionToggleAutotranslation
		channelAdminLogEventActionToggleForum channelAdminLogEventActionToggleSignatureProfiles community
		communityForbidden communityFull dialogCommunity dialogFilterChatlist dialogPeerCommunity
		inlineQueryPeerTypeBotPM inputFileStoryDocument inputGroupCallInviteMessage inputGroupCallSlug
		inputMediaAreaChannelPost inputMediaPaidMedia inputMediaStakeDice inputMediaTodo inputMessagesFilterPoll
		inputPeerColorCollectible inputPollAnswer inputReplyToEphemeralMessage inputReplyToMonoForum
		mediaAreaChannelPost mediaAreaStarGift mediaAreaSuggestedReaction mediaAreaUrl mediaAreaWeather
		messageEntityDiffDelete messageEntityDiffInsert messageEntityDiffReplace messageEntityFormattedDate
		messageReplyStoryHeader monoForumDialog notifyCommunity notifyForumTopic payments.paymentFormStarGift
		payments.paymentFormStars payments.paymentReceiptStars peerColorCollectible prepaidStarsGiveaway
		privacyKeyAbout privacyKeyBirthday privacyKeyNoPaidMessages privacyKeySavedMusic
		privacyKeyStarGiftsAutoSave privacyValueAllowBots privacyValueAllowCloseFriends privacyValueAllowPremium
		privacyValueDisallowBots reactionPaid requestPeerTypeCreateBot starGiftUnique storyViewPublicForward
		storyViewPublicRepost topPeerCategoryBotsApp topPeerCategoryBotsGuestChat updateAiComposeTones
		updateAutoSaveSettings updateBotBusinessConnect updateBotChatBoost updateBotDeleteBusinessMessage
		updateBotEditBusinessMessage updateBotGuestChatQuery updateBotMessageReaction updateBotMessageReactions
		updateBotNewBusinessMessage updateBotPurchasedPaidMedia updateBotStarsSubscription
		updateBusinessBotCallbackQuery updateChannelViewForumAsMessages updateChatParticipantRank
		updateDeleteEphemeralMessages updateDeleteGroupCallMessages updateDeleteQuickReply
		updateDeleteQuickReplyMessages updateEmojiGameInfo
		updateEphemeralBotCallbackQuery updateGroupCallChainBlocks updateGroupCallEncryptedMessage
		updateGroupCallMessage updateJoinChatWebViewDecision updateManagedBot
		updateMonoForumNoPaidException updateMoveStickerSetToTop updateNewAuthorization updateNewBotConnection
		updateNewQuickReply updateNewStoryReaction updatePaidReactionPrivacy
		updatePeerWallpaper updatePinnedSavedDialogs updateQuickReplies updateQuickReplyMessage
		updateReadMonoForumInbox updateReadMonoForumOutbox updateReadStories updateRecentEmojiStatuses
		updateRecentReactions updateSavedDialogPinned updateSavedReactionTags updateSentPhoneCode
		updateSentStoryReaction updateSmsJob updateStarGiftAuctionState updateStarGiftAuctionUserState
		updateStarGiftCraftFail updateStarsBalance updateStarsRevenueStatus updateStoriesStealthMode updateStory
		updateStoryID updateUserEmojiStatus updateWebBrowserException updateWebBrowserSettings
		videoSizeEmojiMarkup videoSizeStickerMarkup webPageAttributeAiComposeTone webPageAttributeStarGiftAuction
		webPageAttributeStarGiftCollection webPageAttributeStickerSet webPageAttributeStory
		webPageAttributeUniqueStarGift`
	values := slices.AppendSeq([]string{
		`channelAdminLogEventActionChangePeerColor{prev_value:peerColor new_value:peerColor}`,
		`channelAdminLogEventActionChangeProfilePeerColor{prev_value:peerColor new_value:peerColor}`,
		`updateEditEphemeralMessage{message:ephemeralMessage{from_id:peerUser peer_id:peerUser}}`,
		`updateMessageExtendedMedia{peer:peerUser extended_media:[messageExtendedMediaPreview]}`,
		`updateNewEphemeralMessage{message:ephemeralMessage{from_id:peerUser peer_id:peerUser}}`,
	}, strings.FieldsSeq(names))
	tr := New()
	for _, value := range values {
		name, _, _ := strings.Cut(value, "{")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dropped := 0
			for _, l := range schema.Load().Layers() {
				if Same(l.Number) {
					continue
				}
				_, err := (&translation{l.Number, "", value, ""}).received(t, tr)
				switch known := l.Ctor(name) != nil; {
				case known && err != nil:
					t.Errorf("to layer %d: %v", l.Number, err)
				case !known && !errors.Is(err, ErrAbsent):
					t.Errorf("to layer %d, which lacks it: %v", l.Number, err)
				case !known:
					dropped++
				}
			}
			if dropped == 0 {
				t.Error("no layer lacks it")
			}
		})
	}
}

// TestDroppedWhere drops it with as little else as can be.
func TestDroppedWhere(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		// An element of a vector.
		{
			144, "", `updates{updates:[updateSmsJob{job_id:"j"} updateDeleteMessages{messages:[1] pts:2 pts_count:1} updateBotStarsSubscription] users:[] chats:[community{photo:chatPhotoEmpty} chatEmpty{id:3}]}`,
			`updates{updates:[updateDeleteMessages{messages:[1] pts:2 pts_count:1}] users:[] chats:[chatEmpty{id:3}]}`,
		},
		{144, "", `account.privacyRules{rules:[privacyValueAllowBots privacyValueAllowAll]}`, `account.privacyRules{rules:[privacyValueAllowAll]}`},
		{
			222, "", `updateServiceNotification{type:"t" message:"5 May" media:messageMediaEmpty entities:[messageEntityFormattedDate{length:5} messageEntityBold{length:1}]}`,
			`updateServiceNotification{type:"t" message:"5 May" media:messageMediaEmpty entities:[messageEntityBold{length:1}]}`,
		},
		{144, "", `webPage{id:1 url:"u" display_url:"d" attributes:[webPageAttributeStory{peer:peerUser}]}`, `webPage{id:1 url:"u" display_url:"d" attributes:[]}`},
		{
			144, "Vector<ReactionCount>", `[reactionCount{reaction:reactionPaid count:1} reactionCount{reaction:reactionEmoji{emoticon:"👍"} count:2}]`,
			`[reactionCount{reaction:"👍" count:2}]`,
		},
		{
			185, "Vector<ReactionCount>", `[reactionCount{reaction:reactionPaid count:1} reactionCount{reaction:reactionEmoji{emoticon:"👍"} count:2}]`,
			`[reactionCount{reaction:reactionEmoji{emoticon:"👍"} count:2}]`,
		},
		{
			147, "channels.AdminLogResults", `channels.adminLogResults{events:[channelAdminLogEvent{id:1 action:channelAdminLogEventActionToggleForum{new_value:true}} channelAdminLogEvent{id:2 action:channelAdminLogEventActionParticipantJoin}]}`,
			`channels.adminLogResults{events:[channelAdminLogEvent{id:2 action:channelAdminLogEventActionParticipantJoin}]}`,
		},
		{184, "", `contacts.topPeers{categories:[topPeerCategoryPeers{category:topPeerCategoryBotsApp}]}`, `contacts.topPeers{categories:[]}`},
		// An optional field.
		{170, "", `user{id:1 color:peerColorCollectible{collectible_id:2}}`, `user{id:1}`},
		{159, "", `messageService{id:1 peer_id:peerUser reply_to:messageReplyStoryHeader{peer:peerUser story_id:2} action:messageActionHistoryClear}`, `messageService{id:1 peer_id:peerUser action:messageActionHistoryClear}`},
		{
			149, "auth.SentCode", `auth.sentCode{type:auth.sentCodeTypeApp{length:5} phone_code_hash:"h" next_type:auth.codeTypeFragmentSms}`,
			`auth.sentCode{type:auth.sentCodeTypeApp{length:5} phone_code_hash:"h"}`,
		},
		// The whole.
		{144, "Update", `updateNotifySettings{peer:notifyForumTopic{peer:peerUser} notify_settings:peerNotifySettings}`, ``},
		{144, "Update", `updatePrivacy{key:privacyKeyAbout rules:[]}`, ``},
		{200, "auth.SentCode", `auth.sentCodePaymentRequired{store_product:"p"}`, ``},
		{227, "messages.ChatInviteJoinResult", `messages.chatInviteJoinResultWebView{bot_id:1 query_id:2}`, ``},
	})
}

func TestFallbacks(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{165, "", `messageMediaGiveaway{quantity:1 months:3}`, `messageMediaUnsupported`},
		{167, "", `messageMediaGiveawayResults{winners_count:1 months:3}`, `messageMediaUnsupported`},
		{182, "", `messageMediaPaidMedia{stars_amount:5}`, `messageMediaUnsupported`},
		{159, "", `messageMediaStory{peer:peerUser id:2}`, `messageMediaUnsupported`},
		{204, "", `messageMediaToDo{todo:todoList{title:textWithEntities list:[]}}`, `messageMediaUnsupported`},
		{216, "", `messageMediaVideoStream{call:inputGroupCall{id:1}}`, `messageMediaUnsupported`},

		{144, "", `auth.sentCodeTypeEmailCode{email_pattern:"a***@b.c" length:6}`, `auth.sentCodeTypeApp{length:6}`},
		{144, "", `auth.sentCodeTypeSetUpEmailRequired`, `auth.sentCodeTypeApp{length:0}`},
		{151, "", `auth.sentCodeTypeFirebaseSms{nonce:"n" length:6}`, `auth.sentCodeTypeSms{length:6}`},
		{149, "", `auth.sentCodeTypeFragmentSms{url:"u" length:6}`, `auth.sentCodeTypeSms{length:6}`},
		{178, "", `auth.sentCodeTypeSmsPhrase{beginning:"b"}`, `auth.sentCodeTypeSms{length:0}`},
		{178, "", `auth.sentCodeTypeSmsWord{beginning:"b"}`, `auth.sentCodeTypeSms{length:0}`},

		{168, "", `inputStickerSetEmojiChannelDefaultStatuses`, `inputStickerSetEmpty`},
		{144, "", `inputStickerSetEmojiDefaultStatuses`, `inputStickerSetEmpty`},
		{147, "", `inputStickerSetEmojiDefaultTopicIcons`, `inputStickerSetEmpty`},
		{144, "", `inputStickerSetEmojiGenericAnimations`, `inputStickerSetEmpty`},
		{205, "", `inputStickerSetTonGifts`, `inputStickerSetEmpty`},
		{150, "", `stickerSetNoCovered{set:stickerSet{id:5 title:"t"}}`, `stickerSetMultiCovered{set:stickerSet{id:5 title:"t"} covers:[]}`},

		{214, "", `sendMessageTextDraftAction{random_id:1 text:textWithEntities{text:"t"}}`, `sendMessageTypingAction`},
		{225, "", `sendMessageRichMessageDraftAction{random_id:1 rich_message:richMessage}`, `sendMessageTypingAction`},
		{225, "", `inputSendMessageRichMessageDraftAction{random_id:1}`, `sendMessageTypingAction`},
		{228, "", `sendMessageStopDraftAction{random_id:1}`, `sendMessageCancelAction`},
		{228, "", `sendMessageTextDraftAction{can_stop:true random_id:1 text:textWithEntities{text:"t"}}`, `sendMessageTextDraftAction{random_id:1 text:textWithEntities{text:"t"}}`},

		{197, "", `emojiStatusCollectible{collectible_id:1 document_id:2 title:"t"}`, `emojiStatus{document_id:2}`},
		{197, "", `emojiStatusCollectible{collectible_id:1 document_id:2 title:"t" until:3}`, `emojiStatusUntil{document_id:2 until:3}`},
		{197, "", `inputEmojiStatusCollectible{collectible_id:1}`, `emojiStatusEmpty`},
		{178, "", `emojiGroupGreeting{title:"t" icon_emoji_id:1 emoticons:["👋"]}`, `emojiGroup{title:"t" icon_emoji_id:1 emoticons:["👋"]}`},
		{178, "", `emojiGroupPremium{title:"t" icon_emoji_id:1}`, `emojiGroup{title:"t" icon_emoji_id:1 emoticons:[]}`},
		{201, "", `phoneCallDiscardReasonMigrateConferenceCall{slug:"s"}`, `phoneCallDiscardReasonHangup`},
		{
			165, "", `botInlineMessageMediaWebPage{message:"m" entities:[messageEntityBold{length:1}] url:"u"}`,
			`botInlineMessageText{message:"m" entities:[messageEntityBold{length:1}]}`,
		},
		{151, "", `messages.translateResult{result:[textWithEntities{text:"a"} textWithEntities{text:"b"}]}`, `messages.translateResultText{text:"a"}`},
		{144, "", `messages.translateResult{result:[]}`, `messages.translateNoResult`},
		{147, "", `messages.sponsoredMessagesEmpty`, `messages.sponsoredMessages{messages:[] chats:[] users:[]}`},
		{191, "", `starsTransactionPeerAPI`, `starsTransactionPeerUnsupported`},
		{182, "", `starsTransactionPeerAds`, `starsTransactionPeerUnsupported`},
		{205, "", `starsTonAmount{amount:5}`, `starsAmount{amount:0 nanos:0}`},
	})
}

func TestPageFallbacks(t *testing.T) {
	t.Parallel()
	const plain = `textPlain{text:"x"}`
	cases := []translation{
		{225, "", `textCustomEmoji{document_id:1 alt:"x"}`, plain},
		{225, "", `textMath{source:"x"}`, plain},
		{227, "", `textDiff{text:` + plain + ` old_text:textEmpty}`, plain},
		{228, "", `textButton{text:` + plain + ` type:inlineButtonTypeBuy}`, plain},
		{144, "", `textSpoiler{text:textHashtag{text:textBold{text:textMention{text:` + plain + `}}}}`, `textBold{text:` + plain + `}`},
		{144, "", `textConcat{texts:[textSpoiler{text:` + plain + `} ` + plain + `]}`, `textConcat{texts:[` + plain + ` ` + plain + `]}`},

		{225, "", `inputPageBlockMap`, `pageBlockUnsupported`},
		{228, "", `pageBlockButtonRow`, `pageBlockUnsupported`},
		{228, "", `pageBlockDocument{document_id:1 caption:pageCaption{text:textEmpty credit:textEmpty}}`, `pageBlockUnsupported`},
		{225, "", `pageBlockThinking{text:` + plain + `}`, `pageBlockParagraph{text:` + plain + `}`},
		{225, "", `pageBlockMath{source:"x"}`, `pageBlockPreformatted{text:` + plain + ` language:""}`},
		{
			225, "", `pageBlockBlockquoteBlocks{blocks:[pageBlockDivider pageBlockMath{source:"x"}] caption:textSpoiler{text:` + plain + `}}`,
			`pageBlockDetails{open:true blocks:[pageBlockDivider pageBlockPreformatted{text:` + plain + ` language:""}] title:` + plain + `}`,
		},
	}
	for _, name := range []string{
		"textAutoEmail", "textAutoPhone", "textAutoUrl", "textBankCard", "textBotCommand", "textCashtag", "textDate", "textHashtag",
		"textMention", "textMentionName", "textSpoiler",
	} {
		cases = append(cases, translation{225, "", name + `{text:` + plain + `}`, plain})
	}
	for i, want := range []string{"Header", "Header", "Subheader", "Subheader", "Subheader", "Subheader"} {
		cases = append(cases, translation{225, "", `pageBlockHeading` + string(rune('1'+i)) + `{text:` + plain + `}`, `pageBlock` + want + `{text:` + plain + `}`})
	}
	received(t, New(), cases)
}
