package apptest

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// verbs are what devices do in scripts.
var verbs = map[string]func(s *script, d *Device, args []string) ([]string, error){
	"privacy":    setPrivacy,
	"looks":      looks,
	"statuses":   statuses,
	"about":      about,
	"birthday":   birthday,
	"close":      closeFriends,
	"readmarks":  readMarks,
	"readdate":   readDate,
	"accept":     acceptContact,
	"sharing":    addSharing,
	"phone":      resolvePhone,
	"panels":     panels,
	"away":       away,
	"block":      func(s *script, d *Device, a []string) ([]string, error) { return block(s, d, a, true) },
	"unblock":    func(s *script, d *Device, a []string) ([]string, error) { return block(s, d, a, false) },
	"blocked":    blocked,
	"setblocked": setBlocked,
	"unheard":    unheard,

	"report":       reportMessage,
	"reportperson": reportPerson,
	"reports":      reports,

	"pictures":    pictures,
	"stickers":    stickers,
	"part":        filePart,
	"notify":      setNotify,
	"notified":    notified,
	"exceptions":  exceptions,
	"resetnotify": resetNotify,
	"signups":     signUps,
	"folder":      setFolder,
	"top":         topPeers,
	"find":        findPeople,
	"untop":       untop,
	"rate":        rate,
	"archive":     func(s *script, d *Device, a []string) ([]string, error) { return archiveChat(s, d, a, 1) },
	"unarchive":   func(s *script, d *Device, a []string) ([]string, error) { return archiveChat(s, d, a, 0) },
	"chats":       chatsOf,
	"arrivals":    arrivals,
	"unfolder":    removeFolder,
	"folders":     showFolders,
	"suggested":   suggestedFolders,
	"order":       orderFolders,
	"foldertags":  folderTags,
	"share":       shareFolder,
	"openlink":    openFolderLink,

	"login":      func(_ *script, d *Device, _ []string) ([]string, error) { d.Connect(); return nil, d.Login() },
	"offline":    func(_ *script, d *Device, _ []string) ([]string, error) { d.Disconnect(); return nil, nil },
	"online":     func(_ *script, d *Device, _ []string) ([]string, error) { d.Connect(); return nil, d.present() },
	"forget":     func(_ *script, d *Device, _ []string) ([]string, error) { d.Forget(); return nil, nil },
	"pfs":        func(_ *script, d *Device, _ []string) ([]string, error) { d.PFS = true; return nil, nil },
	"qr":         qr,
	"importqr":   importQR,
	"scan":       scan,
	"search":     search,
	"import":     importNumber,
	"send":       send,
	"reply":      reply,
	"forward":    forward,
	"edit":       edit,
	"delete":     deleteMessage,
	"clear":      clearHistory,
	"read":       read,
	"type":       typing,
	"status":     status,
	"draft":      saveDraft,
	"pin":        func(s *script, d *Device, a []string) ([]string, error) { return pin(s, d, a, true) },
	"unpin":      func(s *script, d *Device, a []string) ([]string, error) { return pin(s, d, a, false) },
	"mark":       mark,
	"history":    history,
	"dialogs":    dialogs,
	"difference": difference,
	"expect":     expect,
	"username":   username,
	"resolve":    resolveName,
	"rename":     rename,
	"sessions":   sessions,
	"end":        endSessions,
	"logout":     logOut,
	"vanish":     vanish,
	"contacts":   contacts,
	"uncontact":  uncontact,
	"add":        addContact,
	"ask":        ask,
	"bar":        bar,
	"hidebar":    hideBar,

	"react":     react,
	"unreact":   unreact,
	"reactions": reactors,
	"unseen":    unseenReactions,
	"see":       seeReactions,
	"recent":    recentReactions,
	"tags":      tags,
	"tag":       nameTag,

	"pinmessage": pinMessage,
	"unpinall":   unpinAll,
	"across":     replyAcross,
	"forwardall": forwardAll,
	"pinned":     pinned,

	"saved":        saved,
	"savedhistory": savedHistory,
	"savedpin":     savedPin,
	"savedorder":   savedOrder,
	"savedclear":   savedClear,
	"compose":      compose,
	"flood":        flood,
	"recompose":    recompose,
	"marks":        showMarks,
	"quote":        quote,
	"ttl":          setPeriod,
	"newttl":       setDefaultPeriod,
	"showttl":      showPeriod,
	"card":         sendContact,
	"point":        sendPoint,
	"venue":        sendVenue,
	"dice":         dice,
	"live":         live,
	"move":         move,
	"stop":         stopLive,
	"locations":    recentLocations,
	"todo":         todo,
	"retodo":       retodo,
	"tick":         tick,
	"addtodo":      addTodo,
	"poll":         poll,
	"closepoll":    closePoll,
	"vote":         vote,
	"results":      results,
	"voters":       voters,
	"schedule":     scheduleMessage,
	"relist":       onQueued(relist),
	"queue":        showQueue,
	"sendnow":      onQueued(sendNow),
	"unschedule":   onQueued(unschedule),
	"reschedule":   onQueued(reschedule),

	"scheduleforward": scheduleForward,

	"preview":      previewText,
	"webpage":      webPage,
	"sendpage":     sendPage,
	"schedulepage": schedulePage,
	"sendplain":    sendPlain,
	"editplain":    func(s *script, d *Device, a []string) ([]string, error) { return editPage(s, d, a, nil) },
	"editpage":     func(s *script, d *Device, a []string) ([]string, error) { return editPage(s, d, a, pageOf(a[3:])) },
	"speaks":       speaks,
	"languages":    languages,
	"language":     language,
	"pack":         pack,
	"texts":        langTexts,
	"config":       langConfig,
	"invite":       invite,

	"group":    newGroup,
	"bring":    bring,
	"drop":     drop,
	"title":    titleGroup,
	"describe": describeGroup,
	"admin":    groupAdmin,
	"forbid":   forbid,
	"protect":  protect,
	"migrate":  migrate,
	"disband":  disband,
	"members":  members,
	"known":    knownGroups,
	"past":     pastOf,
	"link":     groupLink,
	"revoke":   revokeLink,
	"look":     lookBehind,
	"enter":    enterBy,
	"let":      answerAsking,
	"came":     cameBy,

	"emojilanguages": emojiLanguages,
	"keywords":       keywords,
	"emojipage":      emojiPage,
}

