package channel

import "heliograph/internal/fault"

// The faults of topics, as https://core.telegram.org/method/channels.editForumTopic
// and its neighbours list them.
var (
	errNoForum      = fault.New(fault.Invalid, "CHANNEL_FORUM_MISSING")
	errDiscusses    = fault.New(fault.Invalid, "CHAT_DISCUSSION_UNALLOWED")
	errTopic        = fault.New(fault.Invalid, "TOPIC_ID_INVALID")
	errTopicClosed  = fault.New(fault.Invalid, "TOPIC_CLOSED")
	errTopicDeleted = fault.New(fault.Invalid, "TOPIC_DELETED")
	errTopicSame    = fault.New(fault.Invalid, "TOPIC_NOT_MODIFIED")
	errTopicTitle   = fault.New(fault.Invalid, "TOPIC_TITLE_EMPTY")
	errTopicClose   = fault.New(fault.Invalid, "TOPIC_CLOSE_SEPARATELY")
	errTopicHide    = fault.New(fault.Invalid, "TOPIC_HIDE_SEPARATELY")
	errHideOther    = fault.New(fault.Invalid, "NOGENERAL_HIDE_FORBIDDEN")
	errTopics       = fault.New(fault.Invalid, "CHANNEL_TOO_LARGE")
	errPinnedTopics = fault.New(fault.Invalid, "PINNED_TOO_MUCH")
	errPinnedSame   = fault.New(fault.Invalid, "PINNED_TOPIC_NOT_MODIFIED")
	errVoice        = fault.New(fault.Invalid, "SEND_AS_PEER_INVALID")
	errRandom       = fault.New(fault.Invalid, "RANDOM_ID_EMPTY")
	errRandomUsed   = fault.New(fault.Invalid, "RANDOM_ID_INVALID")
)
