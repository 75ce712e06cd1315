// Package desktop uses Telegram Desktop as a person does: on a screen, with a
// keyboard, a mouse and the clipboard. What the client has made of the server's
// bytes is read from two places: its own log of what it decoded (-debug), and
// the screen.
//
// Owns how the program looks and is operated, so far as tests need it: one
// window of a fixed size (Width, Height) in the client's default theme, in
// English. Positions are found by what is written there or by the colours of
// the theme; those that are numbers stand in layout.go. Must not know what a
// test wants, nor talk to the server.
//
// A Client has one pair of hands: its methods may be called concurrently, and
// are done one after the other.
package desktop
