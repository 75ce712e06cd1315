package folder

import (
	"slices"

	"heliograph/internal/store"
)

// The second byte of a key says what the record is for.
const (
	orderKey byte = 1
	eachKey  byte = 2 // id
)

// order is the record of what concerns all folders.
type order struct {
	Order []ID `cbor:"1,keyasint,omitempty"`
	Tags  bool `cbor:"2,keyasint,omitempty"`
}

func orderRecord() store.Key    { return store.K('F').Byte(orderKey) }
func folderKey(id ID) store.Key { return store.K('F').Byte(eachKey).Int(int64(id)) }

func putOrder(tx store.Tx, box store.Owner, o order) { tx.Put(box, orderRecord(), store.Encode(&o)) }

func putFolder(tx store.Tx, box store.Owner, f *Folder) {
	tx.Put(box, folderKey(f.ID), store.Encode(f))
}

// load reads the folders of a box. Before the first the order has but All (I2).
func load(r store.Reader, box store.Owner) (List, error) {
	l := List{Folders: map[ID]Folder{}}
	rows, err := r.Scan(box, store.K('F'), store.K('F').End(), false, 0)
	if err != nil {
		return l, err
	}
	for _, row := range rows {
		if row.Key[1] == orderKey {
			var o order
			if err := store.Decode(row.Value, &o); err != nil {
				return l, err
			}
			l.Order, l.Tags = o.Order, o.Tags
			continue
		}
		f := Folder{ID: ID(store.IntAt(row.Key, 2))}
		if err := store.Decode(row.Value, &f); err != nil {
			return l, err
		}
		l.Folders[f.ID] = f
	}
	if !slices.Contains(l.Order, All) {
		l.Order = append([]ID{All}, l.Order...)
	}
	return l, nil
}
