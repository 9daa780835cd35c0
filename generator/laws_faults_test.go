package generator_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// This file has the program fail in every phase, with words of records and of
// withheld pages in the fault, and holds that none of them is said or kept.

// faultyProgram compiles a copy of the program that remembers all that it reads,
// and fails with it in the phase that an environment variable names.
func faultyProgram(t *testing.T) (binary string) {
	t.Helper()
	changes := []mutation{
		{"../cmd/goldenthread/main.go", "\"golang.org/x/term\"\n", "\"golang.org/x/term\"\n\n\t\"goldenthread/generator/page\"\n"},
		{"../cmd/goldenthread/main.go", "now: time.Now,", "now: page.Noon,"},
		{"../cmd/goldenthread/main.go", "\t\"time\"\n", ""},
		{"publish/commit.go", "\t\"goldenthread/generator/plan\"\n", "\t\"goldenthread/generator/page\"\n\t\"goldenthread/generator/plan\"\n"},
		{"read/read.go", "text, bad := decodeText(name, src)\n", "page.Hear(string(src))\n\ttext, bad := decodeText(name, src)\n"},
	}
	for _, f := range faults() {
		call := fmt.Sprintf("page.Fail(%q); ", f.phase)
		switch f.over {
		case "page":
			call = fmt.Sprintf("page.FailOver(%q, v.File); ", f.phase)
		case "record":
			call = fmt.Sprintf("page.FailOver(%q, rec.File); ", f.phase)
		case "picture":
			call = fmt.Sprintf("page.Hear(source.String()); page.FailOver(%q, p.File); ", f.phase)
		case "pixels":
			call = fmt.Sprintf("page.Hear(string(source)); page.FailOver(%q, p.File); ", f.phase)
		}
		changes = append(changes, mutation{f.file, f.at, call + f.at})
	}
	replaced := mutated(t, changes)
	replaced["page/fail.go"] = string(mustRead(t, "testdata/walls/fail.go.txt"))
	binary = filepath.Join(t.TempDir(), "goldenthread.exe")
	compile(t, replaced, "build", "-o", binary, "../cmd/goldenthread")
	return binary
}

// fault is a phase in which the program can fail.
type fault struct {
	phase string
	file  string // of the program
	at    string // a text in it that stands there once; the program fails before it
	// over is the kind of the one file that it fails over, which withholds that
	// file alone: page, record, picture or pixels; "" where the machine fails.
	over string
	// in are the commands that come to it.
	in string
	// late says that what was withdrawn is gone all the same.
	late bool
}

const (
	everyCommand = "build status approve withdraw"
	whatBuilds   = "build withdraw"
)

func faults() []fault {
	return []fault{
		{"read-page", "read/text.go", "front, body, bodyLine, bad := split(", "page", everyCommand, true},
		{"read-record", "read/record.go", "m := recordMapping().of(value)", "record", everyCommand, true},
		{"read-picture", "read/pictures.go", "problems = look(&p, source.Bytes(), used)", "picture", everyCommand, true},
		{"encode-picture", "pictures.go", "made, fault = a.encode(p, source); return nil", "pixels", "build status withdraw", true},
		{"check", "check/check.go", "texts[i].texts(&src.Pages[i])", "", everyCommand, false},
		{"decide", "consent/consent.go", "outcomes[i] = j.outcome(s, today)", "", everyCommand, false},
		{"withdraw", "consents.go", "out, done.Entries, err = amend.Withdraw(", "", "withdraw", false},
		{"theme", "theme/theme.go", "l := &loader{builtin: builtin}", "", whatBuilds, false},
		{"plan", "plan/make.go", "b := newBuilder(c)", "", whatBuilds, false},
		{"guard-new", "guard/guard.go", "g := &Guard{", "", whatBuilds, false},
		{"render", "generator.go", "bytes, err := m.bytes(o.Body())", "", whatBuilds, true},
		{"guard", "generator.go", "passed, problems, err := watch.Look(o, bytes)", "", whatBuilds, true},
		{"put", "generator.go", "return folder.Put(passed)", "", whatBuilds, true},
		{"commit", "publish/commit.go", "counts := Counts{Unchanged: len(j.unchanged)}", "", whatBuilds, false},
		{"place", "publish/commit.go", "if counts.Written, err = f.place(", "", whatBuilds, true},
		{"report", "report.go", "r := Report{Today", "", "build status withdraw", true},
	}
}

