package layer

// computedPayments is for stars, gifts and subscriptions.
func computedPayments() rules {
	return rules{
		up: side{
			alias: map[string]string{
				"inputInvoiceStarGift.peer":                  "user_id", // until 197
				"inputInvoiceStarGiftTransfer.stargift":      "msg_id",  // until 197, as the next five
				"inputInvoiceStarGiftUpgrade.stargift":       "msg_id",
				"payments.convertStarGift.stargift":          "msg_id",
				"payments.saveStarGift.stargift":             "msg_id",
				"payments.transferStarGift.stargift":         "msg_id",
				"payments.upgradeStarGift.stargift":          "msg_id",
				"inputInvoiceStars.purpose":                  "option",       // until 184
				"payments.updateStarGiftPrice.resell_amount": "resell_stars", // until 210
			},
			coerce: map[string]coercion{
				"int>InputSavedStarGift": func(x *conv, v []byte) ([]byte, error) {
					return x.build("inputSavedStarGiftUser", fields{"msg_id": v})
				},
				"long>StarsAmount": func(x *conv, v []byte) ([]byte, error) {
					return x.build("starsAmount", fields{"amount": v})
				},
				"StarsTopupOption>InputStorePaymentPurpose": refilled("inputStorePaymentStarsTopup"),
			},
		},
		down: side{
			alias: map[string]string{
				"starGiftAttributeBackdrop.rarity_permille": "rarity", // until 221
				"starGiftAttributeModel.rarity_permille":    "rarity",
				"starGiftAttributePattern.rarity_permille":  "rarity",
				"starsTransaction.stars":                    "amount", // until 205
			},
			coerce: map[string]coercion{
				"StarGiftAttributeRarity>int": taken("starGiftAttributeRarity", "permille"), // 0 for those that only have a name
			},
			compute: map[string]compute{
				"messageActionGiftCode.months":     months, // until 216
				"messageActionGiftPremium.months":  months,
				"payments.checkedGiftCode.months":  months,
				"payments.checkedGiftCode.from_id": giver, // until 167
			},
			need: map[string]bool{
				"messageMediaGiveaway.months":        true, // until 186, which knows no giveaways of stars
				"messageMediaGiveawayResults.months": true,
			},
			force: map[string]int{
				"payments.checkedGiftCode": 167,
			},
		},
	}
}

// months is a number of days in months.
func months(_ *conv, o *object) ([]byte, error) {
	return le.AppendUint32(nil, uint32(inMonths(o.number("days")))), nil
}

// inMonths rounds to the nearest number of months, and to one at least.
func inMonths(days int64) int64 { return max(1, (days+15)/30) }

// giver is who a gift code is from, which clients until 167 have to be told. A
// gift of nobody is one of a user that there is not.
func giver(x *conv, o *object) ([]byte, error) {
	if !o.has("from_id") && x.d.to.Number <= 167 {
		return x.build("peerUser", nil)
	}
	return x.take(o, "from_id", o.typ("from_id"))
}

// number is an int or a long; 0 when it is not there.
func (o *object) number(name string) int64 {
	switch v := o.get(name); len(v) {
	case 4:
		return int64(int32(le.Uint32(v)))
	case 8:
		return int64(le.Uint64(v))
	}
	return 0
}
