package folder

import (
	"context"

	"heliograph/internal/user"
)

// Suggestion is a folder that a person may like to have. Its title, and why one
// may like it, are in the person's language: Key names them among the server's
// texts.
type Suggestion struct {
	Folder
	Key string
	Why string // for whoever shows it to fill in
}

// Suggested is the usual folders that id does not have yet.
func (s *Service) Suggested(ctx context.Context, id user.ID) ([]Suggestion, error) {
	l, err := s.List(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, x := range []Suggestion{
		{Folder: Folder{Emoticon: "✅", Rules: takes | NotRead}, Key: "folder_unread"},
		{Folder: Folder{Emoticon: "👤", Rules: Contacts | NonContacts}, Key: "folder_personal"},
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