// commandForms are what people and CI run, in the forms in which they may.
func commandForms(p *randomPerson, on *randomPage) [][]string {
	return [][]string{
		{"build"}, {"build", "--json"}, {"build", "--quiet"}, {"CI=true", "build"}, {"build", "--strict"},
		{"status"}, {"status", "--json"}, {"CI=true", "status"},
		{"consent", "approve", p.id, on.path, "0000-0000"},
		{"consent", "withdraw", p.id},
	}
}

// telling is what the program said and did.
type telling struct {
	out, err string
	code     int
}

// tell runs a command line of a program, in front of which variables may stand.
func (s *randomSite) tell(t *testing.T, binary string, env []string, line ...string) telling {
	t.Helper()
	return s.tellInto(t, nil, binary, env, line...)
}

// tellInto has it print into a file, if there is one.
func (s *randomSite) tellInto(t *testing.T, out *os.File, binary string, env []string, line ...string) telling {
	t.Helper()
	for strings.Contains(line[0], "=") {
		env, line = append(env, line[0]), line[1:]
	}
	c := exec.Command(binary, append([]string{"--site", s.dir}, line...)...)
	c.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "CI=") }), env...)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if out != nil {
		c.Stdout = out
	}
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return telling{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// checkTold holds that nothing was said that may not be, and nothing was left in
// any folder; for the site as it is, or as it was before.
func (s *randomSite) checkTold(what string, told telling) {
	s.tb.Helper()
	s.checkSpoken(what+" on standard output", told.out)
	s.checkSpoken(what+" on standard error", told.err)
	if told.code < 0 || told.code > 3 || told.code == 2 {
		s.tb.Errorf("seed %d: %s ended with %d:\n%s", s.seed, what, told.code, told.err)
	}
	for _, dir := range []string{"public", ".goldenthread"} {
		dir = filepath.Join(s.dir, dir)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		var leaks []string
		for word, file := range readTree(s.tb, dir).tokens() {
			if t := s.tokens[word]; t == nil || !s.may(t) {
				leaks = append(leaks, fmt.Sprintf("%s holds %s", file, cmp.Or(t, &token{word: word})))
			}
		}
		if slices.Sort(leaks); len(leaks) > 0 {
			s.tb.Errorf("seed %d: after %s, in %s %s, and %d more", s.seed, what, filepath.Base(dir), leaks[0], len(leaks)-1)
		}
	}
}

// whileWithdrawn has, for a time, the model of the site say that a person has
// withdrawn everything today.
func (s *randomSite) whileWithdrawn(p *randomPerson, do func()) {
	before := make([]randomEntry, len(p.entries))
	for i, e := range p.entries {
		before[i] = *e
		if !e.isNegative(s) {
			e.negative, e.negativeName = s.today, "withdrawn"
		}
	}
	s.changed()
	do()
	for i, e := range p.entries {
		*e = before[i]
	}
	s.changed()
}

// faultSite finds a site with a published page of somebody who can withdraw, with
// something of everybody else's to fail over.
func faultSite(t *testing.T, seed uint64) (s *randomSite, p *randomPerson, on *randomPage) {
	t.Helper()
	for ; ; seed++ {
		s = newNamedSite(t, seed)
		for _, e := range s.published() {
			for _, one := range s.peopleOf(e.page) {
				if one.broken == "" && e.page.path != "" && e.edition == page.Standard && len(s.people) > 1 && s.victim(t, "pixels", nil) != "" {
					return s, one, e.page
				}
			}
		}
	}
}

// shownPictures gives the files of the pictures that published versions show.
func (s *randomSite) shownPictures() (files []string) {
	for _, e := range s.published() {
		for _, part := range e.page.parts(e.edition) {
			if part.picture != nil && s.shown(part, e.page) != page.NoChannels {
				files = append(files, part.picture.file)
			}
		}
	}
	return files
}

// victim gives a file of a kind for the program to fail over: not that of a
// person, nor of a page of theirs.
func (s *randomSite) victim(t *testing.T, kind string, not *randomPerson) string {
	t.Helper()
	switch kind {
	case "picture", "pixels":
		for _, file := range s.shownPictures() {
			if kind == "picture" || path.Ext(file) != ".svg" {
				return file
			}
		}
	case "record":
		for _, p := range s.people {
			if p != not && !p.missing && p.broken == "" {
				return "consent/" + p.id + ".yaml"
			}
		}
	case "page":
		for _, p := range s.pages {
			if e := p.text(page.Standard); e != nil && !e.broken && !slices.Contains(s.peopleOf(p), not) {
				return e.file
			}
		}
	}
	return ""
}

// Whatever goes wrong, nothing that is said, kept or published holds a word that
// may not be.
func TestFaults(t *testing.T) {
	binary := faultyProgram(t)
	t.Run("in every phase", func(t *testing.T) { testPhases(t, binary) })
	t.Run("in none", func(t *testing.T) { testNoFault(t, binary) })
	t.Run("on the disk", func(t *testing.T) { testBrokenFolders(t, binary) })
	t.Run("with no place to go", func(t *testing.T) { testNoPlace(t, binary) })
	t.Run("in a theme", func(t *testing.T) { testThemes(t, binary) })
}

// The program fails in every phase, with all that it has read in the fault: a
// panic of a text, or of an error. It says where the fault is, and nothing else;
// it ends with 3, or goes on where it failed over one file; and what was withdrawn
// is gone wherever the failure lets it.
func testPhases(t *testing.T, binary string) {
	s, p, on := faultSite(t, 70_000)
	for i, f := range faults() {
		t.Run(f.phase, func(t *testing.T) {
			s.tb = t
			file := s.victim(t, f.over, p)
			if f.over != "" && file == "" {
				t.Fatalf("seed %d has no %s to fail over", s.seed, f.over)
			}
			for j, line := range commandForms(p, on) {
				env := []string{"GOLDENTHREAD_FAULT=" + f.phase, "GOLDENTHREAD_FAULT_FILE=" + file, "GOLDENTHREAD_FAULT_AS=" + []string{"text", "error"}[(i+j)%2]}
				s.failing(t, binary, f, p, env, line)
			}
		})
	}
}

// failing runs a command while the program fails in a phase.
func (s *randomSite) failing(t *testing.T, binary string, f fault, p *randomPerson, env, line []string) {
	t.Helper()
	s.build()
	if f.over == "pixels" { // else nothing would be encoded any more
		must(t, os.RemoveAll(filepath.Join(s.dir, ".goldenthread", "pictures")))
	}
	command := line[len(line)-1]
	for _, name := range []string{"build", "status", "approve", "withdraw"} {
		if slices.Contains(line, name) {
			command = name
		}
	}
	comes := strings.Contains(f.in, command)
	record := "consent/" + p.id + ".yaml"
	before := readTree(t, filepath.Join(s.dir, "consent"))
	told := s.tell(t, binary, env, line...)
	what := fmt.Sprintf("%q failing in %s (%s)", line, f.phase, strings.TrimPrefix(env[2], "GOLDENTHREAD_FAULT_AS="))

	want := 0
	switch {
	case comes && f.over == "":
		want = 3
	case command == "approve", slices.Contains(line, "--strict"):
		want = 1
	}
	if told.code != want {
		t.Errorf("seed %d: %s ended with %d, expected %d:\n%s", s.seed, what, told.code, want, told.err)
	}
	if comes && !strings.Contains(strings.Join(line, " "), "--quiet") && command == "build" && (f.over == "" || slices.Contains(line, "--json")) {
		if !strings.Contains(told.out+told.err, "fault") {
			t.Errorf("seed %d: %s does not say that the program has a fault:\n%s", s.seed, what, told.out+told.err)
		}
	}
	after := readTree(t, filepath.Join(s.dir, "consent"))
	if d := differences(before, after); len(d) > 0 && (command != "withdraw" || !slices.Equal(d, []string{p.id + ".yaml"})) {
		t.Errorf("seed %d: %s changed %q in consent/", s.seed, what, d)
	}
	if command == "withdraw" && (f.late || !comes) {
		s.whileWithdrawn(p, func() { s.checkTold(what, told) })
	} else {
		s.checkTold(what, told)
	}
	s.write(record, s.files[record])
}

// Where nothing fails, nothing is said either, in whichever form.
func testNoFault(t *testing.T, binary string) {
	for seed := range min(200, howMany(24, 6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s, p, on := faultSite(t, 80_000+100*seed)
			for _, line := range commandForms(p, on) {
				told := s.tell(t, binary, nil, line...)
				what := fmt.Sprintf("%q", line)
				if line[len(line)-1] == p.id {
					s.whileWithdrawn(p, func() { s.checkTold(what, told) })
				} else {
					s.checkTold(what, told)
				}
			}
		})
	}
}

