package layer

import "testing"

func TestComputedUp(t *testing.T) {
	t.Parallel()
	sent(t, New(), []translation{
		{
			185, "", `channels.toggleSignatures{channel:inputChannelEmpty enabled:true}`,
			`channels.toggleSignatures{channel:inputChannelEmpty signatures_enabled:true}`,
		},
		{144, "", `channels.toggleSignatures{channel:inputChannelEmpty}`, `channels.toggleSignatures{channel:inputChannelEmpty}`},
		{
			144, "", `account.sendVerifyEmailCode{email:"a@b.c"}`,
			`account.sendVerifyEmailCode{purpose:emailVerifyPurposePassport email:"a@b.c"}`,
		},
		{
			144, "", `account.verifyEmail{email:"a@b.c" code:"12345"}`,
			`account.verifyEmail{purpose:emailVerifyPurposePassport verification:emailVerificationCode{code:"12345"}}`,
		},
		{
			166, "", `account.updateColor{color:3 background_emoji_id:44}`,
			`account.updateColor{color:peerColor{color:3 background_emoji_id:44}}`,
		},
		{
			170, "", `account.updateColor{for_profile:true background_emoji_id:44}`,
			`account.updateColor{for_profile:true color:peerColor{background_emoji_id:44}}`,
		},
		{214, "", `account.updateColor{for_profile:true}`, `account.updateColor{for_profile:true}`},
		{
			151, "", `messages.translateText{peer:inputPeerSelf msg_id:7 from_lang:"en" to_lang:"de"}`,
			`messages.translateText{peer:inputPeerSelf id:[7] to_lang:"de"}`,
		},
		{
			167, "", `messages.sendBotRequestedPeer{peer:inputPeerSelf msg_id:7 button_id:2 requested_peer:inputPeerChat{chat_id:5}}`,
			`messages.sendBotRequestedPeer{peer:inputPeerSelf msg_id:7 button_id:2 requested_peers:[inputPeerChat{chat_id:5}]}`,
		},
		{
			213, "", `messages.setChatTheme{peer:inputPeerSelf emoticon:"🌷"}`,
			`messages.setChatTheme{peer:inputPeerSelf theme:inputChatTheme{emoticon:"🌷"}}`,
		},
		{
			144, "", `messages.setChatTheme{peer:inputPeerSelf emoticon:""}`,
			`messages.setChatTheme{peer:inputPeerSelf theme:inputChatThemeEmpty}`,
		},
		{
			167, "", `stats.getMessagePublicForwards{channel:inputChannelEmpty msg_id:3 offset_rate:5 offset_peer:inputPeerSelf offset_id:6 limit:20}`,
			`stats.getMessagePublicForwards{channel:inputChannelEmpty msg_id:3 offset:"" limit:20}`,
		},
	})
}

func TestReportOptions(t *testing.T) {
	t.Parallel()
	var cases []translation
	for reason, option := range map[string]string{
		"Spam": "spam", "Violence": "violence", "Pornography": "pornography", "ChildAbuse": "childAbuse", "Other": "other",
		"Copyright": "copyright", "GeoIrrelevant": "geoIrrelevant", "Fake": "fake", "IllegalDrugs": "illegalDrugs", "PersonalDetails": "personalDetails",
	} {
		cases = append(cases, translation{
			188, "", `messages.report{peer:inputPeerSelf id:[1 2] reason:inputReportReason` + reason + ` message:"m"}`,
			`messages.report{peer:inputPeerSelf id:[1 2] option:"` + option + `" message:"m"}`,
		})
	}
	cases = append(cases,
		translation{
			173, "", `stories.report{peer:inputPeerSelf id:[1] reason:inputReportReasonFake message:"m"}`,
			`stories.report{peer:inputPeerSelf id:[1] option:"fake" message:"m"}`,
		},
		translation{
			162, "", `stories.report{user_id:inputUserSelf id:[1] reason:inputReportReasonSpam message:"m"}`,
			`stories.report{peer:inputPeerSelf id:[1] option:"spam" message:"m"}`,
		},
	)
	sent(t, New(), cases)
}

