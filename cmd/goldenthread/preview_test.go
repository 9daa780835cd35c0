package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"goldenthread"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// shown is the command while it shows a site: it is stopped as soon as it has said where.
type shown struct {
	bytes.Buffer
	stop context.CancelFunc
}

var oneTime = regexp.MustCompile(`http://127\.0\.0\.1:\d+/\?token=[A-Z0-9]+`)

func (s *shown) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if oneTime.Match(s.Bytes()) && strings.Contains(s.String(), "Stop it with") {
		s.stop()
	}
	return n, err
}

// shows runs the command until it shows a site, and gives what it printed and opened.
func shows(t *testing.T, w world, args ...string) (out string, opened []string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := &shown{stop: cancel}
	var wrong bytes.Buffer
	w.out, w.err, w.getenv, w.now = s, &wrong, func(string) string { return "" }, noon
	w.open = func(what string) error {
		info, err := os.Stat(what)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the browser is to open %s: %v, %v", what, info, err)
		}
		text, err := os.ReadFile(what)
		opened = append(opened, oneTime.FindString(string(text)))
		return err
	}
	if w.clicked == nil {
		w.clicked = func() bool { return false }
	}
	if code := run(ctx, args, w); code != exitDone {
		t.Fatalf("exit code %d: %s", code, wrong.String())
	}
	return s.String(), opened
}

func newSite(t *testing.T, dir string) {
	t.Helper()
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(noon())); err != nil {
		t.Fatal(err)
	}
}

// The preview prints where it can be opened once, opens the browser there unless it is
// asked not to, and writes nothing into public/.
func TestPreview(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	newSite(t, site)
	out, opened := shows(t, world{}, "preview", "--site", site)
	if address := oneTime.FindString(out); len(opened) != 1 || opened[0] != address || address == "" {
		t.Errorf("it printed\n%s\nand opened %q", out, opened)
	}
	if out, opened = shows(t, world{}, "preview", "--no-open", "--site", site); len(opened) > 0 || !oneTime.MatchString(out) {
		t.Errorf("it printed\n%s\nand opened %q", out, opened)
	}
	if left, _ := filepath.Glob(filepath.Join(site, "*.private.html")); len(left) > 0 {
		t.Errorf("what led the browser in is still there: %q", left)
	}
	if made, err := os.ReadDir(filepath.Join(site, "public")); err != nil || len(made) != 1 { // .gitkeep
		t.Errorf("public/ holds %v, %v", made, err)
	}
}

// Without a command, the program shows the site in which it is started, or else the one
// beside which it lies; after a double-click where there is none, Enter makes one.
func TestWithoutCommand(t *testing.T) {
	dir, program := t.TempDir(), t.TempDir()
	beside := func() (string, error) { return program, nil }
	newSite(t, filepath.Join(dir, "site"))
	t.Chdir(filepath.Join(dir, "site", "content"))
	if out, _ := shows(t, world{programDir: beside}); !oneTime.MatchString(out) {
		t.Errorf("inside a site it printed\n%s", out)
	}
	t.Chdir(dir)
	clicked := func() bool { return true }
	if _, opened := shows(t, world{programDir: beside, clicked: clicked, in: strings.NewReader("\n")}); len(opened) != 1 {
		t.Error("after a double-click no site was made and shown")
	}
	if _, err := os.Stat(filepath.Join(program, firstSite, "site.yaml")); err != nil {
		t.Fatal(err)
	}
	// The next double-click finds it, and asks nothing.
	if _, opened := shows(t, world{programDir: beside, clicked: clicked, in: io.LimitReader(nil, 0)}); len(opened) != 1 {
		t.Error("the site that a double-click made was not found by the next")
	}
}

// Ctrl-C ends it at once, with an exit code that says that all is well.
func TestPreviewStops(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no other process can press Ctrl-C there")
	}
	site := filepath.Join(t.TempDir(), "site")
	newSite(t, site)
	c := exec.Command("goldenthread", "preview", "--no-open", "--site", site)
	var wrong bytes.Buffer
	c.Stderr = &wrong
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	address := ""
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "Stop it with") {
		address += oneTime.FindString(lines.Text())
	}
	if response, err := http.Get(address); err != nil {
		t.Error(err)
	} else {
		response.Body.Close()
		if response.Request.URL.RawQuery != "" {
			t.Errorf("%s leads to %s", address, response.Request.URL)
		}
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // to its end
	}
	if err := c.Wait(); err != nil || wrong.Len() > 0 {
		t.Errorf("%v; it said %q", err, wrong.String())
	}
}

// With --quiet it prints nothing; but where no browser can be opened, it says what to open.
func TestPreviewQuietly(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	newSite(t, site)
	for _, fails := range []error{nil, errors.New("no browser")} {
		ctx, stop := context.WithCancel(t.Context())
		var out, wrong bytes.Buffer
		opened := ""
		code := run(ctx, []string{"preview", "--quiet", "--site", site}, world{
			out: &out, err: &wrong, getenv: func(string) string { return "" }, now: noon, clicked: func() bool { return false },
			open: func(what string) error {
				text, _ := os.ReadFile(what)
				opened = oneTime.FindString(string(text))
				stop()
				return fails
			},
		})
		stop()
		if code != exitDone || out.Len() > 0 || !oneTime.MatchString(opened) {
			t.Errorf("exit code %d, opened %q, printed %q", code, opened, out.String())
		}
		if said := oneTime.FindString(wrong.String()); (said != "") != (fails != nil) || said != "" && said != opened {
			t.Errorf("where opening gives %v, it says %q", fails, wrong.String())
		}
	}
}
