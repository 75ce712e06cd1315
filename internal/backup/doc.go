// Package backup copies everything that a server needs to come back.
//
// Owns the layout of a backup: backup.json, which says what it is, the server's
// key, and the directory store as the engine wrote it. Must not know any
// subject, nor what is in the store.
package backup
