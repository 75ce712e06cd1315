package apptest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"

	"github.com/gotd/td/telegram/downloader"
	"github.com/gotd/td/tg"
)

// availableReactions asks for what one can react with; "" is the list, else the
// answer's name.
func (d *Device) availableReactions(hash int) (*tg.MessagesAvailableReactions, string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.MessagesGetAvailableReactions(ctx, hash)
	if err != nil {
		return nil, "", err
	}
	if list, ok := r.(*tg.MessagesAvailableReactions); ok {
		return list, "", nil
	}
	return nil, r.TypeName(), nil
}

// pictures: fetches all that clients draw reactions with; prints how much it is
func pictures(_ *script, d *Device, _ []string) ([]string, error) {
	list, _, err := d.availableReactions(0)
	if err != nil {
		return nil, err
	}
	files := 0
	for _, r := range list.Reactions {
		for _, x := range []tg.DocumentClass{
			r.StaticIcon, r.AppearAnimation, r.SelectAnimation, r.ActivateAnimation, r.EffectAnimation, r.AroundAnimation, r.CenterIcon,
		} {
			if err := d.fetch(x); err != nil {
				return nil, fmt.Errorf("%s: %w", r.Reaction, err)
			}
			files++
		}
	}
	_, again, err := d.availableReactions(list.Hash)
	return []string{fmt.Sprintf("%d reactions, %d pictures, then %s", len(list.Reactions), files, again)}, err
}

// fetch downloads a document and compares it with what is said of it.
func (d *Device) fetch(x tg.DocumentClass) error {
	doc, ok := x.(*tg.Document)
	if !ok {
		return fmt.Errorf("%T", x)
	}
	ctx, cancel := d.Context()
	defer cancel()
	var b bytes.Buffer
	at := doc.AsInputDocumentFileLocation("")
	if _, err := downloader.NewDownloader().Download(d.API, at).Stream(ctx, &b); err != nil {
		return err
	}
	if int64(b.Len()) != doc.Size {
		return fmt.Errorf("%d bytes instead of %d", b.Len(), doc.Size)
	}
	hashes, err := d.API.UploadGetFileHashes(ctx, &tg.UploadGetFileHashesRequest{Location: at})
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(b.Bytes()); len(hashes) != 1 || !bytes.Equal(hashes[0].Hash, sum[:]) {
		return fmt.Errorf("%d hashes, of something else", len(hashes))
	}
	return nil
}

// stickers EMOJI: fetches what a dice is drawn with; stickers emoji | bursts |
// NAME: the same of a set; prints the set
func stickers(_ *script, d *Device, args []string) ([]string, error) {
	var set tg.InputStickerSetClass
	switch args[0] {
	case "emoji":
		set = &tg.InputStickerSetAnimatedEmoji{}
	case "bursts":
		set = &tg.InputStickerSetAnimatedEmojiAnimations{}
	default:
		set = &tg.InputStickerSetDice{Emoticon: args[0]}
		if args[0] == "" || args[0][0] < 0x80 {
			set = &tg.InputStickerSetShortName{ShortName: args[0]}
		}
	}
	ctx, cancel := d.Context()
	defer cancel()
	r, err := d.API.MessagesGetStickerSet(ctx, &tg.MessagesGetStickerSetRequest{Stickerset: set})
	if err != nil {
		return nil, err
	}
	s, ok := r.(*tg.MessagesStickerSet)
	if !ok {
		return nil, fmt.Errorf("%T", r)
	}
	for _, x := range s.Documents {
		if err := d.fetch(x); err != nil {
			return nil, err
		}
	}
	return []string{fmt.Sprintf("%s: %d pictures in %d packs", s.Set.ShortName, len(s.Documents), len(s.Packs))}, nil
}

// part EMOJI OFFSET LIMIT [DEVICE | forged | bare]: fetches a part of the
// animation of a reaction, as another device names it, or with a file reference
// that is wrong or missing; prints how long it is
func filePart(s *script, d *Device, args []string) ([]string, error) {
	offset, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return nil, err
	}
	limit, err := strconv.Atoi(args[2])
	if err != nil {
		return nil, err
	}
	from, how := d, ""
	if len(args) > 3 {
		how = args[3]
	}
	if how != "" && how != "forged" && how != "bare" {
		from = s.device(how)
	}
	list, _, err := from.availableReactions(0)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list.Reactions, func(r tg.AvailableReaction) bool { return r.Reaction == args[0] })
	if i < 0 {
		return nil, fmt.Errorf("nobody can react with %s", args[0])
	}
	at := list.Reactions[i].SelectAnimation.(*tg.Document).AsInputDocumentFileLocation("")
	switch how {
	case "forged":
		at.FileReference[1] ^= 1
	case "bare":
		at.FileReference = nil
	}
	ctx, cancel := d.Context()
	defer cancel()
	return d.part(ctx, at, offset, limit)
}

func (d *Device) part(ctx context.Context, at tg.InputFileLocationClass, offset int64, limit int) ([]string, error) {
	r, err := d.API.UploadGetFile(ctx, &tg.UploadGetFileRequest{Location: at, Offset: offset, Limit: limit})
	if err != nil {
		return nil, err
	}
	f, ok := r.(*tg.UploadFile)
	if !ok {
		return nil, fmt.Errorf("%T", r)
	}
	return []string{fmt.Sprintf("%d bytes", len(f.Bytes))}, nil
}
