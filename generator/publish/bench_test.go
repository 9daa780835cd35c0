package publish

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"goldenthread/generator/plan"
)

// many is a large site: 15,000 files of 12 KB.
func many() version {
	v := version{files: map[string]string{}}
	words := strings.Repeat("twelve letters ", 820)
	for i := range 15000 {
		v.files[fmt.Sprintf("stories/p%05d/index.html", i)] = fmt.Sprintf("%05d %s", i, words)
	}
	return v
}

// publishAtOnce is a build with as many goroutines as there are processors.
func publishAtOnce(b *testing.B, s site, v version) Counts {
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		b.Fatal(err)
	}
	paths := make(chan string, 100)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for path := range paths {
				if err := f.prepare(path, plan.Pages, []byte(v.files[path])); err != nil {
					b.Error(err)
				}
			}
		})
	}
	t := v.target()
	for _, path := range t.paths {
		paths <- path
	}
	close(paths)
	wait.Wait()
	c, err := f.commit(context.Background(), t)
	if err != nil {
		b.Fatal(err)
	}
	f.Close()
	return c
}

func BenchmarkFresh(b *testing.B) {
	v := many()
	for b.Loop() {
		if c := publishAtOnce(b, newSite(b), v); c.Written != 15000 {
			b.Fatal(c)
		}
	}
}

func BenchmarkUnchanged(b *testing.B) {
	v := many()
	s := newSite(b)
	publishAtOnce(b, s, v)
	for b.Loop() {
		if c := publishAtOnce(b, s, v); c.Unchanged != 15000 {
			b.Fatal(c)
		}
	}
}
