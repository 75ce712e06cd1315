package search

import (
	"context"

	"heliograph/internal/store"
)

// Size is how large the index of a box is.
type Size struct {
	Chunks int // records
	Lists  int // terms
	Bytes  int // of keys and values
}

// Size reads the whole index of a box.
func (s *Service) Size(ctx context.Context, box store.Owner) (Size, error) {
	var out Size
	last := ""
	from, end := store.K('x'), store.K('x').End()
	for {
		n := 0
		err := s.store.View(ctx, func(r store.Reader) error {
			rows, err := r.Scan(box, from, end, false, s.sizes.wipe)
			n = len(rows)
			for _, row := range rows {
				out.Chunks++
				out.Bytes += len(row.Key) + len(row.Value)
				if term := termOf(row.Key); term != "" && term != last {
					out.Lists++
					last = term
				}
				from = append(row.Key, 0)
			}
			return err
		})
		if err != nil || n < s.sizes.wipe {
			return out, err
		}
	}
}

// termOf is the term of a list's key; none for other records.
func termOf(key []byte) string {
	if key[1] != 1 {
		return ""
	}
	end := 2
	for key[end] != 0 {
		end++
	}
	return string(key[2:end])
}
