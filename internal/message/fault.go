package message

import "heliograph/internal/fault"

var (
	errPeer        = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errDeactivated = fault.New(fault.Invalid, "INPUT_USER_DEACTIVATED")
	errID          = fault.New(fault.Invalid, "MESSAGE_ID_INVALID")
	errAuthor      = fault.New(fault.Forbidden, "MESSAGE_AUTHOR_REQUIRED")
	errEditTime    = fault.New(fault.Invalid, "MESSAGE_EDIT_TIME_EXPIRED")
	errNotModified = fault.New(fault.Invalid, "MESSAGE_NOT_MODIFIED")
	errRandomEmpty = fault.New(fault.Invalid, "RANDOM_ID_EMPTY")
	errRandomID    = fault.New(fault.Invalid, "RANDOM_ID_INVALID")
	errNoIDs       = fault.New(fault.Invalid, "MESSAGE_IDS_EMPTY")
	errReply       = fault.New(fault.Invalid, "REPLY_MESSAGE_ID_INVALID")
	errQuote       = fault.New(fault.Invalid, "QUOTE_TEXT_INVALID")
	errLimit       = fault.New(fault.Invalid, "LIMIT_INVALID")
	errReactions   = fault.New(fault.Invalid, "REACTIONS_TOO_MANY")
	errPinned      = fault.New(fault.Invalid, "PINNED_TOO_MUCH")
	errSame        = fault.New(fault.Invalid, "CHAT_NOT_MODIFIED")
	errSavedPinned = fault.New(fault.Invalid, "PINNED_DIALOGS_TOO_MUCH")
	errTag         = fault.New(fault.Invalid, "REACTION_EMPTY")
)
