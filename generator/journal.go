package generator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
)

// journalFile holds the steps of a move while they are taken: what a move that is
// cut short leaves says how it goes on. It lies among what is never published.
const journalFile = ".goldenthread/move.json"

// journal is everything that a move writes, in order.
type journal struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Steps []step `json:"steps"`
}

// step is one file with other bytes, or, with a new name, one rename.
type step struct {
	File   string `json:"file"`
	Before []byte `json:"before,omitempty"`
	After  []byte `json:"after,omitempty"`
	Name   string `json:"name,omitempty"`
}

// readJournal gives the move that was cut short, or nil.
func readJournal(root *os.Root) (*journal, error) {
	text, err := root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	j := new(journal)
	if err := json.Unmarshal(text, j); err != nil {
		return nil, fmt.Errorf("%s cannot be read, so a move that was cut short cannot be completed; put the site's folder back to what Git has, and remove that file", journalFile)
	}
	return j, nil
}

// run writes the journal, takes every step, and removes it. Each step is whole or
// not at all, so it can be run again from the start at any time.
func (j *journal) run(root *os.Root) error {
	text, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if err := replace(root, journalFile, text, 0o600); err != nil {
		return err
	}
	return j.goOn(root)
}

func (j *journal) goOn(root *os.Root) error {
	for i := range j.Steps {
		if err := j.take(root, i); err != nil {
			return fmt.Errorf("%w. The move of %s to %s is not complete: mend that, and run the same command again; it goes on from there", err, j.From, j.To)
		}
	}
	return root.Remove(journalFile)
}

// take takes a step, unless it was taken already.
func (j *journal) take(root *os.Root, i int) error {
	s := j.Steps[i]
	if s.Name != "" {
		return s.rename(root)
	}
	now, err := root.ReadFile(s.File)
	switch {
	case errors.Is(err, fs.ErrNotExist) && j.renamedLater(root, i):
		return nil
	case err != nil:
		return err
	case bytes.Equal(now, s.Before):
		info, err := root.Lstat(s.File)
		if err != nil {
			return err
		}
		return replace(root, s.File, s.After, info.Mode().Perm())
	}
	for _, later := range j.Steps[i:] {
		if later.File == s.File && later.Name == "" && bytes.Equal(now, later.After) {
			return nil
		}
	}
	return fmt.Errorf("%s was changed by somebody else meanwhile", s.File)
}

// renamedLater says whether a file is not there because a later step has been
// taken.
func (j *journal) renamedLater(root *os.Root, i int) bool {
	for _, later := range j.Steps[i:] {
		if later.Name != "" && (later.File == j.Steps[i].File || later.File == path.Dir(j.Steps[i].File)) {
			_, err := root.Lstat(later.Name)
			return err == nil
		}
	}
	return false
}

func (s step) rename(root *os.Root) error {
	_, gone := root.Lstat(s.File)
	_, there := root.Lstat(s.Name)
	switch {
	case gone != nil && there == nil:
		return nil
	case there == nil:
		return fmt.Errorf("%s is there already", s.Name)
	}
	if err := root.MkdirAll(path.Dir(s.Name), 0o755); err != nil {
		return err
	}
	if err := nolink.Folder(root.FS(), path.Dir(s.Name)); err != nil {
		return err
	}
	if err := root.Rename(s.File, s.Name); err != nil {
		return err
	}
	if path.Dir(s.File) != "content" && path.Dir(s.File) != path.Dir(s.Name) {
		_ = root.Remove(path.Dir(s.File)) // an empty section; any other stays
	}
	return nil
}

// replace writes a file by write-then-rename.
func replace(root *os.Root, name string, text []byte, mode fs.FileMode) (err error) {
	temp := path.Join(path.Dir(name), "."+path.Base(name)+".tmp")
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = root.Remove(temp)
		}
	}()
	if _, err = f.Write(text); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = root.Chmod(temp, mode)
	}
	if err != nil {
		return err
	}
	return root.Rename(temp, name)
}

// unfinished is the problem of a move that was cut short.
func unfinished(root *os.Root) []diag.Problem {
	if _, err := root.Lstat(journalFile); err != nil {
		return nil
	}
	return []diag.Problem{{Code: "move-unfinished", Place: diag.Place{File: "content"},
		Message: "The move of a page was cut short, so the page may be withheld, and links may lead nowhere.",
		Fix:     "Run 'goldenthread move' with the same two paths again; it goes on from where it stopped."}}
}
