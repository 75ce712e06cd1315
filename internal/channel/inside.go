package channel

import (
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Inside is up to limit of those who are in a channel, those who came first first.
func Inside(r store.Reader, id ID, limit int) ([]user.ID, error) {
	rows, err := r.Scan(id.Owner(), store.K('N'), store.K('N').End(), false, limit)
	out := make([]user.ID, len(rows))
	for i, row := range rows {
		out[i] = user.ID(store.IntAt(row.Key, 9))
	}
	return out, err
}
