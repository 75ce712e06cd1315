package preview

import (
	"context"
	"crypto/sha256"

	"heliograph/internal/store"
)

// record is 'p': what is known of an address. It is in the owner of the address's
// hash, and says which address that is.
type record struct {
	URL     string `cbor:"1,keyasint"`
	ID      int64  `cbor:"2,keyasint"`
	Page    *Page  `cbor:"3,keyasint,omitempty"` // nil: there is none, or none yet
	Claim   int64  `cbor:"4,keyasint,omitempty"` // until then somebody is asking for it; 0: nobody
	Expires int64  `cbor:"5,keyasint,omitempty"` // when it is asked for again
}

// known says whether there is an answer that still counts.
func (r *record) known(now int64) bool { return r != nil && r.Claim == 0 && now < r.Expires }

// claimed says whether somebody is asking.
func (r *record) claimed(now int64) bool { return r != nil && r.Claim > now }

func (r *record) result() Result {
	switch {
	case r.Claim != 0:
		return Result{ID: r.ID, Overdue: r.Claim}
	case r.Page == nil:
		return Result{}
	}
	return Result{ID: r.ID, Page: r.Page}
}

var pageKey = store.K('p')

// Owner is the store owner of an address: "w" and its hash.
func Owner(address string) store.Owner {
	sum := sha256.Sum256([]byte(address))
	return store.Owner("w" + string(sum[:16]))
}

// load reads what is known of an address; nil when that is nothing.
func load(r store.Reader, o store.Owner, address string) (*record, error) {
	rec := new(record)
	found, err := store.Load(r, o, pageKey, rec)
	if err != nil || !found || address != "" && rec.URL != address {
		return nil, err
	}
	return rec, nil
}

func put(tx store.Tx, o store.Owner, rec *record) { tx.Put(o, pageKey, store.Encode(rec)) }

func (s *Service) read(ctx context.Context, address string) (rec *record, err error) {
	err = s.d.Store.View(ctx, func(r store.Reader) (err error) {
		rec, err = load(r, Owner(address), address)
		return err
	})
	return rec, err
}

// Expire forgets what is known of an address once it does not count any more (V4).
// It is the job.Handler of job.Pages.
func (s *Service) Expire(ctx context.Context, owner store.Owner, now int64) (next int64, err error) {
	err = s.d.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		rec, err := load(tx, owner, "")
		if next = 0; err != nil || rec == nil {
			return err
		}
		if next = max(rec.Claim, rec.Expires); next <= now {
			tx.Delete(owner, pageKey)
			next = 0
		}
		return nil
	})
	return next, err
}
