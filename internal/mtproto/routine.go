package mtproto

import "context"

// job is what a goroutine is needed for: one of a call to serve, a connection
// to write to and a connection to read from.
type job struct {
	call *call
	pump *conn
	read *conn
	ctx  context.Context // of read
}

// dispatch does a job on a goroutine that is warm, if there is one.
func (s *Server) dispatch(j job) {
	select {
	case s.work <- j:
	default:
		go s.routine(j)
	}
}

// routine does jobs; it stays for the next one, its stack grown already, as
// long as there are not too many like it.
func (s *Server) routine(j job) {
	for {
		switch {
		case j.call != nil:
			s.run(j.call)
		case j.pump != nil:
			j.pump.pump()
		default:
			j.read.turn <- j.read.readReady(j.ctx)
		}
		select {
		case s.idle <- struct{}{}:
		default:
			return
		}
		select {
		case j = <-s.work:
			<-s.idle
		case <-s.base.Done():
			<-s.idle
			return
		}
	}
}
