package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/audits"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch runs in each page before anything of its own.
const watch = `
globalThis.violations = [];
addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
globalThis.shifts = [];
new PerformanceObserver((list) => {
	for (const e of list.getEntries()) {
		const moved = e.sources.filter(s => s.node).map(s => s.node.nodeName); // what moves within the browser's own controls is no node of the page
		if (moved.length > 0) shifts.push(e.value.toFixed(4) + " of " + moved.join(", "));
	}
}).observe({ type: "layout-shift", buffered: true });
`

// walker is a tab that notes whatever a page asks for and complains of.
type walker struct {
	ctx context.Context
	mu  sync.Mutex
	log []string
}

func newWalker(t *testing.T) *walker {
	t.Helper()
	s, w := example(t), &walker{ctx: tab(t)}
	chromedp.ListenTarget(w.ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, s.url+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
				w.add("a request leaves the site: %s", e.Request.URL)
			}
		case *cdplog.EventEntryAdded:
			w.add("the browser's log: %s %s", e.Entry.Text, e.Entry.URL)
		case *runtime.EventConsoleAPICalled:
			w.add("the console: %s", e.Type)
		case *runtime.EventExceptionThrown:
			w.add("a script fails: %s", e.ExceptionDetails.Error())
		case *audits.EventIssueAdded:
			details, _ := json.Marshal(e.Issue.Details)
			// Advice on speed, which the budget holds; and that a test goes on without a click.
			if e.Issue.Code != "PerformanceIssue" && !strings.Contains(string(details), "NavigationEntryMarkedSkippable") {
				w.add("an issue: %s %s", e.Issue.Code, details)
			}
		}
	})
	run(t, w.ctx, network.Enable(), cdplog.Enable(), runtime.Enable(), audits.Enable(), preferences[0].as(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(watch + look).Do(ctx)
		return err
	}))
	return w
}

func (w *walker) add(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = append(w.log, fmt.Sprintf(format, args...))
}

// found gives what is wrong with the page, and what was heard of since it was asked last.
func (w *walker) found(t *testing.T) []string {
	t.Helper()
	return slices.Concat(ask(t, w.ctx, "settle()"), ask(t, w.ctx, "kept()"), w.heard(t))
}

// heard gives what the browser has told since it was asked last.
func (w *walker) heard(t *testing.T) []string {
	t.Helper()
	here := eval[[]string](t, w.ctx, "violations")
	for _, shift := range eval[[]string](t, w.ctx, "shifts") {
		here = append(here, "what is read moves as the page is built: layout shift "+shift)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	here, w.log = append(here, w.log...), nil
	return here
}

// cookies gives how many there are.
func (w *walker) cookies(t *testing.T) (count int) {
	t.Helper()
	run(t, w.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		all, err := network.GetCookies().WithURLs([]string{example(t).url}).Do(ctx)
		count = len(all)
		return err
	}))
	return count
}

// A walk through every kind of page leaves nothing behind in the browser, asks
// nobody else for anything, and has the browser complain of nothing.
func TestWalk(t *testing.T) {
	w, all := newWalker(t), pages(t)
	for _, address := range slices.Sorted(maps.Keys(all)) {
		if _, to, moved := strings.Cut(example(t).read(t, strings.TrimPrefix(address, example(t).url)), `http-equiv="refresh" content="0; url=`); moved {
			to, _, _ = strings.Cut(to, `"`)
			goes(t, w.ctx, "location.assign('"+address+"')", example(t).url+to)
		} else {
			run(t, w.ctx, chromedp.Navigate(address))
		}
		for _, text := range w.found(t) {
			t.Errorf("%s: %s", all[address], text)
		}
	}
	if n := w.cookies(t); n > 0 {
		t.Errorf("%d cookies were set", n)
	}
}

// The walk sees what it is for, in a page that was broken so.
func TestWalkFinds(t *testing.T) {
	s := example(t)
	for _, b := range []struct{ broken, want string }{
		{`fetch("` + s.outside + `").catch(() => {})`, "connect-src " + strings.TrimSuffix(s.outside, "/weather")},
		{`location.href = "` + s.outside + `"`, "a request leaves the site"},
		{`{ const i = new Image(); i.src = "` + s.outside + `"; document.body.append(i) }`, "img-src"},
		{`{ const e = document.createElement("style"); e.textContent = "p { color: red }"; document.body.append(e) }`, "style-src-elem inline"},
		{`{ const e = document.createElement("script"); e.textContent = "1"; document.body.append(e) }`, "script-src-elem inline"},
		{`fetch("/nothing-is-here.json")`, "404"},
		{`console.log("here")`, "the console"},
		{`setTimeout(() => { throw new Error("here") })`, "a script fails"},
		{`document.body.prepend(Object.assign(document.createElement("div"), { innerHTML: "<p>".repeat(9) + "moves" }))`, "layout shift"},
	} {
		w := newWalker(t)
		run(t, w.ctx, chromedp.Navigate(s.url+"/"), chromedp.Evaluate(b.broken+";0", nil))
		var all []string
		for range 50 {
			if all = append(all, w.heard(t)...); slices.ContainsFunc(all, func(text string) bool { return strings.Contains(text, b.want) }) {
				all = nil
				break
			}
		}
		if all != nil {
			t.Errorf("%s: want %q, have %q", b.broken, b.want, all)
		}
	}
	w := newWalker(t)
	if run(t, w.ctx, chromedp.Navigate(s.url+"/"), chromedp.Evaluate(`document.cookie = "a=b"`, nil)); w.cookies(t) != 1 {
		t.Error("a cookie is not seen")
	}
}
