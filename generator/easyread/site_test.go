package easyread_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/easyread"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

const (
	settings = "title: Voices\nbase_url: https://www.example.org/\nhelp: [{name: A line, phone: 247 365, topics: [housing]}]\n"
	words    = "homeless: {means: You do not have a home., not: [rough sleeper]}\nhostel: A place to stay.\ncommunity: People who live near you.\n"
	story    = "---\ntitle: A story\npeople: [sam]\ndate: 2026-06-01\n---\nWords.\n"
	// front is what stands above the text of an easy-read version.
	front   = "---\ntitle: A story\ntested_with: {group: Tuesday group, on: 2026-06-10}\n---\n"
	picture = "![A red bus](/pictures/bus.svg)\n"
	easy    = "content/stories/a.easy-read.md"
)

// site gives the files of a site whose only story has this easy-read version.
func site(text string) map[string]string {
	return map[string]string{"site.yaml": settings, "words.yaml": words, "content/stories/a.md": story, easy: text, "content/pictures/bus.svg": "<svg/>",
		"content/pictures/red-bus.svg": "<svg/>", "content/pictures/pictures.yaml": "red-bus.svg: {alt: A red bus, tags: [night bus, support worker]}\n"}
}

// advice reads a site and gives the advice on it.
func advice(t testing.TB, files map[string]string, changed func(string) page.Day) []diag.Problem {
	t.Helper()
	src := source(t, files)
	for _, p := range src.Pages {
		for _, v := range p.Versions() {
			if v.Fault != nil {
				t.Fatalf("%s: %s", v.Fault.Place, v.Fault.Message)
			}
		}
	}
	return diag.Sort(easyread.Source(src, changed))
}

// source reads a site.
func source(t testing.TB, files map[string]string) *page.Source {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	src, err := read.FS(context.Background(), fsys, nil)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// marks takes the marks ¦ out of a text, and gives their places.
func marks(file, text string) (plain string, at []string) {
	for {
		before, after, found := strings.Cut(text, "¦")
		if !found {
			return text, at
		}
		line := before[strings.LastIndexByte(before, '\n')+1:]
		at = append(at, fmt.Sprintf("%s:%d:%d", file, 1+strings.Count(before, "\n"), 1+utf8.RuneCountInString(line)))
		text = before + after
	}
}

func places(problems []diag.Problem, code string) []string {
	var at []string
	for _, p := range problems {
		if p.Code == code {
			at = append(at, p.Place.String())
		}
	}
	return at
}

func codes(problems []diag.Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%s %s %s", p.Place, p.Severity, p.Code))
	}
	return out
}