// What is published cannot go where it is to go, or what is said cannot be said.
func testNoPlace(t *testing.T, binary string) {
	s, p, on := faultSite(t, 76_000)
	for _, out := range []string{"site.yaml", "content", "content/blog", "consent", "site.yaml/public", ".", "../site"} {
		told := s.tell(t, binary, nil, "build", "--out", filepath.Join(s.dir, out))
		if told.code != 3 {
			t.Errorf("seed %d: a build into %s ended with %d, expected 3:\n%s", s.seed, out, told.code, told.err)
		}
		s.checkTold("a build into "+out, told)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		return // only some systems have one
	}
	defer full.Close()
	s.build()
	for _, line := range commandForms(p, on) { // the last is a withdrawal
		told := s.tellInto(t, full, binary, nil, line...)
		if speaks := !slices.Contains(line, "--quiet") && line[0] != "consent"; speaks && told.code != 3 {
			t.Errorf("seed %d: %q with nowhere to print to ended with %d, expected 3", s.seed, line, told.code)
		}
		s.checkSpoken("with nowhere to print to", told.err)
	}
	s.whileWithdrawn(p, func() { s.checkTold("a withdrawal with nowhere to print to", telling{code: 3}) })
}

// broken is a way to break a site's folder, and how a build of it ends.
type broken struct {
	code int
	make func(dir string) error
}

