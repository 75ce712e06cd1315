package notify

import (
	"heliograph/internal/peer"
	"heliograph/internal/store"
)

// The second byte of a key says what the record is for.
const (
	scopeKey   byte = 1 // scope
	chatKey    byte = 2 // peer
	topicKey   byte = 3 // peer, topic
	besidesKey byte = 4
)

// key is the record of a target, nil for what is none.
func (t Target) key() store.Key {
	switch {
	case t.Scope >= Users && t.Scope <= Broadcasts:
		return store.K('n').Byte(scopeKey).Byte(byte(t.Scope))
	case t.Scope != 0 || t.Peer.IsZero() || t.Topic < 0:
		return nil
	case t.Topic > 0:
		return t.Peer.Key(store.K('n').Byte(topicKey)).Int(int64(t.Topic))
	}
	return t.Peer.Key(store.K('n').Byte(chatKey))
}

func targetFromKey(k []byte) Target {
	switch k[1] {
	case scopeKey:
		return Target{Scope: Scope(k[2])}
	case topicKey:
		return Target{Peer: peer.FromKey(k, 2), Topic: int(store.IntAt(k, 11))}
	}
	return Target{Peer: peer.FromKey(k, 2)}
}

func besidesRecord() store.Key { return store.K('n').Byte(besidesKey) }

func load(r store.Reader, box store.Owner, t Target) (s Settings, err error) {
	_, err = store.Load(r, box, t.key(), &s)
	return s, err
}

// scan reads the settings whose keys begin with a prefix.
func scan(r store.Reader, box store.Owner, prefix store.Key) ([]Exception, error) {
	rows, err := r.Scan(box, prefix, prefix.End(), false, 0)
	if err != nil {
		return nil, err
	}
	out := make([]Exception, len(rows))
	for i, row := range rows {
		out[i].Target = targetFromKey(row.Key)
		if err := store.Decode(row.Value, &out[i].Settings); err != nil {
			return nil, err
		}
	}
	return out, nil
}
