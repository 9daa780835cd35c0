package read

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// place says which page and version a file holds, by its path alone.
type place struct {
	path    string // page path
	section string
	own     bool // the home page or a section's own page
	folder  bool // SECTION/NAME/index.md, not SECTION/NAME.md
	edition page.Edition
	next    bool
	fault   *diag.Problem
	nowhere bool // no page can be made of it
}

// locate reads the path of a page file, content/….
func locate(file string) place {
	parts := strings.Split(strings.TrimPrefix(file, "content/"), "/")
	base := parts[len(parts)-1]
	name := strings.TrimSuffix(base, path.Ext(base))
	pl := place{edition: page.Standard}
	name, pl.next = strings.CutSuffix(name, ".next")
	problem := func(code, message, fix string) *diag.Problem {
		return &diag.Problem{Code: code, Place: diag.Place{File: file}, Message: message, Fix: fix}
	}
	switch len(parts) {
	case 1, 2:
		if cut, ok := strings.CutSuffix(name, ".easy-read"); ok {
			name, pl.edition = cut, page.EasyRead
		}
		pl.section = strings.Join(parts[:len(parts)-1], "/")
		pl.own = name == "index"
		pl.path = path.Join(pl.section, name)
		if pl.own {
			pl.path = pl.section
		}
	case 3:
		pl.folder = true
		pl.section = parts[0]
		pl.path = parts[0] + "/" + parts[1]
		switch name {
		case "index":
		case "easy-read":
			pl.edition = page.EasyRead
		default:
			pl.nowhere = true
			pl.fault = problem("misplaced", "A page's folder holds index.md and easy-read.md; this is neither.", elsewhere(name))
			return pl
		}
		name = parts[1]
	}
	switch {
	case pl.section == "pictures":
		pl.nowhere = true
		pl.fault = problem("misplaced", "content/pictures/ holds pictures, not pages.", "Move the page into a section.")
	case path.Ext(base) != ".md":
		pl.fault = problem("bad-name", "The name of a page's file ends in '.md', in lower case.", "Give the file another name.")
	case pl.own && pl.path == "" && pl.edition == page.EasyRead:
		pl.nowhere = true
		pl.fault = problem("misplaced", "The home page has no easy-read version: /easy-read/ lists them all.", "Write its words into content/index.md.")
	default:
		for _, n := range []string{pl.section, name} {
			if message := NameFault(n); message != "" {
				pl.fault = problem("bad-name", message, "Give the file or folder another name, for example the-long-way-home.")
			}
		}
	}
	return pl
}

// elsewhere says where a file belongs that is no version of the page in whose folder
// it lies, by its name.
func elsewhere(name string) string {
	switch strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(name)) {
	case "easyread":
		return "If this is the easy-read version, name it easy-read.md."
	case "index":
		return "If this is the page itself, name it index.md."
	}
	return "If it is another page, give it a folder of its own, or move it up."
}

var goodName = regexp.MustCompile(`^[a-z0-9]+(-+[a-z0-9]+)*$`)
var windowsName = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// NameFault says what is wrong with a name in an address, or "".
func NameFault(name string) string {
	switch {
	case name == "":
		return ""
	case windowsName.MatchString(name):
		return fmt.Sprintf("'%s' is a name that Windows keeps for itself.", name)
	case !goodName.MatchString(name):
		return "Names of pages and sections are lower-case letters, digits and hyphens."
	}
	return ""
}
