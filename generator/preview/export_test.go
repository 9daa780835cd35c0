package preview

// Tick does at once what the clock does from time to time.
func (s *Server) Tick() { s.live.Tick() }

// MostStreams is how many streams of events are open at most.
const MostStreams = mostStreams

// Watch has another watcher tell of changes, before Serve.
func (s *Server) Watch(w watcher) {
	s.watcher.Close()
	s.watcher = w
}
