package read

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"goldenthread/generator/clean"
	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// maxFile bounds a file that site.yaml names, in bytes.
const maxFile = 64 << 20

// files reads what site.yaml names to be published as it is. Pages and what is
// said about pictures are never among it, nor what carries anything besides itself,
// nor what shows somebody: nobody asks for consent to it.
func files(fsys fs.FS, named []page.File, problems *[]diag.Problem) []page.File {
	var out []page.File
	for _, f := range named {
		refuse := func(code, message, fix string) {
			*problems = append(*problems, diag.Problem{Code: code, Place: f.At, Message: message, Fix: fix})
		}
		if !mayBeNamed(f.Path) {
			refuse("files", "'files' names something that cannot be published as it is.", "Name files in content/ that are no pages, for example favicon.ico.")
			continue
		}
		name := path.Join("content", f.Path)
		info, err := fs.Stat(fsys, name)
		if err != nil || !nolink.File(fsys, name) || info.Size() > maxFile {
			// What is not there may be anybody's name, and is not said.
			refuse("files", "'files' names a file that is not in content/, is too large, or cannot be read.", "Put the file there, at most 64 MB, or mend its name in site.yaml. Capitals count.")
			continue
		}
		if f.Bytes, err = fs.ReadFile(fsys, name); err != nil {
			refuse("files", fmt.Sprintf("'files' names %s, which cannot be read.", name), "Look at who may read the file.")
			continue
		}
		var found clean.Found
		if err := work.Safely(func() error { found = clean.Look(name, f.Bytes); return nil }); err != nil {
			*problems = append(*problems, ProgramFault(name, err))
			continue
		}
		switch {
		case found.Problem != nil && found.Itself:
			refuse("file-unreadable", fmt.Sprintf("%s, which 'files' names, is not published, since nobody can look into it. ", name)+found.Problem.Message, found.Problem.Fix)
		case found.Problem != nil:
			refuse("file-format", fmt.Sprintf("%s, which 'files' names, is not published. ", name)+found.Problem.Message, found.Problem.Fix)
		case len(found.Carries) > 0:
			refuse("file-carries", fmt.Sprintf("%s, which 'files' names, is not published, since it carries more than itself: %s.", name, strings.Join(found.Carries, "; ")),
				fmt.Sprintf("Type 'goldenthread pictures --clean %s', and look at the file.", quoted(name)))
		case showsPeople(fsys, name, found.Itself):
			refuse("file-people", fmt.Sprintf("%s, which 'files' names, is not published, since the pictures.yaml beside it says that somebody is in it, or cannot be relied on.", name),
				"What 'files' names is published without anybody's consent. Show it on a page instead, or mend pictures.yaml; else take it out of 'files'.")
		default:
			out = append(out, f)
		}
	}
	return out
}

// mayBeNamed says whether 'files' may name a path within content/: no page, nor what
// an editor keeps beside one, nothing hidden, and nothing that the program writes.
func mayBeNamed(file string) bool {
	base := strings.ToLower(path.Base(file))
	page := path.Ext(base) == ".md" || strings.Contains(base, ".md.") || strings.HasPrefix(base, "pictures.y")
	hidden := strings.HasPrefix(file, ".") || strings.Contains(file, "/.")
	return fs.ValidPath(file) && !page && !hidden && !strings.EqualFold(file, "published.json")
}

// showsPeople says whether what stands beside a file names people who are in it.
// Where nobody can rely on that, any picture, recording or PDF (itself) may show
// somebody.
func showsPeople(fsys fs.FS, name string, itself bool) bool {
	dir := path.Dir(name)
	beside, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return itself
	}
	for _, entry := range beside {
		file := path.Join(dir, entry.Name())
		if !isNotes(entry.Name()) {
			continue
		}
		notes := folder{uncertain: true}
		if entry.Name() == "pictures.yaml" && entry.Type().IsRegular() {
			if src, bad, err := readText(fsys, file); err == nil && bad == nil {
				notes, _ = pictureNotes(file, src)
			}
		}
		_, own := notes.own[path.Base(name)]
		said := notes.picture(name)
		if (own || itself) && (said.Uncertain || said.People.Said == page.SaidList) {
			return true
		}
	}
	return false
}

// quoted is a path as a shell takes it.
func quoted(name string) string {
	if strings.ContainsAny(name, " '\"$&()*;<>?[]`{|}~!\\") {
		return `"` + strings.NewReplacer(`"`, `\"`, "$", `\$`, "`", "\\`", `\`, `\\`).Replace(name) + `"`
	}
	return name
}
