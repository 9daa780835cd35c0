package generator_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
)

// TestBuildInChild is no test: it builds the site that its parent names, in a
// process of its own that can be killed or given another environment.
func TestBuildInChild(t *testing.T) {
	site := os.Getenv("GOLDENTHREAD_TEST_SITE")
	if site == "" {
		return
	}
	narrowUmask(os.Getenv("GOLDENTHREAD_TEST_UMASK") != "")
	if _, err := generator.Build(context.Background(), options(site)); err != nil {
		t.Fatal(err)
	}
}

func child(site string, env ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], "-test.run=^TestBuildInChild$")
	c.Env = append(append(os.Environ(), "GOLDENTHREAD_TEST_SITE="+site), env...)
	return c
}

// Law 8: the time zone, language, umask, processors and folder of the machine
// change no byte.
func TestSameBytesEverywhere(t *testing.T) {
	var want map[string]string
	for i, env := range [][]string{
		{"TZ=UTC", "LANG=C", "GOMAXPROCS=2"},
		{"TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1", "GOLDENTHREAD_TEST_UMASK=1"},
		{"TZ=America/Los_Angeles", "LANG=zh_CN.UTF-8", "GOMAXPROCS=7"},
	} {
		site := example(t)
		if out, err := child(site, env...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		got := public(t, site)
		for name := range got {
			info, err := os.Stat(filepath.Join(site, "public", name))
			if err != nil {
				t.Fatal(err)
			}
			got[name] = fmt.Sprint(info.Mode().Perm()) + got[name]
		}
		if i == 0 {
			want = got
		}
		if !maps.Equal(want, got) {
			t.Errorf("under %v: %v", env, differing(want, got))
		}
	}
}

// A build that is killed at any moment leaves each file as it was or as it will
// be, and once anything new is there, nothing that was taken down. The next
// build completes it.
func TestKilledAtAnyMoment(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	site := filepath.Join(t.TempDir(), "site")
	bigSite(t, site, 60, 10)
	build(t, site)
	a := public(t, site)
	kept := filepath.Join(t.TempDir(), "a")
	copyFolder(t, filepath.Join(site, "public"), kept)
	withdraw(t, site, "p1")
	build(t, site)
	b := public(t, site)
	const marker = "/stories/story-1/"
	if !strings.Contains(a["stories/index.html"]+a["sitemap.xml"], marker) || strings.Contains(b["sitemap.xml"], marker) {
		t.Fatal("the site does not show what it is made to show")
	}
	reset := func() {
		if err := os.RemoveAll(filepath.Join(site, "public")); err != nil {
			t.Fatal(err)
		}
		copyFolder(t, kept, filepath.Join(site, "public"))
	}

	reset()
	start := time.Now()
	if out, err := child(site).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := time.Since(start)
	random := rand.New(rand.NewPCG(7, 7))
	between := 0
	for round := range rounds {
		reset()
		c := child(site)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		// Most of a build is reading. Two times in three the moment is counted
		// from the first change to public/.
		if round%3 == 0 {
			time.Sleep(time.Duration(random.Int64N(int64(whole))))
		} else {
			waitForChange(t, filepath.Join(site, "public/published.json"), 5*whole)
			time.Sleep(time.Duration(random.Int64N(int64(whole / 40))))
		}
		_ = c.Process.Kill()
		_ = c.Wait()
		left := public(t, site)
		isNew := false
		for name, text := range left {
			if name != "published.json" && text != a[name] && text != b[name] {
				t.Fatalf("round %d: %s is neither as it was nor as it will be", round, name)
			}
			isNew = isNew || name != "published.json" && text == b[name] && text != a[name]
		}
		for name, text := range left {
			if isNew && strings.Contains(text, marker) {
				t.Fatalf("round %d: %s still leads to what was taken down", round, name)
			}
		}
		if !maps.Equal(left, a) && !maps.Equal(left, b) {
			between++
		}
		if round%20 == 0 {
			build(t, site)
			if got := public(t, site); !maps.Equal(got, b) {
				t.Fatalf("round %d: the next build ends elsewhere: %v", round, differing(got, b))
			}
		}
	}
	if between < rounds/10 {
		t.Errorf("only %d of %d builds were killed while they published", between, rounds)
	}
	t.Logf("%d of %d builds were killed while they published", between, rounds)
}

// waitForChange waits until a file is another than it is now, or time is over.
func waitForChange(t *testing.T, name string, longest time.Duration) {
	t.Helper()
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(longest); time.Now().Before(end); time.Sleep(100 * time.Microsecond) {
		if now, err := os.Stat(name); err != nil || !os.SameFile(before, now) {
			return
		}
	}
}

func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
