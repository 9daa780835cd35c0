package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/strict"
)

// loader reads a theme's files, those of the site over the built-in ones.
type loader struct {
	builtin  fs.FS
	site     fs.FS  // the folder of the site's own theme; nil where there is none
	folder   string // themes/NAME
	problems []diag.Problem
	layouts  []string // the texts of all layouts, the site's and the built-in ones
	// ownAssets says that some asset is the site's own.
	ownAssets bool
}

func (l *loader) fail(code, file, message, fix string) {
	l.problems = append(l.problems, diag.Problem{Code: code, Place: diag.Place{File: file}, Message: message, Fix: fix})
}

// open finds the folder of the site's own theme.
func (l *loader) open(site fs.FS, name string) {
	if name == "" || name == "default" {
		return
	}
	l.folder = path.Join("themes", name)
	if fs.ValidPath(name) && name != "." && !strings.Contains(name, "/") {
		if err := nolink.Folder(site, l.folder); err == nil {
			if l.site, err = fs.Sub(site, l.folder); err == nil {
				return
			}
		}
	}
	l.site = nil
	place := diag.Place{File: "site.yaml"}
	if src, err := fs.ReadFile(site, place.File); err == nil {
		settings, _ := strict.Parse(place.File, src, 0)
		place.Line, place.Column = settings.Get("theme").At()
	}
	l.problems = append(l.problems, diag.Problem{Code: "theme-missing", Place: place,
		Message: "'theme' names a theme that has no folder in themes/, so the default theme is used.",
		Fix:     "Write the name of a folder in themes/, or 'theme: default'."})
}

// readAbout reads theme.yaml of the site's theme, which may be left out.
func (l *loader) readAbout() {
	if l.site == nil {
		return
	}
	file := path.Join(l.folder, "theme.yaml")
	src, err := l.ownFile("theme.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.fail("theme-layout", file, "This file cannot be opened.", "Look at who may read it.")
		return
	}
	v, log := strict.Parse(file, src, 0)
	about := v.Map("a theme", "name", "description", "extends")
	about.String("name")
	about.String("description")
	about.Choice("extends", "default")
	l.take(log, "theme-layout")
}

// take adds the problems of a YAML file, and says whether there are any.
func (l *loader) take(log *strict.Log, code string) bool {
	for _, p := range log.Problems {
		p.Code = code
		l.problems = append(l.problems, p)
	}
	return len(log.Problems) > 0
}

// builtinLayouts gives the text of every built-in layout.
func (l *loader) builtinLayouts() (map[string]string, error) {
	texts := map[string]string{}
	files, err := l.read(l.builtin, "layouts", false)
	if err != nil {
		return nil, err
	}
	for file, src := range files {
		texts[strings.TrimPrefix(file, "layouts/")] = string(src)
		l.layouts = append(l.layouts, string(src))
	}
	return texts, nil
}

// ownLayouts lays the site's layouts over the built-in ones, without those
// that cannot be used. It gives nil where none is left.
func (l *loader) ownLayouts(builtin map[string]string, build func(map[string]string) (*set, *fault)) *set {
	if l.site == nil {
		return nil
	}
	own := map[string]string{}
	for file, src := range l.ownFiles("layouts") {
		if name := strings.TrimPrefix(file, "layouts/"); path.Ext(name) == ".html" {
			own[name] = string(src)
			l.layouts = append(l.layouts, string(src))
		}
	}
	for len(own) > 0 {
		texts := maps.Clone(builtin)
		maps.Copy(texts, own)
		s, broken := build(texts)
		if broken == nil {
			return s
		}
		l.leaveOut(own, broken)
	}
	return nil
}

// leaveOut takes the layout out of own that a fault is to be blamed on: the
// one that it names; else the layout that was to be used, where a built-in part
// of it fails; else, where only built-in files are named, all of them.
func (l *loader) leaveOut(own map[string]string, broken *fault) {
	for _, file := range []string{broken.file, broken.layout} {
		if _, ok := own[file]; ok {
			if file != broken.file {
				broken = &fault{file: file, err: broken.err}
			}
			l.problems = append(l.problems, broken.problem(l.folder))
			delete(own, file)
			return
		}
	}
	for _, file := range slices.Sorted(maps.Keys(own)) {
		l.problems = append(l.problems, (&fault{file: file, err: broken.err}).problem(l.folder))
	}
	clear(own)
}

// ownFile reads one file of the site's theme. A symbolic link is not followed:
// it could lead to a record.
func (l *loader) ownFile(name string) ([]byte, error) {
	if _, err := fs.Lstat(l.site, name); err == nil && !nolink.File(l.site, name) {
		return nil, fs.ErrPermission
	}
	return fs.ReadFile(l.site, name)
}

// isAsset says whether a file of assets/ may be published, by its ending.
func isAsset(file string) bool {
	switch path.Ext(file) {
	case ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2", ".txt":
		return true
	}
	return false
}

// assets gives the files below assets/, the site's over the built-in ones, by their
// paths within the theme.
func (l *loader) assets() (map[string][]byte, error) {
	files, err := l.read(l.builtin, "assets", false)
	if err != nil {
		return nil, err
	}
	if l.site != nil {
		own := l.ownFiles("assets")
		l.ownAssets = len(own) > 0
		maps.Copy(files, own)
	}
	return files, nil
}

// ownFiles gives the files below a folder of the site's theme. It has none where it
// is no folder itself, but a symbolic link, say.
func (l *loader) ownFiles(folder string) map[string][]byte {
	err := nolink.Folder(l.site, folder)
	if err == nil {
		files, _ := l.read(l.site, folder, true)
		return files
	}
	if !errors.Is(err, fs.ErrNotExist) {
		l.fail("theme-layout", path.Join(l.folder, folder), "This is a file or a symbolic link, which is not followed, so the default theme's own is used.", "Put the folder itself here.")
	}
	return nil
}

// read gives the files below a folder of one theme. Files that begin with a
// dot are passed over, and no symbolic link is followed. A file that cannot be read is a
// problem where the theme is the site's own, else an error.
func (l *loader) read(theme fs.FS, folder string, own bool) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(theme, folder, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		var src []byte
		if err == nil {
			if !entry.Type().IsRegular() {
				if own && !entry.IsDir() {
					l.fail("theme-layout", path.Join(l.folder, file), "This is a symbolic link, which is not followed, so the default theme's own is used.", "Put the file itself here.")
				}
				return nil
			}
			if folder == "assets" && !isAsset(file) {
				l.fail("theme-layout", path.Join(l.folder, file), "A theme's assets are styles, scripts, pictures and fonts; this is none, so it is not published.", "Take it out, or name it under 'files' in site.yaml.")
				return nil
			}
			src, err = fs.ReadFile(theme, file)
		}
		switch {
		case err == nil:
			files[file] = src
		case !own:
			return fmt.Errorf("the built-in theme: %w", err)
		case file != folder || !errors.Is(err, fs.ErrNotExist):
			l.fail("theme-layout", path.Join(l.folder, file), "This cannot be opened, so the default theme's own is used.", "Look at who may read it.")
		}
		return nil
	})
	return files, err
}
