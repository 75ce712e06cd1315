package poll

import "heliograph/internal/fault"

var (
	errMedia       = fault.New(fault.Invalid, "MEDIA_INVALID")
	errQuestion    = fault.New(fault.Invalid, "POLL_QUESTION_INVALID")
	errAnswers     = fault.New(fault.Invalid, "POLL_ANSWERS_INVALID")
	errAnswer      = fault.New(fault.Invalid, "POLL_ANSWER_INVALID")
	errDuplicate   = fault.New(fault.Invalid, "POLL_OPTION_DUPLICATE")
	errOptionSize  = fault.New(fault.Invalid, "POLL_OPTION_INVALID")
	errNoCorrect   = fault.New(fault.Invalid, "QUIZ_CORRECT_ANSWERS_EMPTY")
	errManyCorrect = fault.New(fault.Invalid, "QUIZ_CORRECT_ANSWERS_TOO_MUCH")
	errCorrect     = fault.New(fault.Invalid, "QUIZ_CORRECT_ANSWER_INVALID")
	errClosed      = fault.New(fault.Invalid, "MESSAGE_POLL_CLOSED")
	errOption      = fault.New(fault.Invalid, "OPTION_INVALID")
	errMuch        = fault.New(fault.Invalid, "OPTIONS_TOO_MUCH")
	errRevote      = fault.New(fault.Invalid, "REVOTE_NOT_ALLOWED")
	errGone        = fault.New(fault.Invalid, "MESSAGE_ID_INVALID")
	errCreator     = fault.New(fault.Forbidden, "MESSAGE_AUTHOR_REQUIRED")
	errUnvoted     = fault.New(fault.Forbidden, "POLL_VOTE_REQUIRED")
	errAnonymous   = fault.New(fault.Forbidden, "BROADCAST_FORBIDDEN")
	errOffset      = fault.New(fault.Invalid, "OFFSET_INVALID")
)
