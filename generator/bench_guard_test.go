package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/consent"
	"goldenthread/generator/feed"
	"goldenthread/generator/guard"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/read"
	"goldenthread/generator/theme"
	"goldenthread/generator/work"
)

// BenchmarkGuard has the guard look at a whole site again and again. It reports
// how many megabytes it reads in a second, which is to stay the same whatever the
// number of people and of stories; and what share of a build from nothing, on all
// processors, that is.
func BenchmarkGuard(b *testing.B) {
	for _, size := range []struct{ stories, people int }{{1000, 300}, {10_000, 300}, {1000, 1000}, {1000, 5000}} {
		b.Run(fmt.Sprintf("%d stories/%d people", size.stories, size.people), func(b *testing.B) {
			site := b.TempDir()
			bigSite(b, site, size.stories, size.people)
			made := makeSite(b, site)
			b.ResetTimer()
			var spent time.Duration
			for b.Loop() {
				start := time.Now()
				g := guard.New(made.knowledge)
				work.All(len(made.outputs), func(i int) {
					if _, problems, err := g.Look(made.outputs[i], made.bytes[i]); err != nil || len(problems) > 0 {
						b.Errorf("%s: %v %v", made.outputs[i].Path(), problems, err)
					}
				})
				spent += time.Since(start)
			}
			b.StopTimer()
			spent /= time.Duration(b.N)
			size := 0
			for _, out := range made.bytes {
				size += len(out)
			}
			b.ReportMetric(float64(size)/1e6/spent.Seconds(), "MB/s")
			b.ReportMetric(100*spent.Seconds()/buildTime(b, site).Seconds(), "%-of-build")
		})
	}
}

// madeSite is a site just before the guard looks at it.
type madeSite struct {
	knowledge guard.Knowledge
	outputs   []plan.Output
	bytes     [][]byte
}

func makeSite(tb testing.TB, site string) madeSite {
	tb.Helper()
	root, err := os.OpenRoot(site)
	if err != nil {
		tb.Fatal(err)
	}
	defer root.Close()
	src, err := read.Folder(context.Background(), root, nil)
	if err != nil {
		tb.Fatal(err)
	}
	decisions, cleared := consent.Decide(src, page.DayOf(fixed()))
	draft := plan.Begin(cleared)
	look, _, err := theme.Load(root.FS(), "default", goldenthread.DefaultTheme(), draft.Frame())
	if err != nil {
		tb.Fatal(err)
	}
	p, _ := draft.Make(look.Assets(), plan.Former{})
	p = p.Printed(nil)
	m := madeSite{outputs: p.Outputs(), bytes: make([][]byte, len(p.Outputs()))}
	m.knowledge = guard.Knowledge{Source: src, Decisions: decisions, Plan: p, Theme: look.Texts()}
	work.All(len(m.outputs), func(i int) {
		var err error
		switch body := m.outputs[i].Body(); {
		case body.Sheet != nil:
			m.bytes[i], err = look.Render(body.Sheet)
		case body.Feed != nil:
			m.bytes[i], err = feed.Atom(body.Feed, look.Style())
		case body.SiteMap != nil:
			m.bytes[i], err = feed.SiteMap(body.SiteMap)
		default:
			m.bytes[i] = body.Bytes
		}
		if err != nil {
			tb.Error(err)
		}
	})
	return m
}

// buildTime gives how long a build from nothing takes: the median of three.
func buildTime(tb testing.TB, site string) time.Duration {
	tb.Helper()
	var times [3]time.Duration
	for i := range times {
		if err := os.RemoveAll(filepath.Join(site, "public")); err != nil {
			tb.Fatal(err)
		}
		start := time.Now()
		if _, err := generator.Build(context.Background(), generator.Options{Site: site, Now: fixed}); err != nil {
			tb.Fatal(err)
		}
		times[i] = time.Since(start)
	}
	return max(min(times[0], times[1]), min(max(times[0], times[1]), times[2]))
}
