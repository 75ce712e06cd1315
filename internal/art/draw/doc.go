// Command draw writes art.zip: the pictures that the server itself has.
//
// Owns that file. The emoji are those of Fluent Emoji (Microsoft, MIT), which it
// takes from the npm registry; how they move, and the dice, are drawn here. It
// needs the network, so it runs by hand, through `go generate ./internal/art`.
// Must not draw anything by chance: the same program writes the same bytes, and
// another picture of the same thing is another document.
package main
