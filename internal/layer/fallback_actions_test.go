package layer

import (
	"strings"
	"testing"
)

// TestActions tells in words of what older layers have no action for.
func TestActions(t *testing.T) {
	t.Parallel()
	const gift, unique, price = `gift:starGift{sticker:documentEmpty stars:50}`, `gift:starGiftUnique{title:"Cat" num:7}`, `price:starsAmount{amount:1}`
	var cases []translation
	for _, c := range []struct {
		last       int // layer
		name, said string
	}{
		{173, `BoostApply{boosts:1}`, `The group was boosted`},
		{144, `BoostApply{boosts:3}`, `The group was boosted 3 times`},
		{227, `ChangeCommunity{community_id:5}`, `The group became part of a community`},
		{227, `ChangeCommunity`, `The group is no longer part of a community`},
		{221, `ChangeCreator{new_creator_id:5}`, `The group has a new owner`},
		{228, `ChatJoinedViaCommunity{community_id:5}`, `A new member joined through the community`},
		{201, `ConferenceCall{missed:true call_id:5}`, `Missed group call`},
		{201, `ConferenceCall{active:true video:true call_id:5}`, `Ongoing group video call`},
		{201, `ConferenceCall{call_id:5 duration:75}`, `Finished group call (1m15s)`},
		{144, `ConferenceCall{call_id:5}`, `Finished group call`},
		{165, `GiftCode{days:91 slug:"s"}`, `Gift: Premium for 3 months`},
		{165, `GiftCode{days:30 slug:"s"}`, `Gift: Premium for 1 month`},
		{184, `GiftStars{stars:500}`, `Gift: 500 Stars`},
		{184, `GiftStars{stars:1}`, `Gift: 1 Star`},
		{205, `GiftTon{crypto_amount:1500000000}`, `Gift: 1.5 TON`},
		{205, `GiftTon{crypto_amount:20000000000}`, `Gift: 20 TON`},
		{165, `GiveawayLaunch`, `A giveaway of Premium subscriptions has begun`},
		{165, `GiveawayLaunch{stars:500}`, `A giveaway of 500 Stars has begun`},
		{166, `GiveawayResults{winners_count:3}`, `3 winners of the giveaway drawn`},
		{166, `GiveawayResults{winners_count:1 unclaimed_count:2}`, `1 winner of the giveaway drawn, 2 prizes left over`},
		{223, `ManagedBotCreated{bot_id:5}`, `A bot was created`},
		{221, `NewCreatorPending{new_creator_id:5}`, `The owner left, and the group will get a new one unless they return`},
		{222, `NoForwardsRequest{new_value:true}`, `A request to forbid sharing from this chat`},
		{222, `NoForwardsRequest{expired:true prev_value:true}`, `The request to allow sharing from this chat has expired`},
		{222, `NoForwardsToggle{new_value:true}`, `Sharing from this chat was forbidden`},
		{222, `NoForwardsToggle{prev_value:true}`, `Sharing from this chat was allowed`},
		{200, `PaidMessagesPrice{stars:5}`, `Messages now cost 5 Stars each`},
		{200, `PaidMessagesPrice{broadcast_messages_allowed:true}`, `Direct messages are now free`},
		{200, `PaidMessagesRefunded{count:2 stars:10}`, `10 Stars for 2 messages were refunded`},
		{183, `PaymentRefunded{peer:peerUser currency:"XTR" total_amount:10 charge:paymentCharge}`, `A payment of 10 Stars was refunded`},
		{183, `PaymentRefunded{peer:peerUser currency:"EUR" total_amount:10 charge:paymentCharge}`, `A payment was refunded`},
		{223, `PollAppendAnswer{answer:pollAnswer{text:textWithEntities{text:"Tea"} option:"1"}}`, `The option “Tea” was added to the poll`},
		{223, `PollDeleteAnswer{answer:pollAnswer{text:textWithEntities{text:"Tea"} option:"1"}}`, `The option “Tea” was removed from the poll`},
		{186, `PrizeStars{stars:50 boost_peer:peerUser}`, `Prize of a giveaway: 50 Stars`},
		{186, `PrizeStars{unclaimed:true stars:50 boost_peer:peerUser}`, `Unclaimed prize of a giveaway: 50 Stars`},
		{151, `RequestedPeer{button_id:1 peers:[peerUser]}`, `A chat was shared with the bot`},
		{151, `RequestedPeer{button_id:1 peers:[peerUser peerChat]}`, `2 chats were shared with the bot`},
		{176, `RequestedPeerSentMe{button_id:1 peers:[requestedPeerUser{user_id:5}]}`, `A chat was shared with the bot`},
		{156, `SetChatWallPaper{wallpaper:wallPaperNoFile}`, `A new wallpaper was set for this chat`},
		{156, `SetChatWallPaper{same:true wallpaper:wallPaperNoFile}`, `The same wallpaper was set for this chat`},
		{144, `SetChatWallPaper{for_both:true wallpaper:wallPaperNoFile}`, `A new wallpaper was set for both sides of this chat`},
		{188, `StarGift{` + gift + `}`, `A gift for 50 Stars`},
		{188, `StarGift{refunded:true ` + gift + `}`, `Refunded gift for 50 Stars`},
		{188, `StarGift{converted:true ` + gift + `}`, `Converted gift for 50 Stars`},
		{188, `StarGift{` + unique + `}`, `A gift`},
		{218, `StarGiftPurchaseOffer{` + unique + ` ` + price + `}`, `An offer to buy a gift for 1 Star`},
		{218, `StarGiftPurchaseOffer{accepted:true ` + unique + ` price:starsTonAmount{amount:250000000}}`, `Accepted offer to buy a gift for 0.25 TON`},
		{218, `StarGiftPurchaseOffer{declined:true ` + unique + ` ` + price + `}`, `Declined offer to buy a gift for 1 Star`},
		{218, `StarGiftPurchaseOfferDeclined{` + unique + ` ` + price + `}`, `The offer to buy a gift for 1 Star was declined`},
		{218, `StarGiftPurchaseOfferDeclined{expired:true ` + unique + ` ` + price + `}`, `The offer to buy a gift for 1 Star has expired`},
		{195, `StarGiftUnique{upgrade:true ` + unique + `}`, `Upgraded to a unique gift: Cat #7`},
		{195, `StarGiftUnique{transferred:true ` + unique + `}`, `Transferred unique gift: Cat #7`},
		{195, `StarGiftUnique{refunded:true ` + unique + `}`, `Refunded unique gift: Cat #7`},
		{195, `StarGiftUnique{` + gift + `}`, `A unique gift`},
		{214, `SuggestBirthday{birthday:birthday{day:5 month:5 year:1990}}`, `A date of birth was suggested: 5 May 1990`},
		{214, `SuggestBirthday{birthday:birthday{day:5 month:5}}`, `A date of birth was suggested: 5 May`},
		{214, `SuggestBirthday{birthday:birthday{day:5 month:13}}`, `A date of birth was suggested`},
		{150, `SuggestProfilePhoto{photo:photoEmpty}`, `A profile photo was suggested`},
		{205, `SuggestedPostApproval{schedule_date:5}`, `The suggested post was accepted`},
		{205, `SuggestedPostApproval{` + price + `}`, `The suggested post was accepted for 1 Star`},
		{205, `SuggestedPostApproval{rejected:true}`, `The suggested post was rejected`},
		{205, `SuggestedPostApproval{rejected:true reject_comment:"too long"}`, `The suggested post was rejected: too long`},
		{205, `SuggestedPostApproval{balance_too_low:true}`, `The suggested post cannot be paid for: there are too few Stars`},
		{205, `SuggestedPostRefund`, `The payment for the suggested post was refunded`},
		{205, `SuggestedPostRefund{payer_initiated:true}`, `The payment for the suggested post was taken back`},
		{205, `SuggestedPostSuccess{` + price + `}`, `The suggested post was paid for: 1 Star`},
		{204, `TodoAppendTasks{list:[todoItem{title:textWithEntities{text:"Tea"}}]}`, `The task “Tea” was added to the checklist`},
		{204, `TodoAppendTasks{list:[todoItem{title:textWithEntities} todoItem{title:textWithEntities}]}`, `2 tasks were added to the checklist`},
		{204, `TodoCompletions{completed:[1]}`, `1 task was marked as done`},
		{204, `TodoCompletions{incompleted:[1 2]}`, `2 tasks were marked as not done`},
		{204, `TodoCompletions{completed:[1 2] incompleted:[3]}`, `2 tasks were marked as done, 1 as not done`},
		{147, `TopicCreate{title:"Tea" icon_color:1}`, `The topic “Tea” was created`},
		{147, `TopicCreate{title_missing:true title:"" icon_color:1}`, `The topic was created`},
		{147, `TopicEdit{title:"Tea"}`, `The topic was renamed to “Tea”`},
		{147, `TopicEdit{closed:true}`, `The topic was closed`},
		{147, `TopicEdit{closed:false}`, `The topic was reopened`},
		{144, `TopicEdit{hidden:true}`, `The topic was hidden`},
		{144, `TopicEdit{hidden:false}`, `The topic is no longer hidden`},
		{144, `TopicEdit{icon_emoji_id:5}`, `The icon of the topic was changed`},
	} {
		cases = append(cases, translation{c.last, "", `messageAction` + c.name, `messageActionCustomAction{message:"` + c.said + `"}`})
	}
	// What has no words, and whose own constructor cannot have what is in it.
	cases = append(cases, translation{144, "", `messageActionGroupCall{call:inputGroupCallSlug{slug:"s"}}`, `messageActionEmpty`})
	long := strings.Repeat("ä", 600)
	cases = append(cases, translation{
		147, "", `messageActionTopicCreate{title:"a` + long + `"}`,
		`messageActionCustomAction{message:"The topic “a` + long[:1022] + `…” was created"}`,
	})
	received(t, New(), cases)
}