func brokenFolders(s *randomSite, p *randomPerson) map[string]broken {
	name := strings.Join(p.full[:], " ")
	insteadOf := func(code int, path string, put func(path string) error) broken {
		return broken{code, func(dir string) error {
			path := filepath.Join(dir, filepath.FromSlash(path))
			return errors.Join(os.RemoveAll(path), os.MkdirAll(filepath.Dir(path), 0o755), put(path))
		}}
	}
	text := func(text string) func(string) error {
		return func(path string) error { return os.WriteFile(path, []byte(text), 0o644) }
	}
	file := text("x")
	folder := func(path string) error { return errors.Join(os.MkdirAll(path, 0o755), file(filepath.Join(path, "x"))) }
	dangling := func(path string) error { return os.Symlink(name, path) }
	record, aPage := "consent/"+p.id+".yaml", "content/blog/page.md"
	return map[string]broken{
		"public is a file":                     insteadOf(3, "public", file),
		"public is a dangling link":            insteadOf(3, "public", dangling),
		"public is somebody else's":            insteadOf(3, "public", folder),
		".goldenthread is a file":              insteadOf(3, ".goldenthread", file),
		"the folder of what is made is a file": insteadOf(0, ".goldenthread/staging", file),
		"the memory is a folder":               insteadOf(3, ".goldenthread/shown", folder),
		"the lock is a folder":                 insteadOf(3, ".goldenthread/lock", folder),
		"the lock of records is a folder":      insteadOf(0, ".goldenthread/records", folder),
		"published.json is a folder":           insteadOf(3, "public/published.json", folder),
		"content is a file":                    insteadOf(3, "content", file),
		"consent is a file":                    insteadOf(3, "consent", file),
		"consent is a dangling link":           insteadOf(3, "consent", dangling),
		"a record is a folder":                 insteadOf(3, record, folder),
		"a record is a dangling link":          insteadOf(3, record, dangling),
		"a record is named by a name":          insteadOf(3, "consent/"+name+".yaml", dangling),
		"a record that is none":                insteadOf(0, "consent/"+name+".txt", text(name)),
		"a page is a folder":                   insteadOf(0, aPage, folder),
		"a page is a dangling link":            insteadOf(0, aPage, dangling),
		"pictures.yaml is a folder":            insteadOf(0, "content/pictures/pictures.yaml", folder),
		"site.yaml is a folder":                insteadOf(3, "site.yaml", folder),
		"site.yaml is torn":                    insteadOf(3, "site.yaml", text("title: ["+name+"\n "+name+": {")),
		"site.yaml has a key that is a name":   insteadOf(3, "site.yaml", text("title: T\nbase_url: https://www.example.org/\n"+name+": "+name+"\n")),
		"site.yaml has a zone that is a name":  insteadOf(3, "site.yaml", text("title: T\nbase_url: https://www.example.org/\ntimezone: "+name+"\n")),
		"words.yaml is torn":                   insteadOf(0, "words.yaml", text(name+": ["+name)),
		"a theme that is a name":               insteadOf(3, "site.yaml", text(s.files["site.yaml"]+"theme: "+name+"\n")),
	}
}

