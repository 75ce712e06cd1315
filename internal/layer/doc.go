// Package layer lets clients of older API layers speak with a server that
// knows one: requests are carried to the native layer, answers and updates back
// to the client's. Values are converted as bytes, by the schemas of both layers:
// constructors, methods and fields are matched by name, and rules say what names
// cannot.
//
// Owns the rules (rules.go names their groups), the plans that are compiled from
// schemas and rules, and nothing that outlives the process. Must not know what a
// method does, nor who is asking. Used by sessions alone: nobody else knows that
// there are layers.
package layer
