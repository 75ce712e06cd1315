package dialog

import (
	"slices"

	"heliograph/internal/store"
)

// Scan reads the dialogs of a folder of a box in their order.
func Scan(r store.Reader, box store.Owner, folder int) ([]Dialog, error) {
	all, err := scanDialogs(r, box)
	all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Folder != folder })
	slices.SortFunc(all, order)
	return all, err
}
