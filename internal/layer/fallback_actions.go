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
			a := deed{x: x, o: o, err: new(error)}
			said := tell(a)
			if *a.err != nil {
				return nil, *a.err
			}
			return x.build("messageActionCustomAction", fields{"message": literal(said)})
		}},
	}}}
}

func actionWords() map[string]func(a deed) string {
	return map[string]func(a deed) string{
		"messageActionBoostApply":             boosted,
		"messageActionChangeCommunity":        communityChanged,
		"messageActionChangeCreator":          says("The group has a new owner"),
		"messageActionChatJoinedViaCommunity": says("A new member joined through the community"),
		"messageActionConferenceCall":         groupCalled,
		"messageActionGiftCode":               premiumGiven,
		"messageActionGiftStars":              func(a deed) string { return "Gift: " + stars(a.number("stars")) },
		"messageActionGiftTon":                func(a deed) string { return "Gift: " + ton(a.number("crypto_amount")) },
		"messageActionGiveawayLaunch":         giveawayLaunched,
		"messageActionGiveawayResults":        giveawayEnded,
		"messageActionManagedBotCreated":      says("A bot was created"),
		"messageActionNewCreatorPending":      says("The owner left, and the group will get a new one unless they return"),
		"messageActionNoForwardsRequest":      sharingAsked,
		"messageActionNoForwardsToggle":       sharingChanged,
		"messageActionPaidMessagesPrice":      messagesPriced,
		"messageActionPaidMessagesRefunded":   messagesRefunded,
		"messageActionPaymentRefunded":        paymentRefunded,
		"messageActionPollAppendAnswer":       func(a deed) string { return named("The option", a.in("answer").caption(), "was added to the poll") },
		"messageActionPollDeleteAnswer": func(a deed) string {
			return named("The option", a.in("answer").caption(), "was removed from the poll")
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
		"messageActionSuggestedPostSuccess":          func(a deed) string { return "The suggested post was paid for: " + a.in("price").amount() },
		"messageActionTodoAppendTasks":               tasksAdded,
		"messageActionTodoCompletions":               tasksDone,
		"messageActionTopicCreate":                   func(a deed) string { return named("The topic", a.text("title"), "was created") },
		"messageActionTopicEdit":                     topicEdited,
	}
}

func says(s string) func(deed) string { return func(deed) string { return s } }

func boosted(a deed) string {
	if n := a.number("boosts"); n > 1 {
		return fmt.Sprintf("The group was boosted %d times", n)
	}
	return "The group was boosted"
}

func communityChanged(a deed) string {
	if a.has("community_id") {
		return "The group became part of a community"
	}
	return "The group is no longer part of a community"
}

func groupCalled(a deed) string {
	call := "group call"
	if a.has("video") {
		call = "group video call"
	}
	switch seconds := a.number("duration"); {
	case a.has("missed"):
		return "Missed " + call
	case a.has("active"):
		return "Ongoing " + call
	case seconds > 0:
		return fmt.Sprintf("Finished %s (%v)", call, time.Duration(seconds)*time.Second)
	}
	return "Finished " + call
}

func premiumGiven(a deed) string {
	return "Gift: Premium for " + count(inMonths(a.number("days")), "month", "months")
}

func giveawayLaunched(a deed) string {
	if n := a.number("stars"); n > 0 {
		return "A giveaway of " + stars(n) + " has begun"
	}
	return "A giveaway of Premium subscriptions has begun"
}

func giveawayEnded(a deed) string {
	s := count(a.number("winners_count"), "winner", "winners") + " of the giveaway drawn"
	if n := a.number("unclaimed_count"); n > 0 {
		s += ", " + count(n, "prize", "prizes") + " left over"
	}
	return s
}

func prizeWon(a deed) string {
	if a.has("unclaimed") {
		return "Unclaimed prize of a giveaway: " + stars(a.number("stars"))
	}
	return "Prize of a giveaway: " + stars(a.number("stars"))
}

func sharingAsked(a deed) string {
	what := "allow"
	if a.true("new_value") {
		what = "forbid"
	}
	if a.has("expired") {
		return "The request to " + what + " sharing from this chat has expired"
	}
	return "A request to " + what + " sharing from this chat"
}

func sharingChanged(a deed) string {
	if a.true("new_value") {
		return "Sharing from this chat was forbidden"
	}
	return "Sharing from this chat was allowed"
}

func messagesPriced(a deed) string {
	what := "Messages"
	if a.has("broadcast_messages_allowed") {
		what = "Direct messages"
	}
	if n := a.number("stars"); n > 0 {
		return what + " now cost " + stars(n) + " each"
	}
	return what + " are now free"
}

func messagesRefunded(a deed) string {
	return stars(a.number("stars")) + " for " + count(a.number("count"), "message", "messages") + " were refunded"
}

func paymentRefunded(a deed) string {
	if a.text("currency") == "XTR" {
		return "A payment of " + stars(a.number("total_amount")) + " was refunded"
	}
	return "A payment was refunded"
}

func chatsShared(a deed) string {
	if n := len(a.list("peers")); n != 1 {
		return fmt.Sprintf("%d chats were shared with the bot", n)
	}
	return "A chat was shared with the bot"
}

func wallpaperSet(a deed) string {
	switch {
	case a.has("same"):
		return "The same wallpaper was set for this chat"
	case a.has("for_both"):
		return "A new wallpaper was set for both sides of this chat"
	}
	return "A new wallpaper was set for this chat"
}
