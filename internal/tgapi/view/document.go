package view

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/art"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

// The media types of stickers.
const (
	mimeAnimated = "application/x-tgsticker"
	mimeStill    = "image/webp"
)

// Picture is a picture of the server's own, as a sticker.
func (r *Renderer) Picture(c *rpc.Call, d *art.Document) *tg.Document {
	mime, name := mimeStill, "sticker.webp"
	if d.Animated {
		mime, name = mimeAnimated, "AnimatedSticker.tgs"
	}
	return &tg.Document{
		ID: d.ID, AccessHash: r.d.Hash.Hash(int64(c.User), peer.Of(peer.File, d.ID)),
		FileReference: r.d.Hash.Reference(int64(c.User), d.ID),
		Date:          art.Created, MimeType: mime, Size: int64(len(d.Bytes)), DCID: c.DC(),
		Attributes: []tg.DocumentAttributeClass{
			&tg.DocumentAttributeImageSize{W: d.Side, H: d.Side},
			&tg.DocumentAttributeSticker{Alt: d.Emoji, Stickerset: r.inputSet(c, d.Set)},
			&tg.DocumentAttributeFilename{FileName: name},
		},
	}
}

func (r *Renderer) inputSet(c *rpc.Call, id int64) tg.InputStickerSetClass {
	if id == 0 {
		return &tg.InputStickerSetEmpty{}
	}
	return &tg.InputStickerSetID{ID: id, AccessHash: r.d.Hash.Hash(int64(c.User), peer.Of(peer.StickerSet, id))}
}

// StickerSet is a set of pictures of the server's own.
func (r *Renderer) StickerSet(c *rpc.Call, s *art.Set) *tg.MessagesStickerSet {
	out := &tg.MessagesStickerSet{
		Set: tg.StickerSet{
			ID: s.ID, AccessHash: r.d.Hash.Hash(int64(c.User), peer.Of(peer.StickerSet, s.ID)),
			Title: s.Title, ShortName: s.Name, Count: len(s.Documents), Hash: s.Hash, Official: true,
		},
		Packs: []tg.StickerPack{}, Keywords: []tg.StickerKeyword{}, Documents: []tg.DocumentClass{},
	}
	for _, p := range s.Packs {
		out.Packs = append(out.Packs, tg.StickerPack{Emoticon: p.Emoji, Documents: p.Documents})
	}
	for _, d := range s.Documents {
		out.Documents = append(out.Documents, r.Picture(c, d))
	}
	return out
}

// Reaction is what clients draw an emoji with that one can react with.
func (r *Renderer) Reaction(c *rpc.Call, a *art.Reaction) tg.AvailableReaction {
	out := tg.AvailableReaction{
		Reaction: a.Emoji, Title: a.Title,
		StaticIcon: r.Picture(c, a.Still), AppearAnimation: r.Picture(c, a.Appear), SelectAnimation: r.Picture(c, a.Select),
		ActivateAnimation: r.Picture(c, a.Activate), EffectAnimation: r.Picture(c, a.Effect),
	}
	out.SetAroundAnimation(r.Picture(c, a.Around))
	out.SetCenterIcon(r.Picture(c, a.Center))
	return out
}
