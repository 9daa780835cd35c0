package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"goldenthread/generator"
)

// The policies of what is the preview's own, which has no script, and of the site's pages,
// which are shown as they will be published, with the script that reloads them.
const (
	privatePolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	pagePolicy    = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_preview/events", s.events)
	mux.HandleFunc("GET /_preview/view", s.setView)
	mux.HandleFunc("GET /_preview/{name}", s.asset)
	mux.HandleFunc("GET /", s.page)
	if s.options.For == "" {
		s.desk(mux)
	}
	s.walk(mux)
	return s.guarded(mux)
}

// asset serves what the band needs.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	text, err := fs.ReadFile(assets, "assets/"+r.PathValue("name"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	write(w, http.StatusOK, kindOf(r.PathValue("name")), text)
}

// isPublicView says whether a browser looks at the site as the public will see it.
func (s *Server) isPublicView(r *http.Request) bool {
	c, err := r.Cookie(s.cookie("view"))
	return err == nil && c.Value == "public" && s.options.For == ""
}

// setView is the switch between the site with what is withheld, and as the public will see it.
func (s *Server) setView(w http.ResponseWriter, r *http.Request) {
	view := "all"
	if r.URL.Query().Get("as") == "public" {
		view = "public"
	}
	s.setCookie(w, "view", view)
	http.Redirect(w, r, onlyPath(r.URL.Query().Get("at")), http.StatusSeeOther)
}

// nextText stands behind an address where the text is meant that waits to take the place of
// what stands there.
const nextText = "?next"

// page serves what stands at an address of the site.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	at := r.URL.Path
	if r.URL.Query().Has("next") {
		at += nextText
	}
	m, err := s.moment(r, at)
	if err != nil {
		return // nobody waits for it any more
	}
	shown := s.show(m, at, s.isPublicView(r))
	shown.band.At = r.URL.Path
	if shown.to != "" {
		http.Redirect(w, r, shown.to, http.StatusSeeOther)
		return
	}
	switch {
	case shown.kind == html:
		w.Header().Set("Content-Security-Policy", pagePolicy)
		write(w, shown.status, shown.kind, banded(shown, at))
	case shown.status == http.StatusOK:
		w.Header().Set("Content-Type", shown.kind)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(shown.bytes)) // Safari plays nothing that it cannot ask for in parts
	default:
		write(w, shown.status, shown.kind, shown.bytes)
	}
}

// moment waits until what stands at an address can be shown: a page that alone has changed
// at once, everything else when the whole was decided.
func (s *Server) moment(r *http.Request, at string) (generator.Moment, error) {
	m, err := s.live.Now(r.Context())
	if err == nil && !m.Settled && (s.isPublicView(r) || !s.isAhead(m, at)) {
		return s.live.Settled(r.Context())
	}
	return m, err
}

// isAhead says whether what stands at an address can be shown before the whole is decided:
// to the team alone, since who has agreed to what may be on its way.
func (s *Server) isAhead(m generator.Moment, at string) bool {
	if s.options.For != "" {
		return false
	}
	if _, fault := m.Fault(); fault != nil {
		return true
	}
	file, ok := fileAt(m, at)
	return ok && m.Ahead(file)
}

// shown is an answer about an address of the site.
type shown struct {
	status int
	kind   string
	bytes  []byte
	band   band
	to     string // where it is instead; "" for here
}

const html = "text/html; charset=utf-8"

// digest tells two answers apart, with all that the band says.
func (s shown) digest() string {
	s.band.At = ""
	sum := sha256.Sum256(append(s.band.html(), s.bytes...))
	return hex.EncodeToString(sum[:8])
}

