package browser_test

import (
	"context"
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
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// watch runs in each page before anything of its own.
const watch = `
globalThis.violations = [];
addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
globalThis.shift = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) shift += e.value; }).observe({ type: "layout-shift", buffered: true });
`

// A walk through every kind of page leaves nothing behind in the browser, asks
// nobody else for anything, and has the browser complain of nothing.
func TestWalk(t *testing.T) {
	var mu sync.Mutex
	var found []string
	s, all := example(t), pages(t)
	add := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		found = append(found, fmt.Sprintf(format, args...))
	}
	ctx := tab(t)
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, s.url+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
				add("a request leaves the site: %s", e.Request.URL)
			}
		case *cdplog.EventEntryAdded:
			add("the browser's log: %s %s", e.Entry.Text, e.Entry.URL)
		case *runtime.EventConsoleAPICalled:
			add("the console: %s", e.Type)
		case *runtime.EventExceptionThrown:
			add("a script fails: %s", e.ExceptionDetails.Error())
		case *audits.EventIssueAdded:
			// Advice on speed, which the budget holds.
			if e.Issue.Code != "PerformanceIssue" {
				add("an issue: %s", e.Issue.Code)
			}
		}
	})
	run(t, ctx, network.Enable(), cdplog.Enable(), runtime.Enable(), audits.Enable(), preferences[0].as(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(watch + look).Do(ctx)
		return err
	}))
	for _, address := range slices.Sorted(maps.Keys(all)) {
		run(t, ctx, chromedp.Navigate(address))
		var here []string
		here = append(here, ask(t, ctx, "settle()")...)
		here = append(here, ask(t, ctx, "kept()")...)
		here = append(here, eval[[]string](t, ctx, "violations")...)
		if shift := eval[float64](t, ctx, "shift"); shift > 0 {
			here = append(here, fmt.Sprintf("what is read moves as the page is built: layout shift %.4f", shift))
		}
		mu.Lock()
		here = append(here, found...)
		found = nil
		mu.Unlock()
		for _, text := range here {
			t.Errorf("%s: %s", all[address], text)
		}
	}
	run(t, ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		cookies, err := storage.GetCookies().WithBrowserContextID(chromedp.FromContext(ctx).BrowserContextID).Do(ctx)
		if len(cookies) > 0 {
			t.Errorf("%d cookies were set", len(cookies))
		}
		return err
	}))
}
