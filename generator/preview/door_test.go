package preview_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"goldenthread/generator/preview"
)

// Nobody beyond this computer reaches it.
func TestOnThisComputerOnly(t *testing.T) {
	r := run(t, site(t))
	host, port, err := net.SplitHostPort(r.host)
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("the preview is at %q", r.host)
	}
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		prefix, ok := one.(*net.IPNet)
		if !ok || prefix.IP.Equal(net.IPv4(127, 0, 0, 1)) || prefix.IP.IsLinkLocalUnicast() {
			continue
		}
		if c, err := net.Dial("tcp", net.JoinHostPort(prefix.IP.String(), port)); err == nil {
			c.Close()
			t.Errorf("something answers at %s, too", prefix.IP)
		}
	}
}

// Where the first port is taken, it takes the next.
func TestNextFreePort(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	first := taken.Addr().(*net.TCPAddr).Port
	r := run(t, site(t), func(o *preview.Options) { o.Port = first })
	_, text, _ := net.SplitHostPort(r.host)
	if port, _ := strconv.Atoi(text); port <= first || port > first+100 {
		t.Errorf("port %s was taken, and %d is not free", text, first)
	}
	if a := r.enter().get("/"); a.status != http.StatusOK {
		t.Errorf("it answers %d there", a.status)
	}
}

// routes are what a browser can ask for.
var routes = []string{
	"/", "/about/", "/stories/harbour/", "/stories/orchard/", "/stories/", "/assets/", "/feed.xml", "/404.html", "/nothing/",
	"/_desk/", "/_desk/ask/sam/stories/orchard", "/_desk/changed?file=content/stories/harbour.md", "/_desk/new", "/_desk/open", "/_desk/next", "/_desk/answer", "/_desk/again/x",
	"/_preview/events?at=/", "/_preview/view?as=public&at=/", "/_preview/live.js", "/_preview/band.css", "/_preview/page.css", "/_preview/", "/?token=",
}

var methods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"}

// nothingOf holds that an answer tells nothing of the site.
func nothingOf(t *testing.T, what string, a answer) {
	t.Helper()
	all := a.body + fmt.Sprint(a.header)
	for _, word := range append([]string{canary, "lighthouse", "Voices", "Welcome", "harbour", "Desk"}, withheld...) {
		if strings.Contains(all, word) {
			t.Errorf("%s: the answer holds %q", what, word)
		}
	}
}

// Whoever was not let in is told nothing, whatever they ask for and however.
func TestStrangers(t *testing.T) {
	r := run(t, site(t))
	in := r.enter()
	in.get("/") // the site was read
	if len(in.jar.Cookies(&url.URL{Scheme: "http", Host: r.host, Path: "/"})) == 0 {
		t.Fatal("nobody is in")
	}
	cookie := "goldenthread-" + r.host[strings.Index(r.host, ":")+1:] + "-session"
	used := strings.TrimPrefix(r.address, "http://"+r.host)
	for name, as := range map[string]func(*http.Request){
		"no cookie":       func(*http.Request) {},
		"a wrong cookie":  func(q *http.Request) { q.AddCookie(&http.Cookie{Name: cookie, Value: "AAAAAAAAAAAAAAAAAAAAAAAAAA"}) },
		"an empty cookie": func(q *http.Request) { q.AddCookie(&http.Cookie{Name: cookie}) },
		"the view, alone": func(q *http.Request) {
			q.AddCookie(&http.Cookie{Name: strings.Replace(cookie, "session", "view", 1), Value: "all"})
		},
		"the used up address": func(q *http.Request) { q.URL.RawQuery = strings.TrimPrefix(used, "/?") },
		"a wrong token":       func(q *http.Request) { q.URL.RawQuery = "token=AAAAAAAAAAAAAAAAAAAAAAAAAA" },
	} {
		for _, path := range routes {
			for _, method := range methods {
				v := r.stranger()
				q := v.request(method, path, nil)
				as(q)
				if method == "POST" {
					q.Header.Set("Origin", "http://"+r.host)
				}
				a := v.do(q)
				what := name + ", " + method + " " + path
				if a.status != http.StatusForbidden && a.status != http.StatusMethodNotAllowed {
					t.Errorf("%s: %d", what, a.status)
				}
				if (method == "GET" || method == "POST") && a.status != http.StatusForbidden {
					t.Errorf("%s: %d, not 403", what, a.status)
				}
				if len(a.header["Set-Cookie"])+len(a.header["Location"]) > 0 {
					t.Errorf("%s: the answer sets a cookie, or leads elsewhere: %v", what, a.header)
				}
				nothingOf(t, what, a)
				guardedAnswer(t, what, a)
			}
		}
	}
	if len(r.edits()) > 0 {
		t.Errorf("files were opened: %q", r.edits())
	}
}

// guardedAnswer holds what every answer says to a browser.
func guardedAnswer(t *testing.T, what string, a answer) {
	t.Helper()
	for key, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "same-origin"} {
		if got := a.header.Get(key); got != want {
			t.Errorf("%s: %s is %q", what, key, got)
		}
	}
	policy := a.header.Values("Content-Security-Policy")
	if len(policy) != 1 || !strings.Contains(policy[0], "default-src 'none'") || !strings.Contains(policy[0], "frame-ancestors 'none'") || !strings.Contains(policy[0], "base-uri 'none'") {
		t.Errorf("%s: the policy is %q", what, policy)
	}
	for key := range a.header {
		if strings.HasPrefix(key, "Access-Control-") {
			t.Errorf("%s: %s is %q", what, key, a.header.Get(key))
		}
	}
}

