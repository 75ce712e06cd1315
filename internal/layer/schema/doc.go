// Package schema knows the TL schemas of every API layer that is served, as
// data: which constructors and methods a layer has and what they are made of.
//
// Owns the combined schema file schema.tl.gz, which `go generate` writes from
// the schemas that github.com/gotd/td published with its versions, and from what
// fetch/supplement.tl says of the layers between: one line per distinct
// combinator, after the layers in which it stood. Must not know what the values
// mean.
package schema
