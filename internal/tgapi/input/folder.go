package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var errFilter = fault.New(fault.Invalid, "FILTER_ID_INVALID")

// Folder is the folder that f describes, under an id. Faults: PEER_ID_INVALID;
// FILTER_ID_INVALID for the list of all chats; LIMIT_INVALID.
func (r *Resolver) Folder(c *rpc.Call, id int, f tg.DialogFilterClass) (folder.Folder, error) {
	out := folder.Folder{ID: folder.ID(id)}
	var lists [3][]tg.InputPeerClass
	switch f := f.(type) {
	case *tg.DialogFilter:
		out.Title, out.Emoticon, out.Still = r.Text(c, f.Title.Text, f.Title.Entities), f.Emoticon, f.TitleNoanimate
		out.Color, out.Rules = optionalInt(f.GetColor()), rules(f)
		lists = [3][]tg.InputPeerClass{f.PinnedPeers, f.IncludePeers, f.ExcludePeers}
	case *tg.DialogFilterChatlist:
		out.Title, out.Emoticon, out.Still = r.Text(c, f.Title.Text, f.Title.Entities), f.Emoticon, f.TitleNoanimate
		out.Color, out.Shared = optionalInt(f.GetColor()), true
		lists = [3][]tg.InputPeerClass{f.PinnedPeers, f.IncludePeers, nil}
	default:
		return out, errFilter
	}
	for i, to := range []*[]peer.Peer{&out.Pinned, &out.Include, &out.Exclude} {
		ps, err := r.Peers(c, lists[i])
		if err != nil {
			return out, err
		}
		*to = ps
	}
	return out, nil
}

// maxPeers is how many chats a list may name before the limits are looked at.
const maxPeers = 1000

// Peers is the chats that ps name. Faults: PEER_ID_INVALID, LIMIT_INVALID.
func (r *Resolver) Peers(c *rpc.Call, ps []tg.InputPeerClass) ([]peer.Peer, error) {
	if len(ps) > maxPeers {
		return nil, errLimit
	}
	out := make([]peer.Peer, len(ps))
	for i, p := range ps {
		var err error
		if out[i], err = r.Peer(c, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func rules(f *tg.DialogFilter) (out folder.Rules) {
	for _, x := range []struct {
		set  bool
		rule folder.Rules
	}{
		{f.Contacts, folder.Contacts},
		{f.NonContacts, folder.NonContacts},
		{f.Groups, folder.Groups},
		{f.Broadcasts, folder.Broadcasts},
		{f.Bots, folder.Bots},
		{f.ExcludeMuted, folder.NotMuted},
		{f.ExcludeRead, folder.NotRead},
		{f.ExcludeArchived, folder.NotArchived},
	} {
		if x.set {
			out |= x.rule
		}
	}
	return out
}

func optionalInt(v int, ok bool) *int {
	if !ok {
		return nil
	}
	return &v
}
