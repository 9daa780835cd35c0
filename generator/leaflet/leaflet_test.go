package leaflet_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"goldenthread/generator/document"
	"goldenthread/generator/leaflet"
)

// browser gives the browser. Where there is none a test is skipped, but never in CI.
func browser(t *testing.T) leaflet.Browser {
	t.Helper()
	b, ok := leaflet.Find()
	switch {
	case ok:
		return b
	case os.Getenv("CI") == "true":
		t.Fatal("no Chromium is installed, and in CI these tests are never skipped")
	}
	t.Skip("no Chromium is installed: install it (on Debian: apt install chromium) to print PDFs")
	return b
}

// alone gives a test a short folder for what is for a while.
func alone(t *testing.T) {
	t.Helper()
	dir, err := os.MkdirTemp("", "l")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("TMPDIR", dir)
}

const site = "https://www.example.org"

func html(body string) []byte {
	return []byte(`<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A title</title></head><body><h1>Words</h1>` + body + `</body></html>`)
}

// printed prints pages, and gives what came of each.
func printed(t *testing.T, pages [][]byte, open func(string) (leaflet.File, error)) (pdfs [][]byte, failed []error) {
	t.Helper()
	pdfs, failed = make([][]byte, len(pages)), make([]error, len(pages))
	var jobs []leaflet.Job
	for _, p := range pages {
		jobs = append(jobs, leaflet.Job{URL: site + "/stories/a/easy-read/", HTML: p})
	}
	var mutex sync.Mutex
	times := map[int]int{}
	err := browser(t).Print(t.Context(), jobs, open, func(i int, pdf []byte, err error) {
		mutex.Lock()
		defer mutex.Unlock()
		times[i]++
		pdfs[i], failed[i] = pdf, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range jobs {
		if times[i] != 1 {
			t.Errorf("page %d was told of %d times", i, times[i])
		}
	}
	return pdfs, failed
}

// A page is given what it shows, and nothing else is asked of anybody; no script runs.
func TestNothingElseIsAsked(t *testing.T) {
	alone(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	var asked sync.Map
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			asked.Store("the network", true)
			c.Close()
		}
	}()
	there := "http://" + listener.Addr().String()
	drawing := leaflet.File{Type: "image/svg+xml", Bytes: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="` + there + `/in.png" width="9" height="9"/></svg>`)}
	page := html(`<link rel="preload" as="font" href="` + there + `/x.woff2"><link rel="preconnect" href="` + there + `"><link rel="dns-prefetch" href="` + there + `">
		<iframe src="` + there + `/frame"></iframe><object data="` + there + `/o"></object><video src="` + there + `/v" autoplay></video>
		<style>@font-face { font-family: x; src: url(` + there + `/f.woff2) } p { font-family: x }</style>
		<script>document.body.append("scripted")</script><noscript><p>unscripted</p></noscript><img src="/assets/a.svg" alt="A thing">`)
	pdfs, failed := printed(t, [][]byte{page}, func(url string) (leaflet.File, error) {
		asked.Store(url, true)
		if url == "/assets/a.svg" {
			return drawing, nil
		}
		return leaflet.File{}, leaflet.ErrNoFile
	})
	if _, was := asked.Load("the network"); was {
		t.Error("the network was asked")
	}
	if _, was := asked.Load("/assets/a.svg"); !was {
		t.Error("its own picture was not asked for")
	}
	if failed[0] != nil {
		t.Fatal(failed[0])
	}
	if text, _ := document.Text(pdfs[0]); !strings.Contains(text, "Words") || !strings.Contains(text, "unscripted") || strings.Count(text, "scripted") != strings.Count(text, "unscripted") {
		t.Errorf("it says %q", text)
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
		t.Errorf("the browser leaves %q", left)
	}
}

// A page without its picture or its style is not the page, so it fails; the others
// do not.
func TestMissingFilesFail(t *testing.T) {
	pages := [][]byte{html(`<img src="/assets/none.png" alt="">`), html(`<link rel="stylesheet" href="/assets/none.css">`), html("<p>good</p>"), html(`<img src="https://elsewhere.example/x.png" alt="">`)}
	_, failed := printed(t, pages, func(string) (leaflet.File, error) { return leaflet.File{}, leaflet.ErrNoFile })
	for i, err := range failed {
		if good := i == 2; good != (err == nil) || !good && !errors.Is(err, leaflet.ErrNoFile) {
			t.Errorf("page %d: %v", i, err)
		}
	}
}

// The same page gives the same bytes, whatever was printed before, beside it, and in
// which order.
func TestSameBytes(t *testing.T) {
	table := html(`<table><tr><th>a</th><td>b</td></tr></table><p><a href="/x/">on</a></p><ul><li>one</li></ul>`)
	busy := html(strings.Repeat(`<p><b>1</b><i>2</i></p>`, 50))
	pdfs, failed := printed(t, [][]byte{table, busy, busy, table, busy, table}, func(string) (leaflet.File, error) { return leaflet.File{}, leaflet.ErrNoFile })
	var clean [6][]byte
	for i, pdf := range pdfs {
		if failed[i] != nil {
			t.Fatal(failed[i])
		}
		var err error
		if clean[i], err = document.Printed(pdf); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(clean[0], clean[3]) || !bytes.Equal(clean[0], clean[5]) || !bytes.Equal(clean[1], clean[2]) || bytes.Equal(clean[0], clean[1]) {
		t.Error("the same page gave other bytes")
	}
}

// Whoever stops waiting gets no PDF, and no file of the browser is left.
func TestStopped(t *testing.T) {
	b := browser(t)
	alone(t)
	ctx, stop := context.WithCancel(t.Context())
	jobs := []leaflet.Job{{URL: site + "/", HTML: html(`<img src="/a.png" alt="">`)}, {URL: site + "/", HTML: html("")}}
	err := b.Print(ctx, jobs, func(string) (leaflet.File, error) {
		stop()
		<-ctx.Done()
		return leaflet.File{}, ctx.Err()
	}, func(i int, pdf []byte, err error) {
		if i == 0 {
			t.Error("a page was told of after the end")
		}
	})
	if err == nil {
		t.Error("a page is missing, and nothing says so")
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
		t.Errorf("the browser leaves %q", left)
	}
}

// Nothing to print starts nothing.
func TestNothing(t *testing.T) {
	if err := (leaflet.Browser{}).Print(t.Context(), nil, nil, nil); err != nil {
		t.Error(err)
	}
	if err := (leaflet.Browser{}).Print(t.Context(), make([]leaflet.Job, 1), nil, nil); err == nil {
		t.Error("no browser prints")
	}
}
