package generator

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/easyread"
	"goldenthread/generator/page"
)

// Advice is what writers can mend, before anything is built.
type Advice struct {
	Today page.Day
	// Problems are those that a build finds before it makes anything.
	Problems []diag.Problem
	// EasyRead is advice on easy-read versions, and what is not read of one.
	EasyRead []diag.Problem
}

// Check looks for what writers can mend, on a later day or, where at is zero, today. It
// writes nothing.
func Check(ctx context.Context, o Options, at page.Day) (Advice, error) {
	w, err := o.foresee(ctx, at)
	if err != nil {
		return Advice{}, err
	}
	defer w.root.Close()
	a := Advice{Today: w.decisions.Today, Problems: diag.Sort(w.problems)}
	a.EasyRead = easyread.Source(w.src, lastChanges(ctx, o.Site))
	a.EasyRead = diag.Sort(append(a.EasyRead, unread(w.src)...))
	return a, nil
}

// unread gives what makes easy-read versions unreadable, the pictures in them that
// are not there, and the HTML that is left out, with which somebody may have meant to
// underline.
func unread(src *page.Source) []diag.Problem {
	files := map[string]bool{}
	for i := range src.Pages {
		p := &src.Pages[i]
		if p.EasyRead != nil {
			files[p.EasyRead.File] = p.EasyRead.Fault != nil
		}
		for _, v := range p.Next {
			if v.Edition == page.EasyRead {
				files[v.File] = v.Fault != nil
			}
		}
	}
	var out []diag.Problem
	for _, one := range src.Problems {
		if unreadable, easy := files[one.File]; easy && (unreadable || one.Code == "raw-html" || one.Code == page.PictureMissing) {
			out = append(out, one)
		}
	}
	return out
}

// All gives every problem once, in order. A picture without words on an easy-read
// page is one problem, though two look for it.
func (a Advice) All() []diag.Problem {
	saidTwice := func(p diag.Problem) bool {
		return p.Code == "no-alt" && slices.ContainsFunc(a.EasyRead, func(e diag.Problem) bool { return e.Code == "easy-alt" && e.Place == p.Place })
	}
	return diag.Sort(append(slices.DeleteFunc(slices.Clone(a.Problems), saidTwice), a.EasyRead...))
}

// lastChanges asks Git once when each page was last changed. Where there is no
// Git, nobody knows, and nothing is said of it.
func lastChanges(ctx context.Context, site string) func(file string) page.Day {
	const mark = "\x01"
	out, err := Git(ctx, filepath.Clean(site), "log", "-z", "--no-show-signature", "--format="+mark+"%cs", "--name-only", "--no-renames", "--relative", "--", "content").Output()
	if err != nil {
		return nil
	}
	last := map[string]page.Day{}
	var day page.Day
	for part := range strings.SplitSeq(string(out), "\x00") {
		file := strings.TrimLeft(part, "\n")
		if date, ok := strings.CutPrefix(file, mark); ok {
			date, file, _ = strings.Cut(date, "\n")
			day, _ = page.ParseDay(date)
			file = strings.TrimLeft(file, "\n")
		}
		if _, known := last[file]; !known {
			last[file] = day
		}
	}
	return func(file string) page.Day { return last[file] }
}

// Git is a command of Git in a folder. It asks nobody for a password, fetches nothing,
// and locks nothing that is not its own.
func Git(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0")
	return c
}
