package job

import (
	"fmt"
	"hash/fnv"
	"math"

	"heliograph/internal/store"
)

const (
	shards = 64
	never  = math.MaxInt64
)

var (
	headKey  = store.K('h')
	leaseKey = store.K('l')
)

// alarm is a record 'a'.
type alarm struct {
	_     struct{} `cbor:",toarray"`
	Hold  int64    // it must not go before this time (J3)
	Looks int      // how often it was kept for that
	Tries int      // how often its handler has failed
}

// lease is a record 'l'.
type lease struct {
	_     struct{} `cbor:",toarray"`
	Node  int64
	Until int64
}

func shardOwner(i int) store.Owner { return store.Owner(fmt.Sprintf("job/%02x", i)) }

// shard is where the alarms of an owner lie.
func shard(o store.Owner) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(o))
	return int(h.Sum32() % shards)
}

func alarmKey(at int64, t target) store.Key {
	return store.K('a').Int(at).Byte(byte(t.kind)).String(string(t.owner))
}

// due is an alarm as it was found.
type due struct {
	at    int64
	value []byte
	alarm alarm
}

// readAlarm reads the record of an alarm.
func readAlarm(row store.Record) (target, due, error) {
	d := due{at: store.IntAt(row.Key, 1), value: row.Value}
	return target{Kind(row.Key[9]), store.Owner(row.Key[10:])}, d, store.Decode(row.Value, &d.alarm)
}

// putAlarm writes an alarm and keeps the head no later (J4). One that is there
// already is held as long as either.
func putAlarm(tx store.Tx, i int, at int64, t target, a alarm) error {
	var old alarm
	if _, err := store.Load(tx, shardOwner(i), alarmKey(at, t), &old); err != nil {
		return err
	}
	a.Hold, a.Tries = max(a.Hold, old.Hold), max(a.Tries, old.Tries)
	tx.Put(shardOwner(i), alarmKey(at, t), store.Encode(&a))
	head, err := loadHead(tx, i)
	if err == nil && at < head {
		tx.Put(shardOwner(i), headKey, store.Encode(at))
	}
	return err
}

// loadHead reads the head of a shard, never when it is empty.
func loadHead(r store.Reader, i int) (int64, error) {
	b, err := r.Get(shardOwner(i), headKey)
	if err != nil {
		return never, err
	}
	return decodeHead(b)
}

func decodeHead(b []byte) (int64, error) {
	if b == nil {
		return never, nil
	}
	var at int64
	err := store.Decode(b, &at)
	return at, err
}

// raiseHead sets the head of a shard to its first alarm.
func raiseHead(tx store.Tx, i int) (int64, error) {
	rows, err := tx.Scan(shardOwner(i), store.K('a'), store.K('a').End(), false, 1)
	if err != nil {
		return never, err
	}
	if len(rows) == 0 {
		tx.Delete(shardOwner(i), headKey)
		return never, nil
	}
	at := store.IntAt(rows[0].Key, 1)
	tx.Put(shardOwner(i), headKey, store.Encode(at))
	return at, nil
}
