package layer

import (
	"strings"
	"testing"
)

func TestRenamesUp(t *testing.T) {
	t.Parallel()
	const channel, peer = `channel:inputChannel{channel_id:5 access_hash:6}`, `peer:inputPeerChannel{channel_id:5 access_hash:6}`
	var cases []translation
	for _, c := range []struct {
		layers  [2]int
		in, out string // with CHANNEL where the channel stands
	}{
		{[2]int{159, 187}, `channels.clickSponsoredMessage{CHANNEL random_id:"r"}`, `messages.clickSponsoredMessage{random_id:"r"}`},
		{[2]int{188, 191}, `channels.clickSponsoredMessage{media:true fullscreen:true CHANNEL random_id:"r"}`, `messages.clickSponsoredMessage{media:true fullscreen:true random_id:"r"}`},
		{
			[2]int{148, 214},
			`channels.createForumTopic{CHANNEL title:"t" icon_color:3 icon_emoji_id:4 random_id:7 send_as:inputPeerSelf}`,
			`messages.createForumTopic{CHANNEL title:"t" icon_color:3 icon_emoji_id:4 random_id:7 send_as:inputPeerSelf}`,
		},
		{[2]int{148, 214}, `channels.deleteTopicHistory{CHANNEL top_msg_id:7}`, `messages.deleteTopicHistory{CHANNEL top_msg_id:7}`},
		{[2]int{144, 222}, `channels.editCreator{CHANNEL user_id:inputUserSelf}`, `messages.editChatCreator{CHANNEL user_id:inputUserSelf}`},
		{[2]int{148, 149}, `channels.editForumTopic{CHANNEL topic_id:7 title:"t" icon_emoji_id:4 closed:true}`, `messages.editForumTopic{CHANNEL topic_id:7 title:"t" icon_emoji_id:4 closed:true}`},
		{[2]int{150, 214}, `channels.editForumTopic{CHANNEL topic_id:7 hidden:false}`, `messages.editForumTopic{CHANNEL topic_id:7 hidden:false}`},
		{[2]int{148, 214}, `channels.getForumTopics{CHANNEL q:"x" offset_date:1 offset_id:2 offset_topic:3 limit:4}`, `messages.getForumTopics{CHANNEL q:"x" offset_date:1 offset_id:2 offset_topic:3 limit:4}`},
		{[2]int{148, 214}, `channels.getForumTopicsByID{CHANNEL topics:[1 2]}`, `messages.getForumTopicsByID{CHANNEL topics:[1 2]}`},
		{[2]int{222, 222}, `channels.getFutureCreatorAfterLeave{CHANNEL}`, `messages.getFutureChatCreatorAfterLeave{CHANNEL}`},
		{[2]int{144, 191}, `channels.getSponsoredMessages{CHANNEL}`, `messages.getSponsoredMessages{CHANNEL}`},
		{[2]int{150, 214}, `channels.reorderPinnedForumTopics{force:true CHANNEL order:[1 2]}`, `messages.reorderPinnedForumTopics{force:true CHANNEL order:[1 2]}`},
		{[2]int{178, 191}, `channels.reportSponsoredMessage{CHANNEL random_id:"r" option:"o"}`, `messages.reportSponsoredMessage{random_id:"r" option:"o"}`},
		{[2]int{148, 214}, `channels.updatePinnedForumTopic{CHANNEL topic_id:7 pinned:true}`, `messages.updatePinnedForumTopic{CHANNEL topic_id:7 pinned:true}`},
		{[2]int{144, 191}, `channels.viewSponsoredMessage{CHANNEL random_id:"r"}`, `messages.viewSponsoredMessage{random_id:"r"}`},
		{[2]int{200, 204}, `account.addNoPaidMessagesException{refund_charged:true user_id:inputUserSelf}`, `account.toggleNoPaidMessagesException{refund_charged:true user_id:inputUserSelf}`},
		{[2]int{160, 163}, `users.getStoriesMaxIDs{id:[inputUserSelf inputUser{user_id:5 access_hash:6}]}`, `stories.getPeerMaxIDs{id:[inputPeerSelf inputPeerUser{user_id:5 access_hash:6}]}`},
		{[2]int{160, 163}, `stories.getUserStories{user_id:inputUser{user_id:5 access_hash:6}}`, `stories.getPeerStories{peer:inputPeerUser{user_id:5 access_hash:6}}`},
		{[2]int{160, 163}, `stories.getAllReadUserStories`, `stories.getAllReadPeerStories`},
		{[2]int{160, 163}, `contacts.toggleStoriesHidden{id:inputUser{user_id:5 access_hash:6} hidden:true}`, `stories.togglePeerStoriesHidden{peer:inputPeerUser{user_id:5 access_hash:6} hidden:true}`},
		{[2]int{172, 199}, `users.getIsPremiumRequiredToContact{id:[inputUserSelf]}`, `users.getRequirementsToContact{id:[inputUserSelf]}`},
		{[2]int{145, 197}, `account.updateEmojiStatus{emoji_status:emojiStatusUntil{document_id:4 until:9}}`, `account.updateEmojiStatus{emoji_status:emojiStatus{document_id:4 until:9}}`},
	} {
		for _, layer := range c.layers {
			cases = append(cases, translation{layer: layer, in: strings.Replace(c.in, "CHANNEL", channel, 1), want: strings.Replace(c.out, "CHANNEL", peer, 1)})
		}
	}
	cases = append(cases,
		translation{layer: 148, in: `channels.getForumTopics{channel:inputChannelEmpty}`, want: `messages.getForumTopics{peer:inputPeerEmpty}`},
		translation{
			layer: 148, in: `channels.getForumTopics{channel:inputChannelFromMessage{peer:inputPeerSelf msg_id:3 channel_id:4}}`,
			want: `messages.getForumTopics{peer:inputPeerChannelFromMessage{peer:inputPeerSelf msg_id:3 channel_id:4}}`,
		},
	)
	sent(t, New(), cases)
}

