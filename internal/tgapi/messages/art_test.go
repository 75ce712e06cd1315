package messages_test

import (
	"slices"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/art"
	"heliograph/internal/message"
	"heliograph/internal/reaction"
)

// isSticker checks what clients want of a document before they draw it.
func isSticker(t *testing.T, d tg.DocumentClass, mime, emoji string) {
	t.Helper()
	x, ok := d.(*tg.Document)
	if !ok || x.MimeType != mime || x.ID == 0 || x.AccessHash == 0 || len(x.FileReference) == 0 || x.Size == 0 || x.DCID == 0 || x.Date == 0 {
		t.Errorf("%s: %+v", emoji, d)
		return
	}
	side, sticker := 0, ""
	for _, a := range x.Attributes {
		switch a := a.(type) {
		case *tg.DocumentAttributeImageSize:
			side = a.W
		case *tg.DocumentAttributeSticker:
			sticker = a.Alt
		}
	}
	if side == 0 || sticker != emoji {
		t.Errorf("%s: %+v", emoji, x.Attributes)
	}
}

const animated = "application/x-tgsticker"

// Everything that one can react with has pictures, in the order of the set.
func TestAvailableReactions(t *testing.T) {
	t.Parallel()
	w := open(t)
	var box tg.MessagesAvailableReactionsBox
	w.ok(ann, &tg.MessagesGetAvailableReactionsRequest{}, &box)
	list := box.AvailableReactions.(*tg.MessagesAvailableReactions)
	var emoji []string
	for _, r := range list.Reactions {
		emoji = append(emoji, r.Reaction)
		isSticker(t, r.StaticIcon, "image/webp", r.Reaction)
		for _, d := range []tg.DocumentClass{r.AppearAnimation, r.SelectAnimation, r.ActivateAnimation, r.EffectAnimation, r.AroundAnimation, r.CenterIcon} {
			isSticker(t, d, animated, r.Reaction)
		}
		if r.Title == "" || r.Premium || r.Inactive {
			t.Errorf("%+v", r)
		}
	}
	if !slices.Equal(emoji, reaction.All()) {
		t.Errorf("%v, not %v", emoji, reaction.All())
	}
	w.ok(ann, &tg.MessagesGetAvailableReactionsRequest{Hash: list.Hash}, &box)
	if _, ok := box.AvailableReactions.(*tg.MessagesAvailableReactionsNotModified); !ok || list.Hash == 0 {
		t.Errorf("%T with hash %d", box.AvailableReactions, list.Hash)
	}
}

// Every value that the server throws has a picture.
func TestDiceSets(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, d := range message.Dices() {
		var box tg.MessagesStickerSetBox
		req := &tg.MessagesGetStickerSetRequest{Stickerset: &tg.InputStickerSetDice{Emoticon: d.Emoji}}
		w.ok(ann, req, &box)
		s := box.StickerSet.(*tg.MessagesStickerSet)
		want := d.Max + 1
		if d.Emoji == "🎰" {
			want = 21
		}
		if len(s.Documents) != want || s.Set.Count != want || len(s.Packs) == 0 {
			t.Errorf("%s: %d pictures, %d packs", d.Emoji, len(s.Documents), len(s.Packs))
		}
		for _, x := range s.Documents {
			isSticker(t, x, animated, art.Dice(d.Emoji).Documents[0].Emoji)
		}
		for _, again := range []tg.InputStickerSetClass{
			req.Stickerset, &tg.InputStickerSetID{ID: s.Set.ID, AccessHash: s.Set.AccessHash}, &tg.InputStickerSetShortName{ShortName: s.Set.ShortName},
		} {
			w.ok(ann, &tg.MessagesGetStickerSetRequest{Stickerset: again, Hash: s.Set.Hash}, &box)
			if _, ok := box.StickerSet.(*tg.MessagesStickerSetNotModified); !ok {
				t.Errorf("%s by %T: %T", d.Emoji, again, box.StickerSet)
			}
		}
	}
}

func TestEmojiSets(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, x := range []struct {
		set   tg.InputStickerSetClass
		packs int
	}{{&tg.InputStickerSetAnimatedEmoji{}, 0}, {&tg.InputStickerSetAnimatedEmojiAnimations{}, 1}} {
		var box tg.MessagesStickerSetBox
		w.ok(ann, &tg.MessagesGetStickerSetRequest{Stickerset: x.set}, &box)
		s := box.StickerSet.(*tg.MessagesStickerSet)
		if n := len(reaction.All()); len(s.Documents) != n || len(s.Packs) != n+x.packs {
			t.Errorf("%T: %d pictures, %d packs", x.set, len(s.Documents), len(s.Packs))
		}
	}
	builtIn := &tg.InputStickerSetID{ID: 1258816259751983, AccessHash: 5100237018658464041} // in TDLib
	w.ok(ann, &tg.MessagesGetStickerSetRequest{Stickerset: builtIn}, &tg.MessagesStickerSetBox{})
	var v tg.DocumentClassVector
	w.ok(ann, &tg.MessagesGetCustomEmojiDocumentsRequest{DocumentID: []int64{1, 2}}, &v)
	if len(v.Elems) != 0 {
		t.Errorf("%+v", v)
	}
}
