package layer

import "testing"

func TestCoercionsUp(t *testing.T) {
	t.Parallel()
	sent(t, New(), []translation{
		{
			layer: 144, in: `account.setGlobalPrivacySettings{settings:globalPrivacySettings{archive_and_mute_new_noncontact_peers:true}}`,
			want: `account.setGlobalPrivacySettings{settings:globalPrivacySettings{archive_and_mute_new_noncontact_peers:true}}`,
		},
		{
			layer: 159, in: `account.setGlobalPrivacySettings{settings:globalPrivacySettings{archive_and_mute_new_noncontact_peers:false}}`,
			want: `account.setGlobalPrivacySettings{settings:globalPrivacySettings{}}`,
		},
		{
			layer: 176, in: `account.updateConnectedBot{bot:inputUserSelf recipients:inputBusinessRecipients{contacts:true users:[inputUser{user_id:5 access_hash:6}]}}`,
			want: `account.updateConnectedBot{bot:inputUserSelf recipients:inputBusinessBotRecipients{contacts:true users:[inputUser{user_id:5 access_hash:6}]}}`,
		},

		{
			layer: 196, in: `payments.getPaymentForm{invoice:inputInvoiceStarGiftTransfer{msg_id:9 to_id:inputUser{user_id:5 access_hash:6}}}`,
			want: `payments.getPaymentForm{invoice:inputInvoiceStarGiftTransfer{stargift:inputSavedStarGiftUser{msg_id:9} to_id:inputPeerUser{user_id:5 access_hash:6}}}`,
		},
		{
			layer: 196, in: `payments.transferStarGift{msg_id:9 to_id:inputUserSelf}`,
			want: `payments.transferStarGift{stargift:inputSavedStarGiftUser{msg_id:9} to_id:inputPeerSelf}`,
		},
		{
			layer: 196, in: `payments.transferStarGift{msg_id:9 to_id:inputUserEmpty}`,
			want: `payments.transferStarGift{stargift:inputSavedStarGiftUser{msg_id:9} to_id:inputPeerEmpty}`,
		},
		{
			layer: 197, in: `payments.transferStarGift{msg_id:9 to_id:inputUserFromMessage{peer:inputPeerChat{chat_id:3} msg_id:4 user_id:5}}`,
			want: `payments.transferStarGift{stargift:inputSavedStarGiftUser{msg_id:9} to_id:inputPeerUserFromMessage{peer:inputPeerChat{chat_id:3} msg_id:4 user_id:5}}`,
		},

		{layer: 166, in: `account.updateColor{color:4}`, want: `account.updateColor{color:peerColor{color:4}}`},
		{layer: 214, in: `account.updateColor{for_profile:true color:4}`, want: `account.updateColor{for_profile:true color:peerColor{color:4}}`},
		{
			layer: 144, typ: "DocumentAttribute", in: `documentAttributeVideo{supports_streaming:true duration:77 w:1 h:2}`,
			want: `documentAttributeVideo{supports_streaming:true duration:77 w:1 h:2}`,
		},
		{layer: 159, typ: "DocumentAttribute", in: `documentAttributeVideo{duration:-1}`, want: `documentAttributeVideo{duration:-1}`},
		{layer: 214, in: `account.getUniqueGiftChatThemes{offset:20 limit:7}`, want: `account.getUniqueGiftChatThemes{offset:"20" limit:7}`},
		{layer: 214, in: `account.getUniqueGiftChatThemes{offset:0}`, want: `account.getUniqueGiftChatThemes{offset:""}`},

		{
			layer: 144, in: `messages.updateDialogFilter{id:3 filter:dialogFilter{id:3 title:"Work" exclude_muted:true}}`,
			want: `messages.updateDialogFilter{id:3 filter:dialogFilter{id:3 title:textWithEntities{text:"Work"} exclude_muted:true}}`,
		},
		{
			layer: 158, typ: "DialogFilter", in: `dialogFilterChatlist{id:3 title:"Work" include_peers:[inputPeerSelf]}`,
			want: `dialogFilterChatlist{id:3 title:textWithEntities{text:"Work"} include_peers:[inputPeerSelf]}`,
		},
		{layer: 195, typ: "DialogFilter", in: `dialogFilterChatlist{id:3 title:""}`, want: `dialogFilterChatlist{id:3 title:textWithEntities{text:""}}`},
		{layer: 144, in: `messages.translateText{text:"hallo" to_lang:"en"}`, want: `messages.translateText{text:[textWithEntities{text:"hallo"}] to_lang:"en"}`},
		{layer: 151, in: `messages.translateText{peer:inputPeerSelf msg_id:4 to_lang:"en"}`, want: `messages.translateText{peer:inputPeerSelf id:[4] to_lang:"en"}`},
	})
}