// Something on the disk is not what it should be.
func testBrokenFolders(t *testing.T, binary string) {
	s, p, on := faultSite(t, 75_000)
	folders := brokenFolders(s, p)
	whole := s.dir
	for _, what := range slices.Sorted(maps.Keys(folders)) {
		t.Run(what, func(t *testing.T) {
			s.tb = t
			for i, line := range commandForms(p, on) {
				if testing.Short() && i%3 > 0 {
					continue
				}
				s.dir = filepath.Join(t.TempDir(), "site")
				if err := os.CopyFS(s.dir, os.DirFS(whole)); err != nil {
					t.Fatal(err)
				}
				if line[0] == "build" && len(line) == 1 {
					s.build()
				}
				if err := folders[what].make(s.dir); err != nil {
					if runtime.GOOS != "windows" { // where not everybody may make links
						t.Fatal(err)
					}
					t.Skip(err)
				}
				told := s.tell(t, binary, nil, line...)
				if want := folders[what].code; len(line) == 1 && line[0] == "build" && told.code != want {
					t.Errorf("%s: a build ended with %d, expected %d:\n%s", what, told.code, want, told.err)
				}
				if line[len(line)-1] == p.id && told.code == 0 {
					s.whileWithdrawn(p, func() { s.checkTold(what, told) })
				} else {
					s.checkTold(what, told)
				}
			}
		})
	}
}

// A site's own layout fails, with what it was given in the error: the built-in one
// is used in its place.
func testThemes(t *testing.T, binary string) {
	layouts := []string{
		`{{index .View.Title 999}}`, `{{.View.Title.Nope}}`, `{{template "x" .}}`, `{{index .View.Extra .View.Title "x"}}`,
		`{{index .Lists .View.Title}}`, `{{slice .View.Summary 0 999}}`, `{{call .View.Title}}`, `{{lt .View.Title 3}}`,
		`{{date .View.Title}}`, `{{asset .View.Title}}`, `{{t .View.Title}}`, `{{printf "%d" .View.Title | len | index .View.Title}}`,
		`{{range .View.Title.X}}{{end}}`, `{{with $x := .View}}{{$x.Body.Nope}}{{end}}`, `<a href={{.View.Title}}`, `<script>{{.View.Title</script>`,
		`{{.View.Title}`, `{{len 3}}`, `{{html .View.Title | len | slice "x"}}`, `{{template "main" .}}`,
	}
	s, p, on := faultSite(t, 77_000)
	s.write("site.yaml", s.files["site.yaml"]+"theme: mine\n")
	for i, layout := range layouts {
		t.Run(layout, func(t *testing.T) {
			s.tb = t
			s.write("themes/mine/layouts/page.html", `{{define "main"}}`+layout+`{{end}}`)
			s.write("themes/mine/layouts/item.html", layout)
			forms := commandForms(p, on)
			for _, line := range [][]string{forms[i%3], forms[3]} {
				told := s.tell(t, binary, nil, line...)
				if told.code != 0 {
					t.Errorf("seed %d: %q ended with %d:\n%s", s.seed, line, told.code, told.err)
				}
				s.checkTold(fmt.Sprintf("%q", line), told)
			}
		})
	}
}
