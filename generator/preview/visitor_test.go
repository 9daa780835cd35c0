package preview_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/preview"
)

// running is a preview that runs until its test ends.
type running struct {
	*preview.Server
	t       testing.TB
	dir     string
	address string // with the token
	host    string
	stop    context.CancelFunc
	ended   chan struct{}

	mutex  sync.Mutex
	said   []string
	edited []string
}

func (r *running) says() string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return strings.Join(r.said, "\n")
}

func (r *running) edits() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return append([]string(nil), r.edited...)
}

// run starts a preview of a site; set changes how.
func run(t testing.TB, dir string, set ...func(*preview.Options)) *running {
	t.Helper()
	return runAfter(t, dir, nil, set...)
}

// runAfter is run, when something was done to the server.
func runAfter(t testing.TB, dir string, before func(*preview.Server), set ...func(*preview.Options)) *running {
	t.Helper()
	r := &running{t: t, dir: dir, ended: make(chan struct{})}
	o := preview.Options{Site: generator.Options{Site: dir, Now: today}}
	o.Say = func(s string) {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		r.said = append(r.said, s)
	}
	o.Edit = func(file string, _ int) error {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		r.edited = append(r.edited, file)
		return nil
	}
	for _, f := range set {
		f(&o)
	}
	server, err := preview.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	if before != nil {
		before(server)
	}
	r.Server, r.address = server, server.Address()
	u, err := url.Parse(r.address)
	if err != nil {
		t.Fatal(err)
	}
	r.host = u.Host
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	go func() {
		defer close(r.ended)
		if err := server.Serve(ctx); err != nil {
			t.Error(err)
		}
	}()
	t.Cleanup(func() { stop(); <-r.ended })
	return r
}

func forPerson(id string) func(*preview.Options) { return func(o *preview.Options) { o.For = id } }

// visitor is somebody's browser.
type visitor struct {
	t         testing.TB
	host      string
	jar       http.CookieJar
	transport *http.Transport
}

// stranger is a browser that was not let in.
func (r *running) stranger() *visitor {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 4}
	r.t.Cleanup(transport.CloseIdleConnections)
	return &visitor{r.t, r.host, jar, transport}
}

// enter lets a browser in, with the address that is good now.
func (r *running) enter() *visitor {
	r.t.Helper()
	v := r.stranger()
	token := strings.TrimPrefix(r.Address(), "http://"+r.host)
	if a := v.get(token); a.status != http.StatusSeeOther {
		r.t.Fatalf("the address that was printed is answered by %d:\n%s", a.status, a.body)
	}
	return v
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// request makes a request for a path as a browser writes it. What is not an address at all
// can be put into the URL's Opaque.
func (v *visitor) request(method, path string, form url.Values) *http.Request {
	v.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, "http://"+v.host+"/", body)
	if err != nil {
		v.t.Fatal(err)
	}
	if path != "/" {
		r.URL.Opaque = path // as it is written: nothing is cleaned on the way
		if p, query, _ := strings.Cut(path, "?"); !strings.HasPrefix(path, "//") {
			r.URL.Opaque, r.URL.RawQuery = p, query
		}
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://"+v.host)
	}
	return r
}

// send makes the request and nothing else: where an answer leads is not looked at.
func (v *visitor) send(r *http.Request) *http.Response {
	v.t.Helper()
	here := &url.URL{Scheme: "http", Host: v.host, Path: "/"}
	for _, c := range v.jar.Cookies(here) {
		r.AddCookie(c)
	}
	response, err := v.transport.RoundTrip(r)
	if err != nil {
		v.t.Fatal(err)
	}
	v.jar.SetCookies(here, response.Cookies())
	return response
}

func (v *visitor) do(r *http.Request) answer {
	v.t.Helper()
	response := v.send(r)
	defer response.Body.Close()
	return answerOf(v.t, response)
}

// answerOf reads what came back; a stream, which has no end, is left alone.
func answerOf(t testing.TB, response *http.Response) answer {
	t.Helper()
	if response.Header.Get("Content-Type") == "text/event-stream" {
		return answer{response.StatusCode, response.Header, ""}
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	return v.do(v.request(http.MethodGet, path, nil))
}

var formToken = regexp.MustCompile(`name="?token"? value="?([A-Z0-9]+)`)

// token is that of the desk's forms.
func (v *visitor) token() string {
	v.t.Helper()
	found := formToken.FindStringSubmatch(v.get("/_desk/").body)
	if found == nil {
		v.t.Fatal("the desk has no form with a token")
	}
	return found[1]
}

// post sends a form as the desk does; keys and values take turns.
func (v *visitor) post(path string, pairs ...string) answer {
	v.t.Helper()
	return v.do(v.request(http.MethodPost, path, v.form(pairs...)))
}

func (v *visitor) form(pairs ...string) url.Values {
	v.t.Helper()
	form := url.Values{"token": {v.token()}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// public has the browser look at the site as the public will see it, or back.
func (v *visitor) public(yes bool) {
	v.t.Helper()
	as := map[bool]string{true: "public", false: "all"}[yes]
	if a := v.get("/_preview/view?as=" + as + "&at=/"); a.status != http.StatusSeeOther {
		v.t.Fatalf("the switch is answered by %d", a.status)
	}
}

var pageSeen = regexp.MustCompile(`data-seen="([0-9a-f]+)"`)

// patience is how long a test waits for what has to come, before it fails.
const patience = 20 * time.Second

// until looks at a page, again whenever its stream says that it is another, until it is as
// it has to be.
func (v *visitor) until(path, what string, is func(answer) bool) answer {
	v.t.Helper()
	for {
		a := v.get(path)
		if is(a) {
			return a
		}
		seen := pageSeen.FindStringSubmatch(a.body)
		if seen == nil {
			v.t.Fatalf("%s: nothing on %s reloads it:\n%s", what, path, a.body)
		}
		v.changed(path, seen[1], what+"; now:\n"+a.body)
	}
}

// shows waits until a page has a text, or does not.
func (v *visitor) shows(path, text string, yes bool) answer {
	v.t.Helper()
	return v.until(path, path+" shows "+text, func(a answer) bool { return strings.Contains(a.body, text) == yes })
}

// changed waits until the stream of a page says that it is not what was seen any more.
func (v *visitor) changed(path, seen, what string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.t.Context(), patience)
	defer cancel()
	r := v.request(http.MethodGet, "/_preview/events?at="+url.QueryEscape(path)+"&seen="+seen, nil).WithContext(ctx)
	response := v.send(r)
	defer response.Body.Close()
	if kind := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		v.t.Fatalf("the stream is answered by %d, %s", response.StatusCode, kind)
	}
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if lines.Text() == "event: changed" {
			return
		}
	}
	v.t.Fatalf("the stream of %s does not say that it changed: waiting for %s", path, what)
}
