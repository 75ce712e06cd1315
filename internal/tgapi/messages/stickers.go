package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var errEmoticon = fault.New(fault.Invalid, "EMOTICON_EMPTY")

// getStickerSet finds the sets of the server's own pictures. There are no others.
func (h *Handlers) getStickerSet(_ context.Context, c *rpc.Call, r *tg.MessagesGetStickerSetRequest) (tg.MessagesStickerSetClass, error) {
	s, err := h.In.StickerSet(c, r.Stickerset)
	if err != nil {
		return nil, err
	}
	if r.Hash == s.Hash {
		return &tg.MessagesStickerSetNotModified{}, nil
	}
	return h.View.StickerSet(c, s), nil
}

// getCustomEmojiDocuments leaves out what it does not know, and there are none.
func (h *Handlers) getCustomEmojiDocuments(_ context.Context, _ *rpc.Call, _ []int64) ([]tg.DocumentClass, error) {
	return []tg.DocumentClass{}, nil
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
