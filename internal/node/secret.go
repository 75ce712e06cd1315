package node

import (
	"context"
	"fmt"

	"heliograph/internal/id"
	"heliograph/internal/store"
)

// secrets are what this installation derives salts and access hashes from. All
// its nodes share them, so they are a record: owner "server", key 'S'.
type secrets struct {
	Salt []byte `cbor:"1,keyasint"`
	Hash []byte `cbor:"2,keyasint"`
}

const serverOwner store.Owner = "server"

// loadSecrets reads the secrets, or makes them at the first start.
func loadSecrets(ctx context.Context, s store.Store) (secrets, error) {
	var out secrets
	err := s.Update(ctx, []store.Owner{serverOwner}, func(tx store.Tx) error {
		out = secrets{}
		found, err := store.Load(tx, serverOwner, store.K('S'), &out)
		if err != nil || found {
			return err
		}
		out = secrets{Salt: id.Bytes(32), Hash: id.Bytes(32)}
		tx.Put(serverOwner, store.K('S'), store.Encode(&out))
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("server secrets: %w", err)
	}
	return out, nil
}
