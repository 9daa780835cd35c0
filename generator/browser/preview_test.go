package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/preview"
	"goldenthread/generator/scaffold"
)

// shownSite is the example in a preview of its own, for a test that changes it.
type shownSite struct {
	dir     string
	address string // with the token
	url     string // without a slash behind
}

// previewed shows a site in a preview until the test ends.
func previewed(t testing.TB, dir string, o preview.Options) shownSite {
	t.Helper()
	now := asOf
	if o.Site.Now != nil {
		now = o.Site.Now
	}
	o.Site = generator.Options{Site: dir, Now: now}
	o.Say = func(string) {}
	if o.Edit == nil {
		o.Edit = func(string, int) error { return nil }
	}
	server, err := preview.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	address := server.Address()
	url, _, _ := strings.Cut(address, "/?")
	return shownSite{dir: dir, address: address, url: url}
}

func newSite(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(asOf())); err != nil {
		t.Fatal(err)
	}
	return dir
}

// save writes a file of the site as an editor does, by a rename.
func (s shownSite) save(t testing.TB, name string, change func(string) string) {
	t.Helper()
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file+"~", []byte(change(string(text))), 0o644)
	}
	if err == nil {
		err = os.Rename(file+"~", file)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// enter opens a page of the preview in a tab that was let in.
func (s shownSite) enter(t testing.TB, path string, first ...chromedp.Action) context.Context {
	t.Helper()
	usual.need(t)
	ctx := tab(t, append(first, chromedp.Navigate(s.address), chromedp.Navigate(s.url+path))...)
	return ctx
}

const aStory = "content/stories/a-place-to-start/index.md"

// A saved file shows at once, where the reader was; a mistake is a page that says where
// and how to mend it, and goes when it is mended.
func TestPreviewReloads(t *testing.T) {
	s := previewed(t, newSite(t), preview.Options{})
	ctx := s.enter(t, "/stories/a-place-to-start/", preferences[7].as())
	run(t, ctx, chromedp.Evaluate("scrollTo(0, 900)", nil))
	until(t, ctx, "scrollY == 900")
	s.save(t, aStory, func(text string) string { return text + "\nThe kettle was on again.\n" })
	until(t, ctx, "document.body.innerText.includes('The kettle was on again.')")
	until(t, ctx, "document.body.innerText.includes('Not published') && document.body.innerText.includes('You changed a text that was approved')")
	if y := eval[float64](t, ctx, "scrollY"); y < 850 || y > 950+600 {
		t.Errorf("after a change the page stands at %v", y)
	}
	whole := ""
	s.save(t, aStory, func(text string) string {
		whole = text
		return strings.Replace(text, "summary:", "sumary:", 1)
	})
	until(t, ctx, "document.title == 'This page cannot be read'")
	for _, want := range []string{aStory + ":", "sumary", "did you mean 'summary'"} {
		if text := eval[string](t, ctx, "document.body.innerText"); !strings.Contains(text, want) {
			t.Errorf("the page of a mistake does not say %q:\n%s", want, text)
		}
	}
	s.save(t, aStory, func(string) string { return whole })
	until(t, ctx, "document.body.innerText.includes('The kettle was on again.')")
	s.save(t, "site.yaml", func(text string) string {
		whole = text
		return text + "\nnothing: such\n"
	})
	until(t, ctx, "document.title == 'The site cannot be read'")
	s.save(t, "site.yaml", func(string) string { return whole })
	until(t, ctx, "document.body.innerText.includes('The kettle was on again.')")
}

// A file that leads to the address lets the browser in, too: a program's arguments, in which
// the address would stand, everybody on the computer can read.
func TestPreviewFromFile(t *testing.T) {
	s := previewed(t, newSite(t), preview.Options{})
	usual.need(t)
	file := filepath.Join(t.TempDir(), "open.html")
	if err := os.WriteFile(file, []byte(`<!DOCTYPE html><meta http-equiv="refresh" content="0; url=`+s.address+`">`), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := tab(t, chromedp.Navigate("file://"+file))
	until(t, ctx, "location.href == '"+s.url+"/' && !!document.querySelector('.goldenthread-band')")
}

// No script reads the desk or answers in a person's place, be it one of the site's pages.
func TestPreviewKeepsScriptsOut(t *testing.T) {
	s := previewed(t, newSite(t), preview.Options{})
	ctx := s.enter(t, "/stories/a-place-to-start/")
	for _, path := range []string{"/_desk/", "/_desk/ask/sam/stories/a-place-to-start"} {
		var status int
		run(t, ctx, chromedp.Evaluate("fetch('"+path+"').then(r => r.status)", &status, awaited))
		if status != http.StatusForbidden {
			t.Errorf("a script on a page gets %s: %d", path, status)
		}
	}
}

// The switch shows the site as the public will see it, and back.
func TestPreviewSwitch(t *testing.T) {
	s := previewed(t, newSite(t), preview.Options{})
	ctx := s.enter(t, "/stories/the-allotment/")
	until(t, ctx, "document.body.innerText.includes('Not published')")
	withheld := eval[string](t, ctx, "document.querySelector('h1').innerText")
	goes(t, ctx, "[].find.call(document.links, l => l.innerText == 'See it as the public does').click()", s.url+"/stories/the-allotment/")
	until(t, ctx, "document.body.innerText.includes('The public sees nothing at this address')")
	if text := eval[string](t, ctx, "document.body.innerText"); strings.Contains(text, withheld) {
		t.Errorf("the public's view holds the title of a page that is withheld")
	}
	goes(t, ctx, "[].find.call(document.links, l => l.innerText.startsWith('Show what is not')).click()", s.url+"/stories/the-allotment/")
	until(t, ctx, "document.querySelector('h1').innerText == "+string(must(json.Marshal(withheld))))
}

func must(text []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return text
}

// unapproved takes the approvals of a story away, so that its person is asked for a yes.
func unapproved(t testing.TB, dir string) {
	t.Helper()
	file := filepath.Join(dir, "consent", "sam.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	kept, _, found := strings.Cut(string(text), "\napproved:")
	if !found {
		t.Fatal("sam has approved nothing in the example")
	}
	if err := os.WriteFile(file, []byte(kept+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// From the printed address to the first approval by the keyboard alone: the desk, the page
// that waits, the walk, yes.
func TestYesByKeyboard(t *testing.T) {
	dir := newSite(t)
	unapproved(t, dir)
	s := previewed(t, dir, preview.Options{})
	ctx := s.enter(t, "/stories/a-place-to-start/")
	until(t, ctx, "document.body.innerText.includes('Not published')")
	tabTo(t, ctx, "document.activeElement.innerText.startsWith('Show it to sam')")
	presses(t, ctx, kb.Enter)
	until(t, ctx, "location.pathname.startsWith('/_desk/ask/sam/')  && document.readyState == 'complete'")
	for range 40 {
		if eval[bool](t, ctx, "!!document.querySelector('button[value=yes]') && document.querySelector('button[value=yes]').offsetParent !== null") {
			break
		}
		if eval[bool](t, ctx, "[].some.call(document.querySelectorAll('input[type=radio]'), r => r.offsetParent !== null && r.name == 'name')") {
			tabTo(t, ctx, "document.activeElement.type == 'radio'")
			presses(t, ctx, kb.Home+" ")
		}
		tabTo(t, ctx, "document.activeElement.id == 'next'")
		presses(t, ctx, kb.Enter)
	}
	tabTo(t, ctx, "document.activeElement.value == 'yes' && document.activeElement.tagName == 'BUTTON'")
	presses(t, ctx, kb.Enter)
	until(t, ctx, "location.pathname == '/_desk/answer' && document.readyState == 'complete'")
	record, err := os.ReadFile(filepath.Join(dir, "consent", "sam.yaml"))
	if err != nil || strings.Count(string(record), "v1:sha256:") != 2 {
		t.Fatalf("two versions were approved, and the record says\n%s", record)
	}
	run(t, ctx, chromedp.Navigate(s.url+"/stories/a-place-to-start/"))
	until(t, ctx, "document.querySelector('.goldenthread-band').innerText.includes('Published')")
}

// tabTo presses Tab until the focus is where it is wanted.
func tabTo(t testing.TB, ctx context.Context, there string) {
	t.Helper()
	for range 200 {
		if eval[bool](t, ctx, there) {
			return
		}
		presses(t, ctx, kb.Tab)
	}
	t.Fatalf("Tab never comes to: %s; the focus is on %s", there, eval[string](t, ctx, "document.activeElement.outerHTML.slice(0, 300)"))
}

func presses(t testing.TB, ctx context.Context, keys string) {
	t.Helper()
	run(t, ctx, chromedp.KeyEvent(keys))
}

// What the preview adds is as open to everybody as what it shows.
func TestPreviewAxe(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "web", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	known := must(json.Marshal(explained))
	s := previewed(t, newSite(t), preview.Options{})
	s.save(t, "content/stories/two-buses/index.md", func(text string) string { return strings.Replace(text, "summary:", "sumary:", 1) })
	ctx := s.enter(t, "/stories/a-place-to-start/")
	s.save(t, aStory, func(text string) string { return text + "\nThe kettle was on again.\n" })
	until(t, ctx, "document.body.innerText.includes('You changed a text that was approved')")
	theirs := previewed(t, newSite(t), preview.Options{For: "sam"})
	for name, at := range map[string]struct {
		shownSite
		path string
	}{
		"withheld": {s, "/stories/the-allotment/"}, "changed": {s, "/stories/a-place-to-start/"}, "list": {s, "/stories/"}, "missing": {s, "/nothing/"},
		"mistake": {s, "/stories/two-buses/"}, "difference": {s, "/_desk/changed?file=" + aStory},
		"walk": {s, "/_desk/ask/sam/stories/a-place-to-start"}, "theirs": {theirs, "/"},
	} {
		t.Run(name, func(t *testing.T) {
			first := at.address
			if at.dir == s.dir {
				first = "about:blank"
			}
			var ctx context.Context = ctx
			if first != "about:blank" {
				ctx = tab(t, chromedp.Navigate(first))
			}
			run(t, ctx, preferences[0].as(), chromedp.Navigate(at.url+at.path), chromedp.Evaluate(look, nil))
			run(t, ctx, chromedp.Evaluate(string(axe), nil), chromedp.Evaluate("{"+appear+"}", nil))
			found := map[string][]string{}
			for _, p := range preferences {
				run(t, ctx, p.as())
				found[p.name] = ask(t, ctx, fmt.Sprintf("axe(%s)", known))
			}
			say(t, found)
		})
	}
}
