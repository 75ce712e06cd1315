// Package dialog is the list of chats that each person sees.
//
// Invariants:
//
//	D1  a dialog's Top is the newest message of its chat in this box, 0 when none
//	D2  Unread counts the incoming messages with an id above ReadIn, and those that
//	    the person wrote to be sent later
//	D3  ReadIn and ReadOut never go back
//	D4  both sides of a private chat have the same period
//
// Owns, in a user's box, the records 'd' (peer): dialogs, 't' (peer): periods of
// chats, and 'T': the period of new ones. Message writes through the
// transaction helpers (Load, Save) so that a message and its dialog change
// together. Must not know what a message is.
package dialog
