package browser_test

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"goldenthread/generator/large"
	"goldenthread/generator/preview"
)

// BenchmarkPreview shows a site of 10,000 stories: how long until its home page is there,
// how long a page takes, and how long from a save until Chromium shows it, in milliseconds;
// of the last two the middle and the 95th percentile.
func BenchmarkPreview(b *testing.B) {
	const edits = 200
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "site")
		if err := large.Site(dir, 10_000, 300); err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		s := previewed(b, dir, preview.Options{})
		jar, _ := cookiejar.New(nil)
		client := &http.Client{Jar: jar}
		get := func(address string) time.Duration {
			begun := time.Now()
			answer, err := client.Get(address)
			if err != nil || answer.StatusCode != http.StatusOK {
				b.Fatal(answer, err)
			}
			answer.Body.Close()
			return time.Since(begun)
		}
		get(s.address)
		b.ReportMetric(float64(time.Since(begun).Milliseconds()), "ready-ms")
		var pages []time.Duration
		for i := range edits {
			pages = append(pages, get(fmt.Sprintf("%s/stories/story-%d/", s.url, 20*i)))
		}
		report(b, pages, "page")

		usual.need(b)
		s = previewed(b, dir, preview.Options{})
		ctx := tab(b, chromedp.Navigate(s.address), chromedp.Navigate(s.url+"/stories/story-4/"))
		var seen []time.Duration
		for i := range edits {
			said := fmt.Sprintf("Edit %d of today", i)
			shown := make(chan error, 1)
			go func() {
				shown <- chromedp.Run(ctx, chromedp.Poll(fmt.Sprintf("document.body && document.body.innerText.includes(%q)", said), nil, chromedp.WithPollingMutation()))
			}()
			// What the wait costs by itself is not to be measured.
			time.Sleep(20 * time.Millisecond)
			begun := time.Now()
			s.save(b, "content/stories/story-4/index.md", func(text string) string { return text + "\n" + said + ".\n" })
			if err := <-shown; err != nil {
				b.Fatal(err)
			}
			seen = append(seen, time.Since(begun))
		}
		report(b, seen, "change")
	}
}

// report gives the middle and the 95th percentile of some times.
func report(b *testing.B, times []time.Duration, what string) {
	b.Helper()
	slices.Sort(times)
	for name, part := range map[string]int{"p50": 50, "p95": 95} {
		b.ReportMetric(float64(times[len(times)*part/100].Microseconds())/1000, what+"-"+name+"-ms")
	}
}
