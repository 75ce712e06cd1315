// Package node is the composition root: it makes every part of a server from
// the configuration, starts them in order and stops them in reverse.
//
// Owns the wiring, the roles and the choice of each seam's implementation. Must
// not hold a rule of any subject. Only cmd and apptest import it.
package node
