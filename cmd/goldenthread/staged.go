package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	"goldenthread/generator"
	"goldenthread/generator/clean"
)

// staged is a file that Git is about to commit.
type staged struct{ name, object string }

var errGit = errors.New("git does not say what is about to be committed: this has to be a folder of Git, and Git has to be installed")

// lookAtStaged looks at the bytes that Git is about to commit, which need not be
// those in the folder: at what is named like a picture, a recording or a PDF, and
// at what is one.
func (a *app) lookAtStaged() error {
	files, err := a.stagedFiles()
	if err != nil {
		return err
	}
	var all []looked
	err = a.eachObject(files, func(f staged, size int64, content io.Reader) error {
		large := clean.TooLarge(f.name, size)
		if large != nil {
			if clean.Known(f.name) {
				all = append(all, look(f.name, nil, large))
			}
			return nil
		}
		source := make([]byte, size)
		if _, err := io.ReadFull(content, source); err != nil {
			return errGit
		}
		if clean.Known(f.name) || clean.KnownByContent(source) {
			all = append(all, look(f.name, source, nil))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.sayLooked(all, true, "Then 'git add' it again, and commit.\n")
}

// stagedFiles lists the files that Git is about to commit, with their paths from
// where one is. Links and other repositories are none.
func (a *app) stagedFiles() ([]staged, error) {
	top, err := a.git("rev-parse", "--show-cdup").Output()
	if err != nil {
		return nil, errGit
	}
	up := filepath.Join(a.site, strings.TrimRight(string(top), "\r\n"))
	list, err := a.git("diff", "--cached", "--raw", "--no-abbrev", "--no-renames", "--no-relative", "-z", "--diff-filter=d").Output()
	if err != nil {
		return nil, errGit
	}
	var files []staged
	parts := strings.Split(string(list), "\x00") // a description, a path, and so on
	for i := 0; i+1 < len(parts); i += 2 {
		about := strings.Fields(parts[i]) // :mode mode object object status
		if len(about) != 5 {
			return nil, errGit
		}
		if strings.HasPrefix(about[1], "100") {
			name, err := fromHere(filepath.Join(up, parts[i+1]))
			if err != nil {
				return nil, err
			}
			files = append(files, staged{filepath.ToSlash(name), about[3]})
		}
	}
	return files, nil
}

// eachObject gives the content of each file to do, which need not read all of it.
func (a *app) eachObject(files []staged, do func(f staged, size int64, content io.Reader) error) error {
	var objects strings.Builder
	for _, f := range files {
		objects.WriteString(f.object + "\n")
	}
	c := a.git("cat-file", "--batch")
	c.Stdin = strings.NewReader(objects.String())
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if c.Start() != nil {
		return errGit
	}
	defer func() {
		out.Close() // so that it ends, where not everything was read
		_ = c.Wait()
	}()
	from := bufio.NewReader(out)
	for _, f := range files {
		var object, kind string
		var size int64
		line, err := from.ReadString('\n')
		if n, _ := fmt.Sscanf(line, "%s %s %d", &object, &kind, &size); err != nil || n != 3 || kind != "blob" || object != f.object {
			return errGit
		}
		content := io.LimitReader(from, size)
		if err := do(f, size, content); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, content); err != nil {
			return errGit
		}
		if _, err := from.ReadByte(); err != nil { // the end of its last line
			return errGit
		}
	}
	return nil
}

func (a *app) git(args ...string) *exec.Cmd {
	return generator.Git(context.Background(), a.site, args...)
}
