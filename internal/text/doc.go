// Package text is what people write: a string and the entities that format it.
//
// Owns the entity type, its rules, and what is found in a text that nobody
// marked: links, mentions, tags, commands, numbers. Must not know where a text
// stands, nor who may read it.
//
// Offsets and lengths are in UTF-16 code units, as clients count. What Normal
// returns is a normal text:
//
//   - T1. The string is UTF-8 without control characters but line feeds, without
//     direction overrides, without white space at its ends that no entity holds,
//     and something of it can be seen.
//   - T2. Every entity lies in the string, is not empty and does not split a
//     surrogate pair.
//   - T3. Entities are ordered by offset, the longer first, then by kind, and any
//     two lie apart or one in the other.
//   - T4. Nothing lies in code, pre and dates; quotes do not nest; links, mentions and
//     the like do not nest and hold no quote; bold, italic, underline, strike and
//     spoiler overlap freely, but are cut at the ends of all others and where
//     another of them begins, so that clients can nest them.
//   - T5. Normal of a normal text is the same text.
//
// The rules are those by which clients predict what the server makes of a text
// that they send, see https://core.telegram.org/api/entities.
package text
