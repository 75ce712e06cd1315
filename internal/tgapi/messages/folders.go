package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/rpc"
	"heliograph/internal/text"
)

var errFolder = fault.New(fault.Invalid, "FILTER_ID_INVALID")

// registerFolders lists the methods of folders.
func (h *Handlers) registerFolders(d *tg.ServerDispatcher) {
	d.OnMessagesGetDialogFilters(rpc.User0(h.getDialogFilters))
	d.OnMessagesGetSuggestedDialogFilters(rpc.User0(h.getSuggestedDialogFilters))
	d.OnMessagesToggleDialogFilterTags(rpc.User(h.toggleDialogFilterTags))
	d.OnMessagesUpdateDialogFilter(rpc.User(h.updateDialogFilter))
	d.OnMessagesUpdateDialogFiltersOrder(rpc.User(h.updateDialogFiltersOrder))
}

func (h *Handlers) getDialogFilters(ctx context.Context, c *rpc.Call) (*tg.MessagesDialogFilters, error) {
	l, err := h.Folder.List(ctx, c.User)
	if err != nil {
		return nil, err
	}
	return h.View.Folders(c, l), nil
}

func (h *Handlers) getSuggestedDialogFilters(ctx context.Context, c *rpc.Call) ([]tg.DialogFilterSuggested, error) {
	ss, err := h.Folder.Suggested(ctx, c.User)
	if err != nil {
		return nil, err
	}
	client, err := h.Clients.Client(ctx, c.Perm)
	if err != nil {
		return nil, err
	}
	words := h.Lang.Words()
	for i := range ss {
		ss[i].Title = text.Text{String: words.Say(client.LangCode, ss[i].Key)}
		ss[i].Why = words.Say(client.LangCode, ss[i].Key+"_about")
	}
	return h.View.Suggestions(c, ss), nil
}

// updateDialogFilter removes the folder when there is nothing to set.
func (h *Handlers) updateDialogFilter(ctx context.Context, c *rpc.Call, r *tg.MessagesUpdateDialogFilterRequest) (bool, error) {
	set, ok := r.GetFilter()
	if !ok {
		err := h.Folder.Delete(ctx, c.Actor(), folder.ID(r.ID))
		return err == nil, err
	}
	f, err := h.In.Folder(c, r.ID, set)
	if err != nil {
		return false, err
	}
	err = h.Folder.Save(ctx, c.Actor(), f)
	return err == nil, err
}

func (h *Handlers) updateDialogFiltersOrder(ctx context.Context, c *rpc.Call, ids []int) (bool, error) {
	if len(ids) > int(folder.Last) {
		return false, errFolder
	}
	order := make([]folder.ID, len(ids))
	for i, id := range ids {
		order[i] = folder.ID(id)
	}
	err := h.Folder.Reorder(ctx, c.Actor(), order)
	return err == nil, err
}

func (h *Handlers) toggleDialogFilterTags(ctx context.Context, c *rpc.Call, on bool) (bool, error) {
	err := h.Folder.ShowTags(ctx, c.Actor(), on)
	return err == nil, err
}