func TestRenamesDown(t *testing.T) {
	t.Parallel()
	received(t, New(), []translation{
		{layer: 144, in: `messageActionBotAllowed{domain:"example.org"}`, want: `messageActionBotAllowed{domain:"example.org"}`},
		{layer: 150, in: `messageActionBotAllowed{attach_menu:true}`, want: `messageActionBotAllowed{domain:""}`},
		{layer: 151, in: `messageActionBotAllowed{attach_menu:true}`, want: `messageActionAttachMenuBotAllowed`},
		{layer: 152, in: `messageActionBotAllowed{domain:"example.org"}`, want: `messageActionBotAllowed{domain:"example.org"}`},
		{layer: 154, in: `messageActionBotAllowed{attach_menu:true}`, want: `messageActionBotAllowed{attach_menu:true}`},

		{layer: 158, in: `messageActionSetChatWallPaper{same:true wallpaper:wallPaperNoFile{id:3}}`, want: `messageActionSetSameChatWallPaper{wallpaper:wallPaperNoFile{id:3}}`},
		{layer: 166, in: `messageActionSetChatWallPaper{same:true for_both:true wallpaper:wallPaperNoFile{id:3}}`, want: `messageActionSetSameChatWallPaper{wallpaper:wallPaperNoFile{id:3}}`},
		{layer: 166, in: `messageActionSetChatWallPaper{wallpaper:wallPaperNoFile{id:3}}`, want: `messageActionSetChatWallPaper{wallpaper:wallPaperNoFile{id:3}}`},
		{layer: 167, in: `messageActionSetChatWallPaper{same:true wallpaper:wallPaperNoFile{id:3}}`, want: `messageActionSetChatWallPaper{same:true wallpaper:wallPaperNoFile{id:3}}`},

		{layer: 147, in: `updatePinnedForumTopic{pinned:true peer:peerChannel{channel_id:5} topic_id:7}`},
		{layer: 148, in: `updatePinnedForumTopic{pinned:true peer:peerChannel{channel_id:5} topic_id:7}`, want: `updateChannelPinnedTopic{channel_id:5 topic_id:7}`},
		{layer: 148, in: `updatePinnedForumTopic{peer:peerChannel{channel_id:5} topic_id:7}`, want: `updateChannelPinnedTopic{channel_id:5}`},
		{layer: 149, in: `updatePinnedForumTopic{peer:peerChannel{channel_id:5} topic_id:7}`, want: `updateChannelPinnedTopic{channel_id:5 topic_id:7}`},
		{layer: 214, in: `updatePinnedForumTopic{pinned:true peer:peerChannel{channel_id:5} topic_id:7}`, want: `updateChannelPinnedTopic{pinned:true channel_id:5 topic_id:7}`},
		{layer: 214, in: `updatePinnedForumTopic{pinned:true peer:peerUser{user_id:5} topic_id:7}`},
		{layer: 148, in: `updatePinnedForumTopics{peer:peerChannel{channel_id:5} order:[7 8]}`},
		{layer: 149, in: `updatePinnedForumTopics{peer:peerChannel{channel_id:5} order:[7 8]}`, want: `updateChannelPinnedTopics{channel_id:5 order:[7 8]}`},
		{layer: 214, in: `updatePinnedForumTopics{peer:peerChannel{channel_id:5}}`, want: `updateChannelPinnedTopics{channel_id:5}`},
		{layer: 214, in: `updatePinnedForumTopics{peer:peerUser{user_id:5} order:[7 8]}`},

		{layer: 145, in: `updateUserEmojiStatus{user_id:5 emoji_status:emojiStatus{document_id:4 until:9}}`, want: `updateUserEmojiStatus{user_id:5 emoji_status:emojiStatusUntil{document_id:4 until:9}}`},
		{layer: 197, in: `user{id:5 emoji_status:emojiStatus{document_id:4 until:9}}`, want: `user{id:5 emoji_status:emojiStatusUntil{document_id:4 until:9}}`},
		{layer: 197, in: `user{id:5 emoji_status:emojiStatus{document_id:4}}`, want: `user{id:5 emoji_status:emojiStatus{document_id:4}}`},
		{layer: 198, in: `user{id:5 emoji_status:emojiStatus{document_id:4 until:9}}`, want: `user{id:5 emoji_status:emojiStatus{document_id:4 until:9}}`},

		{layer: 144, in: `messages.translateResult{result:[textWithEntities{text:"hello"} textWithEntities{text:"you"}]}`, want: `messages.translateResultText{text:"hello"}`},
		{layer: 151, in: `messages.translateResult{result:[textWithEntities{text:"hello"}]}`, want: `messages.translateResultText{text:"hello"}`},
		{layer: 152, in: `messages.translateResult{result:[textWithEntities{text:"hello"}]}`, want: `messages.translateResult{result:[textWithEntities{text:"hello"}]}`},

		// Clients until 150 are told of a changed picture with the user that comes
		// with the update; updateUserPhoto would take it away.
		{layer: 150, in: `updates{updates:[updateUser{user_id:5}] users:[userEmpty{id:5}]}`, want: `updates{users:[userEmpty{id:5}]}`},
		{layer: 151, in: `updateUser{user_id:5}`, want: `updateUser{user_id:5}`},
	})
}
