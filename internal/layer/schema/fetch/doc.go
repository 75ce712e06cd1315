// Command fetch writes schema.tl.gz: the TL schemas of every layer that is
// served, in one text.
//
// Owns that file. It takes the schemas that github.com/gotd/td published with
// its versions (versions.go), and what is known of layers that no version has
// (supplement.tl). It needs the network and some minutes, so it runs by hand,
// through `go generate ./internal/layer/schema`, when there is a new layer.
// Must not write what the text of a schema does not say.
package main
