package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/draft"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/session"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// plainEvent renders an event without a pts of its own. An event of a kind
// that we do not know, of a newer version, is left out.
func (r *rendering) plainEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	if e.Kind != update.Presence { // that is told to those who know the user
		r.who.peer(e.Peer)
	}
	switch e.Kind {
	case update.Draft:
		return r.draftEvent(ctx, e)
	case update.DialogPinned:
		u := &tg.UpdateDialogPinned{Pinned: e.Flag, Peer: &tg.DialogPeer{Peer: Peer(e.Peer)}}
		return one(u), nil
	case update.PinnedOrder:
		return r.pinnedEvent(ctx, e)
	case update.DialogUnread:
		return one(&tg.UpdateDialogUnreadMark{Unread: e.Flag, Peer: &tg.DialogPeer{Peer: Peer(e.Peer)}}), nil
	case update.Profile:
		return r.profileEvent(ctx, e)
	case update.PeerSettings:
		s, err := r.v.Settings(ctx, r.viewer, user.ID(e.Peer.ID))
		if err != nil {
			return nil, err
		}
		return one(&tg.UpdatePeerSettings{Peer: Peer(e.Peer), Settings: s}), nil
	case update.NotifySettings, update.Folder, update.FolderOrder, update.Folders:
		return r.settingsEvent(ctx, e)
	case update.NewScheduled, update.DeleteScheduled:
		return r.scheduledEvent(ctx, e)
	case update.Period:
		return one(periodUpdate(e)), nil
	case update.ContactsReset:
		return one(&tg.UpdateContactsReset{}), nil
	case update.NewAuthorization:
		n, err := session.DecodeNewLogin(e.Data)
		if err != nil {
			return nil, err
		}
		u := &tg.UpdateNewAuthorization{Hash: n.Hash, Unconfirmed: n.Unconfirmed}
		if n.Unconfirmed {
			u.SetDate(int(n.Date.Unix()))
			u.SetDevice(n.Device)
			u.SetLocation(n.Location)
		}
		return one(u), nil
	case update.Typing:
		return r.typingEvent(e)
	case update.Presence:
		return r.statusEvent(ctx, e)
	case update.Privacy:
		return r.privacyEvent(e)
	case update.PeerBlocked:
		return one(&tg.UpdatePeerBlocked{Blocked: e.Flag, BlockedMyStoriesFrom: e.Max != 0, PeerID: Peer(e.Peer)}), nil
	}
	return nil, nil
}

// typingEvent tells what somebody is doing in a private chat or a basic group.
func (r *rendering) typingEvent(e *update.Event) ([]tg.UpdateClass, error) {
	a, err := message.DecodeActivity(e.Data)
	if err != nil {
		return nil, err
	}
	if e.Peer.Kind == peer.Chat {
		r.who.user(user.ID(e.ID))
		return one(&tg.UpdateChatUserTyping{ChatID: e.Peer.ID, FromID: &tg.PeerUser{UserID: int64(e.ID)}, Action: action(a)}), nil
	}
	return one(&tg.UpdateUserTyping{UserID: e.Peer.ID, Action: action(a)}), nil
}

// statusEvent tells of somebody's status. Who may not see it hears of no change,
// but of what there is to be seen when that is decided anew.
func (r *rendering) statusEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	who, err := r.v.d.People.People(ctx, r.viewer, []user.ID{user.ID(e.Peer.ID)})
	if err != nil || who[0].ID == 0 || who[0].Bot {
		return nil, err
	}
	p := &who[0]
	if e.Data != nil {
		if p.Vague != presence.Exactly {
			return nil, nil
		}
		if p.Status, err = presence.Decode(e.Data); err != nil {
			return nil, err
		}
	}
	return one(&tg.UpdateUserStatus{UserID: e.Peer.ID, Status: Status(p)}), nil
}

func periodUpdate(e *update.Event) *tg.UpdatePeerHistoryTTL {
	u := &tg.UpdatePeerHistoryTTL{Peer: Peer(e.Peer)}
	if e.Max != 0 {
		u.SetTTLPeriod(e.Max)
	}
	return u
}

func (r *rendering) draftEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	ds, err := r.v.d.Drafts.At(ctx, r.viewer, draft.Place{Peer: e.Peer, Topic: e.ID})
	if err != nil {
		return nil, err
	}
	r.who.text(ds[0].Text)
	return one(draftUpdate(&ds[0])), nil
}

func (r *rendering) pinnedEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	order, err := r.v.d.Dialogs.PinnedOrder(ctx, r.viewer, e.Max)
	if err != nil {
		return nil, err
	}
	u := &tg.UpdatePinnedDialogs{}
	if e.Max != 0 {
		u.SetFolderID(e.Max)
	}
	peers := make([]tg.DialogPeerClass, len(order))
	for i, p := range order {
		r.who.peer(p)
		peers[i] = &tg.DialogPeer{Peer: Peer(p)}
	}
	u.SetOrder(peers)
	return one(u), nil
}

// profileEvent tells of a user's new names, and of the rest by naming it.
func (r *rendering) profileEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	who, err := r.v.d.People.People(ctx, r.viewer, []user.ID{user.ID(e.Peer.ID)})
	if err != nil || who[0].ID == 0 {
		return nil, err
	}
	u := &tg.UpdateUserName{UserID: e.Peer.ID, FirstName: who[0].FirstName, LastName: who[0].LastName, Usernames: []tg.Username{}}
	if name := who[0].Username; name != "" {
		u.Usernames = append(u.Usernames, tg.Username{Username: name, Editable: who[0].Self, Active: true})
	}
	return []tg.UpdateClass{u, &tg.UpdateUser{UserID: e.Peer.ID}}, nil
}

func action(a message.Activity) tg.SendMessageActionClass {
	switch a.Doing {
	case message.Cancel:
		return &tg.SendMessageCancelAction{}
	case message.RecordVideo:
		return &tg.SendMessageRecordVideoAction{}
	case message.UploadVideo:
		return &tg.SendMessageUploadVideoAction{Progress: a.Progress}
	case message.RecordAudio:
		return &tg.SendMessageRecordAudioAction{}
	case message.UploadAudio:
		return &tg.SendMessageUploadAudioAction{Progress: a.Progress}
	case message.UploadPhoto:
		return &tg.SendMessageUploadPhotoAction{Progress: a.Progress}
	case message.UploadDocument:
		return &tg.SendMessageUploadDocumentAction{Progress: a.Progress}
	case message.GeoLocation:
		return &tg.SendMessageGeoLocationAction{}
	case message.ChooseContact:
		return &tg.SendMessageChooseContactAction{}
	case message.GamePlay:
		return &tg.SendMessageGamePlayAction{}
	case message.RecordRound:
		return &tg.SendMessageRecordRoundAction{}
	case message.UploadRound:
		return &tg.SendMessageUploadRoundAction{Progress: a.Progress}
	case message.ChooseSticker:
		return &tg.SendMessageChooseStickerAction{}
	}
	return &tg.SendMessageTypingAction{}
}
