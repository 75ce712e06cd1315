package folder

import (
	"context"

	"heliograph/internal/text"
	"heliograph/internal/user"
)

// Suggestion is a folder that a person may like to have.
type Suggestion struct {
	Folder
	Why string
}

// Suggested is the usual folders that id does not have yet.
func (s *Service) Suggested(ctx context.Context, id user.ID) ([]Suggestion, error) {
	l, err := s.List(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, x := range []Suggestion{
		{Folder{Title: text.Text{String: "Unread"}, Emoticon: "✅", Rules: takes | NotRead}, "New messages from all chats."},
		{Folder{Title: text.Text{String: "Personal"}, Emoticon: "👤", Rules: Contacts | NonContacts}, "Only messages from personal chats."},
	} {
		if !l.has(x.Rules) {
			out = append(out, x)
		}
	}
	return out, nil
}

// has says whether a folder has just these rules.
func (l *List) has(r Rules) bool {
	for _, f := range l.Folders {
		if f.Rules == r {
			return true
		}
	}
	return false
}
