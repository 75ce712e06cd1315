package mtproto

import (
	"context"
	"crypto/aes"
	"crypto/sha1"
	"crypto/subtle"
	"fmt"
	"time"

	"heliograph/internal/fault"
)

// Faults of auth.bindTempAuthKey.
var (
	ErrBindMessage = fault.New(fault.Invalid, "ENCRYPTED_MESSAGE_INVALID")
	ErrBindNoTemp  = fault.New(fault.Invalid, "TEMP_AUTH_KEY_EMPTY")
	ErrBindAlready = fault.New(fault.Invalid, "TEMP_AUTH_KEY_ALREADY_BOUND")
	ErrBindExpires = fault.New(fault.Invalid, "EXPIRES_AT_INVALID")
)

const (
	bindInnerID   = 0x75a3f765
	bindInnerSize = 40
	bindPlainSize = 16 + 8 + 4 + 4 + bindInnerSize
)

// BindTemporary binds the session's temporary key to the permanent key perm, as
// auth.bindTempAuthKey asks: encrypted is a message of MTProto 1.0 under perm
// that has to repeat everything (https://core.telegram.org/method/auth.bindTempAuthKey).
// msgID is the id of the request. Its errors are the faults above, or those of
// Keys. Binding again to the same key is no error.
func (s *Session) BindTemporary(ctx context.Context, msgID, perm, nonce int64, expires int, encrypted []byte) error {
	if !s.key.temporary() {
		return ErrBindNoTemp
	}
	now := s.srv.clock.Now()
	if int64(expires) <= now.Unix() {
		return ErrBindExpires
	}
	key, err := s.srv.opt.Keys.Key(ctx, perm)
	if err != nil {
		return fmt.Errorf("look up permanent key: %w", err)
	}
	if key == nil || !key.Expires.IsZero() {
		return ErrBindMessage
	}
	inner, ok := openBind(key, msgID, encrypted)
	if !ok || inner.nonce != nonce || inner.temp != s.key.id || inner.perm != perm ||
		inner.session != s.id || inner.expires != int32(expires) {
		return ErrBindMessage
	}
	if old := s.key.perm.Load(); old != 0 && old != perm {
		return ErrBindAlready
	}
	until := time.Unix(min(int64(expires), s.key.expires), 0)
	if err := s.srv.opt.Keys.BindKey(ctx, s.key.id, perm, until); err != nil {
		return fmt.Errorf("bind key: %w", err)
	}
	if !s.key.perm.CompareAndSwap(0, perm) && s.key.perm.Load() != perm {
		return ErrBindAlready
	}
	return s.inherit(ctx, perm)
}

// inherit gives the permanent key what the client has told meanwhile, or else
// takes from it what was told before.
func (s *Session) inherit(ctx context.Context, perm int64) error {
	s.mu.Lock()
	unsaved := s.unsaved
	s.unsaved = false
	s.mu.Unlock()
	if unsaved {
		if err := s.srv.opt.Keys.SetClient(ctx, perm, s.Client()); err != nil {
			return fmt.Errorf("remember client: %w", err)
		}
		return nil
	}
	c, err := s.srv.opt.Keys.Client(ctx, perm)
	if err != nil {
		return fmt.Errorf("recall client: %w", err)
	}
	if c != (Client{}) {
		s.client.CompareAndSwap(nil, &c)
	}
	return nil
}

// bindInner is bind_auth_key_inner.
type bindInner struct {
	nonce, temp, perm, session int64
	expires                    int32
}

// openBind decrypts a binding message: auth_key_id, msg_key, and encrypted by
// the rules of MTProto 1.0 16 random bytes, msg_id, seqno 0, length 40, the
// inner message and padding. The msg_key covers all but the padding.
func openBind(key *Key, msgID int64, packet []byte) (bindInner, bool) {
	if len(packet) != headSize+(bindPlainSize+15)/16*16 || int64(le.Uint64(packet)) != key.ID {
		return bindInner{}, false
	}
	msgKey := packet[8:headSize]
	aesKey, iv := oldKeys(&key.Value, msgKey)
	block, err := aes.NewCipher(aesKey[:])
	if err != nil {
		return bindInner{}, false
	}
	plain := append([]byte(nil), packet[headSize:]...)
	igeDecrypt(block, &iv, plain)
	sum := sha1.Sum(plain[:bindPlainSize])
	if subtle.ConstantTimeCompare(sum[4:20], msgKey) != 1 {
		return bindInner{}, false
	}
	p := plain[16:]
	if int64(le.Uint64(p)) != msgID || le.Uint32(p[8:]) != 0 || le.Uint32(p[12:]) != bindInnerSize ||
		le.Uint32(p[16:]) != bindInnerID {
		return bindInner{}, false
	}
	p = p[20:]
	return bindInner{
		nonce: int64(le.Uint64(p)), temp: int64(le.Uint64(p[8:])), perm: int64(le.Uint64(p[16:])),
		session: int64(le.Uint64(p[24:])), expires: int32(le.Uint32(p[32:])),
	}, true
}

// oldKeys is the key derivation of MTProto 1.0 for a client's message.
func oldKeys(value *[256]byte, msgKey []byte) (key, iv [32]byte) {
	sum := func(parts ...[]byte) [20]byte {
		var in []byte
		for _, p := range parts {
			in = append(in, p...)
		}
		return sha1.Sum(in)
	}
	a := sum(msgKey, value[0:32])
	b := sum(value[32:48], msgKey, value[48:64])
	c := sum(value[64:96], msgKey)
	d := sum(msgKey, value[96:128])
	copy(key[:], a[:8])
	copy(key[8:], b[8:20])
	copy(key[20:], c[4:16])
	copy(iv[:], a[8:20])
	copy(iv[12:], b[:8])
	copy(iv[20:], c[16:20])
	copy(iv[24:], d[:8])
	return key, iv
}
