// Package contact is whom a person has saved, and what one user sees of another.
//
// Invariants:
//
//	I1  a contact record in the viewer's box and the saver record in the other's
//	    are written and removed in one transaction
//	I2  a saved number that belongs to nobody is in the viewer's box and in the
//	    number's owner, so that Joined finds it; a number is never both a
//	    contact and such a number of the same viewer for longer than Joined runs
//	    — also one whose owner cannot be found by it waits there; Import sees to it later
//	I3  People alone decides what a viewer sees of a user: nothing that shows a
//	    user to somebody reads user.Profile directly
//
//	I4  that somebody is blocked is in both boxes, written in one transaction; who
//	    is blocked is told nothing of it, and sees nothing that a rule could hide
//
// Owns: in a user's box 'C' (contacts), 'K' (who saved this user), 'S' (saved
// numbers of nobody yet), 'B' (whom this user blocked) and 'D' (who blocked them); in the owner of a phone number 'w' (who waits for it).
// Must not know how a user looks to a client.
package contact
