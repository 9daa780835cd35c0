package generator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"goldenthread/generator"
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

// bigSite writes a site of many stories. Nobody approves there, so that what
// is measured is the making.
func bigSite(tb testing.TB, dir string, stories, people int) {
	tb.Helper()
	write := func(name, text string) {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	write("site.yaml", "title: Big\nbase_url: https://www.example.org/\nmenu: [stories, easy-read]\nconsent: {approval: none}\n")
	for i := range people {
		id := fmt.Sprintf("p%d", i)
		write("consent/"+id+".yaml", fmt.Sprintf(`person: %s
names: {full: Given%d Family%d, first: Given%d, shown_as: G%d}
consents:
  - covers: [stories/*]
    given: 2026-06-12
    how: signed form
    uses: {words: yes, name: shown-as, picture: no}
    channels: all
`, id, i, i, i, i))
	}
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the a kettle door street bus letter garden choir morning friend worker house key tea rain winter summer walked said found kept wrote asked waited together slowly again because when where home")
	sentence := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = words[random.IntN(len(words))]
		}
		return strings.ToUpper(list[0][:1]) + list[0][1:] + " " + strings.Join(list[1:], " ") + "."
	}
	for i := range stories {
		name := fmt.Sprintf("stories/story-%d", i)
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Story %d, %s\npeople: [p%d]\ndate: 202%d-%02d-%02d\nsummary: %s\ntags: [tag-%d, tag-%d]\n%s---\n",
			i, words[i%len(words)], i%people, 2+i%5, 1+i%12, 1+i%28, sentence(12), i%20, i%31, map[bool]string{true: "draft: yes\n"}[i%20 == 19])
		for p := range 6 {
			if p == 3 {
				text.WriteString("## A heading of :person[p" + fmt.Sprint(i%people) + "]\n\n")
			}
			for range 8 {
				text.WriteString(sentence(12) + "\n")
			}
			fmt.Fprintf(&text, "It was *really* **so**, and [more](../story-%d/index.md).\n\n", (i*7)%stories)
		}
		write("content/"+name+"/index.md", text.String())
		if i%2 == 0 {
			write("content/"+name+"/easy-read.md", "---\ntitle: Story "+fmt.Sprint(i)+"\n---\n"+strings.Repeat(sentence(8)+"\n"+sentence(7)+"\n\n", 12))
		}
	}
}
