package browser_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"goldenthread/generator"
)

// most is how much a story of 1,500 words may cost a reader who was never here
// before: what is hoped for, and what fails. Weights are in bytes, as brotli
// sends them.
var most = []struct {
	what         string
	picture      bool
	target, fail int // what is above the target fails; front.md would let it grow up to fail
}{
	{"HTML", false, 10_000, 14_000},
	{"CSS", false, 5_000, 8_000},
	{"JavaScript", false, 1_500, 3_000},
	{"requests", false, 4, 6},
	{"transfer", false, 20_000, 30_000},
	{"HTML", true, 10_000, 14_000},
	{"CSS", true, 5_000, 8_000},
	{"JavaScript", true, 1_500, 3_000},
	{"requests", true, 5, 6},
	{"transfer", true, 60_000, 100_000},
}

func TestBudget(t *testing.T) {
	s := budgetSite(t)
	for _, picture := range []bool{false, true} {
		address := s.url + "/stories/words/"
		if picture {
			address = s.url + "/stories/picture/"
		}
		for _, window := range []preference{{name: "a phone", width: 412, height: 823, scale: 1.75}, {name: "a computer", width: 1280, height: 1024, scale: 1}} {
			s.asked()
			ctx := tab(t)
			run(t, ctx, window.as(), chromedp.ActionFunc(func(ctx context.Context) error {
				_, err := page.AddScriptToEvaluateOnNewDocument(watch + look).Do(ctx)
				return err
			}), chromedp.Navigate(address))
			for _, text := range ask(t, ctx, "settle()") {
				t.Error(text)
			}
			asked := s.asked()
			cost := costs(asked)
			for _, m := range most {
				if m.picture != picture {
					continue
				}
				t.Logf("%s, picture %t: %s %d (target %d, fails above %d)", window.name, picture, m.what, cost[m.what], m.target, m.fail)
				if cost[m.what] > m.target {
					t.Errorf("%s, picture %t: %s %d, more than %d: %+v", window.name, picture, m.what, cost[m.what], m.target, asked)
				}
			}
			if shifts := eval[[]string](t, ctx, "shifts"); len(shifts) > 0 {
				t.Errorf("%s, picture %t: layout shift %s", window.name, picture, shifts)
			}
			if cost["HTML"] == 0 || cost["CSS"] == 0 || picture && cost["pictures"] == 0 {
				t.Errorf("not all of the page was asked for: %v", cost)
			}
		}
	}
}

// costs adds up what was sent, each file once: a browser may ask for the icon of
// the tab before so late that it counts here.
func costs(asked []request) map[string]int {
	cost, seen := map[string]int{}, map[string]bool{}
	for _, r := range asked {
		if seen[r.Path] {
			continue
		}
		seen[r.Path] = true
		kind := map[string]string{"": "HTML", ".css": "CSS", ".js": "JavaScript"}[path.Ext(r.Path)]
		if kind == "" {
			kind = "pictures"
		}
		cost[kind] += r.Bytes
		cost["transfer"] += r.Bytes
		cost["requests"]++
	}
	return cost
}

// budgetSite serves a site with two stories of 1,500 words, one with a picture.
func budgetSite(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	s := &site{public: filepath.Join(dir, "public")}
	server := httptest.NewTLSServer(http.HandlerFunc(s.answer))
	t.Cleanup(server.Close)
	s.url = server.URL
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	photo, err := os.ReadFile("../../content/stories/sunday-choir/piano.jpg")
	if err != nil {
		t.Fatal(err)
	}
	write("site.yaml", "title: Voices\nbase_url: "+s.url+"/\nlanguage: en-GB\ntimezone: Europe/London\n"+
		"organisation: {name: Voices, email: hello@example.org}\nmenu: [stories, weeks, easy-read, topics]\nunnamed: Somebody\nexit_to: https://www.example.net/\n"+
		"consent: {approval: none}\nhost: [netlify]\n")
	write("consent/sam.yaml", "person: sam\nnames: {shown_as: Sam}\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes, name: shown-as, picture: yes}, channels: all}\n")
	write("content/index.md", "---\ntitle: Voices\npeople: none\n---\nHello.\n")
	write("content/stories/picture/photo.jpg", string(photo))
	write("content/stories/picture/pictures.yaml", "photo.jpg:\n  people: none\n  alt: A piano among rugs.\n")
	words := prose(t, 1500)
	head := "---\ntitle: %s\npeople: [sam]\ndate: 2026-06-20\n%s---\n%s\n"
	for i := range 5 { // neighbours, and what is related
		write(fmt.Sprintf("content/stories/other-%d.md", i), fmt.Sprintf(head, fmt.Sprintf("The %d other ones", i), "summary: Of a bus and a door.\ntags: [housing, recovery]\n", "Words."))
	}
	write("content/weeks/2026.md", "---\ntitle: Co-Production Week 2026\npeople: none\nstarts: 2026-07-06\nends: 2026-07-10\n---\nWords.\n")
	full := "summary: What came of one wet evening, told by the person whose evening it was.\ntags: [housing, recovery, work]\ncontent_notes: [homelessness, drugs]\nweek: 2026\n" +
		"made_with:\n  - {group: Somebody else, did: typed it up}\n  - {group: The Tuesday group, did: made the easy-read version}\n"
	write("content/stories/words.easy-read.md", "---\ntitle: Only words\n---\nIt rained.\n")
	write("content/stories/words.md", fmt.Sprintf(head, "Only words", full, words))
	write("content/stories/picture/index.md", fmt.Sprintf(head, "One picture", full, "![A room.](photo.jpg)\n\n"+words))
	report, err := generator.Build(context.Background(), generator.Options{Site: dir, Now: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Errorf("%+v", p)
	}
	text, err := os.ReadFile(filepath.Join(s.public, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	s.headers = blocks(string(text))
	return s
}

// prose gives so many words of the example, in paragraphs, since a computer's
// words repeat, and weigh less than a person's.
func prose(t *testing.T, count int) string {
	t.Helper()
	files, err := filepath.Glob("../../content/blog/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	plain := regexp.MustCompile(`^[\p{L}“”‘’',.;?]+$`)
	for _, file := range files {
		if strings.Count(filepath.Base(file), ".") > 1 {
			continue // an easy-read version, or a change that waits
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		for _, word := range strings.Fields(body) {
			if plain.MatchString(word) {
				words = append(words, word)
			}
		}
	}
	if len(words) < count {
		t.Fatalf("the example has %d words, not %d", len(words), count)
	}
	var b strings.Builder
	for i, word := range words[:count] {
		switch {
		case i%400 == 399:
			b.WriteString(word + "\n\n## " + strings.Join(words[i/2:i/2+4], " ") + "\n\n")
		case i%500 == 250:
			b.WriteString(word + "\n\n:::quote{person=sam}\n" + strings.Join(words[i/3:i/3+20], " ") + "\n:::\n\n")
		case i%200 == 100:
			b.WriteString("[" + word + "](/stories/other-1/) ")
		case i%90 == 89:
			b.WriteString(word + "\n\n")
		default:
			b.WriteString(word + " ")
		}
	}
	return b.String()
}
