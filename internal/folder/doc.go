// Package folder is the folders into which people sort their chats: rules by
// which a chat belongs to one, and chats that are put there by hand.
//
// Invariants:
//
//	I1  a folder, its place in the order and their events change in one transaction
//	I2  the order names each folder once, and the list of all chats as 0
//	I3  a chat is in at most one of a folder's lists: pinned, included, excluded
//	I4  a folder to be shared has included chats and no rules
//
// Owns the records 'F' of a user's box. Must not know what a chat is like: clients
// sort by the rules. The archive is no folder of these: see dialog.
package folder
