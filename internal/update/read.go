package update

import "heliograph/internal/store"

// Read reads up to limit events of a log after a position, inside a View or an
// Update; of a transaction that has appended to the log also those. missing says
// that some are not there any more: then what they told has to be found otherwise.
func Read(r store.Reader, o store.Owner, from Position, limit int) (es []Event, missing bool, err error) {
	c, err := load(r, o)
	if err != nil || from.Pts < c.Floor {
		return nil, err == nil, err
	}
	rows, err := r.Scan(o, append(rowKey(from), 0), store.K('u').End(), false, limit)
	if err != nil {
		return nil, false, err
	}
	es = make([]Event, len(rows))
	at := from
	for i, row := range rows {
		e := &es[i]
		if err := store.Decode(row.Value, e); err != nil {
			return nil, false, err
		}
		e.At = positionOf(row.Key)
		if e.At.Pts == at.Pts && e.At.Sub != at.Sub+1 || e.At.Pts > at.Pts && e.At.Sub > 1 {
			return es[:i], true, nil // of many without pts the oldest go: see Append
		}
		at = e.At
	}
	return es, false, nil
}
