package publish

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goldenthread/generator/plan"
)

// older and newer are two versions of a site, between which something is taken
// down: whole files, and a line of most others.
var older, newer = versions(5)

func versions(pages int) (older, newer version) {
	older = version{files: map[string]string{}}
	newer = version{files: map[string]string{}, takenDown: []string{}, takesDown: true}
	for i := range pages {
		path := fmt.Sprintf("stories/p%03d/index.html", i)
		content := fmt.Sprint("page ", i, strings.Repeat(" and more words", i*10))
		switch {
		case i%5 == 0: // stays
			older.files[path], newer.files[path] = content, content
		case i%5 == 1: // goes
			older.files[path] = content + " TAKEN DOWN"
			older.files[fmt.Sprintf("assets/p%03d.jpg", i)] = "a picture TAKEN DOWN"
		case i%5 == 2: // comes
			newer.files[path] = content + " NEW"
			newer.files[fmt.Sprintf("assets/p%03d.jpg", i)] = "a picture NEW"
		case i%5 == 3: // loses a line
			older.files[path], newer.files[path] = content+" TAKEN DOWN", content+" NEW"
		case i%5 == 4: // becomes a folder
			older.files[path+"x"] = content + " TAKEN DOWN"
			newer.files[path+"x/index.html"] = content + " NEW"
		}
	}
	for _, path := range []string{"index.html", "feed.xml", "assets/search.json"} {
		older.files[path], newer.files[path] = path+" TAKEN DOWN", path+" NEW"
	}
	return older, newer
}

// checkMoment fails unless out may look as it does at any moment between older
// and newer: no torn file, and nothing taken down beside anything new.
func checkMoment(t testing.TB, s site) {
	t.Helper()
	old, new := "", ""
	for path, content := range tree(t, s.out) {
		switch {
		case strings.HasSuffix(path, "/"):
		case path == publishedFile:
			if _, err := parse([]byte(content)); err != nil {
				t.Errorf("published.json: %v", err)
			}
		case strings.HasPrefix(path, carryFolder):
		case content != older.files[path] && content != newer.files[path]:
			t.Errorf("%s is torn or odd: %d bytes", path, len(content))
		}
		if strings.Contains(content, "TAKEN DOWN") {
			old = path
		}
		if strings.Contains(content, "NEW") {
			new = path
		}
	}
	if old != "" && new != "" {
		t.Errorf("%s is there, and %s is still there", new, old)
	}
}

// A crash ahead of every single change.
func TestCrashAtAnyChange(t *testing.T) {
	type crash struct{}
	for _, across := range []bool{false, true} {
		for n, finished := 0, false; !finished; n++ {
			s := newSite(t)
			fresh := n%2 == 1
			if !fresh {
				s.mustPublish(t, older)
			}
			left := n / 2
			v := newer
			v.across = across
			v.before = func(string, string) error {
				if left--; left == -1 {
					panic(crash{})
				}
				return nil
			}
			func() {
				defer func() {
					if r := recover(); r != nil && r != (crash{}) {
						panic(r)
					}
				}()
				if _, err := s.publish(v); err != nil {
					t.Fatal(err)
				}
				finished = fresh
			}()
			if _, err := os.Lstat(s.out); err == nil {
				checkMoment(t, s)
			}
			s.mustPublish(t, newer)
			s.wantFiles(t, newer.files)
			if t.Failed() {
				t.Fatalf("after %d changes", n/2)
			}
		}
	}
}

// What a build that was killed left on its way from another file system is
// nobody's, and gone after the next.
func TestCarryFolderIsRemoved(t *testing.T) {
	s := newSite(t)
	s.write(t, carryFolder+"/1", "left")
	s.mustPublish(t, version{files: first, across: true})
	s.wantFiles(t, first)
	s.write(t, carryFolder+"/1", "left")
	if c := s.mustPublish(t, version{files: first}); c != (Counts{Unchanged: 6}) {
		t.Errorf("counts %+v", c)
	}
	s.wantFiles(t, first)
}

