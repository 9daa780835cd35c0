package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// hosts are the two pipelines that a new site has, each with what runs it.
var hosts = []struct {
	name, file string
	run        func(*ci) ran
}{
	{"github", ".github/workflows/publish.yml", (*ci).github},
	{"gitlab", ".gitlab-ci.yml", (*ci).gitlab},
}

// site changes the files of a site before they are committed.
type site func(t *testing.T, dir string)

// edit replaces a piece of a file, which must be there.
func edit(file, from, to string) site {
	return func(t *testing.T, dir string) {
		t.Helper()
		name := filepath.Join(dir, file)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), from) {
			t.Fatalf("%s does not hold %q", file, from)
		}
		write(t, name, strings.Replace(string(text), from, to, 1))
	}
}

// mistyped has a page that cannot be read; guarded has a file that the last
// look refuses; broken has no site.yaml that can be read.
var (
	mistyped = func(t *testing.T, dir string) {
		write(t, filepath.Join(dir, "content/blog/mistyped.md"), "---\ntitle: Mistyped\ndate: 2026-01-01\npeople: none\ndarft: yes\n---\nWords.\n")
	}
	guarded = func(t *testing.T, dir string) {
		write(t, filepath.Join(dir, "consent/zeb.yaml"), "person: zeb\nnames: {full: Zebulon Quillfeather}\nconsents: []\n")
		write(t, filepath.Join(dir, "content/humans.txt"), "Thanks to ZEBULON QUILLFEATHER.\n")
		edit("site.yaml", "\nmenu:", "\nfiles: [humans.txt]\nmenu:")(t, dir)
	}
	broken = edit("site.yaml", "title:", "tilte:")
)

// TestPipelines runs the pipelines' own steps on the example, as init writes it.
func TestPipelines(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the pipelines run on Linux")
	}
	for _, tool := range []string{"bash", "git", "curl", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is needed, as on the machines on which the pipelines run", tool)
			}
			t.Skipf("%s is not here", tool)
		}
	}
	program := filepath.Join(t.TempDir(), "goldenthread")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// Not the real one itself: it would be committed and cloned each time.
	stand := filepath.Join(t.TempDir(), "goldenthread")
	write(t, stand, "#!/bin/sh\nexec '"+program+"' \"$@\"\n")
	sum := func() string {
		out, err := exec.Command("sha256sum", stand).Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.Fields(string(out))[0]
	}()

	committed := func(t *testing.T, dir string) { copyFile(t, stand, filepath.Join(dir, "tools", "goldenthread")) }
	whole := func(t *testing.T, dir string) { copyFile(t, program, filepath.Join(dir, "tools", "goldenthread")) }
	from := func(file, url, sum string) site {
		return func(t *testing.T, dir string) {
			edit(file, `GOLDENTHREAD_URL: ""`, `GOLDENTHREAD_URL: "`+url+`"`)(t, dir)
			edit(file, `GOLDENTHREAD_SHA256: ""`, `GOLDENTHREAD_SHA256: "`+sum+`"`)(t, dir)
		}
	}
	clear := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, stand) }))
	defer clear.Close()
	other := strings.Repeat("0", 64)
	for _, host := range hosts {
		for _, c := range []struct {
			name, event, visibility string
			site                    []site
			published, green        bool
			says                    string
		}{
			{"push", "push", "private", []site{whole}, true, true, ""},
			{"every day", "schedule", "private", []site{committed}, true, true, ""},
			{"by hand", "workflow_dispatch", "private", []site{committed}, true, true, ""},
			{"public", "push", "public", []site{committed}, false, false, "not private"},
			{"public, every day", "schedule", "public", []site{committed}, false, false, "not private"},
			{"public, a proposal", "pull_request", "public", []site{committed}, false, false, "not private"},
			{"internal", "push", "internal", []site{committed}, false, false, "not private"},
			{"unknown", "schedule", "", []site{committed}, false, false, "not private"},
			{"mistyped", "push", "private", []site{committed, mistyped}, true, false, "IS published"},
			{"guarded", "schedule", "private", []site{committed, guarded}, true, false, "IS published"},
			{"broken", "push", "private", []site{committed, broken}, false, false, "STILL THERE"},
			{"a proposal", "pull_request", "private", []site{committed}, false, true, ""},
			{"a mistyped proposal", "pull_request", "private", []site{committed, mistyped}, false, false, ""},
			{"no program", "push", "private", nil, false, false, "program is not there"},
			{"downloaded", "push", "private", []site{from(host.file, "file://"+stand, sum)}, true, true, ""},
			{"another program", "push", "private", []site{from(host.file, "file://"+stand, other)}, false, false, "was not used"},
			{"downloaded without a sum", "push", "private", []site{from(host.file, "file://"+stand, "")}, false, false, "GOLDENTHREAD_SHA256 is not"},
			{"nothing to download", "push", "private", []site{from(host.file, "file://"+stand+".not", sum)}, false, false, "cannot be downloaded"},
			{"in the clear", "push", "private", []site{from(host.file, clear.URL, sum)}, false, false, "cannot be downloaded"},
			{"committed, with a sum", "push", "private", []site{committed, from(host.file, "", sum)}, true, true, ""},
			{"committed, another", "push", "private", []site{committed, from(host.file, "", other)}, false, false, "was not used"},
		} {
			t.Run(host.name+"/"+c.name, func(t *testing.T) {
				machine := newCI(t, c.event, c.visibility, c.site)
				r := host.run(machine)
				if r.green != c.green {
					t.Errorf("green is %v, want %v", r.green, c.green)
				}
				if !strings.Contains(r.log, c.says) {
					t.Errorf("the log does not say %q", c.says)
				}
				machine.tellsNothing(r)
				if t.Failed() {
					t.Log(r.log)
				}
				if !c.published {
					if r.published != "" || len(r.uploaded) > 0 {
						t.Errorf("published or uploaded: %v", r.uploaded)
					}
					if c.event != "pull_request" && c.says != "STILL THERE" && strings.Contains(r.log, "withheld") {
						t.Error("something was built")
					}
					return
				}
				for _, name := range []string{"index.html", "published.json", "stories/a-place-to-start/index.html", "stories/a-place-to-start/easy-read/index.html"} {
					if !in(r.published, name) {
						t.Errorf("%s is not published", name)
					}
				}
				for _, name := range []string{"stories/letters-home/index.html", "blog/taken-down-since/index.html", "blog/mistyped/index.html", "humans.txt"} {
					if in(r.published, name) {
						t.Errorf("%s is published", name)
					}
				}
			})
		}
	}
}

