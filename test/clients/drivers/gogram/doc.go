// Command gogram is github.com/amarnathcjd/gogram as one person, driven by the
// protocol of ../README.md. It is a module of its own, so that nothing else can
// come to depend on the library.
//
// Owns how that library is told of a server and what it shows. Must not repair
// what it shows.
package main
