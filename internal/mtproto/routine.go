package mtproto

// job is what a goroutine is needed for: one of a call to serve and a
// connection to write to.
type job struct {
	call *call
	pump *conn
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
		if j.call != nil {
			s.run(j.call)
		} else {
			j.pump.pump()
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
