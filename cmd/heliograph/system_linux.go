package main

import "syscall"

// freeBytes is the room that this user may still fill on the disk of dir.
func freeBytes(dir string) (free uint64, ok bool) {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return 0, false
	}
	return s.Bavail * uint64(s.Bsize), true
}

// clockSynced asks the kernel whether something keeps the clock right.
func clockSynced() (synced, known bool) {
	const unsynchronised = 5 // TIME_ERROR of adjtimex(2)
	state, err := syscall.Adjtimex(&syscall.Timex{})
	return state != unsynchronised, err == nil
}

// openFiles is the hard limit, to which the runtime raises the soft one.
func openFiles() (limit uint64, ok bool) {
	var r syscall.Rlimit
	err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r)
	return r.Max, err == nil
}
