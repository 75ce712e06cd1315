package layer

import "heliograph/internal/layer/schema"

// lastStickerFlags is the last layer in which a sticker set says whether its
// stickers are animated or videos. The id of a set is the same in all layers,
// so that clients until then would take such sets for static ones.
const lastStickerFlags = 176

// computedStickers sets those flags, by what comes with the set.
func computedStickers() rules {
	cover, covers, all := setLike("cover"), setLike("covers"), setLike("documents")
	return rules{down: side{
		compute: map[string]compute{
			"messages.stickerSet.set":    all,
			"stickerSetCovered.set":      cover,
			"stickerSetFullCovered.set":  all,
			"stickerSetMultiCovered.set": covers,
		},
		force: map[string]int{
			"messages.stickerSet":    lastStickerFlags,
			"stickerSetCovered":      lastStickerFlags,
			"stickerSetFullCovered":  lastStickerFlags,
			"stickerSetMultiCovered": lastStickerFlags,
		},
	}}
}

// setLike is the set, with the flag for what the first document of a field is.
func setLike(documents string) compute {
	return func(x *conv, o *object) ([]byte, error) {
		set, err := x.inner(o, "set")
		if err != nil || set == nil {
			return nil, err
		}
		given := fields{}
		if x.d.to.Number <= lastStickerFlags {
			switch kind, err := x.mime(o, documents); {
			case err != nil:
				return nil, err
			case kind == "application/x-tgsticker":
				given["animated"] = []byte{}
			case kind == "video/webm":
				given["videos"] = []byte{}
			}
		}
		return x.fill("stickerSet", given, set)
	}
}

// mime is the type of the document, or of the first of the documents, in a field.
func (x *conv) mime(o *object, field string) (string, error) {
	v := o.get(field)
	if v == nil {
		return "", nil
	}
	if o.typ(field).Kind == schema.Vector {
		all, err := x.items(o, field)
		if err != nil || len(all) == 0 {
			return "", err
		}
		v = all[0]
	}
	document, err := x.open(v)
	if err != nil {
		return "", err
	}
	return string(plain(document.get("mime_type"))), nil
}
