package read

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

func siteOf(t *testing.T, dir string) (page.Site, []diag.Problem, error) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	return Site(root)
}

func TestSiteDefaults(t *testing.T) {
	s, problems, err := siteOf(t, siteWith(t, nil))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if s.Title != "T" || s.BaseURL != "https://www.example.org/" || s.Language != "en-GB" || s.Location.String() != "Europe/London" || s.Theme != "default" ||
		s.Unnamed != "Someone with lived experience" || s.ExitTo != "https://www.bbc.co.uk/weather" {
		t.Errorf("got %+v", s)
	}
	c := s.Consent
	if !c.Approval.All || !slices.Equal(c.PeopleRequired.Names, []string{"stories"}) || c.PeopleRequired.All || c.Longest != (page.Period{Years: 2}) {
		t.Errorf("the rules of consent: got %+v, want approval everywhere, people required in stories, two years", c)
	}
	if s.Menu != nil || s.Help != nil || s.Files != nil || s.Host != nil || s.Forms != nil || s.Words != nil {
		t.Errorf("something is there that nobody wrote: %+v", s)
	}
}

func TestEveryKeyOfSite(t *testing.T) {
	s, problems, err := siteOf(t, siteWith(t, map[string]string{"content/favicon.ico": "icon", "content/a/x.txt": "text", "words.yaml": "hostel: A place to sleep.\nplan: {means: What we will do., not: [scheme, care pathway]}\n", "site.yaml": `
title: Voices
base_url: https://www.example.org/voices
language: cy
timezone: Asia/Tokyo
description: Stories
theme: our-own
organisation: {name: Us, email: us@example.org, privacy_notice: /privacy/}
menu: [stories, about]
unnamed: Somebody
exit_to: https://example.com/
help:
  - {name: Samaritans, phone: "116 123", url: "https://www.samaritans.org/", topics: [suicide]}
  - name: Shelter
consent: {approval: [stories, blog], people_required: [], longest: 18m}
files: [favicon.ico, a/x.txt]
host: [netlify, cloudflare, github, gitlab, s3, nginx, apache]
forms:
  web-story: {uses: {words: yes, name: shown-as, picture: no}, channels: [web, feed], until: 2y}
  Paper form B: {channels: all}
`}))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for what, ok := range map[string]bool{
		"title": s.Title == "Voices", "base_url": s.BaseURL == "https://www.example.org/voices/", "language": s.Language == "cy",
		"timezone": s.Location.String() == "Asia/Tokyo", "description": s.Description == "Stories", "theme": s.Theme == "our-own",
		"organisation": s.Organisation == page.Organisation{Name: "Us", Email: "us@example.org", PrivacyNotice: "/privacy/"},
		"menu":         slices.Equal(s.Menu, []string{"stories", "about"}), "unnamed": s.Unnamed == "Somebody", "exit_to": s.ExitTo == "https://example.com/",
		"help":            len(s.Help) == 2 && s.Help[0].Phone == "116 123" && s.Help[0].Topics[0] == "suicide" && s.Help[1].Name == "Shelter",
		"approval":        !s.Consent.Approval.All && slices.Equal(s.Consent.Approval.Names, []string{"stories", "blog"}),
		"people_required": !s.Consent.PeopleRequired.All && len(s.Consent.PeopleRequired.Names) == 0,
		"longest":         s.Consent.Longest == page.Period{Months: 18},
		"files":           len(s.Files) == 2 && s.Files[0].Path == "favicon.ico" && string(s.Files[0].Bytes) == "icon" && string(s.Files[1].Bytes) == "text",
		"host":            len(s.Host) == 7,
		"words":           len(s.Words) == 2 && s.Words[0] == page.Word{Word: "hostel", Meaning: "A place to sleep.", Line: 1} && s.Words[1].Meaning == "What we will do.",
		"words' others":   slices.Equal(s.Avoid, []string{"scheme", "care pathway"}),
	} {
		if !ok {
			t.Errorf("%s is not what was written", what)
		}
	}
	want := page.Form{Name: "web-story", Uses: page.Uses{page.Yes, page.ShownAs, page.No}, Channels: page.Web | page.Feed, Until: page.Period{Years: 2}}
	if len(s.Forms) != 2 || s.Forms[0] != want || s.Forms[1].Name != "Paper form B" || s.Forms[1].Channels != page.AllChannels {
		t.Errorf("forms: got %+v, want %+v first", s.Forms, want)
	}
}

