package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var (
	errStickerSet = fault.New(fault.NotAcceptable, "STICKERSET_INVALID")
	errDice       = fault.New(fault.Invalid, "EMOTICON_STICKERPACK_MISSING")
	errEmoticon   = fault.New(fault.Invalid, "EMOTICON_EMPTY")
)

// getStickerSet finds none, by whatever a set is named.
func (h *Handlers) getStickerSet(_ context.Context, _ *rpc.Call, r *tg.MessagesGetStickerSetRequest) (tg.MessagesStickerSetClass, error) {
	if d, ok := r.Stickerset.(*tg.InputStickerSetDice); ok && d.Emoticon == "" {
		return nil, errDice
	}
	return nil, errStickerSet
}

func (h *Handlers) getStickers(_ context.Context, _ *rpc.Call, r *tg.MessagesGetStickersRequest) (tg.MessagesStickersClass, error) {
	if r.Emoticon == "" {
		return nil, errEmoticon
	}
	return &tg.MessagesStickers{Stickers: []tg.DocumentClass{}}, nil
}

// noGroups is the categories of what could be shown by category.
func noGroups() (tg.MessagesEmojiGroupsClass, error) {
	return &tg.MessagesEmojiGroups{Groups: []tg.EmojiGroupClass{}}, nil
}

func (h *Handlers) getEmojiGroups(context.Context, *rpc.Call, int) (tg.MessagesEmojiGroupsClass, error) {
	return noGroups()
}

func (h *Handlers) getEmojiStickerGroups(context.Context, *rpc.Call, int) (tg.MessagesEmojiGroupsClass, error) {
	return noGroups()
}
