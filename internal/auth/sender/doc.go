// Package sender takes login codes to phones: a line for the operator, a mail,
// a webhook.
//
// Invariant: numbers and codes go where they are sent to and nowhere else, not
// into the log and not into an error.
//
// Owns the ways out. Must not know what a code is for. It speaks HTTP and SMTP
// as a client, which other subjects must not.
package sender
