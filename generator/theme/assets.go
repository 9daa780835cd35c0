package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"goldenthread/generator/plan"
)

// errNoAsset is for a layout that asks for an asset by a name that none has.
var errNoAsset = errors.New("no such asset")

// fingerprint gives each asset the name under which it is published, with a
// part of the SHA-256 of its bytes, so that a changed one is never mistaken
// for the old one by a cache. Style sheets, scripts and drawings are minified. names maps what layouts write (style.css) to
// what is published (assets/style.1f2e3d4c.css).
func fingerprint(files map[string][]byte) (assets []plan.Asset, names map[string]string) {
	names = map[string]string{}
	add := func(file string, src []byte) {
		sum := sha256.Sum256(src)
		ext := path.Ext(file)
		published := strings.TrimSuffix(file, ext) + "." + hex.EncodeToString(sum[:4]) + ext
		names[strings.TrimPrefix(file, "assets/")] = published
		assets = append(assets, plan.Asset{Path: published, Bytes: src})
	}
	// Style sheets come last, since they may show other assets.
	var sheets []string
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(file) == ".css" {
			sheets = append(sheets, file)
			continue
		}
		add(file, minified(file, files[file]))
	}
	for _, file := range sheets {
		add(file, followed(file, minified(file, files[file]), names))
	}
	slices.SortFunc(assets, func(a, b plan.Asset) int { return strings.Compare(a.Path, b.Path) })
	return assets, names
}

// followed gives a style sheet whose url(…) of other assets lead to the names
// under which those are published.
func followed(file string, src []byte, names map[string]string) []byte {
	url := regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)
	return url.ReplaceAllFunc(src, func(whole []byte) []byte {
		link := string(url.FindSubmatch(whole)[1])
		target := path.Join(path.Dir(file), link)
		published, ok := names[strings.TrimPrefix(target, "assets/")]
		if !ok {
			return whole
		}
		return []byte(`url("` + path.Join(path.Dir(link), path.Base(published)) + `")`)
	})
}
