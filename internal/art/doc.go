// Package art is the pictures that the server itself has: of what one can react
// with and of dice, as stickers that move.
//
// They are the same on every server and in every run: the id of a document is a
// hash of what it is, so it never changes and never means anything else. They are
// made by the program in the folder draw, out of openly licensed emoji and of
// drawings of ours; NOTICE names whose they are.
//
// Owns art.zip. Must not know who may see what, nor how a client names a file.
package art
