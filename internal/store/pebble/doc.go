// Package pebble is the embedded engine of the record store, the default: one
// directory, no other process.
//
// Owns the layout on disk: a key is one byte, the length of the owner less one, the
// owner, the record's key, so the records of an owner lie together; the file
// FORMAT says which version of that layout the directory holds. Must not know
// any subject, nor what a record means.
//
// Group commit: an Update holds the locks of its owners only until its batch is
// in the log's buffer and in the memtable. The wait for fsync comes after the
// unlock, and all who wait share one. The log is one sequence, so whoever built
// on a batch that was not yet synced is synced after it.
//
// P1  A batch shows before it is synced. Whoever returns what it read first
// waits for the newest commit of each owner that it read (S4).
//
// P2  A failed write of the log or of the manifest is final. What was in the
// memtable may be lost by then, so from there on every View and Update is
// refused until the directory is opened again, which reads back what is really
// on disk. See Options.Fatal.
//
// P3  Pebble panics where it cannot write its log. It never learns of such a
// failure: guardFS swallows it and breaks the store instead (P2).
//
// P4  A full disk should not get as far as P2: below Options.MinFree bytes of
// room, Updates are refused with ErrFull, until there is room again.
package pebble
