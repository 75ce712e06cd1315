// Package mtproto serves MTProto 2.0 sessions over framed connections: it
// decrypts, checks, answers whatever concerns the protocol itself and hands
// calls to a Handler (https://core.telegram.org/mtproto/description).
//
// Owns live connections and sessions, message ids and sequence numbers, salts,
// acknowledgements, resending, the bounded queues towards clients and the
// cache of auth keys in use. Must not know subjects, users or TL beyond the
// ids of the protocol, must not decode calls, and keeps nothing on disk but
// through Keys.
//
// Invariants, cited in the code:
//
// M1. A message is run at most once per session: an id that was seen is
// answered again from what is kept, one that may have been seen and cannot be
// told (older than the window, or than this process in a session that it does
// not know) is refused with 20.
//
// M2. A packet that is refused changes nothing: no session, no id, no state.
//
// M3. Nothing a peer sends makes memory grow without bound: ids, queues,
// stored answers, calls, inflated bytes, sessions and connections all have a
// limit. What is dropped is told: pushes by updatesTooLong, answers by 20 when
// they are asked for again.
//
// M4. A slow or dead reader holds back its own connection alone. No lock is
// held during a system call.
//
// M5. Lock order: Server.mu, then Session.mu, then conn.mu; Handler and Keys
// are called with none of them held.
package mtproto