func TestCoercionsDown(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{layer: 144, in: `globalPrivacySettings{archive_and_mute_new_noncontact_peers:true}`, want: `globalPrivacySettings{archive_and_mute_new_noncontact_peers:true}`},
		{layer: 159, in: `globalPrivacySettings{}`, want: `globalPrivacySettings{}`},
		{layer: 144, in: `updatePeerBlocked{blocked:true peer_id:peerUser{user_id:5}}`, want: `updatePeerBlocked{blocked:true peer_id:peerUser{user_id:5}}`},
		{layer: 160, in: `updatePeerBlocked{peer_id:peerUser{user_id:5}}`, want: `updatePeerBlocked{blocked:false peer_id:peerUser{user_id:5}}`},
		{
			layer: 176, in: `connectedBot{bot_id:5 recipients:businessBotRecipients{contacts:true users:[6 7] exclude_users:[8]}}`,
			want: `connectedBot{bot_id:5 recipients:businessRecipients{contacts:true users:[6 7]}}`,
		},
		{
			layer: 216, in: `updateGroupCallMessage{call:inputGroupCall{id:1 access_hash:2} message:groupCallMessage{id:3 from_id:peerUser{user_id:5} message:textWithEntities{text:"hi" entities:[messageEntityBold{length:2}]}}}`,
			want: `updateGroupCallMessage{call:inputGroupCall{id:1 access_hash:2} from_id:peerUser{user_id:5} message:textWithEntities{text:"hi" entities:[messageEntityBold{length:2}]}}`,
		},
	})
}

