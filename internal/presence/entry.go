package presence

import (
	"slices"
	"sync"

	"heliograph/internal/user"
)

const (
	shards    = 64
	shardSize = 4096 // entries in one shard, those in use apart
)

type shard struct {
	mu      sync.Mutex
	by      map[user.ID]*entry
	active  map[user.ID]struct{} // who has a login here that is online
	unsaved map[user.ID]struct{} // whose last-seen time is to be written
}

// entry is one user.
type entry struct {
	logins []login // those that are connected or online on this node
	seen   int64   // last seen on this node, or in the store
	remote Status  // what another node said last
	fresh  int64   // until when this counts though nobody keeps it up to date

	told    Status // what the audience was told last by any node
	toldAt  int64  // when this node told or said something
	said    Status // what this node said last to the others
	saved   int64  // when seen was written last
	unsaved bool
	waiting bool // in pending
}

// login is one authorized device on this node.
type login struct {
	session int64
	until   int64 // online until then; 0: offline
	live    int   // open connections
	gone    int64 // when the last connection closed; 0: none did
	seen    int64 // when it was online last
}

// keep moves the end of being online on; false when it is far enough anyway.
func (l *login) keep(now int64) bool {
	if l.until >= now+onlineFor-touchEvery {
		return false
	}
	l.until, l.seen = now+onlineFor, now
	return true
}

// stop ends being online, as of a time; false when it was over.
func (l *login) stop(now, at int64) bool {
	if l.until == 0 {
		return false
	}
	l.seen = min(at, now)
	l.until = 0
	return true
}

// local is the status as far as this node's logins go.
func (e *entry) local() Status {
	st := Status{Seen: e.seen}
	for i := range e.logins {
		st.Until = max(st.Until, e.logins[i].until)
		st.Seen = max(st.Seen, e.logins[i].seen)
	}
	return st
}

// status is what all nodes together know.
func (e *entry) status(now int64) Status {
	l, r := e.local().at(now), e.remote.at(now)
	return Status{Until: max(l.Until, r.Until), Seen: max(l.Seen, r.Seen)}
}

// inUse says whether dropping the entry would lose something.
func (e *entry) inUse() bool { return len(e.logins) > 0 || e.unsaved || e.waiting }

// tidy drops logins that are neither connected nor online, and keeps when they
// were seen.
func (e *entry) tidy() {
	e.logins = slices.DeleteFunc(e.logins, func(l login) bool {
		if l.live > 0 || l.until != 0 {
			return false
		}
		e.seen = max(e.seen, l.seen)
		return true
	})
	if len(e.logins) == 0 {
		e.logins = nil
	}
}

func (e *entry) login(session int64) *login {
	for i := range e.logins {
		if e.logins[i].session == session {
			return &e.logins[i]
		}
	}
	e.logins = append(e.logins, login{session: session})
	return &e.logins[len(e.logins)-1]
}

func (s *Service) of(id user.ID) *shard { return &s.shard[uint64(id)%shards] }

// entry returns the user's entry and makes it if need be. The shard is locked.
func (sh *shard) entry(id user.ID) *entry {
	if e := sh.by[id]; e != nil {
		return e
	}
	if len(sh.by) >= shardSize {
		tries := 0
		for other, e := range sh.by { // map order is random enough
			if !e.inUse() {
				delete(sh.by, other)
				break
			}
			if tries++; tries == 16 {
				break
			}
		}
	}
	e := &entry{}
	sh.by[id] = e
	return e
}

// change runs fn over one login; when fn says that its status changed, the
// audience will be told and the store written to, where that is due.
func (s *Service) change(a user.Actor, now int64, fn func(*login) bool) {
	sh := s.of(a.ID)
	sh.mu.Lock()
	e := sh.entry(a.ID)
	changed := fn(e.login(a.Session))
	e.tidy()
	tell := changed && s.changed(sh, a.ID, e, now)
	sh.mu.Unlock()
	if tell {
		s.tellSoon(a.ID)
	}
}

// changed books what follows from a new status of e. The shard is locked. It
// says whether the audience has to be told.
func (s *Service) changed(sh *shard, id user.ID, e *entry, now int64) bool {
	if e.local().Until != 0 {
		sh.active[id] = struct{}{}
		if e.saved == 0 {
			e.saved = now
		}
		if now-e.saved >= saveEvery {
			sh.saveSoon(id, e)
		}
	} else {
		delete(sh.active, id)
		sh.saveSoon(id, e)
	}
	if e.waiting || !e.due(now) {
		return false
	}
	e.waiting = true
	return true
}

// saveSoon has the last-seen time written by the next pass. The shard is locked.
func (sh *shard) saveSoon(id user.ID, e *entry) {
	e.unsaved = true
	sh.unsaved[id] = struct{}{}
}

// due says whether the audience or the other nodes know something else than
// what is.
func (e *entry) due(now int64) bool {
	return behind(e.told, e.status(now), now) || behind(e.said, e.local().at(now), now)
}

// behind says whether who knows one status has to hear of another.
func behind(known, is Status, now int64) bool {
	if is.Online() {
		return known.Until-now < retell
	}
	return known.Until != 0
}
