package node

import (
	"heliograph/internal/bus"
	"heliograph/internal/config"
	"heliograph/internal/store"
)

// Shared is what the nodes of one server have in common. A node that gets none
// is the server alone, on an embedded store, or one of several processes on a
// database, which do not hear of each other yet.
type Shared struct {
	Bus   bus.Bus
	Store store.Store // stays open when a node ends; nil: each opens that of its configuration
}

// alone says that no other node writes to the store.
func (d *subjectDeps) alone() bool {
	return d.shared == nil && d.config.Store.Engine != config.EnginePostgres
}

// bus is what nodes hear of each other by.
func (d *subjectDeps) bus() bus.Bus {
	if d.shared == nil {
		return bus.NewLocal()
	}
	return d.shared.Bus
}

// borrowed is a store that others use too: it is not ours to close.
type borrowed struct{ store.Store }

func (borrowed) Close() error { return nil }
