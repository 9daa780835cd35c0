package browser_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"io/fs"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// site is the example, built and served as a host would.
type site struct {
	url     string // https://127.0.0.1:PORT, without a slash at its end
	outside string // the site that exit leads to
	public  string // the folder
	headers []block

	mu       sync.Mutex
	requests []request
}

// request is one that was answered.
type request struct {
	Path    string // with its query
	Outside bool
	Status  int
	Bytes   int // of the body, as it was sent
}

// block is a block of the file _headers.
type block struct {
	path    *regexp.Regexp
	headers [][2]string
}

var made struct {
	once  sync.Once
	site  *site
	err   error
	close func()
}

// asOf is the day on which the example is built.
func asOf() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// example gives the example site, built once for all tests.
func example(t testing.TB) *site {
	t.Helper()
	usual.need(t)
	made.once.Do(func() { made.site, made.err = serve() })
	if made.err != nil {
		t.Fatal(made.err)
	}
	return made.site
}

func serve() (*site, error) {
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		return nil, err
	}
	s := &site{public: filepath.Join(dir, "site", "public")}
	quiet := log.New(io.Discard, "", 0)
	start := func(h http.HandlerFunc) *httptest.Server {
		server := httptest.NewUnstartedServer(h)
		server.Config.ErrorLog = quiet
		server.EnableHTTP2 = true
		server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
		server.StartTLS()
		return server
	}
	inside, outside := start(s.answer), start(s.elsewhere)
	made.close = func() {
		inside.Close()
		outside.Close()
		os.RemoveAll(dir)
	}
	s.url = inside.URL
	s.outside = strings.Replace(outside.URL, "127.0.0.1", "localhost", 1) + "/weather"
	folder := filepath.Join(dir, "site")
	if err := scaffold.Site(folder, goldenthread.Example(), page.DayOf(asOf())); err != nil {
		return nil, err
	}
	if err := s.settings(filepath.Join(folder, "site.yaml")); err != nil {
		return nil, err
	}
	if err := more(folder); err != nil {
		return nil, err
	}
	if _, err := generator.Build(context.Background(), generator.Options{Site: folder, Now: asOf}); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(s.public, "_headers"))
	s.headers = blocks(string(text))
	return s, err
}

// more adds what the example has not: a list of two sheets, a film, footnotes and
// a page in another language.
func more(folder string) error {
	film, err := os.ReadFile("../media/testdata/film.mp4")
	if err != nil {
		return err
	}
	head := "---\ntitle: %s\npeople: none\ndate: 2026-01-%02d\n%s---\n%s\n"
	files := map[string]string{
		"film/index.md": fmt.Sprintf(head, "A film of rain", 30, "", "::video[Rain on a window]{src=film.mp4 captions=film.vtt transcript=film.txt people=none}\n"),
		"film/film.mp4": string(film),
		"film/film.txt": "It rains.",
		"film/film.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nIt rains.\n",
		"notes.md":      fmt.Sprintf(head, "With notes", 29, "", "The hall has[^1] a clock.[^2]\n\n[^1]: Or had.\n[^2]: It is slow.\n"),
		"cymraeg.md":    fmt.Sprintf(head, "Y neuadd", 28, "lang: cy\n", "Mae cloc yn y neuadd.\n"),
	}
	for i := range 20 {
		files[fmt.Sprintf("day-%d.md", i+1)] = fmt.Sprintf(head, fmt.Sprintf("What day %d was like", i+1), i+1, "", "It rained, and then it did not.")
	}
	for name, text := range files {
		file := filepath.Join(folder, "content", "diary", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// settings changes where the site is, where exit leads to, and the host.
func (s *site) settings(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for key, value := range map[string]string{"base_url": s.url + "/", "exit_to": s.outside, "host": "[netlify]"} {
		text = regexp.MustCompile(`(?m)^`+key+`:.*$`).ReplaceAll(text, []byte(key+": "+value))
	}
	return os.WriteFile(file, text, 0o644)
}

// blocks reads a file _headers.
func blocks(text string) (list []block) {
	for line := range strings.Lines(text) {
		name, value, isHeader := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case name == "":
		case isHeader && len(list) > 0:
			last := &list[len(list)-1]
			last.headers = append(last.headers, [2]string{name, value})
		default:
			pattern := regexp.QuoteMeta(name)
			pattern = strings.ReplaceAll(pattern, `\*`, ".*")
			pattern = regexp.MustCompile(`:[a-z]+`).ReplaceAllString(pattern, "[^/]+")
			list = append(list, block{path: regexp.MustCompile("^" + pattern + "$")})
		}
	}
	return list
}

// answer serves a file of public/ with the headers of _headers.
func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	status, name := http.StatusOK, path.Clean(r.URL.Path)
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	body, err := os.ReadFile(filepath.Join(s.public, filepath.FromSlash(name)))
	if err != nil {
		status, name = http.StatusNotFound, "/404.html"
		body, _ = os.ReadFile(filepath.Join(s.public, "404.html"))
	}
	h := w.Header()
	h.Set("Cache-Control", "max-age=0, must-revalidate")
	for _, b := range s.headers {
		if b.path.MatchString(r.URL.Path) {
			for _, header := range b.headers {
				h.Set(header[0], header[1])
			}
		}
	}
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", typeOf(name, body))
	}
	isWords := regexp.MustCompile(`text/|json|xml|javascript`).MatchString(h.Get("Content-Type"))
	if isWords && strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
		var b bytes.Buffer
		c := brotli.NewWriterLevel(&b, brotli.BestCompression)
		c.Write(body)
		c.Close()
		body = b.Bytes()
		h.Set("Content-Encoding", "br")
	}
	s.log(request{Path: r.URL.RequestURI(), Status: status, Bytes: len(body)})
	if isWords {
		w.WriteHeader(status)
		w.Write(body)
		return
	}
	// Recordings are asked for in parts.
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