// TestMain is also the build that TestKilled kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PUBLISH_TEST_CHILD"); dir != "" {
		if err := child(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child publishes the newer version, and says when it comes to Commit.
func child(dir string) error {
	_, newer := versions(killedPages)
	s := site{filepath.Join(dir, "public"), filepath.Join(dir, ".goldenthread")}
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		return err
	}
	f.across = os.Getenv("PUBLISH_TEST_ACROSS") != ""
	fmt.Println("open")
	for path, content := range newer.files {
		if err := f.prepare(path, stageOf(path), []byte(content)); err != nil {
			return err
		}
	}
	fmt.Println("commit")
	if _, err := f.commit(context.Background(), newer.target()); err != nil {
		return err
	}
	fmt.Println("done")
	return f.Close()
}

const killedPages = 40

// Builds that are killed at random moments.
func TestKilled(t *testing.T) {
	defer func(o, n version) { older, newer = o, n }(older, newer)
	older, newer = versions(killedPages)
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	var usual time.Duration // from the child's Commit to its end
	amid := 0               // how many were killed between the versions
	for round := range 60 {
		s := newSite(t)
		fresh := round%6 == 5
		if !fresh {
			s.mustPublish(t, older)
		}
		before := publishedTree(t, s)
		delay := time.Duration(-1)
		if round > 0 {
			delay = time.Duration(random.Int64N(int64(usual)))
		}
		took := runKilled(t, s, round%3 == 2, delay)
		if round == 0 {
			usual = took
		}
		after := publishedTree(t, s)
		if !maps.Equal(before, after) && !maps.Equal(after, newer.files) {
			amid++
		}
		if len(after) > 0 {
			checkMoment(t, s)
		}
		s.mustPublish(t, newer)
		s.wantFiles(t, newer.files)
		if t.Failed() {
			t.Fatalf("round %d, seed %d, killed after %v", round, seed, delay)
		}
	}
	t.Logf("%d of 59 builds were killed between the two versions; an unkilled Commit took %v", amid, usual)
	if amid == 0 {
		t.Error("no build was killed at a moment that matters")
	}
}

// publishedTree is what out holds but for our own files.
func publishedTree(t testing.TB, s site) map[string]string {
	if _, err := os.Lstat(s.out); err != nil {
		return nil
	}
	files := tree(t, s.out)
	maps.DeleteFunc(files, func(path, _ string) bool {
		return path == publishedFile || strings.HasPrefix(path, carryFolder) || strings.HasSuffix(path, "/")
	})
	return files
}

// runKilled runs a build in a process of its own, and kills it some time after
// it came to Commit; never if that time is negative. It gives the time from
// Commit to the end.
func runKilled(t testing.TB, s site, across bool, delay time.Duration) time.Duration {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	// The race detector would have it sleep for a second before it ends.
	cmd.Env = append(os.Environ(), "PUBLISH_TEST_CHILD="+filepath.Dir(s.out), "GORACE=atexit_sleep_ms=0")
	if across {
		cmd.Env = append(cmd.Env, "PUBLISH_TEST_ACROSS=1")
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stdout)
	for line := ""; line != "commit\n"; {
		if line, err = lines.ReadString('\n'); err != nil {
			break
		}
	}
	start := time.Now()
	if delay >= 0 {
		time.Sleep(delay)
		cmd.Process.Kill()
	}
	lines.ReadString('\n') // done, or nothing
	took := time.Since(start)
	if err := cmd.Wait(); stderr.Len() > 0 || err != nil && delay < 0 {
		t.Fatalf("the build failed: %v %s", err, &stderr)
	}
	return took
}

// A build that was interrupted before Commit touches nothing.
func TestInterruptedBefore(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, older)
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.commit(ctx, newer.target()); err != context.Canceled {
		t.Errorf("error %v", err)
	}
	s.wantFiles(t, older.files)
}

// An interrupted build stops between two files.
func TestInterrupted(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, older)
	ctx, cancel := context.WithCancel(context.Background())
	f, err := Open(ctx, s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for path, content := range newer.files {
		if err := f.prepare(path, plan.Pages, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	f.before = func(change, path string) error {
		if change == "place" {
			cancel()
		}
		return nil
	}
	c, err := f.commit(ctx, newer.target())
	if err != context.Canceled || c.Written != 1 {
		t.Errorf("counts %+v, error %v", c, err)
	}
	checkMoment(t, s)
	if _, err := Open(ctx, s.out, s.private, nil); err != context.Canceled {
		t.Errorf("Open: %v", err)
	}
}