func TestComputedChats(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{
			166, "", `channel{title:"c" photo:chatPhotoEmpty color:peerColor{color:3 background_emoji_id:44}}`,
			`channel{title:"c" photo:chatPhotoEmpty color:3 background_emoji_id:44}`,
		},
		{166, "", `user{id:1 color:peerColor{color:3 background_emoji_id:44}}`, `user{id:1 color:3 background_emoji_id:44}`},
		{166, "", `user{id:1 color:peerColor{background_emoji_id:44}}`, `user{id:1 background_emoji_id:44}`},
		{166, "", `user{id:1 color:peerColorCollectible{collectible_id:1 background_emoji_id:44}}`, `user{id:1}`},
		{167, "", `user{id:1 color:peerColor{color:3 background_emoji_id:44}}`, `user{id:1 color:peerColor{color:3 background_emoji_id:44}}`},
		{213, "", `userFull{id:1 theme:chatTheme{emoticon:"🌷"}}`, `userFull{id:1 theme_emoticon:"🌷"}`},
		{144, "", `userFull{id:1 theme:chatThemeUniqueGift{theme_settings:[]}}`, `userFull{id:1}`},
		{195, "", `updateGroupCall{peer:peerChannel{channel_id:9} call:groupCallDiscarded{id:1}}`, `updateGroupCall{chat_id:9 call:groupCallDiscarded{id:1}}`},
		{144, "", `updateGroupCall{peer:peerChat{chat_id:9} call:groupCallDiscarded{id:1}}`, `updateGroupCall{chat_id:9 call:groupCallDiscarded{id:1}}`},
		{144, "", `updateGroupCall{live_story:true peer:peerUser{user_id:9} call:groupCallDiscarded{id:1}}`, ``},
		{144, "", `updateGroupCall{call:groupCallDiscarded{id:1}}`, ``},
		{196, "", `updateGroupCall{peer:peerChat{chat_id:9} call:groupCallDiscarded{id:1}}`, `updateGroupCall{chat_id:9 call:groupCallDiscarded{id:1}}`},
		{216, "", `updateGroupCall{call:groupCallDiscarded{id:1}}`, `updateGroupCall{call:groupCallDiscarded{id:1}}`},
		{
			216, "", `updateGroupCallMessage{call:inputGroupCall{id:1} message:groupCallMessage{id:2 from_id:peerUser{user_id:3} date:4 message:textWithEntities{text:"hi"}}}`,
			`updateGroupCallMessage{call:inputGroupCall{id:1} from_id:peerUser{user_id:3} random_id:0 message:textWithEntities{text:"hi"}}`,
		},
		{158, "", `updateMessagePollVote{poll_id:1 peer:peerUser{user_id:3} options:["a"] positions:[0] qts:5}`, `updateMessagePollVote{poll_id:1 user_id:3 options:["a"] qts:5}`},
		{144, "", `updateMessagePollVote{poll_id:1 peer:peerChannel{channel_id:3} options:["a"] qts:5}`, ``},
		{147, "", `updateUserName{user_id:1 first_name:"f" usernames:[username{active:true username:"a"} username{username:"b"}]}`, `updateUserName{user_id:1 first_name:"f" username:"a"}`},
		{144, "", `updateUserName{user_id:1 usernames:[]}`, `updateUserName{user_id:1 username:""}`},
		{202, "", `help.promoData{expires:5 peer:peerUser{user_id:3}}`, `help.promoData{expires:5 peer:peerUser{user_id:3}}`},
		{144, "", `help.promoData{expires:5 psa_message:"m"}`, `help.promoDataEmpty{expires:5}`},
	})
}

