//go:build !linux

package main

// freeBytes is not known here.
func freeBytes(string) (free uint64, ok bool) { return 0, false }

// clockSynced is not known here.
func clockSynced() (synced, known bool) { return false, false }

// openFiles is not known here.
func openFiles() (limit uint64, ok bool) { return 0, false }
