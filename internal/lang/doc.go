// Package lang holds the languages in which clients and the server itself speak.
//
// A pack is the texts of one app ("tdesktop", "android", …), a language of it
// is one file. The server's own texts are the pack "heliograph", in languages
// that are built in; for every other pack clients carry English themselves,
// and the operator puts files of further languages into a directory. In the
// pack "emoji" the keys are words, and the texts the emoji that they find.
//
// Invariants:
//
//	L1 a language's version grows whenever its texts change, and only then, also
//	   while the server is down: what was published is kept in the store
//	L2 what came and went between two versions can be told from that alone
//	L3 files with an error change nothing: what was read before stays
//
// Owns the records of published versions. Must not know TL.
package lang
