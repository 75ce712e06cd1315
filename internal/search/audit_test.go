package search

import (
	"fmt"
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/store"
)

// Audit checks X3: the lists of a box hold what they should, and nothing else,
// but for what is noted as stale. settled says that nothing may be stale, nor
// not yet indexed.
func Audit(r store.Reader, box store.Owner, settled bool) error {
	st, _, err := loadState(r, box)
	if err != nil || st.Wiping {
		return err
	}
	notes, err := loadStale(r, box, 0)
	if err != nil {
		return err
	}
	refs, err := message.Refs(r, box, 1, 0, false, 0)
	if err != nil {
		return err
	}
	ms, err := message.Load(r, box, refs)
	if err != nil {
		return err
	}
	if settled && (len(notes) > 0 || len(ms) > 0 && ms[len(ms)-1].ID > st.UpTo) {
		return fmt.Errorf("indexed up to %d of %d, %d stale", st.UpTo, ms[len(ms)-1].ID, len(notes))
	}
	unsure := map[uint32]bool{}
	for _, n := range notes {
		unsure[uint32(n.id)] = true
	}
	should := map[string][]uint32{}
	l := newLexicon()
	for i := range ms {
		if id := uint32(ms[i].ID); ms[i].ID <= st.UpTo && !unsure[id] {
			for _, t := range l.terms(box, &ms[i]) {
				should[t] = append(should[t], id)
			}
		}
	}
	return compareLists(r, box, should, unsure)
}

func compareLists(r store.Reader, box store.Owner, should map[string][]uint32, unsure map[uint32]bool) error {
	all := store.K('x').Byte(1)
	rows, err := r.Scan(box, all, all.End(), false, 0)
	if err != nil {
		return err
	}
	is := map[string][]uint32{}
	for _, row := range rows {
		end := slices.Index(row.Key[2:], 0) + 2
		ids, err := decode(row.Value)
		if err != nil {
			return err
		}
		term := string(row.Key[2:end])
		if row.Key[end+1] == 1 && string(row.Key) != string(closedKey(term, ids[0])) {
			return fmt.Errorf("chunk %q begins with %d", row.Key, ids[0])
		}
		if !slices.IsSorted(ids) {
			return fmt.Errorf("chunk %q: %v", row.Key, ids)
		}
		is[term] = append(is[term], ids...)
	}
	for term, ids := range is {
		ids = slices.DeleteFunc(ids, func(id uint32) bool { return unsure[id] })
		slices.Sort(ids)
		if !slices.Equal(ids, should[term]) {
			return fmt.Errorf("list %q is\n%v, not\n%v", term, ids, should[term])
		}
		delete(should, term)
	}
	for term, ids := range should {
		return fmt.Errorf("list %q is missing: %v", term, ids)
	}
	return nil
}
