package dialog

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Scan reads the dialogs of a folder of a box in their order.
func Scan(r store.Reader, box store.Owner, folder int) ([]Dialog, error) {
	all, err := scanDialogs(r, box)
	all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Folder != folder })
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
