package apptest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"
)

// folder ID TITLE WHAT…: makes or changes one. WHAT is a rule, or chats as
// pin:bob, with:bob, without:bob
func setFolder(s *script, d *Device, args []string) ([]string, error) {
	id, err := strconv.Atoi(args[0])
	if err != nil {
		return nil, err
	}
	f := &tg.DialogFilter{ID: id, Title: tg.TextWithEntities{Text: args[1]}}
	for _, a := range args[2:] {
		what, name, _ := strings.Cut(a, ":")
		list := map[string]*[]tg.InputPeerClass{"pin": &f.PinnedPeers, "with": &f.IncludePeers, "without": &f.ExcludePeers}[what]
		if list == nil {
			*folderRules(f)[what] = true
			continue
		}
		p, err := s.peer(d, name)
		if err != nil {
			return nil, err
		}
		*list = append(*list, p)
	}
	r := &tg.MessagesUpdateDialogFilterRequest{ID: id}
	r.SetFilter(f)
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesUpdateDialogFilter(ctx, r)
	return nil, err
}

// folderRules is the rules of a folder by the names that scripts give them.
func folderRules(f *tg.DialogFilter) map[string]*bool {
	return map[string]*bool{
		"contacts": &f.Contacts, "strangers": &f.NonContacts, "groups": &f.Groups, "channels": &f.Broadcasts,
		"bots": &f.Bots, "unmuted": &f.ExcludeMuted, "unread": &f.ExcludeRead, "unarchived": &f.ExcludeArchived,
	}
}

// unfolder ID
func removeFolder(_ *script, d *Device, args []string) ([]string, error) {
	id, err := strconv.Atoi(args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesUpdateDialogFilter(ctx, &tg.MessagesUpdateDialogFilterRequest{ID: id})
	return nil, err
}

// folders: prints them in their order
func showFolders(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetDialogFilters(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	if res.TagsEnabled {
		lines = append(lines, "with tags")
	}
	for _, f := range res.Filters {
		lines = append(lines, s.showFolder(f))
	}
	return lines, nil
}

func (s *script) showFolder(f tg.DialogFilterClass) string {
	x, ok := f.(*tg.DialogFilter)
	if !ok {
		return f.TypeName()
	}
	var rules []string
	for name, set := range folderRules(x) {
		if *set {
			rules = append(rules, name)
		}
	}
	slices.Sort(rules)
	out := append([]string{fmt.Sprint(x.ID), x.Title.Text}, rules...)
	for _, l := range []struct {
		what  string
		peers []tg.InputPeerClass
	}{{"pin", x.PinnedPeers}, {"with", x.IncludePeers}, {"without", x.ExcludePeers}} {
		for _, p := range l.peers {
			u, ok := p.(*tg.InputPeerUser)
			if !ok {
				return fmt.Sprintf("%T", p)
			}
			out = append(out, l.what+":"+s.name(u.UserID))
		}
	}
	return strings.Join(out, " ")
}

// suggested: prints the folders that the server proposes
func suggestedFolders(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetSuggestedDialogFilters(ctx)
	lines := make([]string, len(res))
	for i, f := range res {
		lines[i] = s.showFolder(f.Filter) + " | " + f.Description
	}
	return lines, err
}

func numbers(args []string) ([]int, error) {
	out := make([]int, len(args))
	for i, a := range args {
		var err error
		if out[i], err = strconv.Atoi(a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// order ID…
func orderFolders(_ *script, d *Device, args []string) ([]string, error) {
	ids, err := numbers(args)
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesUpdateDialogFiltersOrder(ctx, ids)
	return nil, err
}

// foldertags on|off
func folderTags(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.MessagesToggleDialogFilterTags(ctx, args[0] == "on")
	return nil, err
}

// share ID CHAT…: makes a link to chats of a folder
func shareFolder(s *script, d *Device, args []string) ([]string, error) {
	ids, err := numbers(args[:1])
	if err != nil {
		return nil, err
	}
	r := &tg.ChatlistsExportChatlistInviteRequest{Chatlist: tg.InputChatlistDialogFilter{FilterID: ids[0]}}
	for _, name := range args[1:] {
		p, err := s.peer(d, name)
		if err != nil {
			return nil, err
		}
		r.Peers = append(r.Peers, p)
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ChatlistsExportChatlistInvite(ctx, r)
	if err != nil {
		return nil, err
	}
	return []string{res.Invite.URL}, nil
}

// openlink SLUG: looks at what a link to a folder offers
func openFolderLink(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ChatlistsCheckChatlistInvite(ctx, args[0])
	if err != nil {
		return nil, err
	}
	return []string{res.TypeName()}, nil
}

// folderUpdate matches an update of folders: folder changed WHAT | removed ID |
// ordered ID… | all
func (s *script) folderUpdate(args []string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		switch u := u.(type) {
		case *tg.UpdateDialogFilter:
			f, ok := u.GetFilter()
			return ok && args[0] == "changed" && s.showFolder(f) == args[1] || !ok && args[0] == "removed" && fmt.Sprint(u.ID) == args[1]
		case *tg.UpdateDialogFilterOrder:
			return args[0] == "ordered" && fmt.Sprint(u.Order) == "["+strings.Join(args[1:], " ")+"]"
		case *tg.UpdateDialogFilters:
			return args[0] == "all"
		}
		return false
	}
}
