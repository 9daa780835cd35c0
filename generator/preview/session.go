package preview

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/desk"
	"goldenthread/generator/work"
)

// Whoever can read a page here can read what nobody may publish, so being on this computer
// is not enough: other people may have an account on it, and every page in the browser can
// send requests here. The address that is printed lets one browser in, once; from then on
// its cookie does, which no script reads and no other site sends along.

// mostSessions is how many browsers are let in; the oldest gives way.
const mostSessions = 16

// sessions knows the ticket that lets the next browser in, and those that are in.
type sessions struct {
	mutex sync.Mutex
	next  string
	in    []session
}

// said is what became of a form.
type said struct {
	text  string
	wrong bool // it could not be done
	link  desk.SaidLink
	typed url.Values // what stood in one that could not be done
}

// session is a browser that was let in.
type session struct {
	cookie string
	form   string // the token of its forms
	said   said   // what became of its last form, until it was told
}

func (s *sessions) begin() { s.next = rand.Text() }

func (s *sessions) ticket() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.next
}

// enter lets a browser in with a ticket, which is then used up.
func (s *sessions) enter(ticket string) (session, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if !same(ticket, s.next) {
		return session{}, false
	}
	s.next = rand.Text()
	one := session{cookie: rand.Text(), form: rand.Text()}
	if s.in = append(s.in, one); len(s.in) > mostSessions {
		s.in = s.in[1:]
	}
	return one, true
}

func (s *sessions) of(cookie string) (session, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	i := slices.IndexFunc(s.in, func(one session) bool { return same(one.cookie, cookie) })
	if i < 0 {
		return session{}, false
	}
	return s.in[i], true
}

// tell keeps what became of a form of a session, and said gives it, once.
func (s *sessions) tell(one session, what said) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for i := range s.in {
		if s.in[i].cookie == one.cookie {
			s.in[i].said = what
		}
	}
}

// tellToo keeps it beside what was not told yet: several people may answer before
// anybody looks.
func (s *sessions) tellToo(one session, text string, wrong bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for i := range s.in {
		if in := &s.in[i]; in.cookie == one.cookie && !strings.Contains(in.said.text, text) {
			in.said.text, in.said.wrong = strings.TrimSpace(in.said.text+" "+text), in.said.wrong || wrong
		}
	}
}

func (s *sessions) said(one session) said {
	s.tell(one, said{})
	return one.said
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// Cookies are sent to every port of a host, so their names hold the port.
func (s *Server) cookie(name string) string {
	_, port, _ := strings.Cut(s.host, ":")
	return "goldenthread-" + port + "-" + name
}

func (s *Server) setCookie(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: s.cookie(name), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
}

func (s *Server) session(r *http.Request) (session, bool) {
	for _, c := range r.CookiesNamed(s.cookie("session")) { // another program may have set one, too
		if one, in := s.sessions.of(c.Value); in {
			return one, true
		}
	}
	return session{}, false
}

// maxForm bounds what is read of a form, in bytes.
const maxForm = 64 << 10

// guarded lets through nothing but what a browser sends that was let in, to this very
// address: no other name for this computer, which somebody's page could have been given
// (DNS rebinding), and nothing that another site's page has sent.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Content-Security-Policy", privatePolicy)
		switch {
		case r.Host != s.host:
			http.Error(w, "This is not the address of the preview.", http.StatusMisdirectedRequest)
			return
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
			http.Error(w, "The preview does not know that method.", http.StatusMethodNotAllowed)
			return
		}
		if ticket := r.URL.Query().Get("token"); ticket != "" && r.Method == http.MethodGet {
			s.enter(w, r, ticket)
			return
		}
		if elsewhere(r) || strings.HasPrefix(r.URL.Path, deskAddress) && !opened(r) {
			http.Error(w, "Another site, or a script, asked for this.", http.StatusForbidden)
			return
		}
		one, in := s.session(r)
		if !in {
			s.closed(w)
			return
		}
		if r.Method == http.MethodPost {
			r.Body = http.MaxBytesReader(w, r.Body, maxForm)
			if r.Header.Get("Origin") != "http://"+s.host || r.ParseForm() != nil || !same(r.PostForm.Get("token"), one.form) {
				http.Error(w, "That did not come from a page of the preview, so nothing was done. Go back, reload the page and try again.", http.StatusForbidden)
				return
			}
		}
		if err := work.Safely(func() error { next.ServeHTTP(w, r); return nil }); err != nil {
			http.Error(w, sentence(err), http.StatusInternalServerError)
		}
	})
}

// elsewhere says whether a browser tells that a page of another site sent a request.
func elsewhere(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != "http://"+r.Host
}

// opened says whether somebody has opened an address, or sent a form: no script on a page,
// be it one of the site's own, reads the desk or answers in a person's place. A program
// that is no browser says nothing of it.
func opened(r *http.Request) bool {
	mode, dest := r.Header.Get("Sec-Fetch-Mode"), r.Header.Get("Sec-Fetch-Dest")
	return (mode == "" || mode == "navigate") && (dest == "" || dest == "document")
}

// enter lets a browser in, and takes the ticket out of the address.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, ticket string) {
	one, ok := s.sessions.enter(ticket)
	if _, in := s.session(r); !ok && !in {
		s.closed(w)
		return
	}
	if ok {
		s.setCookie(w, "session", one.cookie)
		s.options.Say("The address is used up. For another browser: " + s.Address())
	}
	query := r.URL.Query()
	query.Del("token")
	to := onlyPath(r.URL.Path)
	if len(query) > 0 {
		to += "?" + query.Encode()
	}
	if elsewhere(r) { // a cookie that is this site's alone does not come along from there
		write(w, http.StatusOK, html, sheet{Title: "The preview", Links: []link{{"Open the preview", to}}, To: to}.html())
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// onlyPath gives an address that leads nowhere but to this very host, whatever the path: a
// browser takes a second slash for another host's, and a backslash for a slash.
func onlyPath(to string) string {
	only := path.Clean("/" + to)
	if only != "/" && strings.HasSuffix(to, "/") {
		only += "/"
	}
	return (&url.URL{Path: only}).String()
}