// TestCoercionsOfPeople: whose what is, and how they look.
func TestCoercionsOfPeople(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{
			layer: 196, in: `starGiftAttributeOriginalDetails{sender_id:peerUser{user_id:5} recipient_id:peerUser{user_id:6} date:7}`,
			want: `starGiftAttributeOriginalDetails{sender_id:5 recipient_id:6 date:7}`,
		},
		{
			layer: 197, in: `starGiftAttributeOriginalDetails{sender_id:peerChannel{channel_id:5} recipient_id:peerUser{user_id:6}}`,
			want: `starGiftAttributeOriginalDetails{recipient_id:6}`,
		},
		{layer: 196, in: `starGiftUnique{id:1 title:"Cat" owner_id:peerUser{user_id:5}}`, want: `starGiftUnique{id:1 title:"Cat" owner_id:5}`},
		{layer: 197, in: `starGiftUnique{id:1 slug:"cat" owner_id:peerUser{user_id:5}}`, want: `starGiftUnique{id:1 slug:"cat" owner_id:5}`},
		{
			layer: 206, in: `messageMediaToDo{todo:todoList{title:textWithEntities{}} completions:[todoCompletion{id:1 completed_by:peerUser{user_id:5} date:9} todoCompletion{id:2 completed_by:peerChannel{channel_id:6}}]}`,
			want: `messageMediaToDo{todo:todoList{title:textWithEntities{}} completions:[todoCompletion{id:1 completed_by:5 date:9}]}`,
		},
		{layer: 216, in: `todoCompletion{id:1 completed_by:peerChat{chat_id:5}}`},

		{layer: 166, in: `channel{id:5 title:"a" photo:chatPhotoEmpty color:peerColor{color:3 background_emoji_id:8}}`, want: `channel{id:5 title:"a" photo:chatPhotoEmpty color:3 background_emoji_id:8}`},
		{layer: 166, in: `user{id:5 color:peerColor{color:3 background_emoji_id:8}}`, want: `user{id:5 color:3 background_emoji_id:8}`},
		{layer: 166, in: `user{id:5 color:peerColor{background_emoji_id:8}}`, want: `user{id:5 background_emoji_id:8}`},
		{layer: 166, in: `user{id:5 color:peerColorCollectible}`, want: `user{id:5}`},
		{layer: 160, in: `user{id:5 stories_max_id:recentStory{live:true max_id:8}}`, want: `user{id:5 stories_max_id:8}`},
		{layer: 216, in: `user{id:5 stories_max_id:recentStory{live:true}}`, want: `user{id:5}`},
		{layer: 164, in: `channel{id:5 photo:chatPhotoEmpty stories_max_id:recentStory{max_id:8}}`, want: `channel{id:5 photo:chatPhotoEmpty stories_max_id:8}`},
		{
			layer: 163, in: `userFull{id:5 settings:peerSettings{} notify_settings:peerNotifySettings{} stories:peerStories{peer:peerUser{user_id:5} max_read_id:4 stories:[storyItemDeleted{id:9}]}}`,
			want: `userFull{id:5 settings:peerSettings{} notify_settings:peerNotifySettings{} stories:userStories{user_id:5 max_read_id:4 stories:[storyItemDeleted{id:9}]}}`,
		},
		{
			layer: 160, in: `userFull{id:5 settings:peerSettings{} notify_settings:peerNotifySettings{} stories:peerStories{peer:peerChannel{channel_id:5}}}`,
			want: `userFull{id:5 settings:peerSettings{} notify_settings:peerNotifySettings{}}`,
		},

		{
			layer: 163, in: `stories.allStories{count:2 state:"s" peer_stories:[peerStories{peer:peerUser{user_id:5} stories:[storyItemDeleted{id:9}]} peerStories{peer:peerChannel{channel_id:6}}] users:[userEmpty{id:5}] stealth_mode:storiesStealthMode}`,
			want: `stories.allStories{count:2 state:"s" user_stories:[userStories{user_id:5 stories:[storyItemDeleted{id:9}]}] users:[userEmpty{id:5}] stealth_mode:storiesStealthMode}`,
		},
	})
}

func TestCoercionsOfAmounts(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{layer: 181, in: `payments.starsStatus{balance:starsAmount{amount:70 nanos:3}}`, want: `payments.starsStatus{balance:70}`},
		{layer: 194, in: `payments.starsStatus{balance:starsTonAmount{amount:7000000}}`, want: `payments.starsStatus{balance:0}`},
		{
			layer: 182, in: `starsRevenueStatus{current_balance:starsAmount{amount:1} available_balance:starsAmount{amount:2} overall_revenue:starsAmount{amount:3}}`,
			want: `starsRevenueStatus{current_balance:1 available_balance:2 overall_revenue:3}`,
		},
		{layer: 194, in: `updateStarsBalance{balance:starsAmount{amount:70}}`, want: `updateStarsBalance{balance:70}`},

		{layer: 158, in: `chatlists.chatlistInvite{title:textWithEntities{text:"Work"}}`, want: `chatlists.chatlistInvite{title:"Work"}`},
		{layer: 144, in: `dialogFilter{id:3 title:textWithEntities{text:"Work" entities:[messageEntityBold{length:1}]}}`, want: `dialogFilter{id:3 title:"Work"}`},
		{layer: 195, in: `dialogFilterChatlist{id:3 title:textWithEntities{text:"Work"}}`, want: `dialogFilterChatlist{id:3 title:"Work"}`},

		{
			layer: 146, in: `updateMessageExtendedMedia{peer:peerUser{user_id:5} msg_id:6 extended_media:[messageExtendedMediaPreview{w:7} messageExtendedMediaPreview{w:8}]}`,
			want: `updateMessageExtendedMedia{peer:peerUser{user_id:5} msg_id:6 extended_media:messageExtendedMediaPreview{w:7}}`,
		},
		{layer: 182, in: `updateMessageExtendedMedia{peer:peerUser{user_id:5} extended_media:[]}`},
		{
			layer: 144, in: `channels.sendAsPeers{peers:[sendAsPeer{peer:peerUser{user_id:5}} sendAsPeer{premium_required:true peer:peerChannel{channel_id:6}}]}`,
			want: `channels.sendAsPeers{peers:[peerUser{user_id:5} peerChannel{channel_id:6}]}`,
		},
		{layer: 144, in: `documentAttributeVideo{duration:76.6 w:1}`, want: `documentAttributeVideo{duration:77 w:1}`},
		{layer: 159, in: `documentAttributeVideo{duration:NaN}`, want: `documentAttributeVideo{duration:0}`},
		{layer: 159, in: `documentAttributeVideo{duration:1e300}`, want: `documentAttributeVideo{duration:2147483647}`},
		{layer: 159, in: `documentAttributeVideo{duration:-Inf}`, want: `documentAttributeVideo{duration:-2147483648}`},
		{layer: 214, in: `account.chatThemes{next_offset:"20"}`, want: `account.chatThemes{next_offset:20}`},
		{layer: 214, in: `account.chatThemes{next_offset:"AgQx"}`, want: `account.chatThemes{}`},
	})
}

