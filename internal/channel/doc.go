// Package channel is groups and channels: what they are like, who is in them and
// who may do what there.
//
// A channel has a box of its own, as a person has: one log, one row of message
// ids, one copy of each message, whatever the audience. What a member has of it
// is a dialog in the own box.
//
// A basic group has one as well, for the same records. Its members have copies of
// its messages: their boxes follow its log (Followers).
//
// Invariants:
//
//	C1  a person is a member if and only if there is a member record in the
//	    channel's box that says so, and a dialog in the person's box: both change
//	    in one transaction. In a basic group the dialog follows the record
//	C2  the counts of a channel are those of its member records
//	C3  what changes a channel checks the actor's standing in the transaction that
//	    does it: somebody removed a moment ago changes nothing
//	C4  whoever is removed is told in the own log, and the channel's log says at
//	    which place in it they left: nothing after that is shown to them
//	C5  each act of an admin is in the admin log once, written with the act
//	C7  a channel and the group that discusses it name each other: both change in one
//	    transaction
//	C6  a link lets somebody in, counts it and tells of it in one transaction, which
//	    has seen that it is good: what revokes it does so at once
//	C7  a message is written to a topic in a transaction that has seen that the topic
//	    is there and open
//
// Owns, in a channel's box, the records 'c': the channel, 'M' (user): members and
// those who are restricted or banned, 'N' (time, user): members by age, 'A'
// (user): admins, 'B' (user): who is restricted, 'K' (user): who is banned, 'H':
// the newest message, 'S' (user): what a member has not seen, 'L' (number): the
// admin log, 'I' (hash): invite links, 'J' (admin, hash): those of an admin, 'U'
// (hash, user) and 'W' (hash, time, user): who came by a link, 'Q' (user) and 'R'
// (time, user): who asks to be let in, 'k' (channel): in the name of which channel
// nobody may write, 'P' (id): topics of a forum, 'Z': those that
// are pinned. Must not know what a message is: message writes notes of what
// happened for it.
package channel
