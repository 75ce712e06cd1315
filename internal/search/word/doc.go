// Package word cuts texts into the words that they are searched by.
//
// A word is what a person would type to find the text again: without case,
// accents and punctuation. Scripts that do not part words are cut as Unicode
// says, mostly into single characters. A tag (#go, $USD, @name) counts twice:
// with its mark, and as the words in it.
//
// Owns cutting, folding and stemming. What it makes of a text is on disk: change
// it, and the index of search needs a new version. Must not know what is done
// with words.
package word
