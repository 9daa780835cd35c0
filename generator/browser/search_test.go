package browser_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// found is what stands on the sheet of the search.
type found struct {
	Address string
	History int
	Stored  int
	Said    string
	Titles  []string
	Links   []string
	Query   string
}

const lookAround = `({
	Address: location.href, History: history.length,
	Stored: localStorage.length + sessionStorage.length + document.cookie.length,
	Said: document.querySelector('.search-said').textContent,
	Titles: Array.from(document.querySelectorAll('.search-found h2'), h => h.textContent),
	Links: Array.from(document.querySelectorAll('.search-found h2 a'), a => a.pathname),
	Query: document.querySelector('#find').value,
})`

// searchTab opens the search, and forgets what was asked for on the way.
func searchTab(t *testing.T) (*site, context.Context) {
	t.Helper()
	s := example(t)
	ctx := tab(t)
	s.asked()
	run(t, ctx, chromedp.Navigate(s.url+"/search/"), chromedp.WaitVisible("#find", chromedp.ByQuery))
	return s, ctx
}

// write empties the field, writes into it as a reader does, and waits until
// what was found is said.
func write(t *testing.T, ctx context.Context, query string) found {
	t.Helper()
	run(t, ctx,
		chromedp.Evaluate(`var f = document.querySelector('#find'); f.value = ''; f.dispatchEvent(new Event('input')); f.focus()`, nil),
		chromedp.KeyEvent(query),
		chromedp.Poll(`/found/.test(document.querySelector('.search-said').textContent)`, nil),
	)
	return eval[found](t, ctx, lookAround)
}

