package generator

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ownEnd is how the names of private files end. The .gitignore that a new site has keeps
// such files out of Git.
const ownEnd = ".private.html"

// WritePrivate writes a file that is for its owner, and for whom they give it to. It
// promises:
//
//   - Its owner alone can read it. It is written under a name that nobody can guess, in a
//     file that was not there, and put in its place when it is whole.
//   - It leads elsewhere through no link: the file is none, and the folder that is written
//     into is the one that was looked at, wherever its path led.
//   - It lies in no folder that is published or read by the program, nor anywhere within
//     one: content, consent, themes, public and .goldenthread of the site, Options.Out,
//     and whatever holds a published.json. Capitals and links in the path hide nothing.
//   - What is there already is lost only if its name ends in .private.html.
//   - Git does not keep it.
//
// Where one of these does not hold, nothing is written, and a RefusedError says why, and
// what to do.
func WritePrivate(ctx context.Context, o Options, file string, text []byte) error {
	full, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(filepath.Dir(full))
	if err != nil {
		return &RefusedError{"The folder of that file is not there, or cannot be opened; name another file with --out."}
	}
	defer root.Close()
	name := filepath.Base(full)
	if err := o.mayHold(ctx, root, name); err != nil {
		return err
	}
	return writeOwn(root, name, text)
}

// mayHold refuses a private file in a folder, where it would not be private.
func (o Options) mayHold(ctx context.Context, root *os.Root, name string) error {
	if !strings.HasSuffix(name, ".html") {
		return &RefusedError{"Name a file that ends in " + ownEnd + " with --out."}
	}
	folder, err := filepath.EvalSymlinks(root.Name())
	if err != nil {
		return err
	}
	opened, err := root.Stat(".")
	if err != nil {
		return err
	}
	if found, err := os.Stat(folder); err != nil || !os.SameFile(opened, found) {
		return &RefusedError{"The folder of that file was exchanged just now; try again, or name another file with --out."}
	}
	for _, own := range []string{"content", "consent", "themes", "public", ".goldenthread"} {
		if liesIn(folder, filepath.Join(o.Site, own)) {
			return &RefusedError{"A private file cannot lie in " + own + "/, where it could be published or be taken for a part of the site; name another file with --out."}
		}
	}
	if o.Out != "" && liesIn(folder, o.Out) || under(folder, "published.json") {
		return &RefusedError{"That folder is published, and the file is private; name another file with --out."}
	}
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &RefusedError{"There is something of that name which is no plain file; name another file with --out."}
	case !strings.HasSuffix(name, ownEnd):
		return &RefusedError{"There is a file of that name already, and it may be another; delete it yourself, or name a file that ends in " + ownEnd + " with --out."}
	}
	if why := keptByGit(ctx, folder, name); why != "" {
		return &RefusedError{why}
	}
	return ctx.Err()
}

// writeOwn writes a file that its owner alone can read, whole or not at all.
func writeOwn(root *os.Root, name string, text []byte) (err error) {
	temp := "." + rand.Text() + ownEnd // Git leaves out what is only half written, too
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = root.Remove(temp)
		}
	}()
	if err = f.Chmod(0o600); err == nil { // whatever the umask is
		_, err = f.Write(text)
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return root.Rename(temp, name)
}

// above yields a folder, and each that it lies in.
func above(folder string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for last := ""; folder != last && yield(folder); folder = filepath.Dir(folder) {
			last = folder
		}
	}
}

// liesIn says whether a folder is another, or lies in it, however either is spelt.
func liesIn(folder, other string) bool {
	info, err := os.Stat(other)
	if err != nil {
		return false
	}
	for one := range above(folder) {
		if i, err := os.Stat(one); err == nil && os.SameFile(i, info) {
			return true
		}
	}
	return false
}

// under says whether a folder, or one above it, holds a file or folder of that name.
func under(folder, name string) bool {
	for one := range above(folder) {
		if _, err := os.Lstat(filepath.Join(one, name)); err == nil {
			return true
		}
	}
	return false
}

// keptByGit says why Git would keep a file, and how to mend that; "" where it would not.
func keptByGit(ctx context.Context, folder, name string) (why string) {
	git := func(args ...string) int {
		err := Git(ctx, folder, args...).Run()
		if exit := new(exec.ExitError); errors.As(err, &exit) {
			return exit.ExitCode()
		} else if err != nil {
			return -1
		}
		return 0
	}
	const line = "Write the line *" + ownEnd + " into the file .gitignore of your site's folder, and use a name that ends so; or name a file elsewhere with --out."
	if git("rev-parse", "--is-inside-work-tree") != 0 {
		if under(folder, ".git") && !(strings.HasSuffix(name, ownEnd) && ignored(folder)) {
			return "Git keeps that folder, and cannot be asked here whether it would leave this file out. " + line
		}
		return ""
	}
	// Where capitals mean nothing, another spelling is the same file.
	switch git("ls-files", "--error-unmatch", "--", ":(icase,literal)"+name) {
	case 1: // it does not know it
	case 0:
		return fmt.Sprintf("Git keeps that file already, and others could read it. Take it out with 'git rm --cached %s', and commit that; or name another file with --out.", name)
	default:
		return "Git cannot say whether it keeps that file. Name a file elsewhere with --out."
	}
	if git("check-ignore", "--quiet", "--", "./"+name) != 0 {
		return "Git would keep that file, and others could read it. " + line
	}
	return ""
}

// ignored says whether a .gitignore of a folder, or of one above it, has the line that a
// new site has for private files.
func ignored(folder string) bool {
	for one := range above(folder) {
		text, err := os.ReadFile(filepath.Join(one, ".gitignore"))
		lines := strings.FieldsFunc(string(text), func(c rune) bool { return c == '\n' || c == '\r' })
		if err == nil && slices.Contains(lines, "*"+ownEnd) {
			return true
		}
		if _, err := os.Lstat(filepath.Join(one, ".git")); err == nil {
			return false
		}
	}
	return false
}