func TestWaysOfWritingSite(t *testing.T) {
	for line, ok := range map[string]func(s page.Site) bool{
		"consent: {approval: all}":  func(s page.Site) bool { return s.Consent.Approval.All },
		"consent: {approval: none}": func(s page.Site) bool { return !s.Consent.Approval.All && s.Consent.Approval.Names == nil },
		"consent: {approval: [stories]}": func(s page.Site) bool {
			return s.Consent.PeopleRequired.Names[0] == "stories" && s.Consent.Longest.Years == 2
		},
		"consent: {longest: 90d}": func(s page.Site) bool { return s.Consent.Approval.All && s.Consent.Longest.Days == 90 },
		"consent:": func(s page.Site) bool {
			return s.Consent.Approval.All && s.Consent.PeopleRequired.Names[0] == "stories" && s.Consent.Longest.Years == 2
		},
		"consent:\n  approval:\n  people_required:": func(s page.Site) bool {
			return s.Consent.Approval.All && s.Consent.PeopleRequired.Names[0] == "stories"
		},
		"menu: # [stories]": func(s page.Site) bool { return s.Menu == nil },
		"menu:\nfiles:\nhost:\norganisation:": func(s page.Site) bool {
			return s.Files == nil && s.Host == nil && s.Organisation == page.Organisation{}
		},
		"help:\nforms:":                                    func(s page.Site) bool { return s.Help == nil && s.Forms == nil },
		"help: [{name: a, topics: }]":                      func(s page.Site) bool { return len(s.Help) == 1 && s.Help[0].Topics == nil },
		"forms:\n  a:\n  b:\n    uses:\n    channels:":     func(s page.Site) bool { return len(s.Forms) == 2 && s.Forms[1] == page.Form{Name: "b"} },
		"timezone: UTC":                                    func(s page.Site) bool { return s.Location.String() == "UTC" },
		"language: zh-Hant-TW":                             func(s page.Site) bool { return s.Language == "zh-Hant-TW" },
		"help: []":                                         func(s page.Site) bool { return len(s.Help) == 0 },
		"forms: {}":                                        func(s page.Site) bool { return len(s.Forms) == 0 },
		`description: ""`:                                  func(s page.Site) bool { return s.Description == "" },
		`unnamed: "" # as if it were not there`:            func(s page.Site) bool { return s.Unnamed != "" },
		"menu: [easy-read, weeks/2026]":                    func(s page.Site) bool { return len(s.Menu) == 2 },
		"description: in the encoding UTF-8, naturally: é": nil,
	} {
		s, problems, err := siteOf(t, siteWith(t, map[string]string{"site.yaml": "\xef\xbb\xbf" + strings.ReplaceAll(siteYAML+line+"\n", "\n", "\r\n")}))
		if ok == nil {
			if err == nil {
				t.Errorf("%s: it can be read, with a second colon", line)
			}
			continue
		}
		if err != nil || len(problems) > 0 || !ok(s) {
			t.Errorf("%s: got %+v, %v, %v", line, s, problems, err)
		}
	}
	for url, want := range map[string]string{
		"http://localhost:8080": "http://localhost:8080/", "https://www.example.org//": "https://www.example.org/", "HTTPS://www.example.org/a/b/": "HTTPS://www.example.org/a/b/",
	} {
		s, _, err := siteOf(t, siteWith(t, map[string]string{"site.yaml": "title: T\nbase_url: " + url + "\n"}))
		if err != nil || s.BaseURL != want {
			t.Errorf("base_url %s: got %q, %v, want %q", url, s.BaseURL, err, want)
		}
	}
}

