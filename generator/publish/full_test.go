package publish

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var errFull = errors.New("no space left")

// A full disk that keeps files from being prepared.
func TestFullWhilePreparing(t *testing.T) {
	for name, c := range map[string]struct {
		v    version
		want map[string]string // what stays of the old site
	}{
		"nothing is taken down": {
			version{files: with(first, "index.html", "changed", "new.html", "new")},
			first,
		},
		"a picture is no longer planned": {
			version{files: with(first, "index.html", "changed", "new.html", "new", "assets/team.jpg", "-")},
			with(first, "assets/team.jpg", "-"),
		},
		"a page is taken down": {
			version{files: with(first, "index.html", "changed", "new.html", "new", "stories/a/index.html", "-"), takesDown: true},
			with(first, "stories/a/index.html", "-", "index.html", "-"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.mustPublish(t, version{files: first})
			v := c.v
			v.before = func(change, _ string) error {
				if change == "stage" {
					return errFull
				}
				return nil
			}
			counts, err := s.publish(v)
			if !errors.Is(err, errFull) || counts.Written != 0 {
				t.Errorf("counts %+v, error %v", counts, err)
			}
			s.wantFiles(t, c.want)
			if got := s.published(t).Files; len(got) > len(c.want) {
				t.Errorf("published.json lists %v", got)
			}
			v.before = nil
			s.mustPublish(t, v)
			s.wantFiles(t, v.files)
		})
	}
}

// A link where a planned file is to be goes even if the file cannot come.
func TestFullWithALink(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	name := filepath.Join(s.out, "index.html")
	if err := errors.Join(os.Remove(name), os.Symlink("feed.xml", name)); err != nil {
		t.Fatal(err)
	}
	full := func(change, _ string) error {
		if change == "stage" {
			return errFull
		}
		return nil
	}
	if _, err := s.publish(version{files: first, before: full}); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
	s.wantFiles(t, with(first, "index.html", "-"))
}

// A disk so full that published.json can be written after the removals only.
func TestFullUntilRemoved(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	v := version{files: with(first, "stories/a/index.html", "-"), takesDown: true, takenDown: []string{hash("/stories/a/")}}
	full := true
	var changes []string
	all := record(&changes)
	v.before = func(change, path string) error {
		if change == "remove" {
			full = false
		}
		if change == "write" && full {
			return errFull
		}
		return all(change, path)
	}
	s.mustPublish(t, v)
	s.wantFiles(t, v.files)
	if got := strings.Join(changes, "\n"); got != "remove stories/a/index.html\nremove stories/a\nwrite published.json" {
		t.Errorf("the build does\n%s", got)
	}
}

// One so full that it never can be: nothing new appears.
func TestFullForGood(t *testing.T) {
	never := func(change, _ string) error {
		if change == "write" {
			return errFull
		}
		return nil
	}
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	v := version{files: with(first, "stories/a/index.html", "-", "new.html", "new"), before: never}
	if _, err := s.publish(v); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
	s.wantFiles(t, with(first, "stories/a/index.html", "-"))

	s = newSite(t)
	if _, err := s.publish(version{files: first, before: never}); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
	if got := tree(t, s.out); len(got) != 0 {
		t.Errorf("a folder that is not ours holds %v", got)
	}
}

// Disks can fail at any other moment too.
func TestFailsAtAnyChange(t *testing.T) {
	for n := 0; ; n++ {
		s := newSite(t)
		s.mustPublish(t, older)
		left := n
		v := newer
		v.before = func(string, string) error {
			if left--; left == -1 {
				return errFull
			}
			return nil
		}
		_, err := s.publish(v)
		checkMoment(t, s)
		if left >= 0 {
			if err != nil {
				t.Fatal(err)
			}
			break // the build had fewer changes than that
		}
		// published.json is tried twice.
		if err == nil && !maps.Equal(tree(t, s.out), done(t)) {
			t.Errorf("after %d changes: nobody is told", n)
		}
		s.mustPublish(t, newer)
		s.wantFiles(t, newer.files)
	}
}

// done is what out holds in the end.
func done(t testing.TB) map[string]string {
	s := newSite(t)
	s.mustPublish(t, older)
	s.mustPublish(t, newer)
	return tree(t, s.out)
}