// TestPipelineRunAgain says that what was built in an earlier attempt of a run
// is not published again.
func TestPipelineRunAgain(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the pipelines run on Linux")
	}
	m := newCI(t, "push", "private", []site{func(t *testing.T, dir string) {
		write(t, filepath.Join(dir, "tools/goldenthread"), "#!/bin/sh\nmkdir -p public; echo x > public/index.html\n")
	}})
	m.built = "another"
	if r := m.github(); r.green || r.published != "" || !strings.Contains(r.log, "an old one") {
		t.Errorf("an old build was published\n%s", r.log)
	}
}

// newCI makes the repository of a new site: two commits, of which the first
// holds a page that the second takes away.
func newCI(t *testing.T, event, visibility string, changes []site) *ci {
	t.Helper()
	c := &ci{T: t, dir: t.TempDir(), event: event, visibility: visibility}
	work := filepath.Join(c.dir, "work")
	if err := scaffold.Site(work, goldenthread.Example(), page.DayOf(time.Now().UTC())); err != nil {
		t.Fatal(err)
	}
	for _, change := range changes {
		change(t, work)
	}
	gone := filepath.Join(work, "content/blog/taken-down-since.md")
	write(t, gone, "---\ntitle: Taken down since\ndate: 2026-01-01\npeople: none\n---\nWords.\n")
	c.git(work, "init", "--quiet", "--initial-branch=main")
	c.git(work, "add", ".")
	c.git(work, "commit", "--quiet", "-m", "one")
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	c.git(work, "commit", "--quiet", "-a", "-m", "two")
	c.repo = filepath.Join(c.dir, "repo")
	c.git(c.dir, "clone", "--quiet", "--bare", work, c.repo)
	return c
}