// A mistake in site.yaml stops all: nothing could be decided. ¦ marks its place.
func TestBadSites(t *testing.T) {
	cases := []struct{ reason, text, code, says string }{
		{"no title", "¦base_url: https://a.example/\n", "missing-key", "'title'"},
		{"an empty title", "title: ¦\" \"\nbase_url: https://a.example/\n", "missing-key", "'title'"},
		{"no base_url", "¦title: canary\n", "missing-key", "'base_url'"},
		{"nothing", "¦", "missing-key", "'title'"},
		{"a list", "¦- canary\n", "wrong-type", "Site.yaml"},
		{"another encoding", "title: caf¦\xe9\n", "bad-encoding", "UTF-8"},
		{"no YAML", "title: ¦@canary\n", "", ""},
		{"a misspelt key", siteYAML + "¦titel: canary\n", "unknown-key", "did you mean 'title'?"},
		{"another misspelt key", siteYAML + "¦time_zone: UTC\n", "unknown-key", "did you mean 'timezone'?"},
		{"an unknown key", siteYAML + "¦canary: x\n", "unknown-key", "Known are: title, base_url"},
		{"a key twice", siteYAML + "¦title: canary\n", "duplicate-key", "'title'"},
		{"a title that is a list", "title: ¦[canary]\nbase_url: https://a.example/\n", "wrong-type", ""},
		{"no language", siteYAML + "language: ¦canary language\n", "wrong-value", "en-GB"},
		{"no time zone", siteYAML + "timezone: ¦Canary/Bird\n", "wrong-value", "Europe/London"},
		{"the computer's own time zone", siteYAML + "timezone: ¦Local\n", "wrong-value", ""},
		{"a time zone out of its folder", siteYAML + "timezone: ¦../canary\n", "wrong-value", ""},
		{"a theme out of its folder", siteYAML + "theme: ¦../canary\n", "wrong-value", "themes/"},
		{"a theme in a folder", siteYAML + "theme: ¦a/canary\n", "wrong-value", ""},
		{"a theme that Windows keeps", siteYAML + "theme: ¦con\n", "wrong-value", ""},
		{"an unknown host", siteYAML + "host: ¦[netlify, canary]\n", "wrong-value", "netlify, cloudflare"},
		{"a host as a text", siteYAML + "host: ¦netlify\n", "wrong-type", ""},
		{"a menu as a text", siteYAML + "menu: ¦canary\n", "wrong-type", ""},
		{"files as a text", siteYAML + "files: ¦favicon.ico\n", "wrong-type", ""},
		{"an unknown key of organisation", siteYAML + "organisation: {¦canary: x}\n", "unknown-key", "organisation"},
		{"organisation as a text", siteYAML + "organisation: ¦canary\n", "wrong-type", ""},
		{"help without a name", siteYAML + "help: [¦{phone: canary}]\n", "missing-key", "'name'"},
		{"an unknown key of help", siteYAML + "help: [{name: a, ¦canary: x}]\n", "unknown-key", ""},
		{"help as a map", siteYAML + "help: ¦{name: canary}\n", "wrong-type", ""},
		{"consent as a text", siteYAML + "consent: ¦none\n", "wrong-type", ""},
		{"consent as null", siteYAML + "consent: ¦~\n", "wrong-type", ""},
		{"a menu as null", siteYAML + "menu: ¦null\n", "wrong-type", ""},
		{"a time zone with nothing behind it", siteYAML + "timezone:¦\n", "wrong-type", ""},
		{"longest with nothing behind it", siteYAML + "consent:\n  longest:¦\n", "wrong-type", ""},
		{"a misspelt rule", siteYAML + "consent: {¦aproval: none}\n", "unknown-key", "did you mean 'approval'?"},
		{"approval as another word", siteYAML + "consent: {approval: ¦stories}\n", "wrong-type", ""},
		{"approval in capitals", siteYAML + "consent: {approval: ¦None}\n", "wrong-type", ""},
		{"approval as nothing", siteYAML + "consent: {approval: ¦~}\n", "wrong-type", ""},
		{"approval: no", siteYAML + "consent: {approval: ¦no}\n", "wrong-type", ""},
		{"people_required as a word", siteYAML + "consent: {people_required: ¦none}\n", "wrong-type", ""},
		{"longest as nothing", siteYAML + "consent: {longest: ¦~}\n", "wrong-type", ""},
		{"no time at all", siteYAML + "consent: {longest: ¦0d}\n", "wrong-type", "2y"},
		{"for ever", siteYAML + "consent: {longest: ¦for ever}\n", "wrong-type", "2y"},
		{"forms as a list", siteYAML + "forms: ¦[canary]\n", "wrong-type", ""},
		{"a form as a text", siteYAML + "forms: {canary: ¦x}\n", "wrong-type", ""},
		{"a form twice", siteYAML + "forms:\n  canary: {channels: all}\n  ¦canary: {channels: all}\n", "duplicate-key", ""},
		{"an unknown key of a form", siteYAML + "forms: {a: {¦canary: x}}\n", "unknown-key", ""},
		{"an unknown use in a form", siteYAML + "forms: {a: {uses: {¦canary: yes}}}\n", "unknown-key", ""},
		{"a wrong value in a form", siteYAML + "forms: {a: {uses: {words: ¦canary}}}\n", "wrong-value", ""},
		{"a wrong channel in a form", siteYAML + "forms: {a: {channels: ¦[canary]}}\n", "wrong-value", ""},
		{"until as a day in a form", siteYAML + "forms: {a: {until: ¦2028-01-01}}\n", "wrong-type", ""},
	}
	for _, url := range []string{"www.canary.example", "/", "ftp://canary.example/", "https://", "https://canary.example/?x", "https://canary.example/#x", "https://can ary/", "https:canary", "javascript:canary"} {
		cases = append(cases, struct{ reason, text, code, says string }{"base_url " + url, "title: T\nbase_url: ¦\"" + url + "\"\n", "wrong-value", "https://www.example.org/"})
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			text, line, column := mark(t, c.text)
			dir := siteWith(t, map[string]string{"site.yaml": text, "consent/sam.yaml": named, "content/index.md": pageHead})
			s, problems, err := siteOf(t, dir)
			var bad *SiteError
			if !errors.As(err, &bad) || len(problems) > 0 || s.Title != "" {
				t.Fatalf("got %+v, %v, %v, want a SiteError alone", s, problems, err)
			}
			p := bad.Problems[0]
			if p.File != "site.yaml" || c.code != "" && (p.Code != c.code || p.Line != line || p.Column != column) || p.Fix == "" {
				t.Errorf("got %s at %s (%s), want %s at %d:%d", p.Code, p.Place, p.Message, c.code, line, column)
			}
			if !strings.Contains(p.Message+" "+p.Fix, c.says) || !strings.HasPrefix(err.Error(), p.Place.String()+": ") {
				t.Errorf("%q is not in: %s %s; error: %v", c.says, p.Message, p.Fix, err)
			}
			quotes(t, bad.Problems)
			if src, err := open(t, dir); src != nil || !errors.As(err, &bad) {
				t.Errorf("the folder is read all the same: %v", err)
			}
		})
	}
	if _, _, err := siteOf(t, t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without site.yaml: got %v, want fs.ErrNotExist", err)
	}
	if (&SiteError{}).Error() == "" {
		t.Error("an empty SiteError says nothing")
	}
}

