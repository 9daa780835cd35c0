package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
)

// BenchmarkLive holds a site of 10,000 stories in memory while somebody writes: 2,000 edits
// of one story after another, each seen at once, and every tenth with the whole settled. It
// reports how long the site takes to be ready, a page to be made, and a change to be seen, in
// milliseconds, and the memory that the process took at most. What is kept must not grow.
func BenchmarkLive(b *testing.B) {
	const stories, edits = 10_000, 2_000
	dir := b.TempDir()
	bigSite(b, dir, stories, 300)
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(330 << 20)) // as the preview has it
	for b.Loop() {
		stop := watchMemory(b)
		begun := time.Now()
		live, err := generator.OpenLive(generator.Options{Site: dir, Now: fixed}, 0)
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() { live.Run(ctx); close(ended) }()
		publicly(b, live, "index.html")
		b.ReportMetric(ms(time.Since(begun)), "ready-ms")

		var pages, changes []time.Duration
		for i := range 200 {
			begun := time.Now()
			publicly(b, live, fmt.Sprintf("stories/story-%d/index.html", i*40))
			pages = append(pages, time.Since(begun))
		}
		var early uint64 // bytes that are kept after a tenth of the edits
		for i := range edits {
			name := fmt.Sprintf("stories/story-%d", i%(stories/2)*2)
			words := fmt.Sprintf("Edit %d of today", i)
			edit(b, filepath.Join(dir, "content", name, "index.md"), words)
			begun := time.Now()
			live.Change("content/" + name + "/index.md")
			m, err := live.Now(ctx)
			if err != nil {
				b.Fatal(err)
			}
			look, ok, err := m.Look(name+"/index.html", "")
			if err != nil || !ok || !strings.Contains(string(look.Bytes), words) {
				b.Fatalf("%s does not show edit %d at once: %v", name, i, err)
			}
			changes = append(changes, time.Since(begun))
			if i%100 == 99 {
				if page := publicly(b, live, name+"/index.html"); !strings.Contains(string(page), words) {
					b.Fatalf("%s is published without edit %d", name, i)
				}
			}
			if i+1 == 100 {
				early = heldBytes()
			}
		}
		if late := heldBytes(); late > early+early/10 {
			b.Errorf("after %d edits %d MB are kept, after %d there were %d", edits, late>>20, 100, early>>20)
		}
		b.ReportMetric(ms(most95(pages)), "page95-ms")
		b.ReportMetric(ms(most95(changes)), "change95-ms")
		b.ReportMetric(float64(early)/1e6, "kept-MB")
		stop()
		cancel()
		<-ended
		if err := live.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// publicly gives a file as the public will see it, once everything is settled.
func publicly(b *testing.B, live *generator.Live, file string) []byte {
	b.Helper()
	m, err := live.Settled(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	if _, err := m.Fault(); err != nil {
		b.Fatal(err)
	}
	page, ok, err := m.Public(file)
	if err != nil || !ok {
		b.Fatalf("%s is not published: %v", file, err)
	}
	return page
}

// edit puts a paragraph at the end of a page, in place of that of the edit before.
func edit(b *testing.B, file, words string) {
	b.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	before, _, _ := strings.Cut(string(text), "\nEdit ")
	if err := os.WriteFile(file, []byte(before+"\n"+words+".\n"), 0o644); err != nil {
		b.Fatal(err)
	}
}

// heldBytes gives how many bytes are in use once everything that is not was cleared away.
func heldBytes() uint64 {
	runtime.GC()
	runtime.GC() // pools are emptied in two steps
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// most95 gives what 95 of 100 took at most.
func most95(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)*95/100]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
