package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/folder"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Folders reads folders.
type Folders interface {
	List(ctx context.Context, id user.ID) (folder.List, error)
}

// Folders is a person's folders in their order.
func (v *Renderer) Folders(c *rpc.Call, l folder.List) *tg.MessagesDialogFilters {
	out := &tg.MessagesDialogFilters{TagsEnabled: l.Tags, Filters: make([]tg.DialogFilterClass, len(l.Order))}
	for i, id := range l.Order {
		out.Filters[i] = &tg.DialogFilterDefault{}
		if id != folder.All {
			f := l.Folders[id]
			out.Filters[i] = v.Folder(c.User, &f)
		}
	}
	return out
}

// Folder is one folder.
func (v *Renderer) Folder(viewer user.ID, f *folder.Folder) tg.DialogFilterClass {
	title := tg.TextWithEntities{Text: f.Title.String, Entities: Entities(f.Title.Entities)}
	pinned, include, exclude := v.inputs(viewer, f.Pinned), v.inputs(viewer, f.Include), v.inputs(viewer, f.Exclude)
	if f.Shared {
		out := &tg.DialogFilterChatlist{ID: int(f.ID), Title: title, TitleNoanimate: f.Still, PinnedPeers: pinned, IncludePeers: include}
		if f.Emoticon != "" {
			out.SetEmoticon(f.Emoticon)
		}
		if f.Color != nil {
			out.SetColor(*f.Color)
		}
		return out
	}
	has := func(r folder.Rules) bool { return f.Rules&r != 0 }
	out := &tg.DialogFilter{
		ID: int(f.ID), Title: title, TitleNoanimate: f.Still, PinnedPeers: pinned, IncludePeers: include, ExcludePeers: exclude,
		Contacts: has(folder.Contacts), NonContacts: has(folder.NonContacts), Groups: has(folder.Groups),
		Broadcasts: has(folder.Broadcasts), Bots: has(folder.Bots), ExcludeMuted: has(folder.NotMuted),
		ExcludeRead: has(folder.NotRead), ExcludeArchived: has(folder.NotArchived),
	}
	if f.Emoticon != "" {
		out.SetEmoticon(f.Emoticon)
	}
	if f.Color != nil {
		out.SetColor(*f.Color)
	}
	return out
}

// inputs is chats as viewer names them.
func (v *Renderer) inputs(viewer user.ID, ps []peer.Peer) []tg.InputPeerClass {
	out := make([]tg.InputPeerClass, len(ps))
	for i, p := range ps {
		hash := v.d.Hash.Hash(int64(viewer), p)
		switch p.Kind {
		case peer.Chat:
			out[i] = &tg.InputPeerChat{ChatID: p.ID}
		case peer.Channel:
			out[i] = &tg.InputPeerChannel{ChannelID: p.ID, AccessHash: hash}
		default:
			out[i] = &tg.InputPeerUser{UserID: p.ID, AccessHash: hash}
		}
	}
	return out
}

// Suggestions is folders that somebody may like to have.
func (v *Renderer) Suggestions(c *rpc.Call, ss []folder.Suggestion) []tg.DialogFilterSuggested {
	out := make([]tg.DialogFilterSuggested, len(ss))
	for i := range ss {
		out[i] = tg.DialogFilterSuggested{Filter: v.Folder(c.User, &ss[i].Folder), Description: ss[i].Why}
	}
	return out
}

// settingsEvent tells of what somebody has chosen on another device.
func (r *rendering) settingsEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	if e.Kind == update.NotifySettings {
		return r.notifyEvent(ctx, e)
	}
	return r.folderEvent(ctx, e)
}

// folderEvent tells of the folders as they are now.
func (r *rendering) folderEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	if e.Kind == update.Folders {
		return one(&tg.UpdateDialogFilters{}), nil
	}
	l, err := r.v.d.Folders.List(ctx, r.viewer)
	if err != nil {
		return nil, err
	}
	if e.Kind == update.FolderOrder {
		u := &tg.UpdateDialogFilterOrder{Order: make([]int, len(l.Order))}
		for i, id := range l.Order {
			u.Order[i] = int(id)
		}
		return one(u), nil
	}
	u := &tg.UpdateDialogFilter{ID: e.ID}
	if f, ok := l.Folders[folder.ID(e.ID)]; ok {
		r.folder(&f)
		u.SetFilter(r.v.Folder(r.viewer, &f))
	}
	return one(u), nil
}

// folder collects who a folder names.
func (r *rendering) folder(f *folder.Folder) {
	for _, ps := range [][]peer.Peer{f.Pinned, f.Include, f.Exclude} {
		for _, p := range ps {
			r.who.peer(p)
		}
	}
	r.who.text(f.Title)
}
