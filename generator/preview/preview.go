// Package preview shows a site to those who work on it, on their own computer alone: what
// is published, what is not and why, as files change; and the desk.
//
// It listens on 127.0.0.1 and nowhere else, answers nobody but a browser that was given
// the address which the program printed, writes nothing into public/, and serves no file
// of the site's folder: every answer is made of a generator.Live in memory. What is not
// published is shown under a band that says so. It is the one package that knows HTTP.
package preview

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/watch"
)

// Options say what to show, and to whom.
type Options struct {
	Site generator.Options
	At   page.Day // the day to look ahead to; zero for each day as it comes
	// For is the id of the one person who looks: they see the pages that they are in, and
	// no desk. "" is the team.
	For string
	// Say is told, in a sentence each, what whoever started the preview has to know.
	Say func(string)
	// Edit opens a file of the site in the system's editor, at a line or, where that is
	// zero, anywhere.
	Edit func(file string, line int) error
	// Port is the first that is tried; 0 is 1313.
	Port int
}

// firstPort is where ports are looked for that are free, up to the last one.
const (
	firstPort  = 1313
	portsToTry = 100
)

//go:embed assets
var assets embed.FS

// Server shows a site. Its methods may be called by several goroutines at once.
type Server struct {
	options  Options
	live     *generator.Live
	watcher  watcher
	listener net.Listener
	host     string // 127.0.0.1:1313
	sessions sessions
	walks    walks
	streams  chan struct{} // holds one for each open stream of events
}

// watcher is a watch.Watcher, or what tests put in its place.
type watcher interface {
	Changes() <-chan watch.Change
	Polling() (why string)
	Close() error
}

// Open takes a port and begins to watch the site's folder; nothing is read before Serve.
func Open(o Options) (*Server, error) {
	if o.For != "" {
		if err := generator.KnownPerson(o.Site, o.For); err != nil {
			return nil, err
		}
	}
	live, err := generator.OpenLive(o.Site, o.At)
	if err != nil {
		return nil, err
	}
	s := &Server{options: o, live: live, streams: make(chan struct{}, mostStreams)}
	if s.listener, err = listen(o.Port); err != nil {
		live.Close()
		return nil, err
	}
	s.host = s.listener.Addr().String()
	s.sessions.begin()
	if s.watcher, err = watch.Open(o.Site.Site, watch.Options{Skip: notTheSite}); err != nil {
		s.listener.Close()
		live.Close()
		return nil, err
	}
	return s, nil
}

// listen takes the first port that is free on this computer, and on no other network.
func listen(from int) (net.Listener, error) {
	if from == 0 {
		from = firstPort
	}
	var err error
	for port := from; port < from+portsToTry; port++ {
		var l net.Listener
		if l, err = net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no port from %d to %d is free: %w", from, from+portsToTry-1, err)
}

// Address is where the preview can be opened once: whoever has it is let in.
func (s *Server) Address() string {
	return "http://" + s.host + "/?token=" + s.sessions.ticket()
}

// Serve shows the site until the context ends.
func (s *Server) Serve(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	all.Go(func() { s.live.Run(ctx) })
	all.Go(func() { s.follow(ctx) })
	server := &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog:       log.New(io.Discard, "", 0), // what it would say may be somebody's words
		MaxHeaderBytes: 16 << 10, BaseContext: func(net.Listener) context.Context { return ctx },
	}
	all.Go(func() {
		<-ctx.Done()
		server.Close()
	})
	err := server.Serve(s.listener)
	cancel()
	s.watcher.Close()
	all.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, s.live.Close())
}

// follow tells the site in memory of what changes in its folder.
func (s *Server) follow(ctx context.Context) {
	said := ""
	for {
		if why := s.watcher.Polling(); why != said && why != "" {
			s.options.Say(why)
			said = why
		}
		select {
		case <-ctx.Done():
			return
		case c, ok := <-s.watcher.Changes():
			switch {
			case !ok:
				return
			case c.All:
				s.live.Change()
			default:
				s.live.Change(c.Paths...)
			}
		}
	}
}
