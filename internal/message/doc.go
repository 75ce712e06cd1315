// Package message is what people write to each other, chat by chat.
//
// In private chats each side has its own copy in its own box, under its own
// message id; the copies know each other's id (Other).
//
// Invariants:
//
//	M1  a message and its dialog, its pointer and its event change in one transaction
//	M2  a request with a random id makes its message once, however often it is sent
//	M3  both copies are written, edited and revoked together; who has blocked the
//	    writer gets no copy
//	M4  a deleted message leaves nothing behind: copy, pointer and text are gone
//	M5  ids of a box grow with time, over all its chats
//	M6  whoever changes what a stored message can be found by, or removes it,
//	    tells the Index in the same transaction
//	M7  a message with a period leaves each box by itself, Period after its Date:
//	    its alarm is set before it is written
//
//	M8  what lists some messages of a chat (pinned, with unread reactions, parts and
//	    tags of Saved Messages) says what the messages say
//	M9  a message that waits for the page it links to is listed, and its alarm is set
//	    before; each box is told once what came of it, after the message
//	M10 the threads of a channel count and list the messages that say they are in
//	    them, and only those
//	M11 a message of a channel counts exactly the reactions that are recorded, and
//	    names the newest of them; its author is told once of each message with new ones
//	M12 a box has of a basic group what the group's log says up to the cursor, from
//	    where its owner came to where they left, each message once, in the order of
//	    the log; what is written there is copied by all members, whatever crashes
//	M13 a post that is discussed has one copy in the group that does so, which says
//	    what the post says: what is to be done for that is listed with the change of
//	    the post, and its alarm is set before
//
// Owns, in a user's box, the records 'm' (peer, id): messages, 'i' (id): the peer
// of a message, 'z' (time, peer, id): messages that are to go, 'p' (peer, id):
// the pinned ones, 'o' (peer, id): when the other side, or the owner in a group, had read up to one, 'y'
// (peer, id): those with unread reactions, and of Saved Messages 's' (part, id):
// which are in a part, 'v' (part): the parts and 'g' (part, emoji): the tags, and
// 'w' (peer, id): messages that wait for a page, 'G' (channel, top): how far the
// threads of channels are read, 'c' (group): in whose name one writes there; in that of a channel also 'T' (top, id): which
// messages are in a thread, 't' (top): threads, 't' (top, chunk): how many messages
// are in stretches of them, 'E' (newest id, top): topics by age, 'e' (user, id): with
// what somebody reacted, 'l' (id, number) and 'f' (id, emoji, number): the reactions to
// a message by age, 'h' (user, id): messages with reactions that their author has not
// seen, 'd' (id): messages that are gone, of whose reactions some are left,
// 'D' (id): posts whose copies in another group are not what they are to be. Of
// basic groups, in a user's box, 'j' (group): how far one was followed, 'N' (group,
// number): which message is the copy, 'M' (group, id): those that mention the owner,
// unseen; in a group's own 'E': who has read how far, and up to where all have followed.
// Must not know how a message looks to a client.
package message
