package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/large"
)

// BenchmarkBuild builds a site of 10,000 stories of 600 words, half of them
// with an easy-read version, and every twentieth a draft, by 300 people: from
// nothing, and again with nothing changed. It reports the most memory that was in use, in megabytes.
func BenchmarkBuild(b *testing.B) {
	for _, stories := range []int{1000, 10_000} {
		site := b.TempDir()
		bigSite(b, site, stories, 300)
		for _, cold := range []bool{true, false} {
			name := map[bool]string{true: "cold", false: "again"}[cold]
			b.Run(fmt.Sprintf("%d/%s", stories, name), func(b *testing.B) {
				for b.Loop() {
					if cold {
						b.StopTimer()
						if err := os.RemoveAll(filepath.Join(site, "public")); err != nil {
							b.Fatal(err)
						}
						b.StartTimer()
					}
					stop := watchMemory(b)
					r, err := generator.Build(context.Background(), generator.Options{Site: site, Now: fixed})
					stop()
					if err != nil {
						b.Fatal(err)
					}
					if p, w := r.Count(); w > stories/10 || p < stories {
						b.Fatalf("%d published, %d withheld", p, w)
					}
				}
			})
		}
	}
}

// fixed is the clock of tests: noon on 22 November 2026, UTC.
func fixed() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// watchMemory samples how much memory the process holds, until stopped.
func watchMemory(b *testing.B) (stop func()) {
	var most atomic.Uint64
	done := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.Sys-m.HeapReleased))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	return func() {
		close(done)
		<-ended
		b.ReportMetric(float64(most.Load())/1e6, "MB")
	}
}

// bigSite writes a site of many stories.
func bigSite(tb testing.TB, dir string, stories, people int) {
	tb.Helper()
	if err := large.Site(dir, stories, people); err != nil {
		tb.Fatal(err)
	}
}
