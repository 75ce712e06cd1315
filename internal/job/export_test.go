package job

import "context"

// LeaseFor is how long a shard stays a node's that has died, in seconds.
const LeaseFor = leaseFor

// Pass handles all that is due now and returns when that has been done.
func (s *Service) Pass(ctx context.Context) error {
	for {
		if err := s.pass(ctx, true); err != nil {
			return err
		}
		s.flying.Wait()
		if !s.more() {
			return nil
		}
	}
}

// more says whether something of this node's is due still.
func (s *Service) more() bool {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, at := range s.heads {
		if at <= now && (s.alone || s.held[i] > now) {
			return true
		}
	}
	return false
}