// What somebody looks for changes no address and no history, is stored nowhere,
// and asks for nothing but the index, once and not before it is needed.
func TestSearchGivesNothingAway(t *testing.T) {
	s, ctx := searchTab(t)
	before := eval[found](t, ctx, lookAround)
	for _, r := range s.asked() {
		if strings.HasSuffix(r.Path, ".json") {
			t.Errorf("%s was fetched before anybody wrote", r.Path)
		}
	}
	first := write(t, ctx, "library")
	after := write(t, ctx, "choir\r")
	var paths []string
	for _, r := range s.asked() {
		if !strings.Contains(r.Path, "icon.") { // which a browser asks for when it likes
			paths = append(paths, r.Path)
		}
	}
	if !slices.Equal(paths, []string{"/search/index.json"}) {
		t.Errorf("writing asked for %q", paths)
	}
	for _, f := range []found{first, after} {
		if f.Address != before.Address || f.History != before.History || f.Stored != 0 {
			t.Errorf("%+v, and before %+v", f, before)
		}
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('form').length`); n > 0 {
		t.Error("the field stands in a form")
	}
}

// Words are found without capitals and accents, by their beginnings, those in
// titles first; all of them must be there.
func TestSearchFinds(t *testing.T) {
	_, ctx := searchTab(t)
	f := write(t, ctx, "LÍBR card")
	if len(f.Titles) != 1 || f.Titles[0] != "The library card" || f.Links[0] != "/stories/the-library-card/" || f.Said != "1 page found." {
		t.Errorf("%+v", f)
	}
	if f = write(t, ctx, "housing"); len(f.Titles) < 3 || !strings.HasSuffix(f.Said, "pages found.") {
		t.Errorf("by topic: %+v", f)
	}
	if f = write(t, ctx, "library zzzz"); len(f.Titles) > 0 || !strings.HasPrefix(f.Said, "Nothing found") {
		t.Errorf("%+v", f)
	}
	// A reader who uses keys alone comes from the field to the first page.
	write(t, ctx, "library card")
	run(t, ctx, chromedp.KeyEvent("\t"))
	if on := eval[string](t, ctx, `document.activeElement.pathname`); on != "/stories/the-library-card/" {
		t.Errorf("the next stop is %q", on)
	}
}

// What a page touches on is said before its summary, as lists say it; and an
// easy-read version is led to.
func TestSearchSaysWhatPagesTouchOn(t *testing.T) {
	_, ctx := searchTab(t)
	write(t, ctx, "receipts")
	const item = `Array.from(document.querySelector('.search-found .item').children, e => e.className + ':' + e.textContent)`
	said := eval[[]string](t, ctx, item)
	if len(said) < 3 || !strings.HasPrefix(said[1], "touches:Touches on: ") || !strings.Contains(said[1], "abuse") || !strings.HasPrefix(said[2], ":") {
		t.Errorf("%q", said)
	}
	write(t, ctx, "library card")
	if easy := eval[string](t, ctx, `document.querySelector('.search-found .item-easy-read a').pathname`); easy != "/stories/the-library-card/easy-read/" {
		t.Errorf("easy read leads to %q", easy)
	}
}

// Every page can be found, discreet ones and those that search engines may not
// find among them; whatever is not published cannot.
func TestSearchFindsWhatIsPublished(t *testing.T) {
	s, ctx := searchTab(t)
	f := write(t, ctx, "two buses")
	if len(f.Links) != 1 || f.Links[0] != "/stories/hlpxbsyp/" {
		t.Errorf("the discreet page: %+v", f)
	}
	var index struct{ Pages [][]string }
	if err := json.Unmarshal([]byte(s.read(t, "/search/index.json")), &index); err != nil {
		t.Fatal(err)
	}
	more := s.read(t, "/stories/more/")
	hidden := 0
	for _, p := range index.Pages {
		if strings.Contains(more, `"`+p[0]+`"`) || strings.Contains(more, `=`+p[0]) {
			hidden++
			if f := write(t, ctx, p[1]); !slices.Contains(f.Links, p[0]) {
				t.Errorf("a page that is not for search engines: %+v", f)
			}
		}
		if _, err := os.Stat(filepath.Join(s.public, filepath.FromSlash(p[0]), "index.html")); err != nil {
			t.Errorf("%s can be found, and is not there", p[0])
		}
	}
	if hidden == 0 {
		t.Error("the example has no page that is not for search engines")
	}
}

// With the Back button the field is empty, and nothing that was found is there:
// whether the browser keeps the page as it was left, or makes it anew.
func TestSearchForgets(t *testing.T) {
	s, ctx := searchTab(t)
	empty := func(ctx context.Context, when string) {
		t.Helper()
		if f := eval[found](t, ctx, lookAround); f.Query != "" || len(f.Titles) > 0 || f.Said != "" {
			t.Errorf("%s: %+v", when, f)
		}
	}
	for _, event := range []string{"pageshow", "pagehide"} {
		write(t, ctx, "library")
		run(t, ctx, chromedp.Evaluate("dispatchEvent(new Event('"+event+"'))", nil))
		empty(ctx, event)
	}
	ctx = tabWithoutCache(t)
	run(t, ctx, chromedp.Navigate(s.url+"/search/"), chromedp.WaitVisible("#find", chromedp.ByQuery))
	write(t, ctx, "library")
	run(t, ctx, chromedp.Navigate(s.url+"/topics/"), chromedp.NavigateBack(), chromedp.WaitVisible("#find", chromedp.ByQuery))
	empty(ctx, "made anew")
}

// Without a script there is no field that does nothing, but topics, years and
// A to Z; and a year leads to its place in a list.
func TestSearchWithoutScript(t *testing.T) {
	s := example(t)
	ctx := tab(t, emulation.SetScriptExecutionDisabled(true))
	var text string
	run(t, ctx, chromedp.Navigate(s.url+"/search/"), chromedp.Text("main", &text, chromedp.ByQuery))
	for _, want := range []string{"Topics", "All topics", "By year", "2022", "Pages from A to Z"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not there", want)
		}
	}
	if strings.Contains(text, "What would you like") {
		t.Error("there is a field that does nothing")
	}
	sheet := s.read(t, "/search/")
	for _, link := range []string{"/stories/#y2022", "/topics/housing/", "/a-to-z/", "/easy-read/"} {
		if !strings.Contains(sheet, link) {
			t.Errorf("no link to %s", link)
		}
	}
	if list := s.read(t, "/stories/"); !strings.Contains(list, `id="y2022"`) && !strings.Contains(list, `id=y2022`) {
		t.Error("the place where a year begins is not there")
	}
}