// show makes the answer about an address.
func (s *Server) show(m generator.Moment, at string, public bool) shown {
	if problems, fault := m.Fault(); fault != nil {
		return s.faultPage(problems, fault)
	}
	at, isNext := strings.CutSuffix(at, nextText)
	file, ok := fileAt(m, at)
	if !ok {
		if at == "/" {
			return shown{to: m.Prefix() + "/"}
		}
		return s.missing(m, at, public)
	}
	if public {
		bytes, ok, err := m.Public(file)
		switch {
		case err != nil:
			return s.brokenPage(err)
		case ok:
			return shown{status: http.StatusOK, kind: kindOf(file), bytes: bytes, band: band{Public: true, Desk: true}}
		}
		return s.missing(m, at, true)
	}
	if s.options.For != "" && file == "index.html" {
		return s.theirs(m)
	}
	look, ok, err := m.Look(file, s.options.For)
	if isNext && s.options.For == "" {
		look, ok, err = m.LookNext(file)
	}
	switch {
	case err != nil:
		return s.brokenPage(err)
	case !ok:
		return s.missing(m, at, false)
	}
	answer := shown{status: http.StatusOK, kind: kindOf(file), bytes: look.Bytes, band: s.bandOf(m, look)}
	if look.Type != "" {
		answer.kind = look.Type
	}
	if look.Bytes == nil {
		answer = s.unreadable(m, look)
	}
	return answer
}

// missing is the answer about an address at which nothing stands.
func (s *Server) missing(m generator.Moment, at string, public bool) shown {
	if file, ok := fileAt(m, at+"/"); ok && !strings.HasSuffix(at, "/") && path.Ext(at) == "" {
		_, there, _ := m.Public(file)
		if !public {
			_, there, _ = m.Look(file, s.options.For)
		}
		if there {
			return shown{to: at + "/"}
		}
	}
	answer := shown{status: http.StatusNotFound, kind: html, band: band{Missing: true, Public: public, Desk: true}}
	if s.options.For != "" {
		answer.band = s.bandOf(m, generator.Look{})
		answer.bytes = sentences("Here you see your own pages", "This page is not one of them.")
		return answer
	}
	if bytes, ok, err := m.Public("404.html"); ok && err == nil {
		answer.bytes = bytes
		return answer
	}
	answer.bytes = sentences("Nothing is here", "Nothing is at this address.")
	return answer
}

// fileAt gives the path within public/ of an address that a browser asks for; ok is false
// of one outside the site.
func fileAt(m generator.Moment, at string) (string, bool) {
	file, ok := strings.CutPrefix(at, m.Prefix()+"/")
	if !ok {
		return "", false
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file, true
}

// kinds are the media types of what a site holds: what the system knows of them differs
// from one computer to the next.
var kinds = map[string]string{
	".html": html, ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
	".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
	".svg": "image/svg+xml", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".avif": "image/avif",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav", ".mp4": "video/mp4", ".webm": "video/webm", ".pdf": "application/pdf",
}

func kindOf(file string) string {
	switch path.Base(file) {
	case "feed.xml":
		return "application/atom+xml; charset=utf-8"
	case "feed.json":
		return "application/feed+json; charset=utf-8"
	}
	ext := strings.ToLower(path.Ext(file))
	if kind, known := kinds[ext]; known {
		return kind
	}
	if kind := mime.TypeByExtension(ext); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

func write(w http.ResponseWriter, status int, kind string, text []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(text)
}

// banded puts the band, and what reloads the page, into a page: before its main part, so
// that the way to that and the way out stay the first that the keyboard comes to.
func banded(s shown, at string) []byte {
	head := []byte(`<link rel="stylesheet" href="/_preview/band.css"><script src="/_preview/live.js" data-at="` + escaped(at) + `" data-seen="` + s.digest() + `" defer></script></head>`)
	out := bytes.Replace(s.bytes, []byte("</head>"), head, 1)
	i := bytes.Index(out, []byte("<main"))
	if i < 0 {
		i = max(0, bytes.Index(out, []byte("</body>")))
	}
	return bytes.Join([][]byte{out[:i], s.band.html(), out[i:]}, nil)
}
