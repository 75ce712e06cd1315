package layer

import "testing"

func TestComputedStoriesUp(t *testing.T) {
	t.Parallel()
	const user, peer = `inputUser{user_id:5 access_hash:6}`, `inputPeerUser{user_id:5 access_hash:6}`
	sent(t, New(), []translation{
		{163, "", `inputMediaStory{user_id:` + user + ` id:7}`, `inputMediaStory{peer:` + peer + ` id:7}`},
		{173, "", `inputReplyToStory{user_id:` + user + ` story_id:7}`, `inputReplyToStory{peer:` + peer + ` story_id:7}`},
		{162, "", `stories.canSendStory`, `stories.canSendStory{peer:inputPeerSelf}`},
		{160, "", `stories.deleteStories{id:[7]}`, `stories.deleteStories{peer:inputPeerSelf id:[7]}`},
		{160, "", `stories.editStory{id:7 caption:"c" entities:[]}`, `stories.editStory{peer:inputPeerSelf id:7 caption:"c" entities:[]}`},
		{163, "", `stories.editStory{id:7 media_areas:[]}`, `stories.editStory{peer:inputPeerSelf id:7 media_areas:[]}`},
		{163, "", `stories.exportStoryLink{user_id:` + user + ` id:7}`, `stories.exportStoryLink{peer:` + peer + ` id:7}`},
		{163, "", `stories.getPinnedStories{user_id:` + user + ` limit:7}`, `stories.getPinnedStories{peer:` + peer + ` limit:7}`},
		{163, "", `stories.getStoriesArchive{limit:7}`, `stories.getStoriesArchive{peer:inputPeerSelf limit:7}`},
		{163, "", `stories.getStoriesByID{user_id:` + user + ` id:[7]}`, `stories.getStoriesByID{peer:` + peer + ` id:[7]}`},
		{163, "", `stories.getStoriesViews{id:[7]}`, `stories.getStoriesViews{peer:inputPeerSelf id:[7]}`},
		{160, "", `stories.getStoryViewsList{id:7 offset_date:1 offset_id:2 limit:3}`, `stories.getStoryViewsList{peer:inputPeerSelf id:7 offset:"" limit:3}`},
		{163, "", `stories.getStoryViewsList{q:"q" id:7 offset:"o" limit:3}`, `stories.getStoryViewsList{peer:inputPeerSelf q:"q" id:7 offset:"o" limit:3}`},
		{163, "", `stories.incrementStoryViews{user_id:` + user + ` id:[7]}`, `stories.incrementStoryViews{peer:` + peer + ` id:[7]}`},
		{163, "", `stories.readStories{user_id:` + user + ` max_id:7}`, `stories.readStories{peer:` + peer + ` max_id:7}`},
		{163, "", `stories.sendReaction{user_id:` + user + ` story_id:7 reaction:reactionEmpty}`, `stories.sendReaction{peer:` + peer + ` story_id:7 reaction:reactionEmpty}`},
		{
			160, "", `stories.sendStory{media:inputMediaEmpty privacy_rules:[] random_id:7}`,
			`stories.sendStory{peer:inputPeerSelf media:inputMediaEmpty privacy_rules:[] random_id:7}`,
		},
		{
			163, "", `stories.sendStory{media:inputMediaEmpty media_areas:[] privacy_rules:[] random_id:7}`,
			`stories.sendStory{peer:inputPeerSelf media:inputMediaEmpty media_areas:[] privacy_rules:[] random_id:7}`,
		},
		{163, "", `stories.togglePinned{id:[7] pinned:true}`, `stories.togglePinned{peer:inputPeerSelf id:[7] pinned:true}`},
	})
}

