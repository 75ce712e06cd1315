// Package dialog is the list of chats that each person sees.
//
// Invariants:
//
//	D1  a dialog's Top is the newest message of its chat in this box, 0 when none
//	D2  Unread counts the incoming messages with an id above ReadIn
//	D3  ReadIn and ReadOut never go back
//
// Owns the records 'd' (peer) of a user's box. Message writes through the
// transaction helpers (Load, Save) so that a message and its dialog change
// together. Must not know what a message is.
package dialog