func TestReactions(t *testing.T) {
	t.Parallel()
	sent(t, New(), []translation{
		{
			layer: 144, in: `messages.setChatAvailableReactions{peer:inputPeerSelf available_reactions:["a" "b"]}`,
			want: `messages.setChatAvailableReactions{peer:inputPeerSelf available_reactions:chatReactionsSome{reactions:[reactionEmoji{emoticon:"a"} reactionEmoji{emoticon:"b"}]}}`,
		},
		{
			layer: 144, in: `messages.setChatAvailableReactions{peer:inputPeerSelf}`,
			want: `messages.setChatAvailableReactions{peer:inputPeerSelf available_reactions:chatReactionsNone}`,
		},
		{layer: 144, in: `messages.getMessageReactionsList{peer:inputPeerSelf id:4 reaction:"a"}`, want: `messages.getMessageReactionsList{peer:inputPeerSelf id:4 reaction:reactionEmoji{emoticon:"a"}}`},
		{layer: 144, in: `messages.setDefaultReaction{reaction:"a"}`, want: `messages.setDefaultReaction{reaction:reactionEmoji{emoticon:"a"}}`},
		{layer: 144, in: `messages.setDefaultReaction{reaction:""}`, want: `messages.setDefaultReaction{reaction:reactionEmpty}`},
		{layer: 144, in: `messages.sendReaction{peer:inputPeerSelf msg_id:4 reaction:"a"}`, want: `messages.sendReaction{peer:inputPeerSelf msg_id:4 reaction:[reactionEmoji{emoticon:"a"}]}`},
		{layer: 144, in: `messages.sendReaction{peer:inputPeerSelf msg_id:4 reaction:""}`, want: `messages.sendReaction{peer:inputPeerSelf msg_id:4}`},
		{layer: 186, in: `messages.sendPaidReaction{peer:inputPeerSelf private:true}`, want: `messages.sendPaidReaction{peer:inputPeerSelf private:paidReactionPrivacyAnonymous}`},
		{layer: 186, in: `messages.sendPaidReaction{peer:inputPeerSelf}`, want: `messages.sendPaidReaction{peer:inputPeerSelf private:paidReactionPrivacyDefault}`},
		{layer: 187, in: `messages.sendPaidReaction{peer:inputPeerSelf private:true}`, want: `messages.sendPaidReaction{peer:inputPeerSelf private:paidReactionPrivacyAnonymous}`},
		{layer: 198, in: `messages.sendPaidReaction{peer:inputPeerSelf private:false}`, want: `messages.sendPaidReaction{peer:inputPeerSelf private:paidReactionPrivacyDefault}`},
		{layer: 198, in: `messages.sendPaidReaction{peer:inputPeerSelf}`, want: `messages.sendPaidReaction{peer:inputPeerSelf}`},
		{layer: 186, in: `messages.togglePaidReactionPrivacy{peer:inputPeerSelf private:true}`, want: `messages.togglePaidReactionPrivacy{peer:inputPeerSelf private:paidReactionPrivacyAnonymous}`},
		{layer: 198, in: `messages.togglePaidReactionPrivacy{peer:inputPeerSelf private:false}`, want: `messages.togglePaidReactionPrivacy{peer:inputPeerSelf private:paidReactionPrivacyDefault}`},
	})
	chat := `chatFull{id:5 participants:chatParticipantsForbidden notify_settings:peerNotifySettings{}`
	received(t, New(), []translation{
		{layer: 144, in: chat + ` available_reactions:chatReactionsSome{reactions:[reactionEmoji{emoticon:"a"} reactionCustomEmoji{document_id:4} reactionEmoji{emoticon:"b"}]}}`, want: chat + ` available_reactions:["a" "b"]}`},
		{layer: 144, in: chat + ` available_reactions:chatReactionsNone}`, want: chat + `}`},
		{
			layer: 144, in: `channelFull{chat_photo:photoEmpty notify_settings:peerNotifySettings{} available_reactions:chatReactionsSome{reactions:[reactionEmoji{emoticon:"a"}]}}`,
			want: `channelFull{chat_photo:photoEmpty notify_settings:peerNotifySettings{} available_reactions:["a"]}`,
		},
		{
			layer: 144, in: `channelAdminLogEventActionChangeAvailableReactions{prev_value:chatReactionsNone new_value:chatReactionsSome{reactions:[reactionEmoji{emoticon:"a"}]}}`,
			want: `channelAdminLogEventActionChangeAvailableReactions{prev_value:[] new_value:["a"]}`,
		},
		{layer: 144, in: `messagePeerReaction{peer_id:peerUser{user_id:5} reaction:reactionEmoji{emoticon:"a"}}`, want: `messagePeerReaction{peer_id:peerUser{user_id:5} reaction:"a"}`},
		{
			layer: 144, in: `messageReactions{results:[reactionCount{reaction:reactionEmoji{emoticon:"a"} count:3} reactionCount{reaction:reactionCustomEmoji{document_id:4} count:5}]}`,
			want: `messageReactions{results:[reactionCount{reaction:"a" count:3}]}`,
		},
		{layer: 187, in: `updatePaidReactionPrivacy{private:paidReactionPrivacyAnonymous}`, want: `updatePaidReactionPrivacy{private:true}`},
		{layer: 198, in: `updatePaidReactionPrivacy{private:paidReactionPrivacyDefault}`, want: `updatePaidReactionPrivacy{private:false}`},
		{layer: 198, in: `updatePaidReactionPrivacy{private:paidReactionPrivacyPeer{peer:inputPeerSelf}}`, want: `updatePaidReactionPrivacy{private:false}`},
	})
}

