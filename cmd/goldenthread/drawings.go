package main

import (
	"os"
	"path/filepath"
	"strings"

	"goldenthread/generator"
	"goldenthread/generator/bank"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// isWord says whether what stands behind pictures is to be looked for in the picture
// bank: none of it is there as a file, or can be meant for one.
func isWord(args []string) bool {
	for _, arg := range args {
		if _, err := os.Lstat(arg); err == nil || strings.ContainsAny(arg, `/\`) || filepath.Ext(arg) != "" {
			return false
		}
	}
	return len(args) > 0
}

// drawing is a drawing of the bank as --json prints it.
type drawing struct {
	File     string   `json:"file"`
	Alt      string   `json:"alt"`
	Tags     []string `json:"tags,omitempty"`
	Markdown string   `json:"markdown"`
}

// findDrawings lists the drawings that a word finds, to be pasted into a page.
func (a *app) findDrawings(word string) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	all, problems, err := generator.Bank(o)
	if err != nil {
		return err
	}
	found, near := bank.Find(all, word), ""
	if len(found) == 0 {
		near = bank.Suggest(all, word)
	}
	if a.json {
		list := []drawing{}
		for _, d := range found {
			list = append(list, drawing{d.File, d.Alt, d.Tags, d.Markdown()})
		}
		return a.printJSON(map[string]any{"word": word, "drawings": list, "did_you_mean": near, "problems": append([]diag.Problem{}, problems...)})
	}
	if a.quiet {
		return nil
	}
	p := printer{app: a, w: a.out}
	p.drawings(len(all), found, near)
	if p.err == nil {
		p.problems(p.w, problems)
	}
	return p.err
}

func (p *printer) drawings(all int, found []page.Drawing, near string) {
	switch {
	case p.inCI(): // what is in the bank need not be published yet
		p.print("Drawings found: %d.\n", len(found))
	case len(found) > 0:
		for _, d := range found {
			p.print("%s\n", strings.Map(seen, d.Markdown()))
		}
	case all == 0:
		p.print("There are no drawings in content/pictures that any page may show.\nHow to fill it: goldenthread help pictures\n")
	case near != "":
		p.print("No drawing in content/pictures is found by that word. Did you mean '%s'?\n    goldenthread pictures %s\n", strings.Map(seen, near), quotedWord(strings.Map(seen, near)))
	default:
		p.print("No drawing in content/pictures is found by that word, of %d that are there.\nTry a word of the same meaning, or a simpler one. Words that should find a drawing are written behind 'tags' in content/pictures/pictures.yaml.\n", all)
	}
}

func quotedWord(word string) string {
	if strings.ContainsAny(word, " '") {
		return `"` + word + `"`
	}
	return word
}
