package layer

import (
	"math"
	"strconv"
)

// coercions are the rules of group B: fields whose type changed. Bool and true
// need none, nor do vectors of one and one of a vector.
func coercions() rules {
	return merge([]rules{coercedUp(), coercedDown(), coercedReactions(), coercedPolls()})
}

func coercedUp() rules {
	return rules{up: side{coerce: map[string]coercion{
		"InputBusinessRecipients>InputBusinessBotRecipients": as("inputBusinessRecipients", "inputBusinessBotRecipients"), // 176
		"InputUser>InputPeer": renamed(map[string]string{ // until 197
			"inputUser":            "inputPeerUser",
			"inputUserEmpty":       "inputPeerEmpty",
			"inputUserFromMessage": "inputPeerUserFromMessage",
			"inputUserSelf":        "inputPeerSelf",
		}),
		"int>double":              seconds,        // until 159
		"int>string":              offsetInWords,  // 214
		"string>TextWithEntities": withoutFormats, // until 195
		"string>Vector<TextWithEntities>": func(x *conv, v []byte) ([]byte, error) { // until 151
			text, err := withoutFormats(x, v)
			return vectorOf(text), err
		},
	}}}
}

func coercedDown() rules {
	alias := map[string]string{
		"stories.allStories.user_stories": "peer_stories", // until 163
	}
	need := map[string]bool{
		"todoCompletion.completed_by": true, // by a user, until 216
	}
	return rules{down: side{alias: alias, need: need, coerce: map[string]coercion{
		"BusinessBotRecipients>BusinessRecipients": as("businessBotRecipients", "businessRecipients"), // 176
		"GroupCallMessage>TextWithEntities":        within("message"),                                 // 216
		"Peer>long":                                taken("peerUser", "user_id"),                      // until 216: of users only
		"PeerColor>int":                            taken("peerColor", "color"),                       // 166
		"PeerStories>UserStories":                  storiesOfUser,                                     // until 163
		"RecentStory>int":                          taken("recentStory", "max_id"),                    // until 216
		"SendAsPeer>Peer":                          within("peer"),                                    // 144
		"StarsAmount>long":                         taken("starsAmount", "amount"),                    // until 194
		"TextWithEntities>string":                  taken("textWithEntities", "text"),
		"double>int":                               wholeSeconds,   // until 159
		"string>int":                               offsetInNumber, // 214
	}}}
}

func withoutFormats(x *conv, v []byte) ([]byte, error) {
	return x.build("textWithEntities", fields{"text": v})
}

func seconds(_ *conv, v []byte) ([]byte, error) {
	return le.AppendUint64(nil, math.Float64bits(float64(int32(le.Uint32(v))))), nil
}

// wholeSeconds is the nearest number that fits; 0 for what is no number.
func wholeSeconds(_ *conv, v []byte) ([]byte, error) {
	f := math.Float64frombits(le.Uint64(v))
	if math.IsNaN(f) {
		f = 0
	}
	return number(int32(math.Round(min(max(f, math.MinInt32), math.MaxInt32)))), nil
}

// offsetInWords is an offset that became a string, in which none is empty.
func offsetInWords(_ *conv, v []byte) ([]byte, error) {
	n := int32(le.Uint32(v))
	if n == 0 {
		return literal(""), nil
	}
	return literal(strconv.Itoa(int(n))), nil
}

// offsetInNumber is such an offset where it was a number still. Others are not
// there: what follows cannot be asked for.
func offsetInNumber(_ *conv, v []byte) ([]byte, error) {
	n, err := strconv.ParseInt(string(plain(v)), 10, 32)
	if err != nil {
		return nil, ErrAbsent
	}
	return number(int32(n)), nil
}

// storiesOfUser is for layers in which nobody but users had stories.
func storiesOfUser(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	user, err := userOf("peer")(x, o)
	if err != nil {
		return nil, err
	}
	return x.fill("userStories", fields{"user_id": user}, o)
}
