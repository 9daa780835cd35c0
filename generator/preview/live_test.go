package preview_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"goldenthread/generator/page"
	"goldenthread/generator/preview"
	"goldenthread/generator/watch"
)

// Whatever way a text comes to be another, its page says so and has it.
func TestReload(t *testing.T) {
	dir := site(t)
	v := run(t, dir).enter()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const about = "content/about.md"
	v.shows("/about/", "We write.", true)

	replace(t, dir, about, "We write.", "We write plainly.") // saved in place
	v.shows("/about/", "We write plainly.", true)

	put(t, dir, "content/.about.md.swp", strings.Replace(read(t, dir, about), "plainly", "warmly", 1)) // by rename
	must(os.Rename(at("content/.about.md.swp"), at(about)))
	v.shows("/about/", "We write warmly.", true)

	put(t, dir, "content/about.md~", read(t, dir, about)) // by moving the old one away
	must(os.Remove(at(about)))
	put(t, dir, "content/4913", strings.Replace(read(t, dir, "content/about.md~"), "warmly", "slowly", 1))
	must(os.Rename(at("content/4913"), at(about)))
	must(os.Remove(at("content/about.md~")))
	v.shows("/about/", "We write slowly.", true)

	outside := t.TempDir()
	put(t, outside, "rooms/index.md", "---\ntitle: Rooms\npeople: none\ndate: 2026-06-01\n---\nMany rooms.\n")
	put(t, outside, "rooms/inner/index.md", "---\ntitle: Inner\npeople: none\ndate: 2026-06-01\n---\nOne within.\n")
	v.shows("/blog/rooms/", "Many rooms.", false)
	must(os.MkdirAll(at("content/blog"), 0o755))
	must(os.Rename(filepath.Join(outside, "rooms"), at("content/blog/rooms"))) // a folder moved in
	v.shows("/blog/rooms/", "Many rooms.", true)
	replace(t, dir, "content/blog/rooms/index.md", "Many rooms.", "More rooms.") // and worked on there
	v.shows("/blog/rooms/", "More rooms.", true)
	must(os.Rename(at("content/blog/rooms"), at("content/blog/halls")))
	v.shows("/blog/halls/", "More rooms.", true)
	v.shows("/blog/rooms/", "More rooms.", false)
	replace(t, dir, "content/blog/halls/index.md", "More rooms.", "Most rooms.")
	v.shows("/blog/halls/", "Most rooms.", true)
	must(os.Rename(at("content/blog/halls"), filepath.Join(outside, "gone"))) // and out
	v.shows("/blog/halls/", "Most rooms.", false)

	for i := range 300 { // a burst
		put(t, dir, about, strings.Replace("---\ntitle: About us\npeople: none\n---\nWrite N.\n", "N", fmt.Sprint(i), 1))
		put(t, dir, fmt.Sprintf("content/blog/burst-%d.md", i), fmt.Sprintf("---\ntitle: Burst\npeople: none\ndate: 2026-06-01\n---\nBurst %d.\n", i))
	}
	v.shows("/about/", "Write 299.", true)
	v.shows("/blog/burst-299/", "Burst 299.", true)
	v.shows("/blog/burst-0/", "Burst 0.", true)
	must(os.RemoveAll(at("content/blog")))
	v.shows("/blog/burst-299/", "Burst 299.", false)
}

// What is not the site's changes no page: a stream that is told of it says nothing, and
// says it when something is.
func TestReloadsNothingElse(t *testing.T) {
	dir := site(t)
	v := run(t, dir).enter()
	seen := pageSeen.FindStringSubmatch(v.get("/about/").body)[1]
	put(t, dir, "public/kept.txt", "other")
	put(t, dir, ".goldenthread/state.txt", "other")
	replace(t, dir, "content/stories/orchard.md", "appletree", "peartree")
	v.shows("/stories/orchard/", "peartree", true)
	if again := pageSeen.FindStringSubmatch(v.get("/about/").body)[1]; again != seen {
		t.Error("a page that shows nothing of it is another now")
	}
}

