package generator_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/preview"
)

// What the preview of a site, which watches its folder, shows as the public's view is,
// after each of 500 edits, renames, moves and deletions, what a build from nothing would
// publish, to the byte; and nothing is at any other address that ever was one.
func TestPreview(t *testing.T) {
	const steps = 50
	sites := uint64(10)
	if testing.Short() {
		sites = 1
	}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := &clocked{writer: &writer{randomSite: newRandomSite(t, 41_000+seed)}}
			b := w.look()
			prefix := ""
			if strings.Contains(w.files["site.yaml"], "example.org/voices/") {
				prefix = "/voices"
			}
			ever := map[string]bool{}
			for step := range steps {
				if step > 0 {
					w.edit()
				}
				w.tell(step)
				b.until(prefix+"/marker/", fmt.Sprintf("Marked %d.", step))
				fresh := filepath.Join(t.TempDir(), "site")
				copySite(t, w.Rand, w.dir, fresh)
				want := w.buildAt(fresh)
				maps.DeleteFunc(want, func(name, _ string) bool { return strings.HasSuffix(name, "/") || name == "published.json" })
				got := outTree{}
				for name := range want {
					ever[name] = true
				}
				for name := range ever {
					if text, there := b.get(prefix + "/" + name); there {
						got[name] = text
					}
				}
				if d := differences(want, got); len(d) > 0 {
					t.Fatalf("seed %d, step %d: these differ from a full build: %q, after:\n%s", w.seed, step, d, strings.Join(w.log, "\n"))
				}
			}
			if len(ever) < 20 {
				t.Errorf("only %d addresses were looked at", len(ever))
			}
		})
	}
}

// clocked is a writer whose clock is read while they write.
type clocked struct {
	*writer
	mutex sync.Mutex
	day   time.Time
}

func (w *clocked) now() time.Time {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.day
}

// tell writes a page last, after everything else: whoever sees it has seen all of that.
func (w *clocked) tell(step int) {
	w.mutex.Lock()
	w.day = w.writer.now()
	w.mutex.Unlock()
	writeFile(w.tb, w.dir, "content/marker.md", fmt.Sprintf("---\ntitle: Marker\npeople: none\n---\nMarked %d.\n", step))
}

// look opens the site's preview in a browser that looks at it as the public will.
func (w *clocked) look() *looker {
	w.tb.Helper()
	w.day = w.writer.now()
	server, err := preview.Open(preview.Options{Site: generator.Options{Site: w.dir, Now: w.now}, Say: func(string) {}})
	if err != nil {
		w.tb.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- server.Serve(ctx) }()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.tb.Fatal(err)
	}
	address, err := url.Parse(server.Address())
	if err != nil {
		w.tb.Fatal(err)
	}
	b := &looker{tb: w.tb, host: "http://" + address.Host, client: &http.Client{Jar: jar, Transport: &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	w.tb.Cleanup(func() {
		b.client.CloseIdleConnections()
		stop()
		if err := <-ended; err != nil {
			w.tb.Error(err)
		}
	})
	b.ask(context.Background(), "/?"+address.RawQuery)
	b.ask(context.Background(), "/_preview/view?as=public&at=/")
	return b
}

// looker is a browser.
type looker struct {
	tb     testing.TB
	host   string
	client *http.Client
	seen   string // of the last page
}

// added is all that a preview puts into a page, in its two places.
var (
	addedToHead = regexp.MustCompile(`<link rel="stylesheet" href="/_preview/band\.css"><script src="/_preview/live\.js" data-at="[^"]*" data-seen="([0-9a-f]*)" defer></script></head>`)
	addedToBody = regexp.MustCompile(`(?s)<aside class="goldenthread-band public" aria-label="Preview">.*?</nav></aside>`)
)

// get gives what stands at an address, without what the preview has added to a page.
func (b *looker) get(path string) (text string, there bool) {
	b.tb.Helper()
	status, kind, text := b.ask(context.Background(), (&url.URL{Path: path}).EscapedPath())
	if strings.HasPrefix(kind, "text/html") {
		head, body := addedToHead.FindAllStringSubmatch(text, -1), addedToBody.FindAllString(text, -1)
		if len(head) != 1 || len(body) != 1 {
			b.tb.Fatalf("%s (%d) has %d heads and %d bands:\n%s", path, status, len(head), len(body), text)
		}
		b.seen = head[0][1]
		text = strings.Replace(strings.Replace(text, head[0][0], "</head>", 1), body[0], "", 1)
	}
	if status != http.StatusOK && status != http.StatusNotFound {
		b.tb.Fatalf("%s: %d\n%s", path, status, text)
	}
	return text, status == http.StatusOK
}

func (b *looker) ask(ctx context.Context, path string) (status int, kind, text string) {
	b.tb.Helper()
	response := b.send(ctx, path)
	defer response.Body.Close()
	bytes, err := io.ReadAll(response.Body)
	if err != nil {
		b.tb.Fatal(err)
	}
	return response.StatusCode, response.Header.Get("Content-Type"), string(bytes)
}

func (b *looker) send(ctx context.Context, path string) *http.Response {
	b.tb.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.host+path, nil)
	if err != nil {
		b.tb.Fatal(err)
	}
	response, err := b.client.Do(r)
	if err != nil {
		b.tb.Fatal(err)
	}
	return response
}

// until waits until a page has a text, looking again whenever its stream says that it is
// another.
func (b *looker) until(path, want string) {
	b.tb.Helper()
	for {
		text, _ := b.get(path)
		if strings.Contains(text, want) {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		response := b.send(ctx, "/_preview/events?at="+url.QueryEscape(path)+"&seen="+b.seen)
		changed := false
		for lines := bufio.NewScanner(response.Body); !changed && lines.Scan(); {
			changed = lines.Text() == "event: changed"
		}
		response.Body.Close()
		cancel()
		if !changed {
			b.tb.Fatalf("%s does not become %q, but is\n%s", path, want, text)
		}
	}
}
