package generator_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/diag"
)

func advised(t *testing.T, site string) generator.Advice {
	t.Helper()
	a, err := generator.Check(context.Background(), options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Nothing at all is found in the example's easy-read pages, as docs/easy-read.md says.
func TestExampleEasyRead(t *testing.T) {
	for _, p := range advised(t, example(t)).EasyRead {
		t.Errorf("%s: %s [%s]", p.Place, p.Message, p.Code)
	}
}

// Git asks nobody for a password, and fetches nothing.
func TestGitAsksNobody(t *testing.T) {
	c := generator.Git(context.Background(), t.TempDir(), "log")
	for _, want := range []string{"GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"} {
		if !slices.Contains(c.Env, want) {
			t.Errorf("%s is not said", want)
		}
	}
}

// Where nobody approved a page, Git knows which version of it is older. What Git
// prints for its own reasons changes nothing, nor does a folder above the site.
func TestOutOfDateByGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("git is not there")
		}
		t.Skip("git is not there")
	}
	const easy = "content/blog/a.easy-read.md"
	repository := t.TempDir()
	site := repository + "/our site"
	git := func(day string, args ...string) {
		c := exec.Command("git", append([]string{"-C", repository, "-c", "user.name=Us", "-c", "user.email=us@example.org", "-c", "commit.gpgSign=false"}, args...)...)
		c.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+day+"T12:00:00Z", "GIT_COMMITTER_DATE="+day+"T12:00:00Z", "GIT_CONFIG_GLOBAL=/dev/null")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	old := func() bool {
		return slices.ContainsFunc(advised(t, site).EasyRead, func(p diag.Problem) bool {
			return p.Code == "easy-out-of-date" && p.File == easy && p.Line == 1
		})
	}
	place(t, site, "site.yaml", "title: Voices\nbase_url: https://www.example.org/\nconsent: {approval: none}\n")
	place(t, site, "content/blog/a.md", "---\ntitle: A\npeople: none\ndate: 2026-06-01\n---\nWords.\n")
	place(t, site, easy, "---\ntitle: A\n---\nWords.\n")
	if old() {
		t.Error("without Git, something is said")
	}
	git("2026-06-01", "init", "--quiet")
	if old() {
		t.Error("before the first commit, something is said")
	}
	for _, step := range []struct {
		day, file string
		want      bool
	}{{"2026-06-01", "", false}, {"2026-06-02", "content/blog/a.md", true}, {"2026-06-03", easy, false}, {"2026-06-03", "content/blog/a.md", false}, {"2026-06-04", "content/blog/a.md", true}} {
		if step.file != "" {
			text, err := os.ReadFile(site + "/" + step.file)
			if err != nil {
				t.Fatal(err)
			}
			place(t, site, step.file, string(text)+"More.\n")
		}
		git(step.day, "add", "-A")
		git(step.day, "commit", "--quiet", "-m", step.day)
		if got := old(); got != step.want {
			t.Errorf("after %s was changed on %s: %v", step.file, step.day, got)
		}
	}
}
