package preview_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// writes are the routes that write, or open, something.
func writes(v *visitor) map[string]url.Values {
	return map[string]url.Values{
		"/_desk/new":    v.form("kind", "page", "title", "Planted"),
		"/_desk/signed": v.form("person", "robin", "entry", "x", "on", "2026-11-20", "how", "signed form"),
		"/_desk/open":   v.form("file", "content/about.md"),
		"/_desk/next":   v.form("file", "content/stories/harbour.md"),
		"/_desk/answer": v.form("person", "sam", "page", "stories/orchard", "say", "yes"),
	}
}

// What another site's page sends does nothing, though the browser that sends it was let in.
func TestFromElsewhere(t *testing.T) {
	dir := site(t)
	r := run(t, dir)
	v := r.enter()
	before := files(t, dir)
	cases := map[string]func(*http.Request, url.Values){
		"another origin":        func(q *http.Request, _ url.Values) { q.Header.Set("Origin", "https://attacker.example") },
		"no origin":             func(q *http.Request, _ url.Values) { q.Header.Del("Origin") },
		"origin null":           func(q *http.Request, _ url.Values) { q.Header.Set("Origin", "null") },
		"an origin like ours":   func(q *http.Request, _ url.Values) { q.Header.Set("Origin", "http://"+r.host+".attacker.example") },
		"our origin, by https":  func(q *http.Request, _ url.Values) { q.Header.Set("Origin", "https://"+r.host) },
		"another port's origin": func(q *http.Request, _ url.Values) { q.Header.Set("Origin", "http://127.0.0.1:80") },
		"localhost's origin": func(q *http.Request, _ url.Values) {
			q.Header.Set("Origin", "http://localhost"+r.host[strings.Index(r.host, ":"):])
		},
		"said to be cross-site":   func(q *http.Request, _ url.Values) { q.Header.Set("Sec-Fetch-Site", "cross-site") },
		"said to be same-site":    func(q *http.Request, _ url.Values) { q.Header.Set("Sec-Fetch-Site", "same-site") },
		"said to be of who knows": func(q *http.Request, _ url.Values) { q.Header.Set("Sec-Fetch-Site", "nowhere") },
		"no token":                func(_ *http.Request, f url.Values) { f.Del("token") },
		"an empty token":          func(_ *http.Request, f url.Values) { f.Set("token", "") },
		"a wrong token":           func(_ *http.Request, f url.Values) { f.Set("token", "AAAAAAAAAAAAAAAAAAAAAAAAAA") },
		"a token in the address": func(q *http.Request, f url.Values) {
			q.URL.RawQuery = "token=" + f.Get("token")
			f.Del("token")
		},
		"as a plain text": func(q *http.Request, _ url.Values) { q.Header.Set("Content-Type", "text/plain") },
		"as JSON":         func(q *http.Request, _ url.Values) { q.Header.Set("Content-Type", "application/json") },
	}
	for path, form := range writes(v) {
		for name, as := range cases {
			sent, given := v.request(http.MethodPost, path, form), url.Values{}
			for k, all := range form {
				given[k] = slices.Clone(all)
			}
			as(sent, given)
			q := v.request(http.MethodPost, path, given)
			q.Header, q.URL = sent.Header, sent.URL
			a := v.do(q)
			if a.status != http.StatusForbidden {
				t.Errorf("%s, to %s: %d", name, path, a.status)
			}
			guardedAnswer(t, name, a)
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if a := v.do(v.request(method, path+"?"+form.Encode()+"&x=", nil)); a.status < 300 {
				t.Errorf("%s %s: %d", method, path, a.status)
			}
			q := v.request(method, path, nil)
			q.URL.RawQuery = strings.Replace(form.Encode(), "token=", "form=", 1)
			if a := v.do(q); a.status != http.StatusNotFound {
				t.Errorf("%s %s: %d", method, path, a.status)
			}
		}
	}
	// A page of another site may not read, either.
	for _, path := range routes {
		for _, from := range []string{"cross-site", "same-site"} {
			q := v.request(http.MethodGet, path, nil)
			q.Header.Set("Sec-Fetch-Site", from)
			a := v.do(q)
			if a.status != http.StatusForbidden {
				t.Errorf("%s reads %s: %d", from, path, a.status)
			}
			nothingOf(t, from+" "+path, a)
		}
	}
	sameFiles(t, "the site", before, files(t, dir))
	if len(r.edits()) > 0 {
		t.Errorf("files were opened: %q", r.edits())
	}
	if a := v.post("/_desk/new", "kind", "page", "title", "Planted"); a.status != http.StatusSeeOther || len(r.edits()) != 1 {
		t.Errorf("our own form is answered by %d: %q", a.status, r.edits())
	}
}

