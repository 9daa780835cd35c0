package read

import (
	"io/fs"
	"path"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/picture"
)

// bankFolder is where a team keeps the drawings that many pages use.
const bankFolder = "content/pictures"

// Bank gives the drawings of content/pictures with nobody in them, by file, and what
// is wrong with what is said of them. Where that cannot be relied on, nothing is
// known to be without anybody, so there are none.
func Bank(fsys fs.FS) ([]page.Drawing, []diag.Problem) {
	if nolink.Folder(fsys, bankFolder) != nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(fsys, bankFolder)
	if err != nil {
		return nil, []diag.Problem{cannotOpen(bankFolder)}
	}
	notes, problems := bankNotes(fsys, entries)
	var bank []page.Drawing
	for _, entry := range entries {
		file := path.Join(bankFolder, entry.Name())
		if !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") || !picture.Known(file) {
			continue
		}
		said := notes.picture(file)
		nobody := said.People.Said == page.SaidNone || said.People.Said == page.SaidNothing && strings.EqualFold(path.Ext(file), ".svg")
		if nobody && !said.Uncertain {
			bank = append(bank, page.Drawing{File: file, Alt: said.Alt, Tags: notes.tags[entry.Name()]})
		}
	}
	return bank, problems
}

func bankNotes(fsys fs.FS, entries []fs.DirEntry) (folder, []diag.Problem) {
	var notes folder
	var problems []diag.Problem
	for _, entry := range entries {
		file := path.Join(bankFolder, entry.Name())
		switch {
		case !isNotes(entry.Name()):
			continue
		case entry.Name() != "pictures.yaml" || !entry.Type().IsRegular():
			return folder{uncertain: true}, problems
		}
		src, bad, err := readText(fsys, file)
		if err != nil {
			p := cannotOpen(file)
			bad = &p
		}
		if bad != nil {
			return folder{uncertain: true}, []diag.Problem{*bad}
		}
		notes, problems = pictureNotes(file, src)
	}
	return notes, problems
}
