package layer

// fallbacks are the rules of group F: what becomes of constructors that a
// client does not know. Of most nothing does: updates, entities, privacy keys and
// rules, attributes of web pages and the like are dropped where they stand.
func fallbacks() rules {
	return merge([]rules{generalFallbacks(), textFallbacks(), actionFallbacks(), buttons()})
}

func generalFallbacks() rules {
	return rules{down: side{fallbacks: map[string]fallback{
		"MessageMedia":                        {ctor: "messageMediaUnsupported"},
		"SendMessageAction":                   {ctor: "sendMessageTypingAction"},
		"sendMessageStopDraftAction":          {ctor: "sendMessageCancelAction"},
		"PhoneCallDiscardReason":              {ctor: "phoneCallDiscardReasonHangup"},
		"InputStickerSet":                     {ctor: "inputStickerSetEmpty"},
		"StickerSetCovered":                   {ctor: "stickerSetMultiCovered"},
		"EmojiGroup":                          {ctor: "emojiGroup"},
		"EmojiStatus":                         {ctor: "emojiStatusEmpty"},
		"emojiStatusCollectible":              {make: plainStatus},
		"messages.SponsoredMessages":          {ctor: "messages.sponsoredMessages"},
		"messages.translateResult":            {make: firstTranslation},
		"botInlineMessageMediaWebPage":        {ctor: "botInlineMessageText"},
		"StarsTransactionPeer":                {ctor: "starsTransactionPeerUnsupported"},
		"StarsAmount":                         {make: noStars},
		"auth.SentCodeType":                   {ctor: "auth.sentCodeTypeSms"},
		"auth.sentCodeTypeEmailCode":          {ctor: "auth.sentCodeTypeApp"}, // which offers a text message next
		"auth.sentCodeTypeSetUpEmailRequired": {ctor: "auth.sentCodeTypeApp"},
	}}}
}

// plainStatus is the emoji of a collectible status, until it ends if it does.
func plainStatus(x *conv, o *object) ([]byte, error) {
	if o.has("until") && x.d.to.Ctor("emojiStatusUntil") != nil {
		return x.fill("emojiStatusUntil", nil, o) // until 197
	}
	return x.fill("emojiStatus", nil, o)
}

// noStars is for an amount of another currency, whose number would mislead.
func noStars(x *conv, _ *object) ([]byte, error) { return x.build("starsAmount", nil) }

// textFallbacks keep what a page says.
func textFallbacks() rules {
	paragraph, header, subheader := fallback{ctor: "pageBlockParagraph"}, fallback{ctor: "pageBlockHeader"}, fallback{ctor: "pageBlockSubheader"}
	return rules{down: side{fallbacks: map[string]fallback{
		"RichText":                  {make: innerText},
		"PageBlock":                 {ctor: "pageBlockUnsupported"},
		"pageBlockHeading1":         header,
		"pageBlockHeading2":         header,
		"pageBlockHeading3":         subheader,
		"pageBlockHeading4":         subheader,
		"pageBlockHeading5":         subheader,
		"pageBlockHeading6":         subheader,
		"pageBlockThinking":         paragraph,
		"pageBlockMath":             {make: sourceBlock},
		"pageBlockBlockquoteBlocks": {make: openDetails},
	}}}
}

// innerText is what a text is made of, without what is special about it.
func innerText(x *conv, o *object) ([]byte, error) {
	if o.has("text") {
		return x.take(o, "text", o.comb.Result)
	}
	for _, field := range []string{"alt", "source"} {
		if o.has(field) {
			return x.build("textPlain", fields{"text": o.get(field)})
		}
	}
	return nil, ErrAbsent
}

// sourceBlock shows a formula as it was written.
func sourceBlock(x *conv, o *object) ([]byte, error) {
	text, err := x.build("textPlain", fields{"text": o.get("source")})
	if err != nil {
		return nil, err
	}
	return x.build("pageBlockPreformatted", fields{"text": text})
}

// openDetails shows the blocks of a quotation, for which there was one text.
func openDetails(x *conv, o *object) ([]byte, error) {
	caption, err := x.take(o, "caption", o.typ("caption"))
	if err != nil {
		return nil, err
	}
	return x.fill("pageBlockDetails", fields{"open": {}, "title": caption}, o)
}

// firstTranslation is the one text that clients until 151 asked for.
func firstTranslation(x *conv, o *object) ([]byte, error) {
	all, err := x.items(o, "result")
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return x.build("messages.translateNoResult", nil)
	}
	first, err := x.open(all[0])
	if err != nil {
		return nil, err
	}
	return x.fill("messages.translateResultText", nil, first)
}
