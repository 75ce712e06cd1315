package node

import (
	"heliograph/internal/config"
	"heliograph/internal/dialog"
	"heliograph/internal/folder"
	"heliograph/internal/message"
	"heliograph/internal/poll"
)

func messageLimits(l *config.Limits) message.Limits {
	return message.Limits{
		Length: l.MessageLength, Caption: l.CaptionLength, Quote: l.QuoteLength, Edit: l.EditTime,
		Forward: l.Forwards, Pinned: l.PinnedMessages, PinnedSaved: l.PinnedSaved,
		React: l.PersonReactions, Kinds: l.MessageReactions, Tags: l.MessageTags,
		TodoItems: l.TodoItems, TodoTitle: l.TodoTitle, TodoItem: l.TodoItem,
	}
}

func dialogLimits(l *config.Limits) dialog.Limits {
	return dialog.Limits{Pinned: l.PinnedDialogs, Archived: l.PinnedArchived}
}

func folderLimits(l *config.Limits) folder.Limits {
	return folder.Limits{Folders: l.Folders, Chats: l.FolderChats}
}

func pollLimits(l *config.Limits) poll.Limits {
	return poll.Limits{Answers: l.PollAnswers, Period: l.PollPeriod}
}
