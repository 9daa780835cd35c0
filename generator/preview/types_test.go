package preview_test

import (
	"net/http"
	"testing"
)

// What is no page comes as a host would send it: with its type, and in parts where a
// browser asks for a part, as Safari does of recordings.
func TestTypes(t *testing.T) {
	v := run(t, site(t)).enter()
	for path, want := range map[string]string{
		"/feed.xml": "application/atom+xml; charset=utf-8", "/stories/feed.xml": "application/atom+xml; charset=utf-8",
		"/feed.json": "application/feed+json; charset=utf-8", "/sitemap.xml": "application/xml", "/robots.txt": "text/plain; charset=utf-8",
	} {
		whole := v.get(path)
		if got := whole.header.Get("Content-Type"); whole.status != http.StatusOK || got != want {
			t.Errorf("%s is answered by %d, %s", path, whole.status, got)
		}
		r := v.request(http.MethodGet, path, nil)
		r.Header.Set("Range", "bytes=2-9")
		if part := v.do(r); part.status != http.StatusPartialContent || part.body != whole.body[2:10] || part.header.Get("Cache-Control") != "no-store" {
			t.Errorf("a part of %s is answered by %d, %q", path, part.status, part.body)
		}
	}
	if a := v.get("/nothing.mp3"); a.status != http.StatusNotFound {
		t.Errorf("what is not there is answered by %d", a.status)
	}
}
