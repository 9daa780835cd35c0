package leaflet_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"goldenthread/generator/leaflet"
)

// fake has a script stand for the browser.
func fake(t *testing.T, script string) leaflet.Browser {
	t.Helper()
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "chromium"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	b, ok := leaflet.Find()
	if !ok {
		t.Fatal("the script is not found")
	}
	return b
}

// A browser that says nothing, or that listens and never answers, is not waited for.
func TestSilentBrowser(t *testing.T) {
	leaflet.Hasten(t, 100*time.Millisecond)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	for name, script := range map[string]string{
		"says nothing":  "exec sleep 600\n",
		"never answers": fmt.Sprintf("echo DevTools listening on ws://%s/x\nexec sleep 600\n", listener.Addr()),
	} {
		t.Run(name, func(t *testing.T) {
			alone(t)
			err := fake(t, script).Print(t.Context(), make([]leaflet.Job, 2), nil, func(i int, _ []byte, err error) { t.Errorf("page %d: %v", i, err) })
			if err == nil {
				t.Error("nothing says that there is no PDF")
			}
		})
	}
}

// A browser that dies, or freezes, while it prints ends all printing; no page is told
// to be at fault.
func TestBrowserBreaks(t *testing.T) {
	real := browser(t).Path()
	for name, signal := range map[string]syscall.Signal{"dies": syscall.SIGKILL, "freezes": syscall.SIGSTOP} {
		t.Run(name, func(t *testing.T) {
			alone(t)
			if name == "freezes" {
				leaflet.Hasten(t, 5*time.Second)
			}
			pid := filepath.Join(t.TempDir(), "pid")
			b := fake(t, fmt.Sprintf("echo $$ >%s\nexec %s \"$@\"\n", pid, real))
			var jobs []leaflet.Job
			for range 12 {
				jobs = append(jobs, leaflet.Job{URL: site + "/", HTML: html(`<img src="/a.png" alt="">`)})
			}
			var told atomic.Int64
			err := b.Print(t.Context(), jobs, func(string) (leaflet.File, error) {
				text, err := os.ReadFile(pid)
				if err != nil {
					return leaflet.File{}, err
				}
				n, err := strconv.Atoi(strings.TrimSpace(string(text)))
				if err == nil {
					err = syscall.Kill(n, signal)
				}
				return leaflet.File{}, err
			}, func(int, []byte, error) { told.Add(1) })
			if err == nil || told.Load() > 0 {
				t.Errorf("%d pages were told of, and printing ended with %v", told.Load(), err)
			}
		})
	}
}

// A panic in what looks at a PDF is an error, and ends nothing else.
func TestPanic(t *testing.T) {
	alone(t)
	job := []leaflet.Job{{URL: site + "/", HTML: html("")}}
	err := browser(t).Print(t.Context(), job, nil, func(int, []byte, error) { panic("canary") })
	if err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("a panic came out as %v", err)
	}
	job[0].HTML = html(`<img src="/a.png" alt="">`)
	var failed error
	err = browser(t).Print(t.Context(), job, func(string) (leaflet.File, error) { panic("canary") }, func(_ int, _ []byte, err error) { failed = err })
	if err != nil || failed == nil || strings.Contains(failed.Error(), "canary") {
		t.Errorf("a panic came out as %v, and of the page as %v", err, failed)
	}
}

// The browser is run by the name that was found: one program may stand behind many.
func TestRunByItsName(t *testing.T) {
	bin, pipe := t.TempDir(), filepath.Join(t.TempDir(), "name")
	if err := errors.Join(os.WriteFile(filepath.Join(bin, "snap"), []byte("#!/bin/sh\necho $0 >"+pipe+"\n"), 0o755), os.Symlink("snap", filepath.Join(bin, "chromium"))); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	b, _ := leaflet.Find()
	if err := b.Print(context.Background(), make([]leaflet.Job, 1), nil, nil); err == nil {
		t.Error("it prints")
	}
	if name, _ := os.ReadFile(pipe); !strings.HasSuffix(strings.TrimSpace(string(name)), "/chromium") {
		t.Errorf("it was run as %q", name)
	}
}

// Addresses that the browser writes in another way are found all the same.
func TestAddresses(t *testing.T) {
	b := browser(t)
	alone(t)
	page := html(`<img src="/caf%C3%A9/a%20b.svg" alt=""><img src="/café/a b.svg" alt="">`)
	var jobs []leaflet.Job
	for _, at := range []string{"https://WWW.Example.org/", "https://www.example.org:443/x/", "https://bücher.example/", "https://www.example.org/café/"} {
		jobs = append(jobs, leaflet.Job{URL: at, HTML: page})
	}
	err := b.Print(t.Context(), jobs, func(path string) (leaflet.File, error) {
		if path != "/café/a b.svg" {
			return leaflet.File{}, leaflet.ErrNoFile
		}
		return leaflet.File{Type: "image/svg+xml", Bytes: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}, nil
	}, func(i int, _ []byte, err error) {
		if err != nil {
			t.Errorf("%s: %v", jobs[i].URL, err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}
