// Package keyword knows by which words people look for emoji, language by
// language, from the annotations of Unicode CLDR (LICENSE-UNICODE).
//
// Owns keywords.bin, which `go generate` writes from the published data; that
// needs the network, npm and bzip2, so nothing runs it but whoever moves to new
// data. A word that was published stays in the file: it notes with which
// edition each came and went, so that clients can be told what changed.
//
// Must not know who asks.
package keyword