// Nothing but what the team writes is opened, and by nothing but its path in the site.
func TestOpen(t *testing.T) {
	dir := site(t)
	put(t, dir, "content/run.sh", "#!/bin/sh\n")
	put(t, dir, "content/run.bat", "calc\n")
	put(t, dir, "content/run.desktop", "[Desktop Entry]\n")
	put(t, dir, "themes/mine/run.js", "x\n")
	put(t, dir, "themes/mine/theme.css", "p{}\n")
	outside := filepath.Join(t.TempDir(), "outside.md")
	if err := os.WriteFile(outside, []byte("outside"), 0o644); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"content/link.md": outside, "content/inner.md": "../.goldenthread/state.txt", "content/folder": "../public", "content/private": "../.goldenthread", "content/out": filepath.Dir(outside)} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(from))); err != nil {
			t.Skip(err) // a system without links
		}
	}
	put(t, dir, "public/page.md", "x")
	put(t, dir, ".goldenthread/page.md", "x")
	r := run(t, dir)
	v := r.enter()
	for _, file := range []string{
		"", ".", "..", "/", "content", "content/", "content/.", "../outside.md", "content/../../outside.md", "content/../.goldenthread/page.md", "content/../public/page.md",
		"content/../content/about.md", "./content/about.md", "content//about.md", "content/about.md/", "content/stories/../about.md",
		outside, filepath.Join(dir, "content/about.md"), "file://" + outside, "https://attacker.example/content/about.md",
		".goldenthread/page.md", ".goldenthread/state.txt", ".git/config", "public/page.md", "public/kept.txt", "notes.txt", "evidence/sam.txt",
		"content/link.md", "content/inner.md", "content/folder/page.md", "content/private/page.md", "content/out/outside.md",
		`content\about.md`, `..\outside.md`, `content\..\..\outside.md`, `C:\Windows\notepad.exe`, "C:about.md", "content/about.md:stream", "content/about.md\x00", "content/about.md\n",
		"content/run.sh", "content/run.bat", "content/run.desktop", "themes/mine/run.js", "content/stories/plan.docx",
		"-content/about.md", "--help", "content/nothing.md", "CONTENT/about.md", "content/about.md ", " content/about.md", "content/%61bout.md", strings.Repeat("content/", 4000) + "about.md",
	} {
		a := v.post("/_desk/open", "file", file)
		if a.status != http.StatusBadRequest || strings.Contains(a.body, canary) {
			t.Errorf("to open %.80q is answered by %d", file, a.status)
		}
	}
	if len(r.edits()) > 0 {
		t.Fatalf("these were opened: %q", r.edits())
	}
	can := []string{"content/about.md", "consent/sam.yaml", "site.yaml", "words.yaml", "themes/mine/theme.css"}
	for _, file := range can {
		if a := v.post("/_desk/open", "file", file, "line", "3"); a.status != http.StatusSeeOther || a.header.Get("Location") != "/_desk/" {
			t.Errorf("to open %s is answered by %d", file, a.status)
		}
	}
	if !slices.Equal(r.edits(), can) {
		t.Errorf("these were opened: %q", r.edits())
	}
}

// What is made new is made where pages and records are, and nowhere else.
func TestNewStaysInside(t *testing.T) {
	dir := site(t)
	r := run(t, dir)
	v := r.enter()
	around, before := files(t, filepath.Dir(dir)), files(t, dir)
	for _, pairs := range [][]string{
		{"kind", "person", "id", "../../outside"}, {"kind", "person", "id", `..\outside`}, {"kind", "person", "id", "/etc/outside"}, {"kind", "person", "id", "sam"}, {"kind", "person", "id", ""}, {"kind", "person", "id", "a/b"}, {"kind", "person", "id", "C:x"},
		{"kind", "easy-read", "page", "../../outside"}, {"kind", "easy-read", "page", "stories/../../outside"}, {"kind", "easy-read", "page", ""}, {"kind", "week", "title", "../1"}, {"kind", "week", "title", ""},
		{"kind", "../page", "title", "x"}, {"kind", "", "title", "x"}, {"kind", "story", "title", "x", "person", "../robin"}, {"kind", "page", "title", ""},
	} {
		a := v.post("/_desk/new", pairs...)
		if a.status != http.StatusSeeOther || a.header.Get("Location") != "/_desk/" {
			t.Errorf("%q: %d, %s", pairs, a.status, a.header.Get("Location"))
		}
	}
	sameFiles(t, "the site", before, files(t, dir))
	sameFiles(t, "what is around it", around, files(t, filepath.Dir(dir)))
	for _, title := range []string{"../../outside", `..\..\outside`, "/etc/outside", "C:outside", "a\x00b", "<script>alert(1)</script>", "a\ntitle: b"} {
		v.post("/_desk/new", "kind", "page", "title", title)
	}
	for name := range files(t, filepath.Dir(dir)) {
		if _, there := around[name]; !there && !strings.HasPrefix(name, "site/content/") {
			t.Errorf("%s was written", name)
		}
	}
}

