// Package leaflet prints pages of HTML as PDFs, through the system's Chromium.
//
// It promises: the browser asks no network. Every request of a page is answered from
// what it is given, or refused. Pages run no script and keep nothing: each has a
// window of its own that shares nothing, and the browser's folder is a fresh one,
// which is removed. One browser is started for all pages, and ended with them. It ends
// soon, whatever the browser does: one that dies, or does not answer in time, is not
// waited for again.
//
// The PDFs are tagged and have bookmarks. They say when and by what they were made:
// package document makes them the same each time.
//
// It deliberately does not decide what is printed, keep anything, or look into what
// it is given. Chromium's sandbox is on, but for root, with whom it does not start.
package leaflet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/chromedp"

	"goldenthread/generator/work"
)

// Job is a page to be printed.
type Job struct {
	// URL is the whole address at which the page is thought to stand. Nothing is
	// asked there.
	URL  string
	HTML []byte
}

// File is what a page shows: a picture, a style sheet.
type File struct {
	Type  string // media type
	Bytes []byte
}

// ErrNoFile is for a file that a page asks for and that is not there.
var ErrNoFile = errors.New("there is no such file")

// tabs is how many pages are printed at once.
const tabs = 3

// How long the browser may take: to start, for each page, and for so many pages.
var (
	start = 20 * time.Second
	each  = 20 * time.Second
	whole = func(pages int) time.Duration { return 2*time.Minute + time.Duration(pages)*2*time.Second }
)

// errGaveUp says that the browser died, or took too long.
var errGaveUp = errors.New("chromium died, or did not answer in time")

// Print prints pages, several at once, in no order. done is told of each once, from
// several goroutines: its PDF, or why there is none. open gives the files of the
// pages by the paths of their addresses, unescaped; a page whose picture or style it
// does not give fails. The error says that the browser did not start, died, did not
// answer in time, or that ctx ended: then done was not called for the rest.
func (b Browser) Print(ctx context.Context, jobs []Job, open func(path string) (File, error), done func(i int, pdf []byte, err error)) error {
	switch {
	case len(jobs) == 0:
		return nil
	case b.path == "":
		return errors.New("there is no chromium")
	}
	dir, err := os.MkdirTemp("", "goldenthread-")
	if err != nil {
		return err
	}
	defer remove(dir)
	limited, cancel := context.WithTimeout(ctx, whole(len(jobs)))
	defer cancel()
	browser, stop, err := b.start(limited, dir)
	defer stop()
	if err != nil {
		return err
	}
	printing, giveUp := context.WithCancelCause(browser)
	defer giveUp(nil)
	next := make(chan int)
	var wait sync.WaitGroup
	var missing atomic.Bool
	for range min(tabs, len(jobs)) {
		wait.Go(func() {
			for i := range next {
				if err := printJob(printing, i, jobs[i], open, done); err != nil {
					missing.Store(true)
					giveUp(err)
				}
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	wait.Wait()
	if !missing.Load() {
		return nil
	}
	return context.Cause(printing)
}

// printJob prints a page, and tells done of it. The error says that no more is to be
// printed: a panic, too.
func printJob(browser context.Context, i int, job Job, open func(path string) (File, error), done func(i int, pdf []byte, err error)) error {
	return work.Safely(func() error {
		if err := browser.Err(); err != nil {
			return err
		}
		pdf, err := printOne(browser, job, open)
		if errors.Is(err, errGaveUp) {
			return err
		}
		done(i, pdf, err)
		return nil
	})
}

// start starts the browser. stop ends it, and is never nil.
func (b Browser) start(ctx context.Context, dir string) (browser context.Context, stop func(), err error) {
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(b.path), chromedp.UserDataDir(dir), chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.WSURLReadTimeout(start),
		// What is not a request of a page is the browser's own, and finds no host.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-extensions", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-breakpad", true),
		chromedp.Flag("lang", "en-GB"), chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("font-render-hinting", "none"),
	}
	// What it puts elsewhere would outlive one that is killed. A socket is among it,
	// whose path must be short.
	if len(dir) < 60 {
		options = append(options, chromedp.Env("TMPDIR="+dir))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(ctx, options...)
	// What Chromium tells that the library does not know is nothing to a page.
	silent := func(string, ...any) {}
	browser, stopBrowser := chromedp.NewContext(allocator, chromedp.WithErrorf(silent), chromedp.WithLogf(silent))
	stop = func() {
		stopBrowser()
		stopAllocator()
	}
	// The browser lives as long as what it was started with, so that is no limit of its start.
	limit := time.AfterFunc(start, stopBrowser)
	if err := chromedp.Run(browser); !limit.Stop() || err != nil {
		return nil, stop, fmt.Errorf("chromium does not start: %w", cmp.Or(err, errGaveUp))
	}
	return browser, stop, nil
}

// remove removes the browser's folder, into which its last process may still write.
func remove(dir string) {
	for range 20 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}