// A mistake in words.yaml is a problem, and the site goes on.
func TestBadWords(t *testing.T) {
	cases := []struct {
		reason, text, code string
		words              int
	}{
		{"no YAML", "¦hostel: @canary\n", "yaml", 0},
		{"a list", "¦- canary\n", "wrong-type", 0},
		{"a word twice", "canary: x\n¦canary: y\n", "duplicate-key", 1},
		{"a meaning that is a list", "canary: ¦[x]\nhostel: y\n", "wrong-type", 2},
		{"a meaning that is nothing", "canary:¦\n", "wrong-type", 1},
		{"another encoding", "hostel: caf¦\xe9\n", "bad-encoding", 0},
		{"no meaning behind means", "hostel: ¦{not: [canary]}\n", "missing-key", 1},
		{"another key", "hostel: {means: x, ¦canary: y}\n", "unknown-key", 1},
		{"one word for a list", "hostel: {means: x, not: ¦canary}\n", "wrong-type", 1},
	}
	for _, c := range cases {
		text, line, column := mark(t, c.text)
		src := readSite(t, siteWith(t, map[string]string{"words.yaml": text, "content/index.md": pageHead}))
		if len(src.Pages) != 1 || src.Pages[0].Standard.Fault != nil || len(src.Site.Words) != c.words {
			t.Errorf("%s: %d words, pages %+v", c.reason, len(src.Site.Words), src.Pages)
		}
		if len(src.Problems) != 1 || src.Problems[0].Code != c.code || src.Problems[0].Place != (diag.Place{File: "words.yaml", Line: line, Column: column}) {
			t.Errorf("%s: got %v, want %s at %d:%d", c.reason, src.Problems, c.code, line, column)
		}
		quotes(t, src.Problems)
	}
	dir := siteWith(t, map[string]string{"words.yaml/x": ""})
	if _, problems, err := siteOf(t, dir); err != nil || len(problems) != 1 || problems[0].Code != "cannot-open" || problems[0].File != "words.yaml" {
		t.Errorf("a folder: got %v, %v, want cannot-open", problems, err)
	}
}

