// Package apptest boots a real server in the test process and has people talk
// through real MTProto clients over real sockets.
//
// Scenarios are the files testdata/script/<namespace>_<what>.txt: one line, one
// thing that a device of a person does or expects. `go test ./internal/apptest`
// runs each against a server of its own; docs in script.go.
//
// Owns the test server, devices and the script language. Must not be imported
// by anything but tests.
package apptest