// A mistake is shown with its line and how to mend it, and goes when it is mended.
func TestMistake(t *testing.T) {
	dir := site(t)
	v := run(t, dir).enter()
	const file = "content/stories/orchard.md"
	text := read(t, dir, file)
	v.shows("/stories/orchard/", "appletree", true)
	replace(t, dir, file, "people: [sam]", "people: [sam")
	a := v.shows("/stories/orchard/", "How to mend it", true)
	for _, want := range []string{file + ":4", "This page cannot be read", "people: [sam\n", `class="here"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the page of the mistake does not say %q:\n%s", want, a.body)
		}
	}
	v.public(true)
	v.shows("/stories/orchard/", "public sees nothing", true)
	v.public(false)
	put(t, dir, file, text)
	v.shows("/stories/orchard/", "appletree", true)
	v.shows("/stories/orchard/", "How to mend it", false)

	record := read(t, dir, "consent/sam.yaml")
	replace(t, dir, "consent/sam.yaml", "given:", "givn:")
	a = v.shows("/stories/harbour/", "cannot be read", true)
	if strings.Contains(a.body, canary) || strings.Contains(a.body, "Okafor") {
		t.Errorf("lines of a record are shown:\n%s", a.body)
	}
	put(t, dir, "consent/sam.yaml", record)
	v.shows("/stories/harbour/", "cannot be read", false)
}

// Where site.yaml cannot be read, every page says so with its line, and is back when it is
// mended: at the start, too.
func TestBrokenSite(t *testing.T) {
	dir := site(t)
	text := read(t, dir, "site.yaml")
	broken := text + "titel: Twice\n"
	for _, first := range []string{text, broken} {
		put(t, dir, "site.yaml", first)
		r := run(t, dir)
		v := r.enter()
		if first == text {
			v.shows("/about/", "We write.", true)
			put(t, dir, "site.yaml", broken)
		}
		for _, path := range []string{"/about/", "/", "/nothing/", "/feed.xml"} {
			a := v.shows(path, "The site cannot be read", true)
			if !strings.Contains(a.body, "site.yaml:5") || strings.Contains(a.body, canary) {
				t.Errorf("%s:\n%s", path, a.body)
			}
		}
		for _, path := range routes {
			if strings.HasPrefix(path, "/_preview/events") {
				continue
			}
			if a := follow(v, path); a.status >= 500 || strings.Contains(a.body, canary) {
				t.Errorf("%s: %d\n%s", path, a.status, a.body)
			}
		}
		put(t, dir, "site.yaml", text)
		v.shows("/about/", "We write.", true)
		r.stop()
		<-r.ended
	}
}

// Looking ahead shows a day to come, and never one that is over.
func TestAhead(t *testing.T) {
	dir := site(t)
	put(t, dir, "content/later.md", "---\ntitle: Later\npeople: none\npublish_from: 2026-12-24\n---\nLater on.\n")
	day := func(year, month, day int) func(*preview.Options) {
		return func(o *preview.Options) {
			o.At = page.DayOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
		}
	}
	for _, c := range []struct {
		set       func(*preview.Options)
		published bool
	}{{func(*preview.Options) {}, false}, {day(2026, 12, 23), false}, {day(2026, 12, 24), true}} {
		v := run(t, dir, c.set).enter()
		v.public(true)
		v.shows("/later/", "Later on.", c.published)
		if a := v.get("/later/"); (a.status == http.StatusOK) != c.published {
			t.Errorf("published: %v, want %v", !c.published, c.published)
		}
	}
	v := run(t, dir, day(2027, 6, 13)).enter()
	v.public(true)
	v.shows("/stories/harbour/", "lighthouse", false) // its consent has run out by then
}

// When a day begins, what is decided changes, without a restart.
func TestMidnight(t *testing.T) {
	dir := site(t)
	put(t, dir, "content/later.md", "---\ntitle: Later\npeople: none\npublish_from: 2026-11-23\n---\nLater on.\n")
	put(t, dir, "content/lastly.md", "---\ntitle: Lastly\npeople: none\npublish_until: 2026-11-22\n---\nFor the last time.\n")
	var hours atomic.Int64
	r := run(t, dir, func(o *preview.Options) {
		o.Site.Now = func() time.Time { return today().Add(time.Duration(hours.Load()) * time.Hour) }
	})
	v := r.enter()
	v.public(true)
	v.shows("/later/", "Later on.", false)
	v.shows("/lastly/", "For the last time.", true)
	hours.Store(11)
	r.Tick()
	if a := v.get("/later/"); a.status != http.StatusNotFound {
		t.Errorf("at eleven: %d", a.status)
	}
	hours.Store(12)
	r.Tick()
	v.shows("/later/", "Later on.", true)
	v.shows("/lastly/", "For the last time.", false)
	v.public(false)
	v.shows("/lastly/", "For the last time.", true)
	v.shows("/lastly/", "Not published", true)
	hours.Store(24 * 400) // a computer slept for long
	r.Tick()
	v.public(true)
	v.shows("/stories/harbour/", "lighthouse", false)
}

// Saving over an approved text is told, with what is different; the change can wait, and
// the approved text is back.
func TestApprovedText(t *testing.T) {
	dir := site(t)
	r := run(t, dir)
	v := r.enter()
	const file, next = "content/stories/harbour.md", "content/stories/harbour.next.md"
	approved := read(t, dir, file)
	if a := v.shows("/stories/harbour/", "<strong>Published.", true); strings.Contains(a.body, "You changed") {
		t.Error("a text that did not change is said to have")
	}
	unchanged := files(t, dir)
	v.post("/_desk/next", "file", file)
	sameFiles(t, "a site in which nothing waits", unchanged, files(t, dir))
	replace(t, dir, file, "shone", "glowed")
	changed := read(t, dir, file)
	a := v.shows("/stories/harbour/", "You changed a text that was approved", true)
	if !strings.Contains(a.body, "/_desk/changed?file=content%2Fstories%2Fharbour.md") {
		t.Errorf("nothing leads to the difference:\n%s", a.body)
	}
	a = v.get("/_desk/changed?file=" + file)
	for _, want := range []string{"The lighthouse <del>shone</del>.", "The lighthouse <ins>glowed</ins>.", next} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the difference does not show %q:\n%s", want, a.body)
		}
	}
	for _, other := range []string{"content/about.md", "consent/sam.yaml", "site.yaml", "../site/" + file, "", next} {
		if a := v.get("/_desk/changed?file=" + other); a.status != http.StatusNotFound || strings.Contains(a.body, canary) {
			t.Errorf("the difference of %q: %d", other, a.status)
		}
		before := files(t, dir)
		v.post("/_desk/next", "file", other)
		sameFiles(t, "the site, by setting aside "+other+",", before, files(t, dir))
	}
	if a := v.post("/_desk/next", "file", file); a.status != http.StatusSeeOther {
		t.Fatalf("to let it wait: %d\n%s", a.status, a.body)
	}
	if read(t, dir, file) != approved || read(t, dir, next) != changed {
		t.Errorf("the files hold\n%s\nand\n%s", read(t, dir, file), read(t, dir, next))
	}
	v.shows("/stories/harbour/", "lighthouse shone", true)
	v.shows("/stories/harbour/", "<strong>Published.", true)
	replace(t, dir, file, "shone", "burnt") // another change, while one waits
	v.shows("/stories/harbour/", "You changed a text that was approved", true)
	before := files(t, dir)
	v.post("/_desk/next", "file", file)
	sameFiles(t, "what waits", before, files(t, dir))
	approve(t, dir, "sam", "stories/harbour")
	v.shows("/stories/harbour/", "You changed a text that was approved", false)
	v.shows("/stories/harbour/", "<strong>Published.", true)
}

// No more streams are open than the server can keep.
func TestTooManyStreams(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	open := func() *http.Response {
		return v.send(v.request(http.MethodGet, "/_preview/events?at=/about/&seen=", nil))
	}
	var all []*http.Response
	for range preview.MostStreams {
		response := open()
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Fatalf("stream %d: %d", len(all)+1, response.StatusCode)
		}
		all = append(all, response)
	}
	last := open()
	defer last.Body.Close()
	if last.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one stream more than %d: %d", preview.MostStreams, last.StatusCode)
	}
	if a := v.get("/about/"); a.status != http.StatusOK {
		t.Errorf("then a page is answered by %d", a.status)
	}
	for _, response := range all {
		response.Body.Close()
	}
	r.stop() // though streams may be open
	<-r.ended
}

// A preview that stops ends what is open, and lets go of its port.
func TestStops(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	response := v.send(v.request(http.MethodGet, "/_preview/events?at=/about/&seen=", nil))
	defer response.Body.Close()
	r.stop()
	<-r.ended
	io.Copy(io.Discard, response.Body) // ends
	if a, err := http.Get("http://" + r.host + "/"); err == nil {
		a.Body.Close()
		t.Error("something answers still")
	}
}

// slow is a watcher to which the system tells nothing.
type slow chan watch.Change

func (s slow) Changes() <-chan watch.Change { return s }
func (s slow) Polling() string              { return "The system tells of no changes." }
func (s slow) Close() error                 { return nil }

// Where the folder cannot be watched, whoever started the preview is told once why changes
// take longer, and they are seen.
func TestPolling(t *testing.T) {
	dir, looks := site(t), make(slow)
	r := runAfter(t, dir, func(s *preview.Server) { s.Watch(looks) })
	v := r.enter()
	v.shows("/about/", "We write.", true)
	for _, word := range []string{"read", "draw", "sing"} {
		put(t, dir, "content/about.md", "---\ntitle: About us\npeople: none\n---\nWe "+word+".\n")
		looks <- watch.Change{All: true}
		v.shows("/about/", "We "+word+".", true)
	}
	if n := strings.Count(r.says(), slow(nil).Polling()); n != 1 {
		t.Errorf("it was said %d times: %q", n, r.says())
	}
}
