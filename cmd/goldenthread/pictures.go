package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"goldenthread/generator/clean"
	"goldenthread/generator/diag"
)

func (a *app) picturesCommand() *cobra.Command {
	var check, tidy, staged bool
	c := &cobra.Command{
		Use: "pictures [WORD | FILE…]", Short: "Find a drawing by a word; or say what files carry, and clean them",
		Long: `With a word, such as bus or 'support worker', lists the drawings in content/pictures
whose name, tags or description hold it, each as it stands in a page. What is a file
or folder, or looks like one, is no word.

Else says which pictures, recordings and PDFs in content/, or which of these files, carry
something besides themselves, such as where they were taken or who wrote them. With
--clean it takes that out of these files, where they lie. A folder stands for the
pictures, recordings and PDFs in it. It never says what stands
there, only of what kind it is.`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case tidy && (check || staged), staged && check:
				return usageError{errors.New("write only one of --check, --clean and --staged")}
			case tidy && len(args) == 0:
				return usageError{errors.New("write the files to be cleaned behind --clean")}
			case staged && len(args) > 0:
				return usageError{errors.New("--staged looks at what is about to be committed, and takes no files")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case tidy:
				return a.cleanFiles(args)
			case staged:
				return a.lookAtStaged()
			case !check && isWord(args):
				return a.findDrawings(strings.Join(args, " "))
			case len(args) > 0:
				return a.lookAtFiles(args, check)
			}
			return a.lookAtContent(check)
		},
	}
	c.Flags().BoolVar(&check, "check", false, "exit with code 1 when a file carries something, or cannot be looked into")
	c.Flags().BoolVar(&tidy, "clean", false, "clean these files where they lie")
	c.Flags().BoolVar(&staged, "staged", false, "look at what is about to be committed to Git, and exit with code 1 as --check does")
	return c
}

// looked is what was found in one file, or done to it.
type looked struct {
	File     string         `json:"file"`
	Carries  []string       `json:"carries,omitempty"`
	Cleaned  bool           `json:"cleaned,omitempty"`
	Problems []diag.Problem `json:"problems,omitempty"`
}

// look looks into a file, or says why it cannot be read.
func look(name string, source []byte, bad *diag.Problem) looked {
	found := clean.Found{Problem: bad}
	if bad == nil {
		found = clean.Look(name, source)
	}
	l := looked{File: name, Carries: found.Carries}
	if found.Problem != nil {
		l.Problems = []diag.Problem{*found.Problem}
	}
	return l
}

func (a *app) lookAtFiles(names []string, check bool) error {
	names, err := filesOf(names)
	if err != nil {
		return err
	}
	var all []looked
	for _, name := range names {
		source, bad := clean.Read(name)
		all = append(all, look(filepath.ToSlash(name), source, bad))
	}
	return a.sayLooked(all, check, "")
}

// lookAtContent looks at everything in a site that is named like a picture, a
// recording or a PDF. It names each by its path from where one is, as --clean takes it.
func (a *app) lookAtContent(check bool) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	here, err := fromHere(filepath.Join(o.Site, "content"))
	if err != nil {
		return err
	}
	if _, err := os.Stat(here); errors.Is(err, fs.ErrNotExist) {
		return errors.New("there is no folder content in this site")
	}
	return a.lookAtFiles([]string{here}, check)
}

// fromHere gives a path from the folder in which one is.
func fromHere(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if near, err := filepath.Rel(dir, name); err == nil {
		return near, nil
	}
	return name, nil // another drive
}

// filesOf puts in the place of each folder the files in it that are named like a
// picture, a recording or a PDF.
func filesOf(names []string) ([]string, error) {
	var out []string
	for _, top := range names {
		if info, err := os.Lstat(top); err != nil || !info.IsDir() {
			out = append(out, top)
			continue
		}
		err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(d.Name(), ".") && name != top
			switch {
			case err != nil:
				return err
			case d.IsDir() && hidden:
				return fs.SkipDir
			case !d.IsDir() && !hidden && clean.Known(name):
				out = append(out, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (a *app) cleanFiles(names []string) error {
	names, err := filesOf(names)
	if err != nil {
		return err
	}
	var all []looked
	for _, name := range names {
		carried, problems, ok, err := clean.InPlace(name)
		if err != nil {
			return err
		}
		all = append(all, looked{File: filepath.ToSlash(name), Carries: carried, Cleaned: ok && len(carried) > 0, Problems: problems})
	}
	return a.sayLooked(all, true, "")
}

// sayLooked says what was found, and next, what to do then.
func (a *app) sayLooked(all []looked, check bool, next string) error {
	count := countLooked(all)
	bad := check && count.carry+count.failed > 0
	var err error
	switch {
	case a.json:
		err = a.printJSON(map[string]any{"looked": len(all), "files": slices.Concat([]looked{}, all)}) // [] for none
	case !a.quiet || bad:
		err = a.printLooked(all, count, next)
	}
	if err == nil && bad {
		err = mendError{}
	}
	return err
}

// tally counts files, each once.
type tally struct{ carry, failed, cleaned int }

func countLooked(all []looked) (t tally) {
	for _, l := range all {
		switch {
		case l.Cleaned:
			t.cleaned++
		case slices.ContainsFunc(l.Problems, func(p diag.Problem) bool { return p.Severity == diag.Error }):
			t.failed++
		case len(l.Carries) > 0:
			t.carry++
		}
	}
	return t
}

// printLooked prints what was found. Logs of CI, which others may read, hold counts
// alone: a file may be named after somebody.
func (a *app) printLooked(all []looked, count tally, next string) error {
	p := printer{app: a, w: a.out}
	if !a.inCI() {
		for _, l := range all {
			p.lookedAt(l)
		}
	}
	p.print("Files looked at: %d. ", len(all))
	if count.cleaned > 0 {
		p.print("Cleaned: %d. ", count.cleaned)
	}
	p.print("Carrying something: %d. Cannot be looked into or cleaned: %d.\n", count.carry, count.failed)
	if count.carry > 0 {
		p.print("What a page shows never carries this, but these files do, and so does every copy of them.\nTo clean a file: goldenthread pictures --clean FILE\n%s", next)
	}
	if count.cleaned > 0 {
		p.print("Look at what was cleaned. Its bytes are new, so a page that was approved with it needs a new yes.\n")
	}
	return p.err
}

func (p *printer) lookedAt(l looked) {
	name, problems := printable(l)
	switch {
	case l.Cleaned:
		p.print("%s\n    cleaned of: %s\n", name, strings.Join(l.Carries, "; "))
	case len(l.Carries) > 0:
		p.print("%s\n    carries: %s\n", name, strings.Join(l.Carries, "; "))
	}
	if p.err == nil {
		p.problems(p.w, problems)
	}
}

// printable gives a file's name and problems as a terminal can show them: a name may
// hold what moves its cursor or ends a line.
func printable(l looked) (name string, problems []diag.Problem) {
	if !strings.ContainsFunc(l.File, unseen) {
		return l.File, l.Problems
	}
	name = strconv.Quote(l.File)
	for _, p := range l.Problems {
		p.File, p.Message, p.Fix = name, strings.Map(seen, p.Message), strings.Map(seen, p.Fix)
		problems = append(problems, p)
	}
	return name, problems
}

func unseen(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }

func seen(r rune) rune {
	if unseen(r) {
		return '?'
	}
	return r
}
