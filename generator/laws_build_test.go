package generator_test

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"goldenthread/generator"
)

// This file runs builds in processes of their own, and copies sites.

// TestBuildInProcess is the build that other tests run in a process of its own.
// Run by itself, it does nothing.
func TestBuildInProcess(t *testing.T) {
	site := os.Getenv("LAWS_TEST_SITE")
	if site == "" {
		return
	}
	if mask, err := strconv.ParseInt(os.Getenv("LAWS_TEST_UMASK"), 8, 0); err == nil {
		setUmask(int(mask))
	}
	var made sync.Once
	fmt.Println("begin")
	_, err := generator.Build(context.Background(), generator.Options{
		Site: site, Out: os.Getenv("LAWS_TEST_OUT"),
		// The same moment, as a clock tells it in this time zone.
		Now: func() time.Time { return fixed().Local() },
		Progress: func(phase string, done, all int) {
			if phase == "making" && done >= all {
				made.Do(func() { fmt.Println("made") })
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("done")
}

// process is a build in a process of its own.
type process struct {
	*exec.Cmd
	lines  *bufio.Reader
	stderr strings.Builder
}

func startBuild(tb testing.TB, site, out string, env ...string) *process {
	tb.Helper()
	c := &process{Cmd: exec.Command(os.Args[0], "-test.run=^TestBuildInProcess$")}
	// The race detector would have it sleep for a second before it ends.
	c.Env = append(os.Environ(), "LAWS_TEST_SITE="+site, "LAWS_TEST_OUT="+out, "GORACE=atexit_sleep_ms=0")
	c.Env = append(c.Env, env...)
	c.Stderr = &c.stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	c.lines = bufio.NewReader(stdout)
	if err := c.Start(); err != nil {
		tb.Fatal(err)
	}
	return c
}

// until waits for a line; false where the process ends before it.
func (c *process) until(line string) bool {
	for {
		got, err := c.lines.ReadString('\n')
		if got == line+"\n" {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// mustEnd waits for the end of a build that nobody kills.
func (c *process) mustEnd(tb testing.TB) {
	tb.Helper()
	done := c.until("done")
	for c.until("") { // to the end, so that it can write its last lines
	}
	if err := c.Wait(); err != nil || !done {
		tb.Fatalf("a build in a process of its own failed: %v %s", err, &c.stderr)
	}
}

// copySite copies a site without what builds made, its files in any order.
func copySite(tb testing.TB, random *rand.Rand, from, to string) {
	tb.Helper()
	var files []string
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (name == filepath.Join(from, "public") || d.Name() == ".goldenthread") {
			return fs.SkipDir
		}
		if d.Type().IsRegular() {
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			tb.Fatal(err)
		}
		writeFile(tb, to, filepath.ToSlash(rel), string(text))
	}
}

// modes gives the permissions of everything in a folder, the folder included.
func modes(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	out := map[string]string{}
	if runtime.GOOS == "windows" {
		return out // which has none
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		out[rel] = info.Mode().String()
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
