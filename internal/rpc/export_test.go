package rpc

import (
	"context"

	"heliograph/internal/mtproto"
)

// Answer serves a request of a call without a session.
func (s *Server) Answer(ctx context.Context, c *Call, r *mtproto.Request) []byte {
	return s.serve(ctx, c, r)
}

// Remembered is how many budgets are kept.
func (s *Server) Remembered() (n int) {
	for i := range s.limit.shard {
		n += len(s.limit.shard[i].full)
	}
	return n
}