// present makes the server know that the device is back.
func (d *Device) present() error {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUserSelf{}})
	return err
}

// Back waits until the device is connected again after the server was
// restarted: a call that meets the broken connection fails in the client.
func (d *Device) Back() {
	d.t.Helper()
	err := d.present()
	for deadline := time.Now().Add(patience); err != nil && time.Now().Before(deadline); err = d.present() {
		<-time.After(50 * time.Millisecond)
	}
	if err != nil {
		d.t.Fatalf("%s is not back: %v", d.Person, err)
	}
}

// peer is a person as a chat of the device; "self" is Saved Messages.
func (s *script) peer(d *Device, name string) (tg.InputPeerClass, error) {
	if name == "self" {
		return &tg.InputPeerSelf{}, nil
	}
	if name == "service" {
		return &tg.InputPeerUser{UserID: 777000}, nil
	}
	if p, ok := s.groupPeer(d, name); ok {
		return p, nil
	}
	p, err := s.person(name)
	if err != nil {
		return nil, err
	}
	return d.InputPeer(p.Self.ID), nil
}

func importNumber(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.ContactsImportContacts(ctx, []tg.InputPhoneContact{{ClientID: 1, Phone: s.phone(args[0]), FirstName: args[0]}})
	if err != nil {
		return nil, err
	}
	d.Know(res.Users, nil)
	if len(res.Imported) == 0 {
		return []string{"not registered"}, nil
	}
	return nil, nil
}

// sendTo sends a message and records the answer.
func (d *Device) sendTo(r *tg.MessagesSendMessageRequest) error {
	ctx, cancel := d.Context()
	defer cancel()
	r.ClearDraft = true
	if r.RandomID == 0 {
		r.RandomID = id.Int64()
	}
	u, err := d.API.MessagesSendMessage(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return err
}

// send TO TEXT [COUNT]
func send(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	if len(args) == 2 {
		return nil, d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: args[1]})
	}
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return nil, err
	}
	for i := range n {
		if err := d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: fmt.Sprintf("%s %d", args[1], i+1)}); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// reply TO ANSWERED TEXT
func reply(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	return nil, d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: args[2], ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: m.ID}})
}

// forward FROM TEXT TO
func forward(s *script, d *Device, args []string) ([]string, error) {
	from, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	to, err := s.peer(d, args[2])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesForwardMessages(ctx, &tg.MessagesForwardMessagesRequest{FromPeer: from, ToPeer: to, ID: []int{m.ID}, RandomID: []int64{id.Int64()}})
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// edit CHAT TEXT NEW
func edit(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.MessagesEditMessageRequest{Peer: to, ID: m.ID}
	r.SetMessage(args[2])
	u, err := d.API.MessagesEditMessage(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// delete TEXT [revoke]
func deleteMessage(_ *script, d *Device, args []string) ([]string, error) {
	m, err := d.Find(args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{ID: []int{m.ID}, Revoke: slices.Contains(args, "revoke")})
	return nil, err
}

// clear CHAT [revoke] [keep]
func clearHistory(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	for {
		a, err := d.API.MessagesDeleteHistory(ctx, &tg.MessagesDeleteHistoryRequest{
			Peer: to, Revoke: slices.Contains(args, "revoke"), JustClear: slices.Contains(args, "keep"),
		})
		if err != nil || a.Offset == 0 {
			return nil, err
		}
	}
}

// read CHAT [TEXT]: all, or up to a message
func read(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesReadHistoryRequest{Peer: to}
	if len(args) > 1 {
		m, err := d.Find(args[1])
		if err != nil {
			return nil, err
		}
		r.MaxID = m.ID
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesReadHistory(ctx, r)
	return nil, err
}

func typing(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesSetTyping(ctx, &tg.MessagesSetTypingRequest{Peer: to, Action: &tg.SendMessageTypingAction{}})
	return nil, err
}

// status online|offline
func status(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.AccountUpdateStatus(ctx, args[0] == "offline")
	return nil, err
}

// draft CHAT TEXT
func saveDraft(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: to, Message: args[1]})
	return nil, err
}

func pin(s *script, d *Device, args []string, pinned bool) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesToggleDialogPin(ctx, &tg.MessagesToggleDialogPinRequest{Pinned: pinned, Peer: &tg.InputDialogPeer{Peer: to}})
	return nil, err
}

// mark CHAT read|unread
func mark(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	_, err = d.API.MessagesMarkDialogUnread(ctx, &tg.MessagesMarkDialogUnreadRequest{Unread: args[1] == "unread", Peer: &tg.InputDialogPeer{Peer: to}})
	return nil, err
}
