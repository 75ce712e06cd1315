package message

import "slices"

// maxLooked is how many messages of a chat are looked at for live locations,
// newest first.
const maxLooked = 10_000

// of is the page of a list, which is newest first.
func (q *Page) of(all []Message) []Message {
	at := 0
	if q.OffsetID > 0 {
		if at = slices.IndexFunc(all, func(m Message) bool { return m.ID < q.OffsetID }); at < 0 {
			at = len(all)
		}
	}
	at = min(max(at+q.AddOffset, 0), len(all))
	to := min(at+min(max(q.Limit, 0), MaxPage), len(all))
	return slices.DeleteFunc(all[at:to], func(m Message) bool { return q.MaxID > 0 && m.ID >= q.MaxID || m.ID <= q.MinID })
}
