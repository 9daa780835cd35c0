package preview_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// tricks are ways to write the path of a file of the site's folder.
func tricks(file string) []string {
	all := []string{"/" + file, "//" + file, "/./" + file, "/" + file + "/", "/" + file + "/.", "/" + file + "%00", "/" + file + "%00.html", "/" + file + "%20", "/" + file + "::$DATA", "/" + file + "?x", "/" + strings.ToUpper(file)}
	for _, up := range []string{"../", "../../", "%2e%2e/", "%2e%2e%2f", "..%2f", "..%5c", "..\\", ".%2e/", "%252e%252e%252f", "....//", "..;/", "%c0%ae%c0%ae/", "..%00/"} {
		for _, from := range []string{"/", "/assets/", "/stories/", "/_desk/", "/_preview/", "/_desk/ask/", "/_desk/ask/sam/", "/content/", "/public/"} {
			all = append(all, from+up+file, from+up+strings.ReplaceAll(file, "/", "%2f"), from+up+strings.ReplaceAll(file, "/", "%5c"))
		}
	}
	return all
}

// No route serves a file of the site's folder, however its path is written: neither to the
// team nor to one person.
func TestServesNoFile(t *testing.T) {
	dir := site(t)
	before := files(t, dir)
	for _, person := range []string{"", "sam"} {
		r := run(t, dir, forPerson(person))
		v := r.enter()
		looked := 0
		for file, text := range before {
			if !strings.Contains(text, canary) {
				continue
			}
			paths := append(tricks(file), "/_desk/changed?file="+url.QueryEscape(file), "/_desk/changed?file=../site/"+file, "/_preview/view?as=all&at=/"+file, "/_desk/?person="+url.QueryEscape("../"+file))
			for _, path := range paths {
				a := follow(v, path)
				looked++
				if strings.Contains(a.body, canary) {
					t.Errorf("%s gives %s away", path, file)
				}
				if a.status >= 500 {
					t.Errorf("%s: %d\n%s", path, a.status, a.body)
				}
				guardedAnswer(t, path, a)
			}
		}
		for _, path := range append([]string{"/" + strings.Repeat("a/", 4000), "/" + strings.Repeat("../", 4000) + "site.yaml", "/\\", "/%ff%fe", "/%", "/%zz", "/*", "*", "/con", "/nul", "/content/", "/consent/", "/.goldenthread/", "/themes/"}, routes...) {
			if strings.HasPrefix(path, "/_preview/events") || path == "/%" || path == "/%zz" || path == "*" {
				continue
			}
			a := follow(v, path)
			if strings.Contains(a.body, canary) || a.status >= 500 {
				t.Errorf("%.80s: %d", path, a.status)
			}
		}
		if looked < 1000 {
			t.Errorf("only %d paths were tried", looked)
		}
		r.stop()
		<-r.ended
	}
	sameFiles(t, "the site", before, files(t, dir))
}

// follow asks for a path, and for where that leads.
func follow(v *visitor, path string) answer {
	v.t.Helper()
	a := v.get(path)
	for range 5 {
		to := a.header.Get("Location")
		if to == "" {
			break
		}
		a = v.get(to)
	}
	return a
}

// What addresses are not even that is answered without the server's help, and by no file.
func TestNotAnAddress(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	line := cookies(v.jar.Cookies(&url.URL{Scheme: "http", Host: r.host, Path: "/"}))
	for _, first := range []string{"GET /% HTTP/1.1", "GET /%zz HTTP/1.1", "GET * HTTP/1.1", "GET ../site.yaml HTTP/1.1", "GET site.yaml HTTP/1.1", "GET /a b HTTP/1.1", "GET /\x00 HTTP/1.1", "GET \\site.yaml HTTP/1.1", "GET /../site.yaml HTTP/1.1", "GET /..\\site.yaml HTTP/1.1", "CONNECT 127.0.0.1:80 HTTP/1.1", "GET file:///etc/passwd HTTP/1.1"} {
		a := raw(t, r.host, first+"\r\nHost: "+r.host+"\r\nConnection: close\r\n"+line+"\r\n")
		if a.status == http.StatusOK || a.status >= 500 || strings.Contains(a.body, canary) {
			t.Errorf("%q: %d", first, a.status)
		}
	}
}

// Nothing is ever written into public/, or into anything else, by looking.
func TestLookingWritesNothing(t *testing.T) {
	dir := site(t)
	before := files(t, dir)
	r := run(t, dir)
	v := r.enter()
	for _, public := range []bool{true, false} {
		v.public(public)
		for _, path := range routes {
			if !strings.HasPrefix(path, "/_preview/events") {
				follow(v, path)
			}
		}
	}
	v.public(false)
	put(t, dir, "content/stories/harbour.md", strings.Replace(before["content/stories/harbour.md"], "shone", "glowed", 1))
	v.shows("/stories/harbour/", "glowed", true)
	put(t, dir, "content/stories/harbour.md", before["content/stories/harbour.md"])
	v.shows("/stories/harbour/", "glowed", false)
	sameFiles(t, "the site", before, files(t, dir))
	r.stop()
	<-r.ended
	sameFiles(t, "the site", before, files(t, dir))
}
