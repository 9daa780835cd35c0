package leaflet

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/url"
	"sync"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"goldenthread/generator/work"
)

// tab is the window in which one page is printed.
type tab struct {
	ctx  context.Context
	job  Job
	open func(path string) (File, error)
	main cdp.FrameID // of the page itself, not of what it frames

	mutex  sync.Mutex
	at     *url.URL // where the browser thinks the page stands
	failed error
}

// printOne prints a page in a window that shares nothing with the others. The error is
// errGaveUp where the browser cannot print others either.
func printOne(in context.Context, job Job, open func(path string) (File, error)) (pdf []byte, err error) {
	ctx, cancel := context.WithTimeout(in, each)
	defer cancel()
	if pdf, err = printIn(ctx, job, open); err != nil && (ctx.Err() != nil || !alive(ctx)) {
		return nil, errGaveUp
	}
	return pdf, err
}

// alive says whether the browser answers.
func alive(ctx context.Context) bool {
	_, _, _, _, _, err := browser.GetVersion().Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser))
	return err == nil
}

func printIn(ctx context.Context, job Job, open func(path string) (File, error)) ([]byte, error) {
	ctx, id, stop, err := window(ctx)
	if err != nil {
		return nil, fmt.Errorf("chromium opens no window: %w", err)
	}
	defer stop()
	t := &tab{ctx: ctx, job: job, open: open, main: cdp.FrameID(id)}
	chromedp.ListenTarget(ctx, func(event any) {
		if asked, ok := event.(*fetch.EventRequestPaused); ok {
			go t.answer(asked) // the listener must not wait for what it has asked itself
		}
	})
	var pdf []byte
	err = chromedp.Run(ctx,
		emulation.SetScriptExecutionDisabled(true),
		fetch.Enable().WithPatterns([]*fetch.RequestPattern{{URLPattern: "*"}}),
		chromedp.Navigate(job.URL),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).
				WithGenerateTaggedPDF(true).WithGenerateDocumentOutline(true).Do(ctx)
			return err
		}),
	)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	switch {
	case t.failed != nil:
		return nil, t.failed
	case err != nil:
		return nil, fmt.Errorf("chromium did not print the page: %w", err)
	}
	return pdf, nil
}

// window opens a window that shares nothing with any other: Chromium does so only
// where it is one of its own. stop closes it.
func window(in context.Context) (ctx context.Context, id target.ID, stop func(), err error) {
	c := chromedp.FromContext(in).Browser
	ask := cdp.WithExecutor(in, c)
	alone, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(ask)
	if err != nil {
		return nil, "", nil, err
	}
	id, err = target.CreateTarget("about:blank").WithBrowserContextID(alone).WithNewWindow(true).Do(ask)
	if err != nil {
		return nil, "", nil, err
	}
	ctx, close := chromedp.NewContext(in, chromedp.WithTargetID(id))
	return ctx, id, func() {
		close()
		// When this fails, the browser is gone, and the window with it.
		_ = target.DisposeBrowserContext(alone).Do(ask)
	}, nil
}

// answer answers a request of the page: with itself, with a file that is given, or
// not at all.
func (t *tab) answer(asked *fetch.EventRequestPaused) {
	ctx := cdp.WithExecutor(t.ctx, chromedp.FromContext(t.ctx).Target)
	var file File
	err := work.Safely(func() (err error) {
		file, err = t.file(asked)
		return err
	})
	if err == nil {
		err = fetch.FulfillRequest(asked.RequestID, 200).
			WithResponseHeaders([]*fetch.HeaderEntry{{Name: "Content-Type", Value: file.Type}}).
			WithBody(base64.StdEncoding.EncodeToString(file.Bytes)).Do(ctx)
	} else {
		// When this fails, the tab is gone.
		_ = fetch.FailRequest(asked.RequestID, network.ErrorReasonBlockedByClient).Do(ctx)
	}
	if err != nil && needed(asked.ResourceType) {
		t.mutex.Lock()
		defer t.mutex.Unlock()
		if t.failed == nil {
			t.failed = err
		}
	}
}

// file gives what is asked for. The browser writes addresses in its own way (lower case,
// no port that goes without saying, escaped), so the page is known by its window, and
// files by their paths at the page's own host.
func (t *tab) file(asked *fetch.EventRequestPaused) (File, error) {
	address, err := url.Parse(asked.Request.URL)
	if err != nil || asked.Request.Method != "GET" {
		return File{}, ErrNoFile
	}
	t.mutex.Lock()
	itself := asked.ResourceType == network.ResourceTypeDocument && asked.FrameID == t.main && (t.at == nil || *t.at == *address)
	if itself {
		t.at = address
	}
	at := t.at
	t.mutex.Unlock()
	switch {
	case itself:
		return File{"text/html; charset=utf-8", t.job.HTML}, nil
	case at == nil || at.Scheme != address.Scheme || at.Host != address.Host:
		return File{}, ErrNoFile
	}
	return t.open(address.Path)
}

// needed says whether a page without such a file is not the page any more.
func needed(kind network.ResourceType) bool {
	return kind == network.ResourceTypeImage || kind == network.ResourceTypeStylesheet
}
