package layer

import (
	"fmt"
	"time"
)

// actionFallbacks say in words what happened in a chat, to clients that do not
// know of such an action. They show the words alone, so that each is a sentence
// that needs no name before it.
func actionFallbacks() rules {
	words := actionWords()
	return rules{down: side{fallbacks: map[string]fallback{
		"MessageAction": {make: func(x *conv, o *object) ([]byte, error) {
			tell, ok := words[o.comb.Name]
			if !ok {
				return x.build("messageActionEmpty", nil)
			}
			d := deed{x: x, o: o, err: new(error)}
			said := tell(d)
			if *d.err != nil {
				return nil, *d.err
			}
			return x.build("messageActionCustomAction", fields{"message": literal(said)})
		}},
	}}}
}

func actionWords() map[string]func(d deed) string {
	return map[string]func(d deed) string{
		"messageActionBoostApply":             boosted,
		"messageActionChangeCommunity":        communityChanged,
		"messageActionChangeCreator":          says("The group has a new owner"),
		"messageActionChatJoinedViaCommunity": says("A new member joined through the community"),
		"messageActionConferenceCall":         groupCalled,
		"messageActionGiftCode":               premiumGiven,
		"messageActionGiftStars":              func(d deed) string { return "Gift: " + stars(d.number("stars")) },
		"messageActionGiftTon":                func(d deed) string { return "Gift: " + ton(d.number("crypto_amount")) },
		"messageActionGiveawayLaunch":         giveawayLaunched,
		"messageActionGiveawayResults":        giveawayEnded,
		"messageActionManagedBotCreated":      says("A bot was created"),
		"messageActionNewCreatorPending":      says("The owner left, and the group will get a new one unless they return"),
		"messageActionNoForwardsRequest":      sharingAsked,
		"messageActionNoForwardsToggle":       sharingChanged,
		"messageActionPaidMessagesPrice":      messagesPriced,
		"messageActionPaidMessagesRefunded":   messagesRefunded,
		"messageActionPaymentRefunded":        paymentRefunded,
		"messageActionPollAppendAnswer":       func(d deed) string { return named("The option", d.in("answer").caption(), "was added to the poll") },
		"messageActionPollDeleteAnswer": func(d deed) string {
			return named("The option", d.in("answer").caption(), "was removed from the poll")
		},
		"messageActionPrizeStars":                    prizeWon,
		"messageActionRequestedPeer":                 chatsShared,
		"messageActionRequestedPeerSentMe":           chatsShared,
		"messageActionSetChatTheme":                  says("The theme of the chat was changed"),
		"messageActionSetChatWallPaper":              wallpaperSet,
		"messageActionStarGift":                      giftGiven,
		"messageActionStarGiftPurchaseOffer":         giftWanted,
		"messageActionStarGiftPurchaseOfferDeclined": giftRefused,
		"messageActionStarGiftUnique":                uniqueGift,
		"messageActionSuggestBirthday":               birthdaySuggested,
		"messageActionSuggestProfilePhoto":           says("A profile photo was suggested"),
		"messageActionSuggestedPostApproval":         postReviewed,
		"messageActionSuggestedPostRefund":           postRefunded,
		"messageActionSuggestedPostSuccess":          func(d deed) string { return "The suggested post was paid for: " + d.in("price").amount() },
		"messageActionTodoAppendTasks":               tasksAdded,
		"messageActionTodoCompletions":               tasksDone,
		"messageActionTopicCreate":                   func(d deed) string { return named("The topic", d.text("title"), "was created") },
		"messageActionTopicEdit":                     topicEdited,
	}
}

func says(s string) func(deed) string { return func(deed) string { return s } }

func boosted(d deed) string {
	if n := d.number("boosts"); n > 1 {
		return fmt.Sprintf("The group was boosted %d times", n)
	}
	return "The group was boosted"
}

func communityChanged(d deed) string {
	if d.has("community_id") {
		return "The group became part of a community"
	}
	return "The group is no longer part of a community"
}

func groupCalled(d deed) string {
	call := "group call"
	if d.has("video") {
		call = "group video call"
	}
	switch seconds := d.number("duration"); {
	case d.has("missed"):
		return "Missed " + call
	case d.has("active"):
		return "Ongoing " + call
	case seconds > 0:
		return fmt.Sprintf("Finished %s (%v)", call, time.Duration(seconds)*time.Second)
	}
	return "Finished " + call
}

func premiumGiven(d deed) string {
	return "Gift: Premium for " + count(inMonths(d.number("days")), "month", "months")
}

func giveawayLaunched(d deed) string {
	if n := d.number("stars"); n > 0 {
		return "A giveaway of " + stars(n) + " has begun"
	}
	return "A giveaway of Premium subscriptions has begun"
}

func giveawayEnded(d deed) string {
	s := count(d.number("winners_count"), "winner", "winners") + " of the giveaway drawn"
	if n := d.number("unclaimed_count"); n > 0 {
		s += ", " + count(n, "prize", "prizes") + " left over"
	}
	return s
}

func prizeWon(d deed) string {
	if d.has("unclaimed") {
		return "Unclaimed prize of a giveaway: " + stars(d.number("stars"))
	}
	return "Prize of a giveaway: " + stars(d.number("stars"))
}

func sharingAsked(d deed) string {
	what := "allow"
	if d.true("new_value") {
		what = "forbid"
	}
	if d.has("expired") {
		return "The request to " + what + " sharing from this chat has expired"
	}
	return "A request to " + what + " sharing from this chat"
}

func sharingChanged(d deed) string {
	if d.true("new_value") {
		return "Sharing from this chat was forbidden"
	}
	return "Sharing from this chat was allowed"
}

func messagesPriced(d deed) string {
	what := "Messages"
	if d.has("broadcast_messages_allowed") {
		what = "Direct messages"
	}
	if n := d.number("stars"); n > 0 {
		return what + " now cost " + stars(n) + " each"
	}
	return what + " are now free"
}

func messagesRefunded(d deed) string {
	return stars(d.number("stars")) + " for " + count(d.number("count"), "message", "messages") + " were refunded"
}

func paymentRefunded(d deed) string {
	if d.text("currency") == "XTR" {
		return "A payment of " + stars(d.number("total_amount")) + " was refunded"
	}
	return "A payment was refunded"
}

func chatsShared(d deed) string {
	if n := len(d.list("peers")); n != 1 {
		return fmt.Sprintf("%d chats were shared with the bot", n)
	}
	return "A chat was shared with the bot"
}

func wallpaperSet(d deed) string {
	switch {
	case d.has("same"):
		return "The same wallpaper was set for this chat"
	case d.has("for_both"):
		return "A new wallpaper was set for both sides of this chat"
	}
	return "A new wallpaper was set for this chat"
}
