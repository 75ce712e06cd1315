package user

import (
	"bytes"
	"context"
	"strings"

	"heliograph/internal/id"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// Lengths of a username.
const (
	minUsername = 5
	maxUsername = 32
)

// staleAfter is how many seconds old a directory entry is before anybody but
// its holder may find it stale.
const staleAfter = 60

// reserved are names that people would take for the operator's.
var reserved = map[string]bool{
	"admin": true, "administrator": true, "contacts": true, "heliograph": true, "login": true,
	"moderator": true, "security": true, "service": true, "settings": true, "support": true, "telegram": true,
}

// ValidUsername says whether name follows the rules: a-z, 0-9 and single
// underscores, starting with a letter, not ending with an underscore.
func ValidUsername(name string) bool {
	if len(name) < minUsername || len(name) > maxUsername || strings.Contains(name, "__") ||
		strings.HasSuffix(name, "_") || !isLetter(name[0]) {
		return false
	}
	for i := range len(name) {
		if c := name[i]; !isLetter(c) && c != '_' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// validPrefix says whether a directory owner can hold names that begin so.
func validPrefix(lower string) bool {
	return len(lower) >= 2 && len(lower) <= maxUsername && isLetter(lower[0]) &&
		strings.Trim(lower, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// checkRules refuses what the actor may not be called. Names that end in "bot"
// are for bots: people rely on telling them apart.
func checkRules(a Actor, name string) error {
	lower := strings.ToLower(name)
	if !ValidUsername(name) || strings.HasSuffix(lower, "bot") && !a.Bot {
		return errNameInvalid
	}
	if reserved[lower] {
		return errNameOccupied
	}
	return nil
}

// CheckUsername says whether the actor could take name. Faults:
// USERNAME_INVALID, USERNAME_OCCUPIED.
func (s *Service) CheckUsername(ctx context.Context, a Actor, name string) error {
	if err := checkRules(a, name); err != nil {
		return err
	}
	holder, err := s.ByUsername(ctx, name)
	if err != nil {
		return err
	}
	if !holder.IsZero() && holder != a.ID.Peer() {
		return errNameOccupied
	}
	return nil
}

// ByUsername is who carries name, whatever the capitals; the zero Peer when
// nobody does.
func (s *Service) ByUsername(ctx context.Context, name string) (holder peer.Peer, err error) {
	if !ValidUsername(name) {
		return peer.Peer{}, nil
	}
	lower := strings.ToLower(name)
	err = s.store.View(ctx, func(r store.Reader) error {
		entry, stale, err := s.readClaim(r, lower)
		holder = peer.Peer{}
		if err == nil && entry != nil && !stale {
			var c claim
			err = store.Decode(entry, &c)
			holder = c.Peer
		}
		return err
	})
	return holder, err
}

// readClaim reads a directory entry, nil when there is none, and whether its
// holder carries another name by now (I2). In a View, because the holder's box
// is another owner than the directory.
func (s *Service) readClaim(r store.Reader, lower string) (entry []byte, stale bool, err error) {
	entry, err = r.Get(directoryOwner(lower), []byte(lower))
	if err != nil || entry == nil {
		return nil, false, err
	}
	var c claim
	if err := store.Decode(entry, &c); err != nil {
		return nil, false, err
	}
	carries, err := s.carries(r, c.Peer, lower)
	return entry, !carries, err
}

// carries says whether p is called lower, whatever the capitals.
func (s *Service) carries(r store.Reader, p peer.Peer, lower string) (bool, error) {
	switch {
	case p.Kind == peer.User:
		of, err := loadProfile(r, ID(p.ID))
		return strings.ToLower(of.Username) == lower && !of.Deleted, err
	case s.chats == nil:
		return false, nil
	}
	name, err := s.chats.Username(r, p)
	return strings.ToLower(name) == lower, err
}

// SetUsername gives the actor a username, or takes it away when name is empty.
// The new name is taken first and the old one let go after; what a crash leaves
// between is an entry that is stale. Faults: USERNAME_INVALID,
// USERNAME_OCCUPIED, USERNAME_NOT_MODIFIED.
func (s *Service) SetUsername(ctx context.Context, a Actor, name string) (Profile, error) {
	if name != "" {
		if err := checkRules(a, name); err != nil {
			return Profile{}, err
		}
	}
	var old string
	p, err := s.takeUsername(ctx, a.ID, name, &old)
	if err != nil {
		return Profile{}, err
	}
	if old != "" && !strings.EqualFold(old, name) {
		// The change is made whatever becomes of the entry it leaves behind.
		_ = s.FreeUsername(context.WithoutCancel(ctx), a.ID.Peer(), old)
	}
	return p, nil
}

// takeUsername writes the directory entry and the profile in one transaction.
func (s *Service) takeUsername(ctx context.Context, who ID, name string, old *string) (Profile, error) {
	owners := []store.Owner{who.Owner()}
	lower := strings.ToLower(name)
	var stale []byte // an entry that may be replaced, as it was seen
	if name != "" {
		owners = append(owners, directoryOwner(lower))
		var err error
		if stale, err = s.staleClaim(ctx, lower); err != nil {
			return Profile{}, err
		}
	}
	return s.change(ctx, who, owners, func(tx *update.Tx, p *Profile) error {
		if *old = p.Username; p.Username == name {
			return errNameSame
		}
		p.Username = name
		if name == "" {
			return nil
		}
		return takeClaim(tx, who.Peer(), lower, stale)
	})
}

// staleClaim is the entry of lower if it may be taken over as it is, else nil.
// A young entry may not: engines promise one snapshot for each owner only, so a
// claim may show in the directory before it shows in the holder's box.
func (s *Service) staleClaim(ctx context.Context, lower string) (stale []byte, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		stale = nil
		entry, isStale, err := s.readClaim(r, lower)
		if err != nil || !isStale {
			return err
		}
		var c claim
		if err := store.Decode(entry, &c); err != nil {
			return err
		}
		if s.clock.Now().Unix()-c.At > staleAfter {
			stale = entry
		}
		return nil
	})
	return stale, err
}

// takeClaim writes the directory entry of lower unless somebody else has it.
func takeClaim(tx *update.Tx, who peer.Peer, lower string, stale []byte) error {
	dir := directoryOwner(lower)
	entry, err := tx.Get(dir, []byte(lower))
	if err != nil {
		return err
	}
	if entry != nil && (stale == nil || !bytes.Equal(entry, stale)) {
		var c claim
		if err := store.Decode(entry, &c); err != nil {
			return err
		}
		if c.Peer != who {
			return errNameOccupied
		}
	}
	tx.Put(dir, []byte(lower), store.Encode(&claim{Peer: who, Nonce: id.Int64(), At: tx.Now()}))
	return nil
}

// FreeUsername removes the entry of name if it is who's, and who does not carry
// the name any more.
func (s *Service) FreeUsername(ctx context.Context, who peer.Peer, name string) error {
	lower := strings.ToLower(name)
	dir := directoryOwner(lower)
	return s.store.Update(ctx, []store.Owner{dir, who.Owner()}, func(tx store.Tx) error {
		var c claim
		found, err := store.Load(tx, dir, []byte(lower), &c)
		if err != nil || !found || c.Peer != who {
			return err
		}
		carries, err := s.carries(tx, who, lower)
		if err == nil && !carries {
			tx.Delete(dir, []byte(lower))
		}
		return err
	})
}

// CheckChatUsername says whether a chat could take name; the rules are those of
// people. Faults: USERNAME_INVALID, USERNAME_OCCUPIED.
func (s *Service) CheckChatUsername(ctx context.Context, chat peer.Peer, name string) error {
	if err := checkRules(Actor{}, name); err != nil {
		return err
	}
	holder, err := s.ByUsername(ctx, name)
	if err == nil && !holder.IsZero() && holder != chat {
		err = errNameOccupied
	}
	return err
}

// TakeUsername runs fn, which has a chat carry name, in a transaction of the chat's
// box in which the directory says the same; with an empty name there is nothing to
// say. Faults: USERNAME_INVALID, USERNAME_OCCUPIED, and those of fn.
func (s *Service) TakeUsername(ctx context.Context, chat peer.Peer, name string, fn func(*update.Tx) error) error {
	if name == "" {
		return s.log.Run(ctx, []store.Owner{chat.Owner()}, fn)
	}
	if err := checkRules(Actor{}, name); err != nil {
		return err
	}
	lower := strings.ToLower(name)
	stale, err := s.staleClaim(ctx, lower)
	if err != nil {
		return err
	}
	return s.log.Run(ctx, []store.Owner{chat.Owner(), directoryOwner(lower)}, func(tx *update.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return takeClaim(tx, chat, lower, stale)
	})
}

// SearchUsernames finds up to limit peers whose username begins with prefix,
// which has two characters or more, in alphabetical order.
func (s *Service) SearchUsernames(ctx context.Context, prefix string, limit int) ([]peer.Peer, error) {
	prefix = strings.ToLower(prefix)
	if limit <= 0 || !validPrefix(prefix) {
		return nil, nil
	}
	var out []peer.Peer
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		from := store.Key(prefix)
		rows, err := r.Scan(directoryOwner(prefix), from, from.End(), false, 2*limit)
		if err != nil {
			return err
		}
		for _, row := range rows {
			entry, stale, err := s.readClaim(r, string(row.Key))
			if err != nil {
				return err
			}
			if entry == nil || stale || len(out) == limit {
				continue
			}
			var c claim
			if err := store.Decode(entry, &c); err != nil {
				return err
			}
			out = append(out, c.Peer)
		}
		return nil
	})
	return out, err
}