// The switch and the address that is printed lead to this server and to nothing else.
func TestLeadsNowhereElse(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	for _, at := range []string{
		"//attacker.example", "///attacker.example", "https://attacker.example", "https:attacker.example", `/\attacker.example`, `\\attacker.example`, `/\/attacker.example`, "/./\\attacker.example", "/x/../\\attacker.example", "/x/..//attacker.example",
		"/\t/attacker.example", "\t//attacker.example", "/\n/attacker.example", "/\r\n/attacker.example", " //attacker.example", "/%2fattacker.example", "/%5cattacker.example", "javascript:alert(1)", "data:text/html,x", "@attacker.example", "/@attacker.example", ":80", "?//attacker.example", "#//attacker.example", "/.//attacker.example", "..//attacker.example", "",
		"/\r\nSet-Cookie: planted=1", "//", "/\x00/attacker.example",
	} {
		leadsHere(t, r.host, at, v.get("/_preview/view?as=all&at="+url.QueryEscape(at)))
	}
	for _, path := range []string{"//attacker.example", "/%2fattacker.example", "/%5cattacker.example", "/%09/attacker.example", "/.%5cattacker.example", "/x/..%2f%5cattacker.example", "/./%5cattacker.example", "///attacker.example", "//attacker.example/..", "/%0d%0aSet-Cookie:planted=1"} {
		leadsHere(t, r.host, path, v.get(path))
		leadsHere(t, r.host, path+"/", v.get(path+"/"))
		token := r.Address()[strings.Index(r.Address(), "?"):]
		a := raw(t, r.host, "GET "+path+token+" HTTP/1.1\r\nHost: "+r.host+"\r\nConnection: close\r\n\r\n")
		leadsHere(t, r.host, path+" with the token", a)
		if a.status != http.StatusSeeOther {
			t.Errorf("%s with the token: %d", path, a.status)
		}
	}
}

// leadsHere holds that an answer leads, if anywhere, to this very server, as browsers read
// addresses: tabs and ends of lines are dropped, and a backslash is a slash.
func leadsHere(t *testing.T, host, what string, a answer) {
	t.Helper()
	if a.status >= 500 {
		t.Errorf("%q: %d", what, a.status)
	}
	for _, c := range a.header.Values("Set-Cookie") {
		if strings.HasPrefix(c, "planted") {
			t.Errorf("%q sets a cookie", what)
		}
	}
	to := a.header.Get("Location")
	if to == "" {
		return
	}
	read := strings.TrimSpace(strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(to))
	base := &url.URL{Scheme: "http", Host: host, Path: "/_preview/view"}
	u, err := base.Parse(read)
	if err != nil || u.Host != host || u.Scheme != "http" || strings.ContainsAny(to, "\t\r\n\\\x00") {
		t.Errorf("%q leads to %q", what, to)
	}
}

// What is sent is bounded, by its head and by its body.
func TestBounds(t *testing.T) {
	dir := site(t)
	r := run(t, dir)
	v := r.enter()
	before := files(t, dir)
	q := v.request(http.MethodGet, "/", nil)
	q.Header.Set("X-Long", strings.Repeat("x", 64<<10))
	if a := v.do(q); a.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a head of 64 KiB: %d", a.status)
	}
	if a := v.get("/" + strings.Repeat("x", 64<<10)); a.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("an address of 64 KiB: %d", a.status)
	}
	if a := v.post("/_desk/new", "kind", "page", "title", "Planted", "more", strings.Repeat("x", 128<<10)); a.status != http.StatusForbidden {
		t.Errorf("a form of 128 KiB: %d", a.status)
	}
	sameFiles(t, "the site", before, files(t, dir))
}
