// Package scaffold writes the files that a team begins with: a whole new site,
// or one new page or record, with every key commented.
//
// What it writes is withheld until somebody completes it, and it never writes
// over a file that is there.
package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	_ "embed"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"goldenthread/generator/page"
)

// NameError says, in a sentence, why something cannot be made under a name.
type NameError struct{ Why string }

func (e *NameError) Error() string { return e.Why }

//go:embed site-readme.md
var siteReadme []byte

// The pipelines build and publish the site wherever its repository is kept:
// static files, and each does nothing on the other's host.
var (
	//go:embed pipelines/github.yml
	github []byte
	//go:embed pipelines/gitlab.yml
	gitlab []byte
)

// preCommit looks at what is about to be committed, once it is turned on.
//
//go:embed pre-commit
var preCommit []byte

// gitignore keeps out of Git what the program makes.
const gitignore = "# Made by the program: the site, and what it keeps for itself.\n/public/*\n!/public/.gitkeep\n/.goldenthread/\n\n# What is for one person alone.\n*.private.html\n"

// Site writes a new site into dir, which must be empty or not be there: the
// example with its days as of today, a README for its team, what Git must not keep,
// and how GitHub or GitLab publishes it.
func Site(dir string, example fs.FS, today page.Day) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &NameError{"That is not a folder; name a new one."}
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") || slices.Contains([]string{".gitignore", ".github", ".githooks", ".gitlab-ci.yml"}, e.Name()) {
			return &NameError{"That folder already holds something; name a new one."}
		}
	}
	for _, top := range []string{"site.yaml", "words.yaml", "content", "consent"} {
		if err := copyTree(dir, example, top, yearsTo(today)); err != nil {
			return err
		}
	}
	for _, f := range []struct{ name, text string }{
		{"README.md", string(siteReadme)}, {".gitignore", gitignore}, {"public/.gitkeep", ""},
		{".github/workflows/publish.yml", string(github)}, {".gitlab-ci.yml", string(gitlab)}, {hook, string(preCommit)},
	} {
		if err := write(dir, f.name, f.text); err != nil {
			return err
		}
	}
	return nil
}

func copyTree(dir string, from fs.FS, top string, years years) error {
	return fs.WalkDir(from, top, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		name, text = years.move(name, text)
		return write(dir, name, string(text))
	})
}

const hook = ".githooks/pre-commit"

// write makes a new file; records for their owner alone.
func write(dir, name, text string) error {
	full := filepath.Join(dir, filepath.FromSlash(name))
	folders, mode := fs.FileMode(0o755), fs.FileMode(0o644)
	if name == hook { // Git runs it
		mode = 0o755
	}
	if strings.HasPrefix(name, "consent/") {
		folders, mode = 0o700, 0o600
	}
	if err := os.MkdirAll(filepath.Dir(full), folders); err != nil {
		return err
	}
	f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return &NameError{fmt.Sprintf("%s is there already; nothing was changed.", name)}
	}
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Slug makes a title into the name of a page: lower-case letters, digits and
// hyphens, accents taken off. "" where nothing is left.
func Slug(title string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))), title)
	if err != nil {
		plain = title
	}
	plain = strings.NewReplacer("'", "", "’", "", "ł", "l", "Ł", "l", "ø", "o", "Ø", "o", "ß", "ss", "æ", "ae", "Æ", "ae").Replace(plain)
	words := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

// exists says whether a file or folder of the site is there.
func exists(site, name string) bool {
	_, err := os.Lstat(filepath.Join(site, filepath.FromSlash(name)))
	return err == nil
}

// free refuses a page path that is taken, in whichever form.
func free(site, pagePath string) error {
	for _, file := range []string{pagePath + ".md", path.Join(pagePath, "index.md")} {
		if exists(site, "content/"+file) {
			return &NameError{fmt.Sprintf("content/%s is there already; nothing was changed.", file)}
		}
	}
	if !strings.Contains(pagePath, "/") && exists(site, "content/"+pagePath) {
		return &NameError{fmt.Sprintf("content/%s/ is a section, which has that address; name the page otherwise with --name.", pagePath)}
	}
	return nil
}
