// Package report is what people tell the operator of others: spam, abuse, whatever
// they choose from a menu.
//
// Invariants:
//
//	I1  a report keeps what was reported as the reporter saw it, for by the time
//	    that it is read the message may be gone: so much, and no longer than the
//	    report itself
//	I2  there are at most Keep reports; the oldest go first
//	I3  nobody is told that they were reported
//
// Owns, in the owner "report", the records 'r' (number): reports, and 'n': the
// newest number. Must not judge: nothing happens to who was reported.
package report
