package generator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/amend"
	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
)

// journalFile holds the steps of a move while they are taken: what a move that is
// cut short leaves says how it goes on. It lies among what is never published.
const journalFile = ".goldenthread/move.json"

// journal is everything that a move writes, in order.
type journal struct {
	From  string      `json:"from"`
	To    string      `json:"to"`
	Texts []movedText `json:"texts,omitempty"`
	Steps []step      `json:"steps"`
}

// bothPaths lets every entry that names one of the move's two paths name the other,
// too: what somebody writes into a record by hand meanwhile holds at once, whichever
// of them they know.
func (j *journal) bothPaths(records map[string]*page.Record) {
	for _, rec := range records {
		for i := range rec.Entries {
			e := &rec.Entries[i]
			from, to := slices.Contains(e.Covers, j.From), slices.Contains(e.Covers, j.To)
			switch {
			case from && !to:
				e.Covers = append(slices.Clone(e.Covers), j.To)
			case to && !from:
				e.Covers = append(slices.Clone(e.Covers), j.From)
			}
		}
	}
}

// movedText is a text that has another digest by the move. Its page's path is the
// one before.
type movedText struct {
	Page    string       `json:"page"`
	Edition page.Edition `json:"version"`
	Was     string       `json:"was"`
	Is      string       `json:"is"`
}

// step is one file with other bytes; or, with a new name, one rename; or what is to
// be done to every record. Of records it holds no bytes: what people say in them
// meanwhile, a withdrawal above all, stays, and follows the page like the rest.
type step struct {
	File    string `json:"file,omitempty"`
	Before  []byte `json:"before,omitempty"`
	After   []byte `json:"after,omitempty"`
	Name    string `json:"name,omitempty"`
	Records string `json:"records,omitempty"`
}

// What is done to records: they name both paths, or the new one alone.
const (
	nameBoth = "both"
	nameNew  = "new"
)

// moved says what records have to follow.
func (j *journal) moved() amend.MovedPage {
	m := amend.MovedPage{From: j.From, To: j.To, Texts: map[amend.TextOf]string{}}
	for _, t := range j.Texts {
		m.Texts[amend.TextOf{Page: t.Page, Edition: t.Edition, Text: t.Was}] = t.Is
	}
	return m
}

// other gives the other path of the page that moves, for either of its two.
func (j *journal) other(name string) string {
	switch name = strings.Trim(name, "/"); {
	case j != nil && name == j.From:
		return j.To
	case j != nil && name == j.To:
		return j.From
	}
	return name
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
		return nil, fmt.Errorf("%s cannot be read, so nobody knows how a move that was cut short goes on; leave consent/ as it is, since a withdrawal may stand there, remove that file, and mend what 'goldenthread status' shows", journalFile)
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
			return fmt.Errorf("%w. The move of %s to %s is not complete: mend that, and run the same command again; it goes on from there, and what is written into consent/ meanwhile is kept", err, j.From, j.To)
		}
	}
	return root.Remove(journalFile)
}

// take takes a step, unless it was taken already.
func (j *journal) take(root *os.Root, i int) error {
	s := j.Steps[i]
	switch {
	case s.Records != "":
		return j.records(root, s.Records)
	case s.Name != "":
		return s.rename(root)
	}
	err := change(root, s.File, func(now []byte) ([]byte, error) {
		if bytes.Equal(now, s.Before) || bytes.Equal(now, s.After) {
			return s.After, nil
		}
		return nil, fmt.Errorf("%s was changed by somebody else meanwhile: take that change out for now, and make it again after the move", s.File)
	})
	if errors.Is(err, fs.ErrNotExist) && j.renamedLater(root, i) {
		return nil
	}
	return err
}

// records makes every record name both paths of the page, or the new one alone.
func (j *journal) records(root *os.Root, what string) error {
	entries, err := fs.ReadDir(root.FS(), "consent")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	m := j.moved()
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || path.Ext(name) != ".yaml" || !e.Type().IsRegular() {
			continue
		}
		err := change(root, "consent/"+name, func(src []byte) (out []byte, err error) {
			if what == nameBoth {
				return amend.Both(name, src, m)
			}
			out, _, _, err = amend.Follow(name, src, m)
			return out, err
		})
		if err != nil {
			return fmt.Errorf("consent/%s names the page, and cannot be changed safely: %v", name, err)
		}
	}
	return nil
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

// unfinished is the problem of a move that was cut short.
func unfinished(root *os.Root) []diag.Problem {
	if _, err := root.Lstat(journalFile); err != nil {
		return nil
	}
	return []diag.Problem{{Code: "move-unfinished", Place: diag.Place{File: "content"},
		Message: "The move of a page was cut short, so the page may be withheld, and links may lead nowhere. Consent can be withdrawn all the same.",
		Fix:     "Run 'goldenthread move' with the same two paths again; it goes on from where it stopped."}}
}