func TestComputedStoriesDown(t *testing.T) {
	t.Parallel()
	const user, channel = `peer:peerUser{user_id:5}`, `peer:peerChannel{channel_id:5}`
	received(t, New(), []translation{
		{163, "", `messageMediaStory{` + user + ` id:7}`, `messageMediaStory{user_id:5 id:7}`},
		{160, "", `messageMediaStory{` + channel + ` id:7}`, `messageMediaUnsupported`},
		{173, "", `messageReplyStoryHeader{` + user + ` story_id:7}`, `messageReplyStoryHeader{user_id:5 story_id:7}`},
		{160, "", `messageReplyStoryHeader{` + channel + ` story_id:7}`, ``},
		{163, "", `updateReadStories{` + user + ` max_id:7}`, `updateReadStories{user_id:5 max_id:7}`},
		{160, "", `updateReadStories{` + channel + ` max_id:7}`, ``},
		{163, "", `updateSentStoryReaction{` + user + ` story_id:7 reaction:reactionEmpty}`, `updateSentStoryReaction{user_id:5 story_id:7 reaction:reactionEmpty}`},
		{161, "", `updateSentStoryReaction{` + channel + ` story_id:7 reaction:reactionEmpty}`, ``},
		{163, "", `updateStory{` + user + ` story:storyItemDeleted{id:7}}`, `updateStory{user_id:5 story:storyItemDeleted{id:7}}`},
		{160, "", `updateStory{` + channel + ` story:storyItemDeleted{id:7}}`, ``},
		{163, "", `webPageAttributeStory{` + user + ` id:7}`, `webPageAttributeStory{user_id:5 id:7}`},
		{160, "", `webPageAttributeStory{` + channel + ` id:7}`, ``},
		{163, "", `inputMediaStory{peer:inputPeerSelf id:7}`, `inputMediaStory{user_id:inputUserSelf id:7}`},
		{173, "", `inputReplyToStory{peer:inputPeerUser{user_id:5 access_hash:6} story_id:7}`, `inputReplyToStory{user_id:inputUser{user_id:5 access_hash:6} story_id:7}`},
		{
			166, "", `inputReplyToStory{peer:inputPeerUserFromMessage{peer:inputPeerSelf msg_id:2 user_id:5} story_id:7}`,
			`inputReplyToStory{user_id:inputUserFromMessage{peer:inputPeerSelf msg_id:2 user_id:5} story_id:7}`,
		},
		{166, "", `inputReplyToStory{peer:inputPeerChannel{channel_id:5} story_id:7}`, ``},
	})
}

func TestComputedPaymentsUp(t *testing.T) {
	t.Parallel()
	const gift = `stargift:inputSavedStarGiftUser{msg_id:7}`
	sent(t, New(), []translation{
		{
			197, "", `inputInvoiceStarGift{user_id:inputUserSelf gift_id:5}`,
			`inputInvoiceStarGift{peer:inputPeerSelf gift_id:5}`,
		},
		{196, "", `inputInvoiceStarGiftTransfer{msg_id:7 to_id:inputUserSelf}`, `inputInvoiceStarGiftTransfer{` + gift + ` to_id:inputPeerSelf}`},
		{196, "", `inputInvoiceStarGiftUpgrade{keep_original_details:true msg_id:7}`, `inputInvoiceStarGiftUpgrade{keep_original_details:true ` + gift + `}`},
		{
			184, "", `inputInvoiceStars{option:starsTopupOption{extended:true stars:50 store_product:"s" currency:"EUR" amount:99}}`,
			`inputInvoiceStars{purpose:inputStorePaymentStarsTopup{stars:50 currency:"EUR" amount:99}}`,
		},
		{189, "", `payments.convertStarGift{user_id:inputUserSelf msg_id:7}`, `payments.convertStarGift{` + gift + `}`},
		{197, "", `payments.convertStarGift{msg_id:7}`, `payments.convertStarGift{` + gift + `}`},
		{189, "", `payments.saveStarGift{unsave:true user_id:inputUserSelf msg_id:7}`, `payments.saveStarGift{unsave:true ` + gift + `}`},
		{196, "", `payments.transferStarGift{msg_id:7 to_id:inputUserSelf}`, `payments.transferStarGift{` + gift + ` to_id:inputPeerSelf}`},
		{197, "", `payments.upgradeStarGift{msg_id:7}`, `payments.upgradeStarGift{` + gift + `}`},
		{
			210, "", `payments.updateStarGiftPrice{` + gift + ` resell_stars:500}`,
			`payments.updateStarGiftPrice{` + gift + ` resell_amount:starsAmount{amount:500}}`,
		},
		{200, "", `messages.clickSponsoredMessage{media:true peer:inputPeerSelf random_id:"r"}`, `messages.clickSponsoredMessage{media:true random_id:"r"}`},
		{200, "", `messages.viewSponsoredMessage{peer:inputPeerSelf random_id:"r"}`, `messages.viewSponsoredMessage{random_id:"r"}`},
		{200, "", `messages.reportSponsoredMessage{peer:inputPeerSelf random_id:"r" option:"o"}`, `messages.reportSponsoredMessage{random_id:"r" option:"o"}`},
	})
}

