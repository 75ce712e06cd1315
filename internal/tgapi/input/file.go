package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/art"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var (
	errFile           = fault.New(fault.Invalid, "FILE_ID_INVALID")
	errReferenceEmpty = fault.New(fault.Invalid, "FILE_REFERENCE_EMPTY")
	errReference      = fault.New(fault.Invalid, "FILE_REFERENCE_INVALID")
	errSet            = fault.New(fault.NotAcceptable, "STICKERSET_INVALID")
	errDice           = fault.New(fault.Invalid, "EMOTICON_STICKERPACK_MISSING")
)

// Picture is the server's own picture that a location names; nil where it is
// none of those. Faults: FILE_ID_INVALID when the caller was not told its hash,
// FILE_REFERENCE_EMPTY, FILE_REFERENCE_INVALID.
func (r *Resolver) Picture(c *rpc.Call, at *tg.InputDocumentFileLocation) (*art.Document, error) {
	d, ok := art.Find(at.ID)
	if !ok {
		return nil, nil
	}
	if !r.hash.Check(int64(c.User), peer.Of(peer.File, d.ID), at.AccessHash) {
		return nil, errFile
	}
	if len(at.FileReference) == 0 {
		return nil, errReferenceEmpty
	}
	if !r.hash.CheckReference(int64(c.User), d.ID, at.FileReference) {
		return nil, errReference
	}
	return d, nil
}

// emojiHash is the access hash of the set of emoji, and art.Emoji its name, that
// TDLib has built in and asks for first.
const emojiHash = 5100237018658464041

// StickerSet is the set that a client names. Faults: STICKERSET_INVALID,
// EMOTICON_STICKERPACK_MISSING for a dice without an emoji.
func (r *Resolver) StickerSet(c *rpc.Call, s tg.InputStickerSetClass) (*art.Set, error) {
	var found *art.Set
	switch s := s.(type) {
	case *tg.InputStickerSetID:
		found = art.FindSet(s.ID)
		if found != nil && !(found.Name == art.Emoji && s.AccessHash == emojiHash) && !r.hash.Check(int64(c.User), peer.Of(peer.StickerSet, s.ID), s.AccessHash) {
			found = nil
		}
	case *tg.InputStickerSetShortName:
		found = art.SetNamed(s.ShortName)
	case *tg.InputStickerSetAnimatedEmoji:
		found = art.SetNamed(art.Emoji)
	case *tg.InputStickerSetAnimatedEmojiAnimations:
		found = art.SetNamed(art.Bursts)
	case *tg.InputStickerSetDice:
		if s.Emoticon == "" {
			return nil, errDice
		}
		found = art.Dice(s.Emoticon)
	}
	if found == nil {
		return nil, errSet
	}
	return found, nil
}
