package layer

// coercedPolls is for polls: the right answers of a quiz were named by their
// bytes until layer 223, and only users voted until 158.
func coercedPolls() rules {
	return rules{
		up: side{compute: map[string]compute{
			"inputMediaPoll.correct_answers": rightAnswers,
		}},
		down: side{
			coerce: map[string]coercion{
				"MessagePeerVote>MessageUserVote": userVote,
			},
			compute: map[string]compute{
				"inputMediaPoll.correct_answers": rightOptions, // in drafts
			},
		},
	}
}

// options are the bytes of the answers of a poll, in order; nil for those that
// have none yet.
func (x *conv) options(o *object) ([][]byte, error) {
	poll, err := x.inner(o, "poll")
	if err != nil || poll == nil {
		return nil, err
	}
	var out [][]byte
	err = x.eachObject(poll.get("answers"), "Vector<PollAnswer>", func(a *object) error {
		out = append(out, a.get("option"))
		return nil
	})
	return out, err
}

// rightAnswers are the places of the answers that the client names. One that
// there is not has no place: the server is to refuse it.
func rightAnswers(x *conv, o *object) ([]byte, error) {
	wanted, err := x.items(o, "correct_answers")
	if err != nil || !o.has("correct_answers") {
		return nil, err
	}
	options, err := x.options(o)
	if err != nil {
		return nil, err
	}
	places := make(map[string]int32, len(options))
	for i, option := range options {
		places[string(option)] = int32(i)
	}
	out := make([][]byte, 0, len(wanted))
	for _, option := range wanted {
		place, ok := places[string(option)]
		if !ok {
			place = -1
		}
		out = append(out, number(place))
	}
	return vectorOf(out...), nil
}

// rightOptions are the bytes of the answers at those places.
func rightOptions(x *conv, o *object) ([]byte, error) {
	places, err := x.items(o, "correct_answers")
	if err != nil || !o.has("correct_answers") {
		return nil, err
	}
	options, err := x.options(o)
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for _, place := range places {
		if i := le.Uint32(place); uint64(i) < uint64(len(options)) && options[i] != nil {
			out = append(out, options[i])
		}
	}
	return vectorOf(out...), nil
}

// userVote is a vote of a user.
func userVote(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	user, err := userOf("peer")(x, o)
	if err != nil {
		return nil, err
	}
	ctor := map[string]string{
		"messagePeerVote":            "messageUserVote",
		"messagePeerVoteInputOption": "messageUserVoteInputOption",
		"messagePeerVoteMultiple":    "messageUserVoteMultiple",
	}[o.comb.Name]
	return x.fill(ctor, fields{"user_id": user}, o)
}
