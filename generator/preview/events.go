package preview

import (
	"fmt"
	"net/http"
	"time"
)

// mostStreams bounds how many pages are kept up to date at once; the others are when they
// are reloaded by hand.
const mostStreams = 64

// stillThere is how often a stream says something, so that one which nobody reads any
// more is found.
const stillThere = 20 * time.Second

// events tells a page when what stands at its address is not what it shows any more
// (server-sent events, HTML Standard, 9.2).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		http.Error(w, "Too many pages are open.", http.StatusServiceUnavailable)
		return
	}
	flusher := http.NewResponseController(w)
	if flusher.SetReadDeadline(time.Time{}) != nil {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	at, seen := r.URL.Query().Get("at"), r.URL.Query().Get("seen")
	public := s.isPublicView(r)
	for {
		m, err := s.live.Now(r.Context())
		if err != nil {
			return
		}
		if m.Settled || !public && s.isAhead(m, at) {
			if now := s.show(m, at, public).digest(); now != seen {
				seen = now
				fmt.Fprintf(w, "event: changed\ndata: %s\n\n", now)
			}
		}
		if flusher.Flush() != nil {
			return
		}
		select {
		case <-m.Next:
		case <-time.After(stillThere):
			fmt.Fprint(w, ": still here\n\n")
		case <-r.Context().Done():
			return
		}
	}
}