func typeOf(name string, body []byte) string {
	types := map[string]string{
		".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
		".json": "application/json", ".xml": "application/xml", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
		".webp": "image/webp", ".avif": "image/avif", ".jpg": "image/jpeg", ".png": "image/png", ".mp3": "audio/mpeg", ".vtt": "text/vtt", ".ics": "text/calendar",
	}
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return http.DetectContentType(body)
}

// elsewhere is another site.
func (s *site) elsewhere(w http.ResponseWriter, r *http.Request) {
	s.log(request{Path: r.URL.RequestURI(), Outside: true, Status: http.StatusOK})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<!DOCTYPE html><html lang=en><title>Weather</title><link rel=icon href=data:,><p>It rains.")
}

func (s *site) log(r request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r)
}

// asked gives what was asked for so far, and forgets it.
func (s *site) asked() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.requests
	s.requests = nil
	return list
}

// hard are pages that hold what others do not, by what it is.
var hard = map[string]string{
	"content notes": `class="box content-note`, "gallery": `class="gallery"`, "recording": "<audio controls", "discreet": `rel="icon" href="/assets/blank.`,
	"second sheet": `class="pager"`, "footnotes": `class="footnotes"`, "another language": `<html lang="cy"`, "film": "<video", "words only": `type="checkbox"`,
	"quotation": `class="quote`, "help": `class="box help`, "table": "<table", "details": "<details", "photograph": "<picture",
}

// kinds gives one address for each kind of page (by its layout), and for each
// hard thing on a page.
func kinds(t testing.TB) map[string]string {
	t.Helper()
	s, found := example(t), map[string]string{}
	layout := regexp.MustCompile(`<body[^>]* class="?layout-([a-z-]+)`)
	for _, address := range s.addresses(t) {
		text := s.read(t, address)
		m := layout.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		kind := m[1]
		if kind == "page" && strings.HasPrefix(address, "/stories/") {
			kind = "story"
		}
		if _, ok := found[kind]; !ok {
			found[kind] = s.url + address
		}
		for what, mark := range hard {
			mark := regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(mark), `"`, `"?`))
			if _, ok := found[what]; !ok && mark.MatchString(text) {
				found[what] = s.url + address
			}
		}
	}
	return found
}

// addresses gives every page of the site.
func (s *site) addresses(t testing.TB) (list []string) {
	t.Helper()
	err := filepath.WalkDir(s.public, func(file string, d os.DirEntry, err error) error {
		if err == nil && path.Ext(file) == ".html" {
			rel, _ := filepath.Rel(s.public, file)
			list = append(list, "/"+strings.TrimSuffix(filepath.ToSlash(rel), "index.html"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// read gives the text of a page.
func (s *site) read(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := u.Path
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	text, err := os.ReadFile(filepath.Join(s.public, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every layout that a page can ask for is looked at, and every hard thing.
func TestKinds(t *testing.T) {
	all := kinds(t)
	want := append(slices.Collect(maps.Keys(hard)), "story")
	theme := goldenthread.DefaultTheme()
	files, err := fs.Glob(theme, "layouts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if text, err := fs.ReadFile(theme, file); err != nil || strings.Contains(string(text), `{{define "main"}}`) {
			want = append(want, strings.TrimSuffix(path.Base(file), ".html"))
		}
	}
	if len(want) < 25 {
		t.Errorf("only %q are kinds", want)
	}
	for _, kind := range want {
		if all[kind] == "" {
			t.Errorf("the site has no page of the kind %q", kind)
		}
	}
}