// `files` publishes plain files in content/ that are no pages, and nothing else.
func TestFilesOfSite(t *testing.T) {
	refused := []string{
		"index.md", "INDEX.MD", "stories/a/index.md", "stories/a/index.next.md", "pictures.yaml", "stories/pictures.yaml", "../site.yaml", "../consent/sam.yaml",
		"stories/../../site.yaml", "/favicon.ico", "/etc/hostname", "./favicon.ico", ".", "", "stories", "stories/", "missing.ico", "..\\\\site.yaml", "linked.ico", "folder/x.txt", "huge.bin",
	}
	for _, name := range refused {
		dir := siteWith(t, map[string]string{
			"site.yaml": siteYAML + "files: [favicon.ico, \"" + name + "\"]\n", "content/favicon.ico": "icon", "content/index.md": pageHead, "content/INDEX.MD": pageHead,
			"content/stories/a/index.md": pageHead, "content/stories/a/index.next.md": pageHead, "content/pictures.yaml": "{}", "content/stories/pictures.yaml": "{}",
			"consent/sam.yaml": named, "outside/x.txt": "canary", "content/huge.bin": "",
		})
		for link, to := range map[string]string{"content/linked.ico": "favicon.ico", "content/folder": "../outside"} {
			if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Truncate(filepath.Join(dir, "content/huge.bin"), maxFile+1); err != nil {
			t.Fatal(err)
		}
		s, problems, err := siteOf(t, dir)
		if err != nil || len(s.Files) != 1 || s.Files[0].Path != "favicon.ico" {
			t.Errorf("%q is published: %v %v", name, s.Files, err)
		}
		if len(problems) != 1 || problems[0].Code != "files" || problems[0].Place != (diag.Place{File: "site.yaml", Line: 3, Column: 22}) || problems[0].Fix == "" {
			t.Errorf("%q: got %v, want one problem 'files' at its place", name, problems)
		}
	}
}

// `files` asks nobody for consent, so nothing goes out by it of which is said, or may be,
// who is in it.
func TestFilesThatShowPeople(t *testing.T) {
	var dot, snap bytes.Buffer
	pixel := image.NewGray(image.Rect(0, 0, 1, 1))
	if err := errors.Join(png.Encode(&dot, pixel), jpeg.Encode(&snap, pixel, nil)); err != nil {
		t.Fatal(err)
	}
	bytesOf := map[string]string{"x.png": dot.String(), "x.jpg": snap.String(), "x.ico": "icon", "x.txt": "words"}
	for _, c := range []struct {
		notes, text string // "" for no pictures.yaml
		published   []string
	}{
		{"pictures.yaml", "", []string{"x.png", "x.jpg", "x.ico", "x.txt"}},
		{"pictures.yaml", "y.png: {people: [sam]}\n", []string{"x.png", "x.jpg", "x.ico", "x.txt"}},
		{"pictures.yaml", "x.png: {people: none}\nx.jpg: {people: none}\n", []string{"x.png", "x.jpg", "x.ico", "x.txt"}},
		{"pictures.yaml", "x.png: {people: [sam]}\n", []string{"x.jpg", "x.ico", "x.txt"}},
		{"pictures.yaml", "./x.jpg: {people: [sam]}\nx.txt: {people: [sam]}\n", []string{"x.png", "x.ico"}},
		{"pictures.yaml", "\"*\": {people: [sam]}\n", []string{"x.ico", "x.txt"}},
		{"pictures.yaml", "x.png: {people: [sam]\n", []string{"x.ico", "x.txt"}},
		{"pictures.yaml", "y.png: {people: none, peeple: 1}\n", []string{"x.ico", "x.txt"}},
		{"pictures.yaml", "\xff", []string{"x.ico", "x.txt"}},
		{"Pictures.yml", "{}", []string{"x.ico", "x.txt"}},
	} {
		all := map[string]string{"site.yaml": siteYAML + "files: [a/x.png, a/x.jpg, a/x.ico, a/x.txt]\n"}
		for name, text := range bytesOf {
			all["content/a/"+name] = text
		}
		if c.text != "" {
			all["content/a/"+c.notes] = c.text
		}
		s, problems, err := siteOf(t, siteWith(t, all))
		var got []string
		for _, f := range s.Files {
			got = append(got, strings.TrimPrefix(f.Path, "a/"))
		}
		if err != nil || !slices.Equal(got, c.published) {
			t.Errorf("%q: published %v, want %v (%v)", c.text, got, c.published, err)
		}
		if len(problems) != len(bytesOf)-len(c.published) {
			t.Errorf("%q: got %v, want a problem for each that is not published", c.text, problems)
		}
		for _, p := range problems {
			if p.Code != "file-people" || p.File != "site.yaml" || p.Line != 3 || p.Column < 9 || p.Fix == "" || strings.Contains(p.Message, "sam") {
				t.Errorf("%q: got %v, want file-people at its line", c.text, p)
			}
		}
	}
}
