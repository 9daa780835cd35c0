package browser_test

import (
	"context"
	"flag"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"goldenthread/generator/leaflet"
)

// chromium is one browser for all tests, started by the first that needs it.
type chromium struct {
	once   sync.Once
	ctx    context.Context
	close  func()
	err    error
	absent bool
}

var (
	usual   chromium
	noCache chromium // without the back-forward cache
)

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	usual.stop()
	noCache.stop()
	if made.close != nil {
		made.close()
	}
	os.Exit(code)
}

func (c *chromium) stop() {
	if c.close != nil {
		c.close()
	}
}

func (c *chromium) start(more ...chromedp.ExecAllocatorOption) {
	program, found := leaflet.Find()
	if !found {
		c.absent = true
		return
	}
	dir, err := os.MkdirTemp("", "chromium")
	if err != nil {
		c.err = err
		return
	}
	flags := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program.Path()), chromedp.UserDataDir(dir), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.WSURLReadTimeout(time.Minute),
		// The sites of the tests are served with certificates of their own.
		chromedp.IgnoreCertErrors,
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), append(flags, more...)...)
	// What Chromium tells that the library does not know is nothing to a test.
	ctx, stop := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	c.ctx, c.err = ctx, chromedp.Run(ctx)
	c.close = func() {
		stop()
		stopAllocator()
		os.RemoveAll(dir)
	}
}

// need gives the browser. Where there is none a test is skipped, but never in CI.
func (c *chromium) need(t testing.TB, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	c.once.Do(func() { c.start(more...) })
	switch {
	case c.absent && os.Getenv("CI") == "true":
		t.Fatal("no Chromium is installed, and in CI these tests are never skipped")
	case c.absent:
		t.Skip("no Chromium is installed: install it (on Debian: apt install chromium) to run the browser tests")
	case c.err != nil:
		t.Fatal(c.err)
	}
	return c.ctx
}

// tab gives a fresh tab of a browser that nothing was looked at with before.
// The actions are run in it first: what a test emulates, or listens to.
func tab(t testing.TB, first ...chromedp.Action) context.Context {
	t.Helper()
	return tabOf(t, usual.need(t), first...)
}

// tabWithoutCache is tab, in a browser without a back-forward cache.
func tabWithoutCache(t testing.TB, first ...chromedp.Action) context.Context {
	t.Helper()
	return tabOf(t, noCache.need(t, chromedp.Flag("disable-features", "BackForwardCache")), first...)
}

func tabOf(t testing.TB, browser context.Context, first ...chromedp.Action) context.Context {
	t.Helper()
	// Chromium opens a tab that shares nothing only in a window of its own.
	var id target.ID
	run(t, browser, chromedp.ActionFunc(func(ctx context.Context) error {
		ctx = cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
		alone, err := target.CreateBrowserContext().Do(ctx)
		if err == nil {
			id, err = target.CreateTarget("about:blank").WithBrowserContextID(alone).WithNewWindow(true).Do(ctx)
			t.Cleanup(func() { target.DisposeBrowserContext(alone).Do(ctx) })
		}
		return err
	}))
	ctx, stop := chromedp.NewContext(browser, chromedp.WithTargetID(id))
	// A window that stands behind others shows no focus, and theirs may come first.
	first = append([]chromedp.Action{emulation.SetFocusEmulationEnabled(true)}, first...)
	t.Cleanup(stop)
	// A hung tab ends its own test, not the whole run.
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx, first...); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// run does something in a tab; it has to succeed.
func run(t testing.TB, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval gives what an expression is in the page.
func eval[T any](t testing.TB, ctx context.Context, expression string) (value T) {
	t.Helper()
	run(t, ctx, chromedp.Evaluate(expression, &value))
	return value
}
