package amend

import (
	"reflect"
	"strings"

	"goldenthread/generator/strict"
)

// UseTheme makes site.yaml name a theme. Where no `theme` stands in it, a line is
// added at its end.
func UseTheme(src []byte, name string) ([]byte, error) {
	before, log := strict.Parse("site.yaml", src, 0)
	want, ok := before.Plain().(map[string]any)
	if !ok || log.Failed() {
		return nil, ErrNotMeant
	}
	want["theme"] = name
	s := newSheet(src)
	old := before.Get("theme")
	if old.Empty() {
		s.insert(len(s.lines), "theme: "+name)
	} else {
		line, column := old.At()
		start, rest := s.cut(line, column)
		written := rest
		if end := strings.IndexAny(rest, ",} \t\r\n"); end >= 0 {
			written = rest[:end]
		}
		s.lines[line-1] = start + name + strings.TrimPrefix(rest, written)
	}
	after, log := strict.Parse("site.yaml", s.bytes(), 0)
	if log.Failed() || !reflect.DeepEqual(after.Plain(), any(want)) {
		return nil, ErrNotMeant
	}
	return s.bytes(), nil
}