// Every answer to those who are in says the same of caches, frames and other sites.
func TestEveryAnswerIsGuarded(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	for _, path := range routes {
		if strings.HasPrefix(path, "/_preview/events") {
			continue // it has no end
		}
		for _, method := range methods {
			q := v.request(method, path, nil)
			q.Header.Set("Origin", "http://"+r.host)
			guardedAnswer(t, method+" "+path, v.do(q))
		}
	}
}

// The address lets one browser in; then another one is told, on the screen of whoever
// started the preview and nowhere else.
func TestAddressWorksOnce(t *testing.T) {
	r := run(t, site(t))
	first := strings.TrimPrefix(r.address, "http://"+r.host)
	v := r.stranger()
	a := v.get(first)
	if a.status != http.StatusSeeOther || a.header.Get("Location") != "/" {
		t.Fatalf("%d, to %q", a.status, a.header.Get("Location"))
	}
	set := a.header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie is not %s: %s", want, set)
		}
	}
	if strings.Contains(set, "Domain") || strings.Contains(set, strings.TrimPrefix(first, "/?token=")) {
		t.Errorf("the cookie is %s", set)
	}
	if got := v.get("/"); got.status != http.StatusOK || !strings.Contains(got.body, "Come in.") {
		t.Errorf("who was let in gets %d", got.status)
	}
	if got := r.stranger().get(first); got.status != http.StatusForbidden {
		t.Errorf("the address lets a second browser in: %d", got.status)
	}
	if got := v.get(first); got.status != http.StatusSeeOther || len(got.header["Set-Cookie"]) > 0 {
		t.Errorf("who is in and opens the address again gets %d", got.status)
	}
	if r.Address() == r.address || !strings.Contains(r.says(), r.Address()) {
		t.Errorf("no other address is told, but %q", r.says())
	}
	second := r.enter()
	if got := second.get("/"); got.status != http.StatusOK {
		t.Errorf("the second address is answered by %d", got.status)
	}
	if got := v.get("/"); got.status != http.StatusOK {
		t.Errorf("then the first browser gets %d", got.status)
	}
}

// A form's token is good for the browser that was given it.
func TestTokensAreOfOneBrowser(t *testing.T) {
	r := run(t, site(t))
	one, other := r.enter(), r.enter()
	form := url.Values{"token": {one.token()}, "file": {"content/about.md"}}
	if a := other.do(other.request("POST", "/_desk/open", form)); a.status != http.StatusForbidden || len(r.edits()) > 0 {
		t.Errorf("another browser's token is answered by %d", a.status)
	}
	if a := one.do(one.request("POST", "/_desk/open", form)); a.status != http.StatusSeeOther || !slices.Equal(r.edits(), []string{"content/about.md"}) {
		t.Errorf("its own is answered by %d, %q", a.status, r.edits())
	}
}

// A name that somebody's server gives this computer lets nobody in (DNS rebinding).
func TestHost(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	_, port, _ := net.SplitHostPort(r.host)
	jar := v.jar.Cookies(&url.URL{Scheme: "http", Host: r.host, Path: "/"})
	for _, host := range []string{"localhost:" + port, "attacker.example:" + port, "127.0.0.1", "", "127.0.0.1:80", "127.1:" + port, "[::1]:" + port, r.host + ".attacker.example", "attacker.example", "0.0.0.0:" + port, "127.0.0.1.:" + port} {
		for _, path := range append(routes, "/?token="+strings.TrimPrefix(r.Address(), "http://"+r.host+"/?token=")) {
			a := raw(t, r.host, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n"+cookies(jar)+"\r\n")
			if a.status != http.StatusMisdirectedRequest {
				t.Errorf("host %q, %s: %d", host, path, a.status)
			}
			if len(a.header["Set-Cookie"]) > 0 {
				t.Errorf("host %q, %s: a cookie is set", host, path)
			}
			nothingOf(t, "host "+host+", "+path, a)
		}
	}
	for _, first := range []string{"GET http://attacker.example/ HTTP/1.1\r\nHost: " + r.host, "GET / HTTP/1.0"} {
		if a := raw(t, r.host, first+"\r\nConnection: close\r\n"+cookies(jar)+"\r\n"); a.status != http.StatusMisdirectedRequest {
			t.Errorf("%q: %d", first, a.status)
		}
	}
}

func cookies(all []*http.Cookie) string {
	line := "Cookie: "
	for _, c := range all {
		line += c.Name + "=" + c.Value + "; "
	}
	return strings.TrimSuffix(line, "; ") + "\r\n"
}

// raw sends a request to the byte.
func raw(t *testing.T, host, request string) answer {
	t.Helper()
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%q: %v", request[:min(80, len(request))], err)
	}
	defer response.Body.Close()
	return answerOf(t, response)
}

// A second person with an account on this computer has a browser of their own, and all that
// is printed on a screen that is not theirs is of no use to them once it was opened.
func TestSecondLocalUser(t *testing.T) {
	r := run(t, site(t))
	theirs, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	owner, other := r.enter(), r.stranger()
	other.jar = theirs
	for _, path := range routes {
		if a := other.get(path); a.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := owner.get("/_desk/"); a.status != http.StatusOK {
		t.Errorf("the owner gets %d", a.status)
	}
}
