package dialog

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Scan reads the dialogs of a person in a folder in their order; c may be nil where
// there are no channels.
func Scan(r store.Reader, c Channels, id user.ID, folder int) ([]Dialog, error) {
	all, err := scanDialogs(r, id.Owner())
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Folder != folder })
	if c != nil {
		err = c.FillChannels(r, id, all)
	}
	slices.SortFunc(all, order)
	return all, err
}

// FolderOf is in which list id has the chat with p: 0, the main one, also where
// there is no dialog.
func (s *Service) FolderOf(ctx context.Context, id user.ID, p peer.Peer) (folder int, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		d, _, err := Load(r, id.Owner(), p)
		folder = d.Folder
		return err
	})
	return folder, err
}
