package amend

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"goldenthread/generator/read"
	"goldenthread/generator/strict"
)

// PageChange says what to change in a page's file.
type PageChange struct {
	// Link gives what an address in the file becomes; the same for one that stays.
	Link func(address string) string
	// Week and NewWeek are the week that the page names, and its new name.
	Week, NewWeek string
	// Add and Drop are addresses to put into `old_urls` and to take out.
	Add, Drop []string
}

// Page changes a page's file: addresses in its text and keys, and nothing else
// of its bytes. It gives the changed text and how many addresses it changed. With
// ErrNoText the keys are changed all the same.
func Page(file string, src []byte, c PageChange) (out []byte, changed int, err error) {
	front, keys, body, ok := parts(string(src))
	if !ok {
		return src, 0, ErrNoText
	}
	keys, inKeys, err := frontMatter(file, keys, c)
	if err != nil {
		return src, 0, err
	}
	text, changed, err := links(file, body, c.Link)
	if err != nil && !errors.Is(err, ErrNoText) {
		bad := new(LinkError)
		if errors.As(err, &bad) {
			bad.Line += strings.Count(front+keys, "\n")
		}
		return src, 0, err
	}
	return []byte(front + keys + text), changed + inKeys, err
}

// parts gives the first line of a page's file, its keys, and the rest, from the
// closing line on.
func parts(src string) (front, keys, body string, ok bool) {
	at := 0
	for n, line := range lineEnds.FindAllString(src, -1) {
		if n == 0 {
			front = line
		} else if strings.TrimRight(line, " \r\n") == "---" {
			return front, src[len(front):at], src[at:], true
		}
		at += len(line)
	}
	return "", "", "", false
}

// frontMatter changes the keys of a page.
func frontMatter(file, src string, c PageChange) (string, int, error) {
	s := newSheet([]byte(src))
	if !s.reread(file) {
		return src, 0, nil // it cannot be read, and is withheld until it is mended
	}
	want, ok := s.value.Plain().(map[string]any)
	if !ok {
		return src, 0, nil
	}
	var patches []patch
	changed := 0
	swap := func(v strict.Value, in map[string]any, key, new string) {
		if old, is := in[key].(string); is && old != new {
			patches = append(patches, at(v.Get(key), new))
			in[key] = new
			changed++
		}
	}
	if old, is := want["cover"].(string); is && old != "" {
		swap(s.value, want, "cover", c.Link(old))
	}
	events, _ := want["events"].([]any)
	for i, e := range s.value.Get("events").Items() {
		if in, is := events[i].(map[string]any); is {
			if old, is := in["url"].(string); is && old != "" {
				swap(e, in, "url", c.Link(old))
			}
		}
	}
	if c.NewWeek != "" && want["week"] == c.Week {
		swap(s.value, want, "week", c.NewWeek)
	}
	if !s.apply(patches) || !s.reread(file) {
		return src, 0, ErrNotMeant
	}
	if len(c.Add)+len(c.Drop) > 0 && !s.oldURLs(file, want, c) {
		return src, 0, ErrNotMeant
	}
	if s.reread(file); !reflect.DeepEqual(s.value.Plain(), any(want)) {
		return src, 0, ErrNotMeant
	}
	return string(s.bytes()), changed, nil
}

// oldURLs puts addresses into `old_urls` and takes others out, in what is
// written and in what is wanted.
func (s *sheet) oldURLs(file string, want map[string]any, c PageChange) bool {
	list, _ := want["old_urls"].([]any)
	list = slices.Clone(list)
	add := slices.DeleteFunc(slices.Clone(c.Add), func(a string) bool { return slices.Contains(list, any(a)) })
	had := s.value.Get("old_urls")
	if had.Flow() && len(list) > 0 { // what is added stands first there
		slices.Reverse(add)
	}
	if had.Empty() && len(add) > 0 && want["old_urls"] == nil {
		s.insert(len(s.lines), "old_urls: ["+strings.Join(add, ", ")+"]")
		for _, a := range add {
			list = append(list, a)
		}
		add = nil
	}
	for _, a := range add {
		list = slices.Insert(list, s.add("old_urls", "- "+a, ""), any(a))
		if !s.reread(file) {
			return false
		}
	}
	if !s.reread(file) {
		return false
	}
	for _, drop := range c.Drop {
		for i := slices.Index(list, any(drop)); i >= 0; i = slices.Index(list, any(drop)) {
			list = slices.Delete(list, i, i+1)
			if !s.drop(s.value.Get("old_urls"), i, drop) || !s.reread(file) {
				return false
			}
		}
	}
	if _, had := want["old_urls"]; had || len(list) > 0 {
		want["old_urls"] = list
	}
	return true
}

// reread reads the lines as they are now; false when they are no YAML.
func (s *sheet) reread(file string) bool {
	text, bad := read.Text(file, s.bytes())
	if bad != nil {
		return false
	}
	value, log := strict.Parse(file, text, 0)
	if log.Failed() {
		return false
	}
	s.value = value
	return true
}

// Settings changes site.yaml: the menu's pages, and addresses of the site's own.
func Settings(src []byte, from, to string, link func(string) string) (out []byte, changed int, err error) {
	s := newSheet(src)
	if !s.reread("site.yaml") {
		return src, 0, ErrUnreadable
	}
	want, ok := s.value.Plain().(map[string]any)
	if !ok {
		return src, 0, ErrNotMeant
	}
	var patches []patch
	menu, _ := want["menu"].([]any)
	for i, item := range s.value.Get("menu").Items() {
		if menu[i] == from {
			patches = append(patches, at(item, to))
			menu[i] = to
		}
	}
	address := func(v strict.Value, in any, key string) {
		m, _ := in.(map[string]any)
		if old, is := m[key].(string); is && old != "" && link(old) != old {
			patches = append(patches, at(v.Get(key), link(old)))
			m[key] = link(old)
		}
	}
	address(s.value, want, "exit_to")
	address(s.value.Get("organisation"), want["organisation"], "privacy_notice")
	help, _ := want["help"].([]any)
	for i, v := range s.value.Get("help").Items() {
		address(v, help[i], "url")
	}
	if len(patches) == 0 {
		return src, 0, nil
	}
	if !s.apply(patches) || !s.reread("site.yaml") || !reflect.DeepEqual(s.value.Plain(), any(want)) {
		return src, 0, fmt.Errorf("site.yaml: %w", ErrNotMeant)
	}
	return s.asBefore(src), len(patches), nil
}