// TestAllReactions: all reactions are those that layer 144 knew, one by one.
func TestAllReactions(t *testing.T) {
	t.Parallel()
	tr := New()
	in := encode(t, Native, "", `channelAdminLogEventActionChangeAvailableReactions{prev_value:chatReactionsAll new_value:chatReactionsNone}`)
	out, err := carry(tr, tr.tables().down(144), in, "")
	if err != nil {
		t.Fatal(err)
	}
	x := tr.tables().begin(tr.tables().down(144), out)
	defer x.end()
	o, err := x.open(out)
	if err != nil {
		t.Fatal(err)
	}
	all, err := x.items(o, "prev_value")
	if err != nil || len(all) != 29 || string(plain(all[0])) != "👍" {
		t.Errorf("%q, %v", all, err)
	}
}

func TestPolls(t *testing.T) {
	t.Parallel()
	sent(t, New(), []translation{
		{
			layer: 144, typ: "InputMedia", in: `inputMediaPoll{poll:poll{question:"Why?" answers:[pollAnswer{text:"a" option:"0"} pollAnswer{text:"b" option:"1"}]} correct_answers:["1"]}`,
			want: `inputMediaPoll{poll:poll{question:textWithEntities{text:"Why?"} answers:[pollAnswer{text:textWithEntities{text:"a"} option:"0"} pollAnswer{text:textWithEntities{text:"b"} option:"1"}]} correct_answers:[1]}`,
		},
		{
			layer: 178, typ: "InputMedia", in: `inputMediaPoll{poll:poll{answers:[pollAnswer{option:"0"}]} correct_answers:["7" "0"]}`,
			want: `inputMediaPoll{poll:poll{question:textWithEntities{} answers:[pollAnswer{text:textWithEntities{} option:"0"}]} correct_answers:[-1 0]}`,
		},
		{
			layer: 223, typ: "InputMedia", in: `inputMediaPoll{poll:poll{question:textWithEntities{} answers:[pollAnswer{text:textWithEntities{} option:"0"} pollAnswer{text:textWithEntities{} option:"1"}]} correct_answers:["1" "0"]}`,
			want: `inputMediaPoll{poll:poll{question:textWithEntities{} answers:[pollAnswer{text:textWithEntities{} option:"0"} pollAnswer{text:textWithEntities{} option:"1"}]} correct_answers:[1 0]}`,
		},
		{layer: 223, typ: "InputMedia", in: `inputMediaPoll{poll:poll{question:textWithEntities{}}}`, want: `inputMediaPoll{poll:poll{question:textWithEntities{}}}`},
		{layer: 224, typ: "InputMedia", in: `inputMediaPoll{poll:poll{question:textWithEntities{}} correct_answers:[1]}`, want: `inputMediaPoll{poll:poll{question:textWithEntities{}} correct_answers:[1]}`},
	})
	received(t, New(), []translation{
		{
			layer: 144, in: `poll{id:1 question:textWithEntities{text:"Why?"} answers:[pollAnswer{text:textWithEntities{text:"a"} option:"0"}]}`,
			want: `poll{id:1 question:"Why?" answers:[pollAnswer{text:"a" option:"0"}]}`,
		},
		{layer: 178, in: `poll{id:1 question:textWithEntities{text:"Why?"}}`, want: `poll{id:1 question:"Why?"}`},
		{
			layer: 166, typ: "InputMedia", in: `inputMediaPoll{poll:poll{question:textWithEntities{} answers:[pollAnswer{text:textWithEntities{} option:"0"} pollAnswer{text:textWithEntities{} option:"1"}]} correct_answers:[1 2 -1]}`,
			want: `inputMediaPoll{poll:poll{question:"" answers:[pollAnswer{option:"0"} pollAnswer{option:"1"}]} correct_answers:["1"]}`,
		},
		{
			layer: 144, in: `messages.votesList{count:4 votes:[messagePeerVote{peer:peerUser{user_id:5} option:"0" date:9} messagePeerVote{peer:peerChannel{channel_id:6} option:"0"}
			messagePeerVoteMultiple{peer:peerUser{user_id:7} options:["0" "1"]} messagePeerVoteInputOption{peer:peerUser{user_id:8} date:9}] next_offset:"x"}`,
			want: `messages.votesList{count:4 votes:[messageUserVote{user_id:5 option:"0" date:9} messageUserVoteMultiple{user_id:7 options:["0" "1"]} messageUserVoteInputOption{user_id:8 date:9}] next_offset:"x"}`,
		},
		{layer: 144, in: `pollResults{total_voters:3 recent_voters:[peerUser{user_id:5} peerChannel{channel_id:6} peerUser{user_id:7}]}`, want: `pollResults{total_voters:3 recent_voters:[5 7]}`},
		{layer: 158, in: `pollResults{total_voters:3}`, want: `pollResults{total_voters:3}`},
	})
}