func TestComputedPaymentsDown(t *testing.T) {
	t.Parallel()
	const document, rarity = `document:documentEmpty{id:5}`, `rarity:starGiftAttributeRarity{permille:15}`
	received(t, New(), []translation{
		{221, "", `starGiftAttributeModel{name:"n" ` + document + ` ` + rarity + `}`, `starGiftAttributeModel{name:"n" ` + document + ` rarity_permille:15}`},
		{196, "", `starGiftAttributePattern{name:"n" ` + document + ` ` + rarity + `}`, `starGiftAttributePattern{name:"n" ` + document + ` rarity_permille:15}`},
		{202, "", `starGiftAttributeBackdrop{name:"n" backdrop_id:3 ` + rarity + `}`, `starGiftAttributeBackdrop{name:"n" rarity_permille:15}`},
		{221, "", `starGiftAttributeBackdrop{name:"n" backdrop_id:3 rarity:starGiftAttributeRarityEpic}`, `starGiftAttributeBackdrop{name:"n" backdrop_id:3 rarity_permille:0}`},
		{205, "", `starsTransaction{id:"i" amount:starsAmount{amount:5 nanos:6} peer:starsTransactionPeerAds}`, `starsTransaction{id:"i" stars:starsAmount{amount:5 nanos:6} peer:starsTransactionPeerAds}`},
		{181, "", `starsTransaction{id:"i" amount:starsAmount{amount:5 nanos:6} peer:starsTransactionPeerFragment}`, `starsTransaction{id:"i" stars:5 peer:starsTransactionPeerFragment}`},
		{216, "", `messageActionGiftCode{days:91 slug:"s" unclaimed:true}`, `messageActionGiftCode{months:3 slug:"s" unclaimed:true}`},
		{166, "", `messageActionGiftCode{days:365 slug:"s"}`, `messageActionGiftCode{months:12 slug:"s"}`},
		{144, "", `messageActionGiftPremium{currency:"EUR" amount:9 days:183}`, `messageActionGiftPremium{currency:"EUR" amount:9 months:6}`},
		{216, "", `messageActionGiftPremium{currency:"EUR" amount:9 days:7}`, `messageActionGiftPremium{currency:"EUR" amount:9 months:1}`},
		{186, "", `messageMediaGiveaway{quantity:5 months:3}`, `messageMediaGiveaway{quantity:5 months:3}`},
		{166, "", `messageMediaGiveaway{quantity:5 stars:500}`, `messageMediaUnsupported`},
		{186, "", `messageMediaGiveawayResults{winners_count:5 months:3}`, `messageMediaGiveawayResults{winners_count:5 months:3}`},
		{169, "", `messageMediaGiveawayResults{winners_count:5 stars:500}`, `messageMediaUnsupported`},
		{216, "", `payments.checkedGiftCode{from_id:peerChat{chat_id:4} days:30}`, `payments.checkedGiftCode{from_id:peerChat{chat_id:4} months:1}`},
		{169, "", `payments.checkedGiftCode{days:365}`, `payments.checkedGiftCode{months:12}`},
		{166, "", `payments.checkedGiftCode{from_id:peerChat{chat_id:4} days:60}`, `payments.checkedGiftCode{from_id:peerChat{chat_id:4} months:2}`},
		{167, "", `payments.checkedGiftCode{days:60}`, `payments.checkedGiftCode{from_id:peerUser months:2}`},
	})
}
