package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/read"
)

// ThemeFile is a file of the theme in use, by its path within the theme.
type ThemeFile struct {
	File string `json:"file"`
	Own  bool   `json:"own"` // the site's; else the default's
}

// ThemeFiles lists the files of the theme in use, those of the site over the
// default's.
func ThemeFiles(site, name string, builtin fs.FS) ([]ThemeFile, error) {
	files, err := themeFiles(builtin)
	if err != nil {
		return nil, err
	}
	var list []ThemeFile
	for _, f := range files {
		list = append(list, ThemeFile{File: f})
	}
	if name == "default" {
		return list, nil
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	folder := path.Join("themes", name)
	if !fs.ValidPath(name) || nolink.Folder(root.FS(), folder) != nil {
		return nil, &NameError{fmt.Sprintf("site.yaml names the theme %s, and there is no folder themes/%s.", name, name)}
	}
	theme, err := fs.Sub(root.FS(), folder)
	if err != nil {
		return nil, err
	}
	own, err := themeFiles(theme)
	if err != nil {
		return nil, err
	}
	for _, f := range own {
		if i := slices.Index(files, f); i >= 0 {
			list[i].Own = true
		} else {
			list = append(list, ThemeFile{File: f, Own: true})
		}
	}
	slices.SortFunc(list, func(a, b ThemeFile) int { return strings.Compare(a.File, b.File) })
	return list, nil
}

func themeFiles(theme fs.FS) ([]string, error) {
	var files []string
	for _, folder := range []string{"assets", "i18n", "layouts"} {
		if nolink.Folder(theme, folder) != nil {
			continue
		}
		err := fs.WalkDir(theme, folder, func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// CopyTheme copies files of the default theme into the site's theme of that name,
// and gives what it wrote. Files are meant as people name them: page, page.html,
// layouts/page.html. It writes nothing where one of them is unknown or is there
// already.
func CopyTheme(site, name string, builtin fs.FS, meant []string) ([]string, error) {
	if why := read.NameFault(name); why != "" || name == "default" || name == "" {
		return nil, &NameError{"Name your theme with lower-case letters, digits and hyphens, and not 'default'."}
	}
	known, err := themeFiles(builtin)
	if err != nil {
		return nil, err
	}
	folder := path.Join("themes", name)
	var files []string
	for _, m := range meant {
		file, err := themeFile(m, known)
		if err != nil {
			return nil, err
		}
		if err := noFolder(site, path.Join(folder, file)); err != nil {
			return nil, err
		}
		if exists(site, path.Join(folder, file)) {
			return nil, &NameError{fmt.Sprintf("%s/%s is there already; nothing was changed.", folder, file)}
		}
		if !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	var written []string
	if about := path.Join(folder, "theme.yaml"); !exists(site, about) {
		if err := write(site, about, fmt.Sprintf("name: %q\nextends: default   # every file that is not here is the default theme's\n", name)); err != nil {
			return written, err
		}
		written = append(written, about)
	}
	for _, file := range files {
		text, err := fs.ReadFile(builtin, file)
		if err != nil {
			return written, err
		}
		to := path.Join(folder, file)
		if err := write(site, to, string(text)); err != nil {
			return written, err
		}
		written = append(written, to)
	}
	return written, nil
}

// noFolder gives an error where something other than a folder stands above a file of
// the site: a link would have us write elsewhere.
func noFolder(site, file string) error {
	root, err := os.OpenRoot(site)
	if err != nil {
		return err
	}
	defer root.Close()
	dir := ""
	for name := range strings.SplitSeq(path.Dir(file), "/") {
		dir = path.Join(dir, name)
		switch err := nolink.Folder(root.FS(), dir); {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return &NameError{fmt.Sprintf("%s is a file or a symbolic link, and must be a folder; nothing was changed.", dir)}
		}
	}
	return nil
}

// themeFile finds the file that is meant. A bare name is a layout's, where there is
// one: the search has a layout and a script.
func themeFile(meant string, known []string) (string, error) {
	if layout := path.Join("layouts", meant+".html"); slices.Contains(known, layout) {
		return layout, nil
	}
	var names []string
	for _, k := range known {
		base := path.Base(k)
		bare := strings.TrimSuffix(base, path.Ext(base))
		if meant == k || meant == base || meant == bare {
			return k, nil
		}
		names = append(names, k, base, bare)
	}
	near := diag.Suggest(meant, names)
	if near != "" {
		return "", &NameError{fmt.Sprintf("The default theme has no such file; did you mean %s?", near)}
	}
	return "", &NameError{"The default theme has no such file; 'goldenthread theme' lists them."}
}
