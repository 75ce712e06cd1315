package layer

// fixedValues are the rules of group G: values that clients are told, or that
// they do not say, and that are the same for all.
func fixedValues() rules {
	return rules{down: side{
		fixed: map[string][]byte{ // until 152; help.getAppConfig has them since
			"config.pinned_dialogs_count_max":  number(5),
			"config.pinned_infolder_count_max": number(100),
			"config.saved_gifs_limit":          number(200),
			"config.stickers_faved_limit":      number(5),
		},
		compute: map[string]compute{
			"config.phonecalls_enabled": func(*conv, *object) ([]byte, error) { return []byte{}, nil }, // until 152; who can be called is said of each user
		},
	}}
}

// number encodes an int.
func number(n int32) []byte { return le.AppendUint32(nil, uint32(n)) }
