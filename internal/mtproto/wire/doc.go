// Package wire reads and writes MTProto messages as bytes: wrappers around
// calls, containers, gzip_packed and service messages
// (https://core.telegram.org/mtproto/service_messages).
//
// Owns the byte layout of everything between the encrypted envelope and the
// innermost call. Must not know sessions, keys or what a call means, and must
// not trust a length before it is checked.
//
// W1. No function panics or allocates more than its caller's bound, whatever
// the input. W2. Results alias the input unless gzip was undone.
package wire
