package watch

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// BenchmarkOpen opens a site of 10,000 folders with two files each.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		folder := filepath.Join(dir, "content", strconv.Itoa(i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		for _, name := range []string{"index.md", "index.easy.md"} {
			if err := os.WriteFile(filepath.Join(folder, name), nil, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	for _, mode := range []string{"watched", "polled"} {
		b.Run(mode, func(b *testing.B) {
			var before, after runtime.MemStats
			var held uint64
			for b.Loop() {
				b.StopTimer()
				runtime.GC()
				runtime.ReadMemStats(&before)
				b.StartTimer()
				w, err := Open(dir, modes[mode])
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				runtime.GC()
				runtime.ReadMemStats(&after)
				held = after.HeapAlloc - before.HeapAlloc
				w.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(held)/(1<<20), "MB-held")
		})
	}
}
