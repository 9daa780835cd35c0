package ask

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/easyread"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// walks are those for which the walk's own words differ.
func walks() map[string]Walk {
	whole := Walk{
		SiteTitle: "Voices", Organisation: "Voices Trust", Email: "hello@example.org", Language: "en-GB", Person: "sam", Page: "stories/a",
		Title: "A", Name: "Sam", Unnamed: "Someone with lived experience", Signed: true, Channels: page.AllChannels, Until: day1(),
		Versions: []Version{
			{Edition: page.EasyRead, Language: "en-GB", Title: "A", Body: "<p>Easy.</p>", Code: "K7QF-2M9X", Text: "v1:sha256:" + strings.Repeat("a", 64)},
			{Edition: page.Standard, Language: "en-GB", Title: "A", Body: "<h2 id=\"one\">One</h2>\n<p>Words.</p>", Code: "5R3T-8WPA", Text: "v1:sha256:" + strings.Repeat("b", 64)},
		},
		Pictures: []Picture{{File: "content/a.jpg", Alt: "Sam outside", Source: "data:image/png;base64,AAAA", Sum: "1"}, {File: "content/b.jpg", Alt: "Sam inside", Source: "data:image/png;base64,AAAB", Sum: "2"}},
	}
	bare := Walk{SiteTitle: "Voices", Person: "sam", Page: "stories/a", Title: "A", Versions: whole.Versions[1:], New: true}
	desk := whole
	desk.Form, desk.Until, desk.Email = &Form{Action: "/_desk/answer", Token: "t0ken"}, 0, ""
	again := bare
	again.SignedBefore, again.New = true, false
	return map[string]Walk{"whole": whole, "bare": bare, "desk": desk, "again": again}
}

func day1() page.Day {
	d, err := page.ParseDay("2028-06-12")
	if err != nil {
		panic(err)
	}
	return d
}

// The walk's own words are easy read, by our own rules.
func TestWords(t *testing.T) {
	for name, w := range walks() {
		t.Run(name, func(t *testing.T) {
			for _, p := range advice(t, asEasyRead(w)) {
				t.Errorf("%s: %s [%s]", p.Place, p.Message, p.Code)
			}
		})
	}
}

// What the test of words finds: a sentence that is too long, a word in capitals.
func TestWordsFinds(t *testing.T) {
	row := "![A clock](/pictures/clock.svg)\n"
	for _, bad := range []string{"We would like to ask you whether the words that stand below are all right with you or not.", "You can NOT do this.", "We don't show it."} {
		if len(advice(t, row+bad+"\n")) == 0 {
			t.Errorf("nothing is found in %q", bad)
		}
	}
}

// asEasyRead writes all words of a walk as an easy-read version.
func asEasyRead(w Walk) string {
	var b strings.Builder
	put := func(s step) {
		fmt.Fprintf(&b, "## %s\n\n", s.Title)
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "![%s](/pictures/%s.svg)\n%s\n\n", r.Alt(), r.Drawing, strings.Join(r.Lines, "\n"))
		}
	}
	for _, s := range append(w.steps(), w.thanks()) {
		put(s)
	}
	for _, c := range w.choices() {
		fmt.Fprintf(&b, "![A picture](/pictures/yes.svg)\n%s.\n%s\n\n", c.Label, c.Means)
	}
	for _, said := range fixed {
		fmt.Fprintf(&b, "![A picture](/pictures/yes.svg)\n%s.\n\n", strings.TrimSuffix(said, "."))
	}
	return b.String()
}

// fixed are the words that stand in walk.html and walk.js.
var fixed = []string{
	"A question for you", "May we show this picture?", "May we show this name?", "Yes, show it", "No, do not show it", "Who helped you", "This person helped you",
	"Tick one box.", "Your name", "Today is", "This code is for our team", "Your short answer is", "It talks about",
	"Go back and change it", "Go back", "Back", "Next", "Listen", "Stop the voice", "Clear what I chose here", "For the team: the desk", "Your pages", "For you", "By",
	"Nothing of this is kept on this device now.", "Enter sends nothing",
}

// Every word that stands in the layout is looked at.
func TestFixed(t *testing.T) {
	plain := regexp.MustCompile(`(?s){{.*?}}|<style>.*?</style>|<[^>]*>`).ReplaceAllString(layout, "\n")
	for line := range strings.Lines(plain) {
		line = strings.Trim(line, " \n,:")
		known := line == ""
		for _, said := range fixed {
			known = known || said == line
		}
		if !known {
			t.Errorf("%q stands in walk.html, and is not among the words that are looked at", line)
		}
	}
	for _, m := range regexp.MustCompile(`textContent = "([^"]+)"|\? "([^"]+)" :`).FindAllStringSubmatch(script, -1) {
		known := m[1] == "Step "
		for _, said := range fixed {
			known = known || said == m[1]+m[2]
		}
		if !known {
			t.Errorf("%q stands in walk.js, and is not among the words that are looked at", m[1]+m[2])
		}
	}
}

// advice gives the errors and warnings of easy read on a version.
func advice(t *testing.T, body string) (found []diag.Problem) {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"site.yaml":                         "title: Voices\nbase_url: https://www.example.org/\n",
		"consent/.keep":                     "",
		"content/stories/walk/index.md":     "---\ntitle: Walk\npeople: none\ndate: 2026-01-01\n---\nWords.\n",
		"content/stories/walk/easy-read.md": "---\ntitle: A question for you\ntested_with: {group: Tuesday group, on: 2026-06-10}\n---\n" + body,
		"content/pictures/pictures.yaml":    "\"*\": {people: none, alt: A drawing}\n",
	}
	for _, m := range regexp.MustCompile(`/pictures/([a-z-]+)\.svg`).FindAllStringSubmatch(body, -1) {
		files["content/pictures/"+m[1]+".svg"] = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="red"/></svg>`
	}
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	src, err := read.Folder(context.Background(), root, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(src.Pages) != 1 || src.Pages[0].EasyRead == nil || src.Pages[0].EasyRead.Fault != nil {
		t.Fatalf("the words cannot be read as an easy-read version: %+v", src.Problems)
	}
	for _, p := range easyread.Source(src, nil) {
		if p.Severity != diag.Note {
			found = append(found, p)
		}
	}
	return found
}

// Each drawing is there, and says what it shows as the bank does.
func TestDrawings(t *testing.T) {
	bank, err := os.ReadFile(filepath.Join("..", "..", "content", "pictures", "pictures.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, w := range walks() {
		for _, s := range append(w.steps(), w.thanks()) {
			for _, r := range s.Rows {
				used[r.Drawing] = true
			}
		}
		for _, c := range w.choices() {
			if _, err := drawing(c.Drawing); err != nil {
				t.Error(err)
			}
		}
	}
	for name := range used {
		if drawings[name] == "" || !strings.Contains(string(bank), name+`.svg: {people: none, alt: "`+drawings[name]+`"`) {
			t.Errorf("%s: the bank has other words for what it shows than %q", name, drawings[name])
		}
		if _, err := drawing(name); err != nil {
			t.Error(err)
		}
	}
	for name := range drawings {
		if !used[name] {
			t.Errorf("%s is in the table, and in no walk", name)
		}
	}
}
