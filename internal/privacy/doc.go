// Package privacy is what a person lets others see and do: rules for each thing
// that can be hidden, and a few choices beside them.
//
// Invariants:
//
//	I1  rules are looked at in their order; the first that fits somebody decides,
//	    and whom none fits is refused
//	I2  rules, and the event that tells the own devices of them, change in one
//	    transaction
//	I3  nobody is handed settings that were read before a change which they have
//	    heard of: a change holds them out of the caches
//
// Owns the record 'R' of a user's box: its owner's settings. Must not know who
// somebody's contacts are, nor whom they have blocked: whoever asks says how a
// viewer stands to the person (Viewer), and that is contact.
package privacy
