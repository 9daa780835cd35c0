// Package theme: an output -> bytes, through html/template.
//
// A theme is a folder: theme.yaml, layouts/*.html, assets/, i18n/LANG.yaml. The
// default one is built into the program; a site's own lies over it, file by
// file. Whatever of a site's own theme is broken is reported and the default's
// used in its place, so a mistake in a theme never delays a withdrawal.
//
// It renders the plain page data that it is given and decides nothing about
// consent. It writes no script, no inline style and no address of a third
// party that is not in the data.
package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"sync"

	"goldenthread/generator/diag"
	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// Theme renders sheets. It is safe for concurrent use.
type Theme struct {
	frame  *page.Frame
	words  *words
	menu   []page.Anchor // the frame's, each with words
	assets []plan.Asset
	texts  []string // its own, as Texts gives them
	style  markdown.Style
	own    *set // nil where the built-in is used as it is
	plain  *set // the built-in layouts
	folder string
	// ownDesign says that a layout or an asset in use is the site's own.
	ownDesign bool
	spare     sync.Pool // of *bytes.Buffer

	mutex    sync.Mutex
	problems []diag.Problem
}

// Load reads the theme `name` from the site's themes/ folder, file by file over
// the built-in one: site is the site's folder, builtin the built-in theme's.
// "default", or no name, is the built-in as it is. frame is what stands around
// every sheet that will be rendered; it is read now, and not to be changed.
//
// What cannot be read of the site's theme is a problem, and the default's own
// is used instead. There is an error only where the built-in itself is broken.
func Load(site fs.FS, name string, builtin fs.FS, frame *page.Frame) (*Theme, []diag.Problem, error) {
	l := &loader{builtin: builtin}
	l.open(site, name)
	l.readAbout()

	t := &Theme{frame: frame, folder: l.folder}
	t.spare.New = func() any { return new(bytes.Buffer) }
	var err error
	if t.words, err = l.words(frame.Language); err != nil {
		return nil, nil, err
	}
	for _, m := range frame.Menu {
		t.menu = append(t.menu, t.labelled(m))
	}
	files, err := l.assets()
	if err != nil {
		return nil, nil, err
	}
	var names map[string]string
	t.assets, names = fingerprint(files)
	t.style = t.words.style(frame)

	funcs := t.funcs(names)
	texts, err := l.builtinLayouts()
	if err != nil {
		return nil, nil, err
	}
	var broken *fault
	if t.plain, broken = t.build(texts, funcs); broken != nil {
		return nil, nil, fmt.Errorf("the built-in theme: %w", broken)
	}
	t.own = l.ownLayouts(texts, func(texts map[string]string) (*set, *fault) { return t.build(texts, funcs) })
	t.ownDesign = t.own != nil || l.ownAssets
	t.texts = l.texts(t.words, t.assets)
	return t, diag.Sort(l.problems), nil
}

// Texts gives the theme's own words and markup, in pieces: all of its layouts,
// i18n files and assets. What a layout puts together at the moment is not among
// them.
func (t *Theme) Texts() []string { return t.texts }

// Frame is what stands around every sheet, as Load was given it. It is not to be changed.
func (t *Theme) Frame() *page.Frame { return t.frame }

// Assets gives the theme's files, sorted by path. Their names hold a part of
// the SHA-256 of their bytes: assets/style.1f2e3d4c.css.
func (t *Theme) Assets() []plan.Asset { return t.assets }

// Problems gives what went wrong so far in a site's own layouts while sheets
// were rendered, each once, sorted. The sheets themselves are complete: they
// were made with the default's layouts.
func (t *Theme) Problems() []diag.Problem {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.problems = diag.Sort(t.problems)
	return append([]diag.Problem(nil), t.problems...)
}

// Render gives the HTML of a sheet. Where the site's own layout fails, the
// default's is used for this sheet. The error is for a layout that no theme
// has or a built-in layout that fails; it holds no words of the sheet.
func (t *Theme) Render(s *page.Sheet) ([]byte, error) {
	d := t.data(s)
	buf := t.spare.Get().(*bytes.Buffer)
	defer t.spare.Put(buf)
	if t.own != nil {
		buf.Reset()
		// Every sheet tries the site's own layout, whatever became of others:
		// what a sheet looks like must not depend on the order of rendering.
		broken := t.own.render(buf, d)
		if broken == nil {
			return bytes.Clone(buf.Bytes()), nil
		}
		t.report(broken)
	}
	buf.Reset()
	if broken := t.plain.render(buf, d); broken != nil {
		return nil, fmt.Errorf("the theme: %w", broken)
	}
	return bytes.Clone(buf.Bytes()), nil
}

func (t *Theme) report(f *fault) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	p := f.problem(t.folder)
	for _, known := range t.problems {
		if known == p {
			return
		}
	}
	t.problems = append(t.problems, p)
}

// funcs are what layouts can call. None of them can reach anything but its
// arguments, the frame, the theme's words and the names of its assets.
func (t *Theme) funcs(assets map[string]string) template.FuncMap {
	base := trimSlash(t.frame.BaseURL)
	return template.FuncMap{
		"t":       t.words.say,
		"date":    t.words.day,
		"days":    t.words.days,
		"moments": t.words.moments,
		"commas":  commas,
		"state":   func(starts, ends page.Day) string { return state(starts, ends, t.frame.Today) },
		// picture is one beside words, which say what it shows.
		"picture": func(all []page.Rendition) template.HTML {
			return template.HTML(t.style.Picture(all, "", markdown.SmallSizes, true))
		},
		"url":    func(address string) string { return withPrefix(t.frame.Prefix, address) },
		"abs":    func(address string) string { return base + page.Escaped(address) },
		"lang":   lang,
		"tel":    func(number string) template.URL { return template.URL(markdown.Tel(number)) },
		"number": markdown.Unbroken,
		"first":  func(n int, events []page.Event) []page.Event { return events[:min(n, len(events))] },
		"asset": func(name string) (string, error) {
			if path, ok := assets[name]; ok {
				return t.frame.Prefix + "/" + path, nil
			}
			return "", errNoAsset
		},
	}
}

// withPrefix puts the prefix before an address within the site; every other
// address stays as it is.
func withPrefix(prefix, address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return prefix + page.Escaped(address)
	}
	return address
}

func trimSlash(s string) string { return strings.TrimSuffix(s, "/") }