func TestComputedMessages(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{165, "", `messageReplyHeader{reply_to_msg_id:7}`, `messageReplyHeader{reply_to_msg_id:7}`},
		{144, "", `messageReplyHeader{quote:true quote_text:"q"}`, ``},
		{165, "", `draftMessage{reply_to:inputReplyToMessage{reply_to_msg_id:7 top_msg_id:2} message:"m" date:5}`, `draftMessage{reply_to_msg_id:7 message:"m" date:5}`},
		{144, "", `draftMessage{reply_to:inputReplyToMonoForum message:"m" date:5}`, `draftMessage{message:"m" date:5}`},
		{144, "", `draftMessage{message:"m" date:5}`, `draftMessage{message:"m" date:5}`},
		{144, "", `reactionCount{chosen_order:0 reaction:reactionEmoji{emoticon:"👍"} count:2}`, `reactionCount{chosen:true reaction:"👍" count:2}`},
		{144, "", `reactionCount{reaction:reactionEmoji{emoticon:"👍"} count:2}`, `reactionCount{reaction:"👍" count:2}`},
		{168, "", `messageActionRequestedPeer{button_id:1 peers:[peerUser{user_id:3} peerChat{chat_id:4}]}`, `messageActionRequestedPeer{button_id:1 peer:peerUser{user_id:3}}`},
		{152, "", `messageActionRequestedPeer{button_id:1 peers:[]}`, `messageActionCustomAction{message:"0 chats were shared with the bot"}`},
		{213, "", `messageActionSetChatTheme{theme:chatTheme{emoticon:"🌷"}}`, `messageActionSetChatTheme{emoticon:"🌷"}`},
		{144, "", `messageActionSetChatTheme{theme:chatThemeUniqueGift}`, `messageActionCustomAction{message:"The theme of the chat was changed"}`},
	})
}

func TestComputedStickers(t *testing.T) {
	t.Parallel()
	const (
		static, animated, video = `document{id:1 mime_type:"image/webp"}`, `document{id:1 mime_type:"application/x-tgsticker"}`, `document{id:1 mime_type:"video/webm"}`
		set                     = `stickerSet{id:5 title:"t" thumbs:[] thumb_dc_id:1 thumb_version:2 count:3`
	)
	received(t, New(), []translation{
		{176, "", `messages.stickerSet{set:` + set + `} documents:[` + animated + static + `]}`, `messages.stickerSet{set:` + set + ` animated:true} documents:[` + animated + static + `]}`},
		{144, "", `messages.stickerSet{set:` + set + `} documents:[` + video + `]}`, `messages.stickerSet{set:` + set + ` videos:true} documents:[` + video + `]}`},
		{144, "", `messages.stickerSet{set:` + set + `} documents:[` + static + `]}`, `messages.stickerSet{set:` + set + `} documents:[` + static + `]}`},
		{144, "", `messages.stickerSet{set:` + set + `} documents:[]}`, `messages.stickerSet{set:` + set + `} documents:[]}`},
		{178, "", `messages.stickerSet{set:` + set + `} documents:[` + animated + `]}`, `messages.stickerSet{set:` + set + `} documents:[` + animated + `]}`},
		{176, "", `stickerSetCovered{set:` + set + `} cover:` + animated + `}`, `stickerSetCovered{set:` + set + ` animated:true} cover:` + animated + `}`},
		{176, "", `stickerSetCovered{set:` + set + `} cover:documentEmpty}`, `stickerSetCovered{set:` + set + `} cover:documentEmpty}`},
		{144, "", `stickerSetMultiCovered{set:` + set + `} covers:[` + video + `]}`, `stickerSetMultiCovered{set:` + set + ` videos:true} covers:[` + video + `]}`},
		{144, "", `stickerSetFullCovered{set:` + set + `} documents:[` + video + `]}`, `stickerSetFullCovered{set:` + set + ` videos:true} documents:[` + video + `]}`},
	})
	sent(t, New(), []translation{ // what clients until 176 say of a new set is in no way of those who do not ask
		{
			176, "", `stickers.createStickerSet{user_id:inputUserSelf title:"t" short_name:"s" animated:true}`,
			`stickers.createStickerSet{user_id:inputUserSelf title:"t" short_name:"s" animated:true}`,
		},
	})
}