// tellsNothing says that only what was published was uploaded, and that the log
// holds none of the full names in the records.
func (c *ci) tellsNothing(r ran) {
	c.Helper()
	for _, name := range r.uploaded {
		if top, _, _ := strings.Cut(name, "/"); slices.Contains([]string{"consent", "content", ".goldenthread", ".git", "site.yaml", "words.yaml"}, top) {
			c.Errorf("%s was uploaded", name)
		}
	}
	records, err := filepath.Glob(filepath.Join(c.dir, "work/consent/*.yaml"))
	if err != nil || len(records) == 0 {
		c.Fatal("there are no records", err)
	}
	full := regexp.MustCompile(`full: *([^#,}\n]+)`)
	for _, record := range records {
		text, err := os.ReadFile(record)
		if err != nil {
			c.Fatal(err)
		}
		for _, m := range full.FindAllStringSubmatch(string(text), -1) {
			if name := strings.TrimSpace(m[1]); strings.Contains(strings.ToLower(r.log), strings.ToLower(name)) {
				c.Errorf("the log holds the name in %s", filepath.Base(record))
			}
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(text))
}

// Of what no run shows: what the hosts are asked for, and what they keep.
func TestPipelinesAskForLittle(t *testing.T) {
	texts := map[string]string{}
	dir := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(time.Now().UTC())); err != nil {
		t.Fatal(err)
	}
	for _, h := range hosts {
		text, err := os.ReadFile(filepath.Join(dir, h.file))
		if err != nil {
			t.Fatal(err)
		}
		texts[h.name] = string(text)
		for _, word := range []string{"secrets.", "cache:", "actions/cache", "pull_request_target", "--json", "allow_failure", "set -x"} {
			if strings.Contains(string(text), word) {
				t.Errorf("%s holds %s", h.file, word)
			}
		}
	}
	github := texts["github"]
	for _, line := range regexp.MustCompile(`(?m)^.*uses:.*$`).FindAllString(github, -1) {
		if !regexp.MustCompile(`uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`).MatchString(line) {
			t.Errorf("not pinned: %s", line)
		}
	}
	var file struct {
		On struct {
			Push     struct{ Branches []string }
			Schedule []struct{ Cron string }
		}
		Permissions map[string]string
		Concurrency struct {
			Cancel *bool `yaml:"cancel-in-progress"`
		}
		Jobs map[string]struct {
			Permissions map[string]string
			Steps       []struct{ Run string }
		}
	}
	unmarshal(t, github, &file)
	if !slices.Equal(file.On.Push.Branches, []string{"main"}) || len(file.On.Schedule) == 0 || !strings.Contains(github, "\n  workflow_dispatch:\n") {
		t.Error("it does not run on a push to main, every day and by hand")
	}
	for _, s := range file.On.Schedule {
		if !regexp.MustCompile(`^\d+ [1-6] \* \* \*$`).MatchString(s.Cron) {
			t.Errorf("%s is not every day, early in the morning", s.Cron)
		}
	}
	if file.Concurrency.Cancel == nil || *file.Concurrency.Cancel {
		t.Error("a run may be broken off")
	}
	may := func(permissions map[string]string) string {
		var list []string
		for what, how := range permissions {
			list = append(list, what+" "+how)
		}
		slices.Sort(list)
		return strings.Join(list, ", ")
	}
	if may(file.Permissions) != "contents read" || may(file.Jobs["publish"].Permissions) != "id-token write, pages write" || may(file.Jobs["build"].Permissions) != "" {
		t.Error("it may do more than it needs")
	}
	for name, job := range file.Jobs {
		for _, s := range job.Steps {
			if strings.Contains(s.Run, "${{") {
				t.Errorf("%s: an expression stands in a script, where its value could be a command", name)
			}
			shellcheck(t, s.Run)
		}
	}
	var lab map[string]any
	unmarshal(t, texts["gitlab"], &lab)
	for _, name := range []string{"check", "pages", "mend"} {
		job := lab[name].(map[string]any)
		var script []string
		for _, s := range job["script"].([]any) {
			script = append(script, s.(string))
		}
		shellcheck(t, strings.Join(script, "\n"))
		artifacts, _ := job["artifacts"].(map[string]any)
		if name != "pages" {
			if artifacts != nil {
				t.Errorf("%s keeps artifacts", name)
			}
			continue
		}
		if paths := artifacts["paths"].([]any); len(paths) != 1 || paths[0] != "public" || artifacts["expire_in"] != "1 day" || artifacts["access"] != "developer" {
			t.Error("pages keeps more than public/, or for longer than a day, or for everybody")
		}
		if job["resource_group"] == nil {
			t.Error("two runs of pages may overlap")
		}
	}
}

// shellcheck looks a script over, where the tool is here.
func shellcheck(t *testing.T, script string) {
	t.Helper()
	tool, err := exec.LookPath("shellcheck")
	if err != nil || script == "" {
		return
	}
	cmd := exec.Command(tool, "--shell=bash", "--enable=quote-safe-variables", "-")
	cmd.Stdin = strings.NewReader("set -eo pipefail\n" + script)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
}
